"""Blocking: the digests that two events must share for a comparison to be worth while.

An event is kept under its own digests and looked for under those it asks for; two events meet when one asks for what
the other is kept under, whichever came first. A digest is made of a time, an area, a kind of action and whether it is
a tally: what the comparison never links (kinds that are not told for each other, days apart) does not meet at all.

- An event of a few days stands under each of its days; another of that kind may be told a day earlier or later.
- A vague one ("last May", "early this month", no day but that of its publication) stands under its months, for the
  others to ask for, and asks for all of those months.
- An event that may be anywhere (no place, or a country) stands under its parties, for those with a place to ask for; one
  whose place is named but not known meets who names that place.
- A long one (a campaign, a toll since March) stands under its first day only: it is one with what begins with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from marsad.incidents.areas import name_key, told_for
from marsad.incidents.sighting import Sighting

GAP_DAYS = 1  # reports of one happening are seldom further apart; each day more asks for a third more comparisons
_FEW = 3  # days up to which an event stands under each of its days
_VAGUE = 31  # days up to which a longer interval is a vague date rather than a long event
_UNDATED = 30  # days before its publication in which an undated event may have been
_WHOLE = "admin1"  # precision of a place that is all of a governorate
_COUNTRY = "country"  # precision of a place that is all of a country
_LEAD = frozenset({"the lead"})  # no party has such an id
_HASH_BITS = 40  # of a digest of 63: two of a day's blocks share one by chance once in a million days
_EVER = date.min  # the day of what has none
Block = tuple[str, ...]
When = tuple[date, str]


def kept_blocks(sighting: Sighting) -> frozenset[int]:
    """The digests under which an event is kept."""
    return frozenset(_digest(*when, *where, sighting.type, _level(sighting)) for when, where in _kept(sighting))


def asked_blocks(sighting: Sighting) -> frozenset[int]:
    """The digests under which what may be the same happening is looked for."""
    kinds, level = sorted(told_for(sighting.type)), _level(sighting)
    return frozenset(_digest(*when, *where, kind, level) for when, where in _asked(sighting) for kind in kinds)


def _kept(sighting: Sighting) -> Iterator[tuple[When, Block]]:
    parties = [("party", party) for party in _signs(sighting)]
    if _is_nowhere(sighting):
        parties += [("nowhere", party) for party in _signs(sighting)]
    for day in _days(sighting, 0):
        yield from (((day, "day"), where) for where in (*_names(sighting), *_governorates(sighting), *parties))
    for month in _months(sighting):
        for how in ("any", "vague") if _is_vague(sighting) else ("any",):
            yield from (((month, how), where) for where in (*_names(sighting), *_within(sighting)))
        yield from _operations(sighting, month)


def _asked(sighting: Sighting) -> Iterator[tuple[When, Block]]:
    parties = [("party" if _is_nowhere(sighting) else "nowhere", party) for party in _signs(sighting)]
    for day in _days(sighting, GAP_DAYS):
        yield from (((day, "day"), where) for where in (*_names(sighting), *_governorates(sighting), *parties))
    for month in _months(sighting):
        how = "any" if _is_vague(sighting) else "vague"
        yield from (((month, how), where) for where in (*_names(sighting), *_around(sighting)))
        yield from _operations(sighting, month)


def _level(sighting: Sighting) -> str:
    return "tally" if sighting.level == "tally" else ""


def _signs(sighting: Sighting) -> frozenset[str]:
    """What an event that may be anywhere is found by: its parties, and that its report opens with it."""
    return sighting.parties | _LEAD if sighting.lead else sighting.parties


def _is_nowhere(sighting: Sighting) -> bool:
    told = sighting.sites
    return not told or (any(site.precision == _COUNTRY for site in told) and not any(site.admin1 for site in told))


def _is_vague(sighting: Sighting) -> bool:
    if sighting.start is None or sighting.end is None:
        return True
    return _FEW < (sighting.end - sighting.start).days <= _VAGUE


def _days(sighting: Sighting, around: int) -> Iterator[date]:
    """The days of an event of a few days, the first of a long one, with so many around; none for a vague one."""
    start, end = sighting.start, sighting.end
    if start is None or end is None or _is_vague(sighting):
        return
    last = start if (end - start).days > _VAGUE else end
    for n in range(-around, (last - start).days + around + 1):
        day = start.toordinal() + n
        if date.min.toordinal() <= day <= date.max.toordinal():
            yield date.fromordinal(day)


def _months(sighting: Sighting) -> Iterator[date]:
    """The months that an event may have been in, by their first day; of a long one the first."""
    first, last = sighting.start, sighting.end
    if first is None or last is None:
        if sighting.published is None:
            yield _EVER
            return
        last = sighting.published
        first = last - timedelta(days=min(_UNDATED, (last - date.min).days))
    elif (last - first).days > _VAGUE:
        last = first
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(month // 12, month % 12 + 1, 1)


def _names(sighting: Sighting) -> Iterator[Block]:
    return (("place", key) for key in sighting.site_keys)


def _governorates(sighting: Sighting) -> Iterator[Block]:
    return (("area", name_key(site.admin1), site.country or "") for site in sighting.sites if site.admin1)


def _within(sighting: Sighting) -> Iterator[Block]:
    """Governorates, each with whether all of it is meant or a place within."""
    for site in sighting.sites:
        if site.admin1:
            yield "all" if site.precision == _WHOLE else "in", name_key(site.admin1), site.country or ""


def _around(sighting: Sighting) -> Iterator[Block]:
    """What may hold, or lie in, its places: a place asks for its governorate, a governorate for all within."""
    for site in sighting.sites:
        for which in ("all", "in") if site.precision == _WHOLE else ("all",) if site.admin1 else ():
            yield which, name_key(site.admin1 or ""), site.country or ""


def _operations(sighting: Sighting, month: date) -> Iterator[tuple[When, Block]]:
    return (((month, "month"), ("name", name)) for name in sighting.names)


def _digest(when: date, *parts: str) -> int:
    """The day in the upper bits, so that what a newsroom's day brings stands together on disk; a hash below."""
    return when.toordinal() << _HASH_BITS | _hash(parts)


@lru_cache(maxsize=20_000)  # a place and a kind of action come back on every day; hashing them is a twentieth of linking
def _hash(parts: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.blake2b("\0".join(parts).encode(), digest_size=_HASH_BITS // 8).digest(), "big")
