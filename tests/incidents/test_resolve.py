"""Claims, origins, tolls and grades, on made events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marsad.incidents.build import build_incident, parse_range
from marsad.incidents.compare import Linker
from marsad.incidents.origins import Member
from marsad.incidents.records import Incident
from marsad.incidents.sighting import make_sighting

MONITOR = {"name": "المرصد السوري لحقوق الإنسان", "kind": "monitor"}  # Syrian Observatory for Human Rights
SHORT = {"name": "المرصد السوري", "kind": "monitor"}  # the same, in short
DEFENCE = {"name": "الدفاع المدني", "kind": "body"}  # Civil Defence
AGENCY = {"name": "رويترز", "kind": "agency"}  # Reuters
LOCAL = {"name": "مصادر محلية", "kind": "unnamed"}  # local sources


def member(name: str, killed: Any = None, *sources: dict, day: int = 12, group: str = "", outlet: str = "", **changes: Any) -> Member:
    """An event of document ``name`` as read."""
    told = killed if isinstance(killed, list) else [] if killed is None else [killed]
    record = {
        "trigger": {"text": "غارة", "start": 0, "end": 4}, "type": "air_strike", "level": "incident", "status": "reported",  # strike
        "start": "2020-02-11", "end": "2020-02-11", "date_precision": "day", "time": None, "places": [], "count": None,
        "initiators": [{"id": "russia-military", "name": "Russia", "mention": "", "span": [0, 4]}], "targets": [],
        "outcomes": [{"kind": "killed", "min": low, "max": high, "of": None, "mention": "", "span": [0, 4]}
                     for low, high in ((t, t) if isinstance(t, int) else t for t in told)],
        "sources": [{**s, "hedge": "asserted", "mention": s["name"], "span": [0, 4]} for s in sources],
        "evidence": [[0, 4]], "quotes": ["غارة"], "why": [], **changes,
    }  # fmt: skip
    sighting = make_sighting(record, f"e-{name}", name, date(2020, 2, day))
    return Member(sighting, record, name, outlet or f"outlet {name}", "", group or name)


def incident(linker: Linker, *members: Member) -> Incident:
    made = build_incident(members, linker)
    assert build_incident(tuple(reversed(members)), linker) == made, "the order of the reports changed it"
    return made


def independent(made: Incident) -> int:
    return sum(origin.independent for origin in made.origins)


def test_two_origins_corroborate_one_that_is_repeated_does_not(linker: Linker) -> None:
    assert incident(linker, member("a", 4, MONITOR), member("b", 4, DEFENCE)).grade == "corroborated"
    repeated = incident(linker, member("a", 4, MONITOR), member("b", 4, SHORT))
    assert (repeated.grade, independent(repeated)) == ("single", 1)


def test_copies_of_one_text_are_one_origin(linker: Linker) -> None:
    assert independent(incident(linker, member("a", 4, group="g"), member("b", 4, group="g"))) == 1
    assert independent(incident(linker, member("a", 4), member("b", 4))) == 2


def test_nameless_sources_of_one_outlet_count_once(linker: Linker) -> None:
    assert independent(incident(linker, member("a", 4, LOCAL, outlet="X"), member("b", 4, outlet="X"))) == 1


def test_a_quoted_agency_stands_for_those_whom_its_report_names(linker: Linker) -> None:
    made = incident(linker, member("a", 4, DEFENCE, outlet="رويترز"), member("b", 4, AGENCY), member("c", 4, DEFENCE, AGENCY))
    assert [o.name for o in made.origins] == [DEFENCE["name"]]
    assert made.origins[0].documents == ("a", "b", "c")
    assert made.grade == "single"


def test_a_toll_that_rises_is_a_sequence_and_two_tolls_are_a_conflict(linker: Linker) -> None:
    risen = incident(linker, member("a", 4, MONITOR, day=12), member("b", 7, MONITOR, day=13))
    (toll,) = risen.tolls
    assert (toll.low, toll.high, toll.conflict, toll.revised) == (7, 7, False, True)
    assert [(c.value, c.state) for c in risen.claims if c.slot == "killed"] == [("4", "revised"), ("7", "stands")]
    torn = incident(linker, member("a", 4, MONITOR), member("b", 7, DEFENCE))
    (toll,) = torn.tolls
    assert (toll.low, toll.high, toll.conflict) == (4, 7, True)
    assert "killed" in torn.conflicts


@pytest.mark.parametrize(
    ("one", "other", "low", "high", "conflict"),
    [((15, None), (15, 15), 15, None, False), ((20, 99), (32, 32), 20, 99, False), ((3, 3), (15, None), 3, None, True)],
)
def test_ranges(linker: Linker, one: Any, other: Any, low: int, high: int | None, conflict: bool) -> None:
    (toll,) = incident(linker, member("a", one, MONITOR), member("b", other, DEFENCE)).tolls
    assert (toll.low, toll.high, toll.conflict) == (low, high, conflict)


def test_grades_that_denials_and_doers_give(linker: Linker) -> None:
    denied = member("a", 4, MONITOR, status="denied")
    assert incident(linker, denied).grade == "denied"
    assert incident(linker, denied, member("b", 4, DEFENCE)).grade == "contested"
    army = {"name": "وزارة الدفاع الروسية", "kind": "party"}  # the Russian ministry of defence
    assert incident(linker, member("a", 4, army)).grade == "acknowledged"
    others = member("b", 4, DEFENCE, initiators=[{"id": "turkey-military", "name": "Turkey", "mention": "", "span": [0, 4]}])
    assert incident(linker, member("a", 4, MONITOR), others).grade == "contested"


def test_the_day_that_most_origins_give_counts_and_an_exact_one_before_a_month(linker: Linker) -> None:
    month = {"start": "2020-02-01", "end": "2020-02-29", "date_precision": "month"}
    made = incident(linker, member("a", 4, MONITOR, **month), member("b", 4, DEFENCE))
    assert (str(made.start), made.date_precision) == ("2020-02-11", "day")


@pytest.mark.parametrize("value", ["7-4", "x", "-3"])
def test_ranges_that_are_none(value: str) -> None:
    with pytest.raises(ValueError):
        parse_range(value)
