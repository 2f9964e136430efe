"""The day a page was published, as its meta data give it: right or unknown.

A moment in UTC late in the evening is already the next day where most outlets write, and many systems (WordPress
among them) write all their moments in UTC; it counts only with the outlet's time zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST = 1995  # no Arabic news site is older
LATE_UTC = 20  # hours: from here on a moment in UTC may be the next day in the Arab world (UTC+4 at most)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)


@dataclass(frozen=True, slots=True)
class PageDate:
    """The day a page gives, and what it rests on; ``day`` None with the reason in ``note``."""

    day: date | None
    note: str


@dataclass(frozen=True, slots=True)
class _Stamp:
    """One given value: its day where the outlet is, None when that cannot be told, and its day in UTC."""

    where: str
    value: str
    day: date | None
    utc: date


def decide_date(values: tuple[tuple[str, str], ...], *, zone: str, captured: date) -> PageDate:
    """The day that ``values`` (where it stands, value) agree on.

    ``zone`` is the outlet's IANA time zone or ''; days after ``captured`` and before the web are no days of
    publication. Values that disagree give None: a wrong day moves every "yesterday" of the report.
    """
    stamps = [s for s in (_read_stamp(where, value, zone) for where, value in values) if s is not None]
    stamps = [s for s in stamps if ((s.day or s.utc) - captured).days <= 1]
    days = {s.day for s in stamps if s.day is not None}
    if len(days) == 1 and all(s.day is not None or days & {s.utc, s.utc + timedelta(1)} for s in stamps):
        sure = next(s for s in stamps if s.day is not None)
        return PageDate(sure.day, f"{sure.where}: {sure.value}")
    if days:
        told = ", ".join(f"{s.where} {s.value}" for s in stamps)
        return PageDate(None, f"the page gives more than one day: {told}")
    if stamps:
        late = next(s for s in stamps if s.day is None)
        return PageDate(None, f"{late.where}: {late.value} may be the next day where the outlet is")
    return PageDate(None, "")


def _read_stamp(where: str, value: str, zone: str) -> _Stamp | None:
    if found := _SLASHED.match(value):
        value = (
            "-".join((found.group(1), found.group(2).zfill(2), found.group(3).zfill(2)))
            + value[found.end() :]
        )
    match = _ISO.match(value)
    if match is None:
        return None
    year, month, day, hour, minute, _, offset = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=UTC)
    except ValueError:
        return None
    if not EARLIEST <= moment.year < MAXYEAR:  # the last year has no day after its last
        return None
    in_utc = (
        hour is not None
        and offset is not None
        and offset.strip("+-").replace(":", "") in ("Z", "UTC", "GMT", "0000")
    )
    if not in_utc:
        return _Stamp(where, value, moment.date(), moment.date())
    local = _zone(zone)
    if local is not None:
        return _Stamp(where, value, moment.astimezone(local).date(), moment.date())
    return _Stamp(where, value, None if moment.hour >= LATE_UTC else moment.date(), moment.date())


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
