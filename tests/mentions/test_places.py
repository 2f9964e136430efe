"""Which names are places, how far they reach, and which place of that name is meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.mentions.found import Found
from marsad.mentions.theatre import theatre_votes
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader, prepare

Read = Callable[[str], Found]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """All packs, compiled."""
    return make_reader(load_packs())


@pytest.fixture(scope="module")
def found_in(reader: Reader) -> Read:
    """The mentions of a text published on 7 June 2023."""

    def read(raw: str) -> Found:
        text, _ = prepare(raw, reader)
        return find_mentions(text, hits_by_kind(text, reader.lexicon), date(2023, 6, 7))

    return read


# gloss, text, the places' names in order
NAMES = [
    ("a village no pack knows", "قصفت المدفعية قرية تل عفصون غربي حلب", "تل عفصون حلب"),
    ("a bare name and one with the article", "سقطت قذيفة في حي قضيب الزان، وقتل رجل في حلب", "قضيب الزان حلب"),
    ("locally made is no district", "ضبطت الشرطة في حلب قنبلة محلية الصنع", "حلب"),
    ("a region that lives ..., no name", "وقعت الغارة في منطقة تعيش هدوءا نسبيا قرب حلب", "حلب"),
    ("a camp for its displaced, no name", "قصفت الطائرات مخيم لنازحيها في حلب", "حلب"),
    ("a residential quarter, accusative", "طال القصف حيا سكنيا في تعز", "تعز"),
    ("father of a place name is a man", "قال أبو قصرة إن القوات دخلت حلب", "حلب"),
    ("hills overlooking it, not the town Metula", "سيطرت القوات على التلال المطلة على حلب", "حلب"),
    ("Al-Bab, the door, behind 'city of'", "قصفت الطائرات مدينة الباب قرب حلب", "الباب حلب"),
    ("Al-Mayadin, the squares, in a list of towns", "طالت الغارات دير الزور والميادين والبوكمال", "دير الزور الميادين البوكمال"),
    ("the quarters of the city, no name", "دارت اشتباكات في أحياء المدينة قرب حلب", "حلب"),
    ("a village called mother of", "قصفت المدفعية قرية أم عفصون قرب حلب", "أم عفصون حلب"),
    ("a village called house of", "سقطت قذائف على قرية بيت عفصون قرب حلب", "بيت عفصون حلب"),
    ("a civilian quarter, not Madani of Sudan", "استهدفت البراميل حي مدني في حلب", "حلب"),
    ("a quarter called the fort", "دهمت القوات حي القلعة وقتلت اثنين قرب حلب", "القلعة حلب"),
    ("a square that is listed in other countries", "تجمع المحتجون في ساحة الشهداء قرب حلب", "ساحة الشهداء حلب"),
    ("a settlement's name is one", "سقط صاروخ في مستوطنة المطلة", "المطلة"),
]


@pytest.mark.parametrize(("gloss", "text", "names"), NAMES, ids=[n[0] for n in NAMES])
def test_names(found_in: Read, gloss: str, text: str, names: str) -> None:
    """A name is as long as it is said, and an ordinary word is none."""
    assert " ".join(p.value.name for p in found_in(text).places) == names, gloss


# gloss, text, name, kind and province of the row that is meant
MEANT = [
    ("the provinces of two listed names", "هاجم مسلحون حواجز في محافظتي اللاذقية وطرطوس", "طرطوس", "admin1", "Tartus"),
    ("the cities of two listed names", "سمع دوي انفجارات في مدينتي اللاذقية وطرطوس في سوريا", "طرطوس", "city", "Tartus"),
]


@pytest.mark.parametrize(("gloss", "text", "name", "kind", "admin1"), MEANT, ids=[m[0] for m in MEANT])
def test_meant(found_in: Read, gloss: str, text: str, name: str, kind: str, admin1: str) -> None:
    """A feature word, and one that a list shares, tells the province from its city."""
    place = next(p.value for p in found_in(text).places if p.value.name == name)
    assert (place.kind, place.admin1) == (kind, admin1), gloss


@pytest.mark.parametrize(
    ("gloss", "sentence", "towns"),
    [
        ("Palmyra, where nothing is destroyed", "غارات على تدمر ليلا", ["Palmyra"]),
        ("Palmyra under its governorate", "حمص تدمر آثار القصف", ["Palmyra"]),
        ("aircraft destroy a building in Hraytan", "طائرات حربية تدمر مبنى المجلس في حريتان", []),
    ],
)
def test_a_name_that_is_a_verb_too(found_in: Read, gloss: str, sentence: str, towns: list[str]) -> None:
    assert [m.value.name_en for m in found_in(sentence).places if m.value.name == "تدمر"] == towns, gloss


def test_a_town_that_is_a_word_too_is_read_in_a_report_of_its_country(found_in: Read) -> None:
    told = {m.value.name_en for m in found_in("قصفت الطائرات منبج وجرابلس، وانفجرت سيارة قرب الباب").places}  # ... near al-Bab
    assert "Al-Bab" in told
    assert not [m for m in found_in("وقف الجندي قرب الباب في بغداد").places if m.value.name_en == "Al-Bab"]  # near the door, in Baghdad
    assert found_in("#الباب آثار القصف").places[0].value.name_en == "Al-Bab"


def test_a_country_that_acts_is_no_place(found_in: Read) -> None:
    assert [m.value.name_en for m in found_in("روسيا تقصف مشفى في كفرنبل").places] == ["Kafranbel"]  # Russia bombs a hospital in Kafr Nabl


def test_a_man_is_not_his_namesake_town(found_in: Read) -> None:
    assert not found_in("قال الضابط سعدون التكريتي والضابط سعدون تكريت إن المعركة انتهت").places  # the officer Saadun Tikrit


def test_parties_abroad_vote_for_where_they_act(reader: Reader) -> None:
    hits = hits_by_kind(prepare("الطيران الروسي يقصف المدنيين", reader)[0], reader.lexicon)  # the Russian air force bombs civilians
    assert theatre_votes(hits, date(2016, 2, 1))["SY"] > 0
    assert "SY" not in theatre_votes(hits, date(2014, 2, 1))


def test_a_small_place_of_another_country_is_not_guessed(found_in: Read) -> None:
    told = found_in("اشتبك مسلحون في طرابلس الشام وعكار وزحلة وبعلبك اللبنانية، وقطع محتجون طريق المطار في بيروت").places
    assert not [m for m in told if m.value.quote == "طريق المطار" and m.value.country == "LY"]  # Airport Road is listed for Tripoli, Libya


def test_a_district_told_behind_a_name_is_not_part_of_it(found_in: Read) -> None:
    assert found_in("انفجرت عبوة في حي عبد العزيز بمديرية المنصورة في عدن").places[0].value.quote == "عبد العزيز"  # the quarter of Abd al-Aziz


# gloss, text, the countries that are left as places
COUNTRIES = [
    ("the doer's country", "بدعم من روسيا اقتحم الجيش بلدة حريتان قرب حلب", []),
    ("where the wounded are taken", "نقل جرحى القصف على حريتان إلى تركيا", []),
    ("attacks in two countries", "تعرضت القواعد في العراق وسوريا لهجمات قرب حلب", ["العراق", "سوريا"]),
    ("two countries and no place", "اتهمت روسيا تركيا بخرق الهدنة", []),
    ("one country and no place", "ارتفاع حصيلة الضحايا في سوريا", ["سوريا"]),
]


@pytest.mark.parametrize(("gloss", "text", "left"), COUNTRIES, ids=[c[0] for c in COUNTRIES])
def test_a_country_that_only_qualifies_is_no_place(found_in: Read, gloss: str, text: str, left: list[str]) -> None:
    """Where the places of a report lie elsewhere, a country is one only where something is told to happen in it."""
    assert [p.value.name for p in found_in(text).places if p.value.kind == "country"] == left, gloss


# gloss, text, the name and the other way it is named
SAID = [
    ("an international airport", "هبطت الطائرة في مطار حلب الدولي", "حلب", "حلب الدولي"),
    ("an old town", "تسلل مقاتلون إلى أم درمان القديمة", "أم درمان", "أم درمان القديمة"),
    ("the north and east of a country", "قصفت مسيرات مواقع في شمال وشرق سوريا", "سوريا", "شمال وشرق سوريا"),
    ("an axis that is listed with its feature word", "انسحب الجيش الإسرائيلي من محور نتساريم", "محور نتساريم", "نتساريم"),
    ("an unlisted quarter's second part", "دهمت القوات حي عفصونة الثانية", "عفصونة الثانية", "حي عفصونة الثانية"),
]


@pytest.mark.parametrize(("gloss", "text", "name", "mention"), SAID, ids=[s[0] for s in SAID])
def test_the_other_way_a_place_is_named(found_in: Read, gloss: str, text: str, name: str, mention: str) -> None:
    """Beside its name a place keeps how else the words name it: with the adjective behind it, with or without what stands before it."""
    place = found_in(text).places[0].value
    assert (place.name, place.mention) == (name, mention), gloss


def test_the_strip_is_a_place_in_reports_on_palestine_alone(found_in: Read) -> None:
    """"The Strip" is Gaza's there, not elsewhere; and "the private sector" (the same word) nowhere."""
    gaza = "قصفت طائرات الجيش الإسرائيلي خان يونس ورفح، وارتفعت حصيلة القتلى في القطاع"
    assert [p.value.name for p in found_in(gaza).places] == ["خانيونس", "رفح", "القطاع"]
    assert "القطاع" not in [p.value.name for p in found_in(gaza + " الخاص").places if p.value.admin1 != "Gaza Strip"]
    assert [p.value.name for p in found_in("قصفت الطائرات مدينة حلب وارتفعت الحصيلة في القطاع").places] == ["حلب"]


def test_a_village_of_a_country_that_lies_elsewhere_is_a_namesake(found_in: Read) -> None:
    """Al-Shiab is listed in Yemen; told beside As-Suwayda it is another village, which no list holds: no point, that province."""
    place = found_in("استهدفت غارة منزلا في قرية الشعاب جنوب شرقي السويداء في سوريا").places[0].value
    assert (place.name, place.precision, place.lat, place.admin1, place.country) == ("الشعاب", "unknown", None, "As-Suwayda", "SY")


def test_the_capital_of_a_statement_is_no_container(found_in: Read) -> None:
    """The ministry in Ankara speaks of an unlisted place; the report is about Iraq."""
    text = "نفذت القوات إنزالا قرب أربيل والموصل وكركوك وبغداد في العراق.\n\nوقالت الوزارة في أنقرة إن الطائرات عادت. وسقطت قذيفة على قرية عفصونة ظهرا."
    place = next(p.value for p in found_in(text).places if p.value.precision == "unknown")
    assert place.country != "TR"


def test_one_small_place_alone_does_not_tell_the_country(reader: Reader) -> None:
    """The name of a village that one country's list holds may be a namesake's; a town's, or two villages', speak for theirs."""
    votes = lambda raw: theatre_votes(hits_by_kind(prepare(raw, reader)[0], reader.lexicon), None)  # noqa: E731
    assert votes("راجمات الصواريخ تستهدف محيط الشعاب") == {}
    assert set(votes("راجمات الصواريخ تستهدف محيط إدلب")) == {"SY"}


def test_an_ordinary_word_is_a_village_where_its_province_labels_it(found_in: Read) -> None:
    """Al-Bab, "the door", told as "Aleppo - Al-Bab"; alone it is a door."""
    assert [p.value.name for p in found_in("حلب - الباب : قصف عنيف").places] == ["حلب", "الباب"]
    assert found_in("طرق الجنود الباب").places == []
