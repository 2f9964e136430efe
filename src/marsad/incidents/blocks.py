"""Blocking: the digests that two events must share for a comparison to be worth while.

An event is kept under its own digests and looked for under those it asks for; the days around its own are asked
for, so that whether two events meet does not depend on which came first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from marsad.incidents.areas import name_key
from marsad.incidents.sighting import Sighting

GAP_DAYS = 2  # reports of one happening are seldom further apart; each day more asks for a fifth more comparisons
_LONGEST = 10  # days: longer intervals are kept by month only
_MOST_MONTHS = 24
_UNDATED = 1  # months before its publication in which an undated event may have been


def kept_blocks(sighting: Sighting) -> frozenset[int]:
    """The digests under which an event is kept."""
    return frozenset(_digest(*block) for block in (*_by_day(sighting, 0), *_by_month(sighting), *_areas(sighting, _KEPT)))


def asked_blocks(sighting: Sighting) -> frozenset[int]:
    """The digests under which what may be the same happening is looked for."""
    return frozenset(_digest(*block) for block in (*_by_day(sighting, GAP_DAYS), *_by_month(sighting), *_areas(sighting, _ASKED)))


def _by_day(sighting: Sighting, around: int) -> Iterator[tuple[str, ...]]:
    if sighting.start is None or sighting.end is None or (sighting.end - sighting.start).days > _LONGEST:
        return
    first = sighting.start - timedelta(days=min(around, (sighting.start - date.min).days))
    last = sighting.end + timedelta(days=min(around, (date.max - sighting.end).days))
    for n in range((last - first).days + 1):
        day = (first + timedelta(days=n)).isoformat()
        for key in sighting.site_keys:
            yield (day, "place", key)
        for site in sighting.sites:
            if site.admin1:
                yield (day, "area", name_key(site.admin1), site.country or "")
        for party in sighting.parties:
            yield (day, "party", party, _kind(sighting))


def _by_month(sighting: Sighting) -> Iterator[tuple[str, ...]]:
    for month in _months(sighting):
        for key in sighting.site_keys:
            yield (month, "place", key, _kind(sighting))
        for name in sighting.names:
            yield (month, "name", name)
        if sighting.level != "incident":
            for party in sighting.parties:
                yield (month, "party", party, sighting.level)


def _areas(sighting: Sighting, names: tuple[tuple[str, ...], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Month and governorate: only an event without a day asks for all of them, and only such are asked for by the others."""
    coarse = sighting.start is None or sighting.start != sighting.end
    for month in _months(sighting):
        for site in sighting.sites:
            for name in names[coarse] if site.admin1 else ():
                yield (month, name, name_key(site.admin1 or ""), sighting.type)


# What an event with a day, and one without, is kept under and asks for.
_KEPT = (("any",), ("any", "coarse"))
_ASKED = (("coarse",), ("any",))


def _months(sighting: Sighting) -> Iterator[str]:
    first, last = sighting.start, sighting.end
    if first is None or last is None:
        if sighting.published is None:
            yield "undated"
            return
        last = sighting.published
        first = last - timedelta(days=min(30 * _UNDATED, (last - date.min).days))
    at = first.year * 12 + first.month - 1
    for month in range(at, min(last.year * 12 + last.month, at + _MOST_MONTHS)):
        yield f"{month // 12:04}-{month % 12 + 1:02}"


# Kinds of action that are told for each other stand in one block; the comparison looks closer.
_FORCE = frozenset({"raid", "air_assault", "air_strike", "shelling", "clash", "armed_attack", "bombing", "abduction", "territory", "other", "property", "protest", "deployment"})


def _kind(sighting: Sighting) -> str:
    return "force" if sighting.type in _FORCE else "peace"


def _digest(*parts: str) -> int:
    return int.from_bytes(hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest(), "big", signed=True)
