"""Locations and times before they are chosen: containers, lists, "the camp", and composed intervals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from marsad.events.composed import composed_times
from marsad.events.context import make_context
from marsad.events.sites import Site, group_sites
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.mentions.found import Found
from marsad.reading import Reader, prepare

PUBLISHED = date(2023, 6, 7)  # a Wednesday


@pytest.fixture(scope="module")
def found_in(reader: Reader) -> Callable[[str], Found]:
    """The mentions of a text."""

    def read(raw: str) -> Found:
        text, _ = prepare(raw, reader)
        return find_mentions(text, hits_by_kind(text, reader.lexicon), PUBLISHED)

    return read


def told(site: Site) -> str:
    """A location as ``name<containers``, ``+`` before one that continues a list, ``=`` before one that stands for a name."""
    mark = "+" if site.head is not None else "=" if site.anaphor else ""
    return mark + site.name.replace(" ", "_") + "".join("<" + c.value.name.replace(" ", "_") for c in site.containers)


# gloss, text, the locations
SITES = [
    ("a town in its province", "قصفت الطائرات بلدة أريحا في محافظة إدلب", "أريحا<إدلب"),
    ("a town, district so-and-so", "أغارت مسيرة على بلدة عيناتا قضاء بنت جبيل في لبنان", "عيناتا<بنت_جبيل<لبنان"),
    ("an unknown village in its province", "قصفت الطائرات قرية تل عفصون في ريف إدلب", "تل_عفصون<إدلب"),
    ("an unknown area of a city", "وقع تفجير في منطقة المراويس ببنغازي", "المراويس<بنغازي"),
    ("a city south-east of another", "قتل رجل في مدينة الكوت جنوب شرق بغداد", "الكوت<بغداد"),
    ("a camp, north of a city", "توغلت القوات في معسكر أبو شوك، شمالي مدينة الفاشر", "أبو_شوك<الفاشر"),
    ("a list of quarters", "وقف النار في حيي الشيخ مقصود والأشرفية بحلب", "الشيخ_مقصود +الأشرفية<حلب"),
    ("two ends of a road", "انفجرت عبوة على طريق جبلة - القرداحة", "جبلة +القرداحة"),
    ("the camp named before", "عاد الهدوء إلى مخيم الهول. ووقعت في المخيم جريمة قتل", "الهول =الهول"),
    ("the city named before, not the camp", "قصف مخيم زمزم قرب مدينة الفاشر. وحوصرت المدينة", "زمزم<الفاشر =الفاشر"),
]


@pytest.mark.parametrize(("gloss", "text", "sites"), SITES, ids=[s[0] for s in SITES])
def test_sites(found_in: Callable[[str], Found], gloss: str, text: str, sites: str) -> None:
    """One location a phrase; the names of a list are several."""
    found = found_in(text)
    assert " ".join(told(s) for s in group_sites(make_context(found, PUBLISHED), found.places)) == sites, gloss


# gloss, text, what went on for days has these intervals beside those said
SPANS = [
    ("launched on Sunday: up to publication", "انطلقت الحملة يوم الأحد", "opened 04..07"),
    ("began on Thursday, lasted three days", "حملة بدأت الخميس ودامت ثلاثة أيام", "lasted 01..03"),
    ("left yesterday after three days", "انسحبت القوات أمس بعد عملية دامت ثلاثة أيام", "ended 04..06"),
    ("from Thursday's dawn, on Sunday it ended", "اندلعت المعارك الخميس وانتهت الأحد", "spanned 01..04"),
]


@pytest.mark.parametrize(("gloss", "text", "span"), SPANS, ids=[s[0] for s in SPANS])
def test_composed(found_in: Callable[[str], Found], gloss: str, text: str, span: str) -> None:
    """A day and a length, a day and publication, two days: each an interval of its own role."""
    made = composed_times(found_in(text).times, PUBLISHED, lasting=True)
    assert span in {f"{m.value.role} {m.value.earliest:%d}..{m.value.latest:%d}" for m in made}, gloss


def test_of_an_incident_only_neighbouring_days_are_joined(found_in: Callable[[str], Found]) -> None:
    """Last evening and this dawn are one night; Thursday and Sunday are not."""
    night = composed_times(found_in("اندلعت اشتباكات مساء أمس وانتهت فجر اليوم").times, PUBLISHED, lasting=False)  # from last evening to this dawn
    apart = composed_times(found_in("اندلعت المعارك الخميس وانتهت الأحد").times, PUBLISHED, lasting=False)  # broke out Thursday, ended Sunday
    assert [m.value.role for m in night] == ["spanned"] and not apart
