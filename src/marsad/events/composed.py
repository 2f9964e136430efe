"""Intervals that no words give whole: from a day that opens something to publication, a day and a length, two days.

Each is a time mention like any other, at the words of its day, with a role of its own (opened | lasted | ended |
spanned), so that the choice of an event's time weighs it among the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from marsad.mentions.found import At

_NEAR = 14  # tokens between a day and the length that goes with it
_LONGEST = 1500  # days
_DAY, _WEEK = 1, 7


def composed_times(times: Iterable[At[Any]], published: date | None, lasting: bool) -> list[At[Any]]:
    """Intervals made of the times of one event's sentences; ``lasting``: it went on for more than a day or two."""
    told = list(times)
    points = [m for m in told if m.value.role in ("point", "anaphoric") and m.value.earliest is not None and (published is None or m.value.earliest <= published)]
    out = []
    if lasting:
        if published is not None:
            out += [_made(m, m.value.earliest, published, "opened") for m in points if m.value.earliest < published]
        for length in told:
            if length.value.role == "duration" and (days := length_of(length)):
                out += [made for m in points if abs(m.first - length.first) <= _NEAR for made in _measured(m, days, published)]
    for a in points:
        for b in points:
            if a.value.precision == b.value.precision == "day" and a is not b and a.value.earliest < b.value.earliest:
                if lasting or (b.value.earliest - a.value.earliest).days == 1:
                    out.append(_made(a if a.first > b.first else b, a.value.earliest, b.value.earliest, "spanned"))
    return out


def length_of(m: At[Any]) -> int:
    """Days of a length of time, 0 where the words do not say."""
    mark, _, days = m.value.rule.partition(" ")
    return int(days) if mark == "length" and days.isdigit() else 0


def _measured(m: At[Any], days: int, published: date | None) -> list[At[Any]]:
    day, span = m.value.earliest, timedelta(days - 1 if days % _WEEK else days)
    if m.value.precision != "day" or days > _LONGEST:
        return []
    out = [_made(m, day - span, day, "ended")]
    if published is None or day + span <= published:
        out.append(_made(m, day, day + span, "lasted"))
    return out


def _made(m: At[Any], start: date, end: date, role: str) -> At[Any]:
    return replace(m, value=replace(m.value, earliest=start, latest=end, precision="day" if start == end else "range", role=role, rule=f"{m.value.rule} {role}"))
