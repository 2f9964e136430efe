"""Date arithmetic for time expressions: months, parts of months, shifts, Hijri days. Pure."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hijridate import Hijri

Interval = tuple[date, date]
_MONTHS = {"early": (1, 1), "mid": (6, 7), "late": (12, 12), "half1": (1, 6), "half2": (7, 12),
           "quarter1": (1, 3), "quarter2": (4, 6), "quarter3": (7, 9), "quarter4": (10, 12),
           "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "half1": (1, 15), "half2": (16, 31),
          "week1": (1, 7), "week2": (8, 14), "week3": (15, 21), "week4": (22, 31)}


def safe_date(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    if 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def days_from(day: date, days: int) -> date | None:
    """``day`` moved by ``days``; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_from(day: date, months: int) -> date | None:
    """``day`` moved by whole months, clipped to the month's last day; None beyond the calendar.

    >>> months_from(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_of(year: int, month: int, part: str = "") -> Interval:
    """A calendar month, or its part: early 1-10, mid 11-20, late 21-end."""
    last = calendar.monthrange(year, month)[1]
    low, high = _PARTS.get(part, (1, last))
    return date(year, month, low), date(year, month, min(high, last))


def year_of(year: int, part: str = "") -> Interval:
    """A year, or its part: early is January, mid June and July, late December, halves and quarters."""
    low, high = _MONTHS.get(part, (1, 12))
    return date(year, low, 1), month_of(year, high)[1]


def weekday_before(day: date, weekday: int, *, strict: bool) -> date:
    """The last such weekday (Monday 0) up to ``day``, or before it when ``strict``."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strict else 0))


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday after ``day``."""
    return day + timedelta(days=(weekday - day.weekday()) % 7 or 7)


def hijri_interval(year: int, month: int, day: int | None) -> Interval | None:
    """The Gregorian day (or month) of a Hijri date; None outside the known tables (1343-1500)."""
    try:
        if day is not None:
            found = Hijri(year, month, day).to_gregorian()
            return date(found.year, found.month, found.day), date(found.year, found.month, found.day)
        first = Hijri(year, month, 1)
        low = first.to_gregorian()
        start = date(low.year, low.month, low.day)
        return start, start + timedelta(days=first.month_length() - 1)
    except (ValueError, OverflowError):
        return None


def hijri_year(day: date) -> int:
    """The Hijri year that began last before ``day``, by the mean length of a lunar year."""
    return int((day.toordinal() - 227014) / 354.367) + 1
