"""What needs a person first: conflicts, pairs that may be one, values that no list knows; and how far the review is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.incidents.ledger import Question
from marsad.incidents.records import Judgement
from marsad.web.index import VERDICTS, Index, Row

# What a reason weighs: how much a wrong value there would mislead who counts. Ties go to the later incident.
WEIGHTS: Mapping[str, float] = {
    "conflict": 3.0,
    "question": 2.5,
    "contested": 2.0,
    "place": 1.5,
    "party": 1.0,
    "day": 1.0,
    "deadly": 0.5,
}


@dataclass(frozen=True, slots=True)
class Item:
    """An incident to be looked at, with the reasons that put it there, heaviest first."""

    row: Row
    reasons: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is: ``agreed`` of the ``twice`` incidents on which two people decided have one verdict."""

    reviewed: int
    total: int
    judgements: int
    people: tuple[tuple[str, int], ...]
    twice: int
    agreed: int


def line_up(index: Index, questions: Sequence[Question], rows: Iterable[Row]) -> list[Item]:
    """Those of ``rows`` that nobody has reviewed and that have a reason, heaviest first."""
    asked: dict[str, float] = {}
    for question in questions:
        for id in (question.left_incident, question.right_incident):
            asked[id] = max(asked.get(id, 0.0), question.score)
    items = []
    for row in rows:
        reasons = find_reasons(row, asked)
        if reasons and not index.is_reviewed(row):
            items.append(Item(row, reasons, sum(WEIGHTS[r] for r in reasons)))
    items.sort(key=lambda item: -item.weight)
    return items


def find_reasons(row: Row, asked: Mapping[str, float]) -> tuple[str, ...]:
    """Why an incident needs a person; empty when nothing calls for one."""
    found = {
        "conflict": bool(row.conflicts),
        "question": row.id in asked,
        "contested": row.grade in ("contested", "denied"),
        "place": bool(row.places) and row.site is None,
        "party": any(not id for id, _ in row.parties),
        "day": row.start is None and row.end is None,
        "deadly": any(t["kind"] == "killed" and (t["high"] or t["low"] or 0) >= 10 for t in row.tolls),
    }
    return tuple(sorted((r for r, holds in found.items() if holds), key=lambda r: -WEIGHTS[r]))


def measure_progress(index: Index, rows: Sequence[Row]) -> Progress:
    """How many of ``rows`` are reviewed, by whom, and how often two people agree (accept against reject)."""
    people: dict[str, int] = {}
    reviewed = twice = agreed = 0
    seen: set[int] = set()
    for row in rows:
        judgements = index.judgements(row)
        reviewed += any(j.kind in VERDICTS for j in judgements)
        for judgement in judgements:
            if judgement.id not in seen:
                people[judgement.by] = people.get(judgement.by, 0) + 1
                seen.add(judgement.id)
        verdicts = _by_person(index.decided.get(row.id, ()))
        if len(verdicts) > 1:
            twice += 1
            agreed += len(set(verdicts.values())) == 1
    ranked = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    return Progress(reviewed, len(rows), len(seen), tuple(ranked), twice, agreed)


def _by_person(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Each person's last verdict."""
    return {j.by: "reject" if j.kind == "reject" else "accept" for j in judgements if j.kind in VERDICTS}
