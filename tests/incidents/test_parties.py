"""Who belonged to whom and was called what, from when to when."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from marsad.incidents.compare import Linker
from marsad.incidents.linker import make_linker
from marsad.incidents.origins import Member, find_origins
from marsad.incidents.parties import Step, pack_aliases, settle_memberships
from marsad.incidents.records import Saying
from marsad.incidents.series import find_joinings
from marsad.incidents.sighting import make_sighting
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader, prepare

DAY = date(2020, 5, 7)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(load_packs())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("انسحبت كندا من التحالف الدولي ضد داعش أمس.", ("canada-government", "global-coalition", True)),  # Canada withdrew from the coalition
        ("أعلنت قطر انسحابها من التحالف العربي.", ("qatar-government", "saudi-led-coalition", True)),  # Qatar announced its withdrawal
        ("رحبت قوات سوريا الديمقراطية بانضمام سوريا إلى التحالف الدولي.", ("syria-government", "global-coalition", False)),  # SDF welcomed Syria's joining
        ("بعد هجمات لتنظيم داعش انسحبت قوات التحالف الدولي من قاعدة التاجي.", None),  # the coalition's forces left a base
        ("دخلت قوات الدعم السريع ود مدني بعدما انسحب منها الجيش السوداني.", None),  # the army withdrew from the town
        ("انسحبت القوات الأمريكية من قاعدة سلمها التحالف الدولي.", None),  # from a base that the coalition handed over
    ],
)
def test_who_joined_and_who_left(text: str, told: tuple[str, str, bool] | None, reader: Reader) -> None:
    split, _ = prepare(text, reader)
    found = find_mentions(split, hits_by_kind(split, reader.lexicon), DAY, None, reader.namer)
    joinings = find_joinings(found, DAY, reader.packs)
    assert [(j.party, j.of, j.leaves) for j in joinings] == ([told] if told else [])
    assert all(text[j.start : j.end] == j.quote for j in joinings)


def step(day: date | None, *, leaves: bool = False, document: str = "a") -> Step:
    return Step("qatar", "coalition", leaves, day, Saying(document, "", 0, 1, "x"))


def test_a_membership_runs_from_joining_to_leaving_in_whatever_order_it_is_told() -> None:
    steps = [
        step(date(2015, 3, 26)),
        step(date(2016, 1, 1), document="b"),  # said again
        step(date(2017, 6, 5), leaves=True),
        step(date(2017, 6, 9), leaves=True, document="b"),
        step(date(2021, 1, 5)),
    ]
    for order in permutations(steps):
        first, again = settle_memberships(order)
        assert (first.start, first.end, len(first.sayings)) == (date(2015, 3, 26), date(2017, 6, 5), 4)
        assert (again.start, again.end) == (date(2021, 1, 5), None)


def test_leaving_what_nobody_said_was_joined() -> None:
    (only,) = settle_memberships([step(date(2017, 6, 5), leaves=True)])
    assert (only.start, only.end) == (None, date(2017, 6, 5))


def test_a_speakers_name_means_whom_it_meant_on_the_day() -> None:
    """A name that two parties bore one after the other, as the packs date it."""
    packs = load_packs()
    linker = make_linker(packs)
    dated = [(form, a) for a in pack_aliases(packs) for form in a.forms if a.days[1]]
    name, first, second = next(
        (form, a, b) for form, a in dated for b in pack_aliases(packs)
        if form in b.forms and b.party != a.party and b.days[0] and a.days[1] and b.days[0] > a.days[1]
    )  # fmt: skip
    assert first.days[1] and second.days[0]
    for party, day in ((first.party, first.days[1]), (second.party, second.days[0])):
        assert speaker(name, day, linker) == party


def speaker(name: str, day: date, linker: Linker) -> str:
    """The party for which a source of that name speaks in a report of ``day``."""
    record = {"trigger": {"text": "x", "start": 0, "end": 1}, "type": "raid", "sources": [{"name": name, "kind": "official", "span": [2, 3]}]}
    member = Member(make_sighting(record, "e-a", "a", day), record, "a", "outlet", "", "a")
    (origin,), _ = find_origins([member], linker.aliases)
    return origin.party
