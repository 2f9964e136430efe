"""Turning a point on the calendar into days: the annotation guide's table of time, one function a case."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.mentions.calendar_days import (
    Interval,
    days_from,
    hijri_interval,
    hijri_year,
    month_of,
    months_from,
    safe_date,
    weekday_after,
    weekday_before,
    year_of,
)
from marsad.mentions.time_frames import Day
from marsad.mentions.time_meaning import Context, Meaning, on_day, over_days, unknown

# A day and month without a year that lie this close ahead are due, not a year old.
SOON_DAYS = 14


def resolve_day(d: Day, c: Context) -> Meaning:
    """Days of a point on the calendar; an explicit date wins over a weekday and a relative day."""
    published = c.published
    if d.hijri:
        return _resolve_hijri(d, published)
    if d.month:
        return _resolve_month(d, c)
    if d.day and d.unit == "month":
        return _day_of_named_month(d, c)
    if d.year:
        span = (year_of(d.year)[0], year_of(d.year2)[1]) if d.year2 else year_of(d.year, d.part)
        return over_days(_clip(span, published), "month" if d.part == "early" or d.part == "late" else "range" if d.part or d.year2 or _cut(span, published) else "year", "year")
    if d.offset is not None:
        return _resolve_relative(d, published)
    if d.weekdays:
        return _resolve_weekday(d, c)
    if d.unit:
        return _resolve_unit(d, c)
    return unknown("vague", "part")


def _cut(span: Interval, published: date | None) -> bool:
    return published is not None and span[0] <= published < span[1]


def _clip(span: Interval, published: date | None) -> Interval:
    """A month or year that is still running ends on the day of publication."""
    return (span[0], published) if published is not None and span[0] <= published < span[1] else span


def _resolve_hijri(d: Day, published: date | None) -> Meaning:
    if d.month is None:
        if d.year is None:
            return unknown("point", "hijri")
        first, last = hijri_interval(d.year, 1, None), hijri_interval(d.year, 12, None)
        return over_days((first[0], last[1]) if first and last else None, "range", "hijri")
    years = [d.year] if d.year else []
    if not years and published:
        now = hijri_year(published)
        years = [now + 1, now, now - 1, now - 2]
    for year in years:
        span = hijri_interval(year, d.month, d.day)
        if span and d.part and d.day is None:
            low, high = {"early": (0, 9), "mid": (10, 19), "late": (20, 29), "half1": (0, 14), "half2": (15, 29)}.get(d.part, (0, 29))
            span = span[0] + timedelta(low), min(span[1], span[0] + timedelta(high))
        if span and (d.year or published is None or span[0] <= published):
            return over_days(span, "range" if d.day is None else "day", "hijri")
    return unknown("point", "hijri")


def _resolve_month(d: Day, c: Context) -> Meaning:
    published = c.published
    assert d.month is not None
    year, rule = d.year, "full-date"
    if year is None:
        rule = "day-month" if d.day else "month"
        year = _year_for(d, c)
        if year is None:
            return unknown("point", rule)
    if d.day:
        return _one_day(d, year, published, rule if d.form != "numeric" else "numeric-date")
    if d.month2:
        low = year - 1 if d.month2 < d.month and d.year is None else year
        span = month_of(low, d.month)[0], month_of(year, d.month2)[1]
        return over_days(_clip(span, published), "range", "months")
    span = month_of(year, d.month, d.part)
    if not d.part and _cut(span, published):
        return over_days(_clip(span, published), "range", rule)
    return over_days(span, "range" if d.part else "month", rule)


def _one_day(d: Day, year: int, published: date | None, rule: str) -> Meaning:
    assert d.month is not None and d.day is not None
    day = safe_date(year, d.month, d.day)
    if day and d.weekdays and d.year and published and day.weekday() != d.weekdays[0]:
        mended = safe_date(published.year, d.month, d.day)
        if mended and mended.weekday() == d.weekdays[0] and mended <= published + timedelta(7) and mended != day:
            day, rule = mended, "mended-year"
    if day and d.day2:
        return over_days((day, safe_date(day.year, d.month, d.day2) or day), "range", "days")
    if day and len(d.weekdays) == 2:
        other = day + timedelta(1)
        return over_days((day, other), "range", "night-between") if other.weekday() == d.weekdays[1] else over_days(
            (day - timedelta(1), day), "range", "night-between")
    return on_day(day, rule)


def _year_for(d: Day, c: Context) -> int | None:
    """The year of a month that is written without one."""
    published = c.published
    previous = c.last
    assert d.month is not None
    if d.mod in ("year-last", "year-this", "year-next") and published:
        return published.year + {"year-last": -1, "year-this": 0, "year-next": 1}[d.mod]
    if d.mod in ("same", "year-same") and previous and previous.earliest:
        return previous.earliest.year
    if published is None:
        return None
    years = [published.year + 1, published.year, published.year - 1]
    if d.day:
        days = {y: safe_date(y, d.month, d.day) for y in (*years, published.year - 2, published.year - 3, published.year - 4)}
        if d.mod == "next" or d.planned:
            return next((y for y in reversed(years) if (x := days[y]) and x >= published), None)
        slack = published if d.mod == "last" else published + timedelta(SOON_DAYS)
        past = [y for y in days if (x := days[y]) and x <= slack]
        return past[0] if past else None
    if d.mod == "next" or (d.planned and d.mod != "last"):
        return next((y for y in reversed(years) if (y, d.month) >= (published.year, published.month)), None)
    here = (published.year, published.month)
    strict = d.mod == "last"
    end = d.month2 or d.month
    return next((y for y in years if (y, end) < here or ((y, end) == here and not strict) or (d.month2 is not None and (y, d.month) <= here)), None)


def _day_of_named_month(d: Day, c: Context) -> Meaning:
    published = c.published
    previous = c.last
    assert d.day is not None
    base = previous.earliest if d.mod == "same" and previous and previous.earliest else published
    if base is None or (d.mod == "same" and base is published and not d.that):
        return unknown("anaphoric" if d.mod == "same" else "point", "day-of-month") if base is None else _same_month(d, base)
    shift = {"last": -1, "next": 1}.get(d.mod, 0)
    month = months_from(base.replace(day=1), shift)
    day = safe_date(month.year, month.month, d.day) if month else None
    if day and d.day2 and (last := safe_date(day.year, day.month, d.day2)):
        return over_days((day, last), "range", "days")
    return on_day(day, "day-of-month", "anaphoric" if d.mod == "same" else "point")


def _same_month(d: Day, base: date) -> Meaning:
    return on_day(safe_date(base.year, base.month, d.day or 0), "day-of-month", "anaphoric")


def _resolve_relative(d: Day, published: date | None) -> Meaning:
    if published is None or d.offset is None:
        return unknown("point", "relative-day")
    day = days_from(published, d.offset)
    if day and d.offset2 is not None and (other := days_from(published, d.offset2)):
        return over_days((min(day, other), max(day, other)), "range", "relative-days")
    if day and d.weekdays and day.weekday() not in d.weekdays:
        if d.offset > 0:
            return on_day(weekday_after(published, d.weekdays[0]), "relative-day-by-weekday")
        return on_day(weekday_before(published, d.weekdays[0], strict=d.offset < 0), "relative-day-by-weekday")
    return on_day(day, "relative-day")


def _resolve_weekday(d: Day, c: Context) -> Meaning:
    published = c.published
    previous = c.last
    if published is None:
        return unknown("point", "weekday")
    if d.mod == "same" and previous and previous.earliest and previous.earliest.weekday() == d.weekdays[0]:
        return on_day(previous.earliest, "same-weekday", "anaphoric")
    if d.mod == "next" or (d.planned and d.mod != "last"):
        day = weekday_after(published, d.weekdays[0])
        rule = "weekday-next"
    else:
        day = weekday_before(published, d.weekdays[-1], strict=d.mod == "last")
        rule = "weekday"
    if len(d.weekdays) == 2:
        last = day
        back = (d.weekdays[1] - d.weekdays[0]) % 7
        if rule == "weekday-next":
            return over_days((day, day + timedelta(back)), "range", rule)
        return over_days((last - timedelta(back), last), "range", "weekdays")
    return on_day(day, rule)


def _resolve_unit(d: Day, c: Context) -> Meaning:
    published = c.published
    if d.mod in ("same", "following", "previous"):
        return _resolve_anaphor(d, c)
    if published is None:
        return unknown("point", f"{d.unit}-{d.mod}")
    rule = f"{d.unit}-{d.mod}"
    shift = {"last": -1, "next": 1}.get(d.mod, 0)
    if d.unit == "day":
        return on_day(days_from(published, shift), rule)
    if d.unit == "week":
        low = {-1: -13, 0: -6, 1: 1}[shift]
        return over_days((published + timedelta(low), published + timedelta(low + 6)), "week", rule)
    if d.unit == "month":
        base = months_from(published.replace(day=1), shift)
        if base is None:
            return unknown("point", rule)
        span = month_of(base.year, base.month, d.part)
        if not d.part and shift == 0 and not d.planned:
            return over_days((span[0], published), "range", rule)
        return over_days(span, "range" if d.part else "month", rule)
    year = published.year + shift
    span = year_of(year, d.part)
    if not d.part and shift == 0 and not d.planned:
        return over_days((span[0], published), "range", rule)
    return over_days(span, {"": "year", "early": "month", "late": "month"}.get(d.part, "range"), rule)


def _short(meaning: Meaning) -> bool:
    return bool(meaning.earliest and meaning.latest and (meaning.latest - meaning.earliest).days < 3)


def _resolve_anaphor(d: Day, c: Context) -> Meaning:
    published = c.published
    previous = c.last
    rule = f"{d.mod}-{d.unit}"
    if d.unit == "day" and previous and previous.precision != "day":
        previous = previous if _short(previous) else c.last_day
    if previous is None or previous.earliest is None or previous.latest is None:
        return unknown("anaphoric", rule)
    base = previous.earliest if d.mod == "previous" else previous.latest
    shift = {"following": 1, "previous": -1}.get(d.mod, 0)
    if d.unit == "day":
        if shift == 0:
            return Meaning(previous.earliest, previous.latest, previous.precision, "anaphoric", rule)
        return on_day(days_from(base, shift), rule, "anaphoric")
    if d.unit == "week":
        low = base - timedelta(6) + timedelta(7 * shift)
        return over_days((low, low + timedelta(6)), "week", rule, "anaphoric")
    if d.unit == "month":
        month = months_from(base.replace(day=1), shift)
        span = month_of(month.year, month.month, d.part) if month else None
        return over_days(_clip(span, published) if span else None, "range" if d.part else "month", rule, "anaphoric")
    span = year_of(base.year + shift, d.part)
    return over_days(_clip(span, published), "month" if d.part in ("early", "late") else "range" if d.part else "year", rule, "anaphoric")
