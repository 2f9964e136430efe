"""Comparing two events: what is found, the same both ways, and look-alikes kept apart."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from marsad.incidents.blocks import asked_blocks, kept_blocks
from marsad.incidents.compare import Linker, compare_days, compare_events, compare_places
from marsad.incidents.records import Site
from marsad.incidents.sighting import (
    Sighting,
    make_sighting,
    make_site,
    operation_names,
    row_sighting,
    sighting_row,
)

DAY = date(2020, 2, 11)
ARIHA = Site("أريحا", "Ariha", "Idlib", "SY", 35.81, 36.61, "exact")
SARMIN = Site("سرمين", "Sarmin", "Idlib", "SY", 35.90, 36.72, "exact")
IDLIB = Site("إدلب", "Idlib", "Idlib", "SY", 35.9, 36.6, "admin1")
STRIKE = Sighting(
    "e-a", "a", date(2020, 2, 12), "air_strike", "incident", "reported", DAY, DAY, "day", (ARIHA,), frozenset({"russia-military"}),
    frozenset({"civilians"}), (("killed", 4, 4),), None, frozenset({"قصف"}), frozenset(), frozenset(), True,
)  # fmt: skip


def like(**changes: object) -> Sighting:
    """The strike as another document tells it."""
    return replace(STRIKE, key="e-b", document="b", **changes)  # type: ignore[arg-type]


ONE = [
    like(),
    like(tolls=(("killed", 7, 7),)),  # a later toll
    like(initiators=frozenset(), tolls=()),  # nobody named
    like(sites=(IDLIB,)),  # the governorate only
    like(published=date(2020, 2, 13), tolls=(("killed", 4, 4), ("wounded", 11, 11))),
]
TWO = [
    like(sites=(SARMIN,), tolls=(("killed", 1, 1),), lead=False),  # another town on the same day
    like(start=date(2020, 2, 14), end=date(2020, 2, 14), published=date(2020, 2, 15), tolls=(("killed", 2, 2),)),
    like(type="protest", initiators=frozenset({"protesters"}), targets=frozenset(), tolls=()),
    like(level="tally", start=date(2020, 2, 1), end=date(2020, 2, 12), count=14, tolls=(("killed", 40, 40),)),
    like(sites=(replace(ARIHA, name="حلب", name_en="Aleppo", admin1="Aleppo", lat=36.2, lon=37.15),), tolls=()),  # Aleppo
]


@pytest.mark.parametrize("other", ONE)
def test_one_happening_told_twice_is_linked(other: Sighting, linker: Linker) -> None:
    assert compare_events(STRIKE, other, linker)[0] >= linker.link


@pytest.mark.parametrize("other", TWO)
def test_look_alikes_are_not(other: Sighting, linker: Linker) -> None:
    assert compare_events(STRIKE, other, linker)[0] < linker.link


VILLAGE = like(sites=(replace(ARIHA, name="كفر كذا", name_en="", admin1=None, country=None, lat=None, lon=None, precision="unknown"),))  # "Kafr So-and-so"
ANYWHERE = [like(sites=()), like(sites=(Site("سوريا", "Syria", None, "SY", None, None, "country"),))]  # Syria


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [(VILLAGE, STRIKE, False), (VILLAGE, replace(VILLAGE, key="e-c"), True), *((other, STRIKE, True) for other in ANYWHERE),
     *((other, VILLAGE, True) for other in ANYWHERE)],
)  # fmt: skip
def test_what_may_be_anywhere_meets_all_of_its_parties(a: Sighting, b: Sighting, meet: bool, linker: Linker) -> None:
    """What is named, but not known, need not: it could not be linked with what has another name."""
    assert bool(asked_blocks(a) & kept_blocks(b)) == bool(asked_blocks(b) & kept_blocks(a)) == meet
    assert meet or compare_events(a, b, linker)[0] < linker.link


@pytest.mark.parametrize("sighting", [STRIKE, *ONE, *TWO, VILLAGE, like(start=None, end=None, published=None, names=frozenset({"درع"}))])  # shield
def test_the_row_of_a_sighting_gives_it_back(sighting: Sighting) -> None:
    assert row_sighting(json.loads(json.dumps(sighting_row(sighting)))) == sighting


@pytest.mark.parametrize(("a", "b"), list(combinations([STRIKE, *ONE, *TWO], 2)))
def test_it_does_not_matter_which_comes_first(a: Sighting, b: Sighting, linker: Linker) -> None:
    assert compare_events(a, b, linker) == compare_events(b, a, linker)
    assert bool(asked_blocks(a) & kept_blocks(b)) == bool(asked_blocks(b) & kept_blocks(a))


def test_the_score_is_the_sum_of_its_parts(linker: Linker) -> None:
    score, parts = compare_events(STRIKE, ONE[1], linker)
    assert parts[0].name == "bias"
    assert (score > 0.5) == (sum(part.weight for part in parts) > 0)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(DAY, DAY, "same"), (date(2020, 2, 12), date(2020, 2, 12), "1"), (date(2020, 2, 1), date(2020, 2, 29), "within"),
     (date(2020, 2, 10), date(2020, 2, 11), "overlap"), (date(2020, 3, 1), date(2020, 3, 1), "apart"), (None, None, "unknown")],
)  # fmt: skip
def test_days(start: date | None, end: date | None, found: str) -> None:
    assert compare_days(STRIKE, like(start=start, end=end)) == found


@pytest.mark.parametrize(
    ("site", "found"),
    [(replace(ARIHA, name="اريحا"), "same"), (SARMIN, "near"), (IDLIB, "within"), (replace(ARIHA, country="PS"), "differ"),
     (replace(SARMIN, lat=None, lon=None), "area"), (replace(SARMIN, lat=36.4, lon=36.6), "far")],
)  # fmt: skip
def test_places(site: Site, found: str) -> None:
    assert compare_places([ARIHA], [site]) == found


def test_a_radius_says_how_sure_a_point_is_and_not_which_place_it_is() -> None:
    told = {"name": "أريحا", "name_en": "Ariha", "admin1": "Idlib", "country": "SY", "lat": 35.81, "lon": 36.61, "precision": "near"}
    assert make_site(told | {"radius_km": 15.0}).radius_km == 15.0 and make_site(told).radius_km is None
    assert make_site(told | {"radius_km": 15.0}) == make_site(told)


def test_the_name_of_an_operation_stands_in_quotation_marks() -> None:
    # 'launched the operation "Deterring Terror" in the desert' / 'launched the operation against "Daesh"'
    for quote, names in (('أطلقت عملية "ردع الإرهاب" في البادية', ("ردع الإرهاب",)), ('أطلقت عملية ضد "داعش"', ())):
        start = quote.index("عملية")
        record = {"trigger": {"text": "عملية", "start": start, "end": start + 5}, "evidence": [[0, len(quote)]], "quotes": [quote]}
        assert operation_names(record) == names


def test_gold_events_can_be_compared(linker: Linker) -> None:
    gold = {"trigger": "قصف", "type": "shelling", "start": "2020-02-11", "end": "2020-02-11", "places": [{"name": "أريحا", "admin1": "Idlib", "country": "SY"}]}
    assert compare_events(make_sighting(gold, "e-c", "c", None), STRIKE, linker)[0] > 0
