"""Our own dated sentences: exact intervals, with a floor that must not sink."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from marsad.records import TimeMention

GOLD = Path(__file__).parents[2] / "gold" / "times.jsonl"
FLOOR = 0.95  # share of expressions with exact words, days and precision; a lower floor needs a reason here
FLOOR_TRAPS = 1.0  # share of sentences without a time in which none is found
AT_LEAST = 200


def test_intervals_are_exact(times_in: Callable[[str, date | None], list[TimeMention]]) -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= AT_LEAST
    hits = total = quiet = traps = 0
    misses = []
    for row in rows:
        found = times_in(row["text"], date.fromisoformat(row["published"]) if row["published"] else None)
        got = {(m.quote, _iso(m.earliest), _iso(m.latest), m.precision) for m in found}
        wanted = [(t["text"], t["earliest"], t["latest"], t["precision"]) for t in row["times"]]
        total += len(wanted)
        hits += sum(w in got for w in wanted)
        misses += [(row["id"], w) for w in wanted if w not in got]
        if not wanted:
            traps += 1
            quiet += not got
    assert hits / total >= FLOOR, misses
    assert quiet / traps >= FLOOR_TRAPS
    assert traps >= 40


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
