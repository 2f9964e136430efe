"""Turning what was said into days: the annotation guide's table of time, one function a case."""

from __future__ import annotations

from dataclasses import dataclass
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
from marsad.mentions.time_frames import Amount, Day, Phrase


@dataclass(frozen=True, slots=True)
class Meaning:
    """Days an expression stands for, with precision, role and the rule that read it."""

    earliest: date | None
    latest: date | None
    precision: str
    role: str
    rule: str


def _unknown(role: str, rule: str) -> Meaning:
    return Meaning(None, None, "unknown", role, rule)


def _on(day: date | None, rule: str, role: str = "point") -> Meaning:
    return Meaning(day, day, "day", role, rule) if day else _unknown(role, rule)


def _over(span: Interval | None, precision: str, rule: str, role: str = "point") -> Meaning:
    if span is None:
        return _unknown(role, rule)
    return Meaning(span[0], span[1], "day" if span[0] == span[1] else precision, role, rule)


def resolve(phrase: Phrase, published: date | None, previous: Meaning | None) -> Meaning:
    """What ``phrase`` means in a text published on ``published``, after ``previous``."""
    kind = phrase.kind
    if kind == "date" and phrase.day:
        meaning = resolve_day(phrase.day, published, previous)
        if phrase.during and meaning.precision not in ("day", "unknown") and meaning.role == "point":
            return Meaning(meaning.earliest, meaning.latest, meaning.precision, "period", meaning.rule)
        return meaning
    if kind == "range":
        return _resolve_range(phrase, published, previous)
    if kind == "since":
        return _resolve_since(phrase, published, previous)
    if kind in ("ago", "after"):
        return _resolve_offset(phrase, published, previous)
    if kind == "last" and phrase.amount:
        return _resolve_last(phrase.amount, published)
    if kind == "length" and phrase.amount:
        return _resolve_length(phrase, published)
    if kind == "nth":
        return _resolve_nth(phrase, published)
    if kind == "then":
        found = previous if previous and previous.earliest else None
        return Meaning(found.earliest, found.latest, found.precision, "anaphoric", "then") if found else _unknown("anaphoric", "then")
    if kind == "now":
        return _on(published, "just-now")
    return _unknown("daypart" if kind == "daypart" else "vague", kind)


# --- points on the calendar -------------------------------------------------------------------

def resolve_day(d: Day, published: date | None, previous: Meaning | None) -> Meaning:
    """Days of a point on the calendar; an explicit date wins over a weekday and a relative day."""
    if d.hijri:
        return _resolve_hijri(d, published)
    if d.month:
        return _resolve_month(d, published, previous)
    if d.day and d.unit == "month":
        return _day_of_named_month(d, published, previous)
    if d.year:
        span = (year_of(d.year)[0], year_of(d.year2)[1]) if d.year2 else year_of(d.year, d.part)
        return _over(_clip(span, published), "month" if d.part == "early" or d.part == "late" else "range" if d.part or d.year2 or _cut(span, published) else "year", "year")
    if d.offset is not None:
        return _resolve_relative(d, published)
    if d.weekdays:
        return _resolve_weekday(d, published, previous)
    if d.unit:
        return _resolve_unit(d, published, previous)
    return _unknown("vague", "part")


def _cut(span: Interval, published: date | None) -> bool:
    return published is not None and span[0] <= published < span[1]


def _clip(span: Interval, published: date | None) -> Interval:
    """A month or year that is still running ends on the day of publication."""
    return (span[0], published) if published is not None and span[0] <= published < span[1] else span


def _resolve_hijri(d: Day, published: date | None) -> Meaning:
    if d.month is None:
        if d.year is None:
            return _unknown("point", "hijri")
        first, last = hijri_interval(d.year, 1, None), hijri_interval(d.year, 12, None)
        return _over((first[0], last[1]) if first and last else None, "range", "hijri")
    years = [d.year] if d.year else []
    if not years and published:
        now = hijri_year(published)
        years = [now + 1, now, now - 1, now - 2]
    for year in years:
        span = hijri_interval(year, d.month, d.day)
        if span and d.part and d.day is None:
            low, high = {"early": (0, 9), "mid": (10, 19), "late": (20, 29), "half1": (0, 14), "half2": (15, 29)}[d.part]
            span = span[0] + timedelta(low), min(span[1], span[0] + timedelta(high))
        if span and (d.year or published is None or span[0] <= published):
            return _over(span, "range" if d.day is None else "day", "hijri")
    return _unknown("point", "hijri")


def _resolve_month(d: Day, published: date | None, previous: Meaning | None) -> Meaning:
    assert d.month is not None
    year, rule = d.year, "full-date"
    if year is None:
        rule = "day-month" if d.day else "month"
        year = _year_for(d, published, previous)
        if year is None:
            return _unknown("point", rule)
    if d.day:
        return _one_day(d, year, published, rule if d.form != "numeric" else "numeric-date")
    if d.month2:
        low = year - 1 if d.month2 < d.month and d.year is None else year
        span = month_of(low, d.month)[0], month_of(year, d.month2)[1]
        return _over(_clip(span, published), "range", "months")
    span = month_of(year, d.month, d.part)
    if not d.part and _cut(span, published):
        return _over(_clip(span, published), "range", rule)
    return _over(span, "range" if d.part else "month", rule)


def _one_day(d: Day, year: int, published: date | None, rule: str) -> Meaning:
    assert d.month is not None and d.day is not None
    day = safe_date(year, d.month, d.day)
    if day and d.weekdays and d.year and published and day.weekday() != d.weekdays[0]:
        mended = safe_date(published.year, d.month, d.day)
        if mended and mended.weekday() == d.weekdays[0] and mended <= published + timedelta(7) and mended != day:
            day, rule = mended, "mended-year"
    if day and d.day2:
        return _over((day, safe_date(day.year, d.month, d.day2) or day), "range", "days")
    if day and len(d.weekdays) == 2:
        other = day + timedelta(1)
        return _over((day, other), "range", "night-between") if other.weekday() == d.weekdays[1] else _over(
            (day - timedelta(1), day), "range", "night-between")
    return _on(day, rule)


def _year_for(d: Day, published: date | None, previous: Meaning | None) -> int | None:
    """The year of a month that is written without one."""
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
        slack = published if d.mod == "last" else published + timedelta(3)
        past = [y for y in days if (x := days[y]) and x <= slack]
        return past[0] if past else None
    if d.mod == "next" or (d.planned and d.mod != "last"):
        return next((y for y in reversed(years) if (y, d.month) >= (published.year, published.month)), None)
    here = (published.year, published.month)
    strict = d.mod == "last"
    end = d.month2 or d.month
    return next((y for y in years if (y, end) < here or ((y, end) == here and not strict) or (d.month2 is not None and (y, d.month) <= here)), None)


def _day_of_named_month(d: Day, published: date | None, previous: Meaning | None) -> Meaning:
    assert d.day is not None
    base = previous.earliest if d.mod == "same" and previous and previous.earliest else published
    if base is None or (d.mod == "same" and base is published and not d.that):
        return _unknown("anaphoric" if d.mod == "same" else "point", "day-of-month") if base is None else _same_month(d, base)
    shift = {"last": -1, "next": 1}.get(d.mod, 0)
    month = months_from(base.replace(day=1), shift)
    day = safe_date(month.year, month.month, d.day) if month else None
    if day and d.day2 and (last := safe_date(day.year, day.month, d.day2)):
        return _over((day, last), "range", "days")
    return _on(day, "day-of-month", "anaphoric" if d.mod == "same" else "point")


def _same_month(d: Day, base: date) -> Meaning:
    return _on(safe_date(base.year, base.month, d.day or 0), "day-of-month", "anaphoric")


def _resolve_relative(d: Day, published: date | None) -> Meaning:
    if published is None or d.offset is None:
        return _unknown("point", "relative-day")
    day = days_from(published, d.offset)
    if day and d.weekdays and day.weekday() not in d.weekdays:
        if d.offset > 0:
            return _on(weekday_after(published, d.weekdays[0]), "relative-day-by-weekday")
        return _on(weekday_before(published, d.weekdays[0], strict=d.offset < 0), "relative-day-by-weekday")
    return _on(day, "relative-day")


def _resolve_weekday(d: Day, published: date | None, previous: Meaning | None) -> Meaning:
    if published is None:
        return _unknown("point", "weekday")
    if d.mod == "same" and previous and previous.earliest and previous.earliest.weekday() == d.weekdays[0]:
        return _on(previous.earliest, "same-weekday", "anaphoric")
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
            return _over((day, day + timedelta(back)), "range", rule)
        return _over((last - timedelta(back), last), "range", "weekdays")
    return _on(day, rule)


def _resolve_unit(d: Day, published: date | None, previous: Meaning | None) -> Meaning:
    if d.mod in ("same", "following", "previous"):
        return _resolve_anaphor(d, published, previous)
    if published is None:
        return _unknown("point", f"{d.unit}-{d.mod}")
    rule = f"{d.unit}-{d.mod}"
    shift = {"last": -1, "next": 1}.get(d.mod, 0)
    if d.unit == "day":
        return _on(days_from(published, shift), rule)
    if d.unit == "week":
        low = {-1: -13, 0: -6, 1: 1}[shift]
        return _over((published + timedelta(low), published + timedelta(low + 6)), "week", rule)
    if d.unit == "month":
        base = months_from(published.replace(day=1), shift)
        if base is None:
            return _unknown("point", rule)
        span = month_of(base.year, base.month, d.part)
        if not d.part and shift == 0 and not d.planned:
            return _over((span[0], published), "range", rule)
        return _over(span, "range" if d.part else "month", rule)
    year = published.year + shift
    span = year_of(year, d.part)
    if not d.part and shift == 0 and not d.planned:
        return _over((span[0], published), "range", rule)
    return _over(span, {"": "year", "early": "month", "late": "month"}.get(d.part, "range"), rule)


def _resolve_anaphor(d: Day, published: date | None, previous: Meaning | None) -> Meaning:
    rule = f"{d.mod}-{d.unit}"
    if previous is None or previous.earliest is None or previous.latest is None:
        return _unknown("anaphoric", rule)
    base = previous.earliest if d.mod == "previous" else previous.latest
    shift = {"following": 1, "previous": -1}.get(d.mod, 0)
    if d.unit == "day":
        if shift == 0:
            return Meaning(previous.earliest, previous.latest, previous.precision, "anaphoric", rule)
        return _on(days_from(base, shift), rule, "anaphoric")
    if d.unit == "week":
        low = base - timedelta(6) + timedelta(7 * shift)
        return _over((low, low + timedelta(6)), "week", rule, "anaphoric")
    if d.unit == "month":
        month = months_from(base.replace(day=1), shift)
        span = month_of(month.year, month.month, d.part) if month else None
        return _over(_clip(span, published) if span else None, "range" if d.part else "month", rule, "anaphoric")
    span = year_of(base.year + shift, d.part)
    return _over(_clip(span, published), "month" if d.part in ("early", "late") else "range" if d.part else "year", rule, "anaphoric")


# --- lengths and offsets ----------------------------------------------------------------------

def _moved(day: date, a: Amount, sign: int, number: int) -> date | None:
    if a.unit == "day":
        return days_from(day, sign * number)
    if a.unit == "week":
        return days_from(day, sign * (7 * number + (3 if a.half else 0)))
    if a.unit == "month":
        return months_from(days_from(day, sign * 15) or day if a.half else day, sign * number)
    if a.unit in ("year", "decade"):
        many = number * (10 if a.unit == "decade" else 1)
        return months_from(day, sign * (12 * many + (6 if a.half else 0)))
    if a.unit == "hour":
        return days_from(day, sign * ((number + 12) // 24))
    return day


def _resolve_since(phrase: Phrase, published: date | None, previous: Meaning | None) -> Meaning:
    if phrase.value == "then":
        start = previous.earliest if previous else None
        if start is None:
            return _unknown("since", "since-then")
        return Meaning(start, published, "range" if published else "unknown", "since", "since-then")
    if phrase.day:
        found = resolve_day(phrase.day, published, previous)
        if found.earliest is None:
            return _unknown("since", "since")
        if published and found.earliest > published:
            return _unknown("since", "since")
        latest = published if published else None
        return Meaning(found.earliest, latest, "day" if latest == found.earliest else "range" if latest else "unknown", "since", "since")
    a = phrase.amount
    if a is None or published is None:
        return _unknown("since", "since-amount")
    number = 7 if a.number is None and a.unit == "day" else a.number
    if a.unit in ("hour", "minute", "second"):
        number = a.number or 0
    if number is None:
        return _unknown("since", "since-amount")
    start = _moved(published, a, -1, number)
    return _over((start, published) if start else None, "range", "since-amount", "since")


def _resolve_offset(phrase: Phrase, published: date | None, previous: Meaning | None) -> Meaning:
    a = phrase.amount
    assert a is not None
    sign = -1 if phrase.kind == "ago" else 1
    if phrase.value == "event":
        return _unknown("anaphoric", "offset-from-event")
    if phrase.value == "that" or phrase.kind == "after":
        base = None
        if previous and previous.earliest and previous.latest:
            base = previous.earliest if sign < 0 else previous.latest
        if base is None:
            return _unknown("anaphoric", "offset-from-then")
        return _away(a, base, sign, "anaphoric", "offset-from-then")
    if published is None:
        return _unknown("point", "ago")
    return _away(a, published, -1, "point", "ago")


def _away(a: Amount, base: date, sign: int, role: str, rule: str) -> Meaning:
    """A point that many units away, as exact as the unit allows."""
    if a.number is None:
        if a.unit == "day":
            span = (base - timedelta(7), base - timedelta(1)) if sign < 0 else (base + timedelta(1), base + timedelta(7))
            return _over(span, "range", f"{rule}-few-days", role)
        return _on(base, rule, role) if a.unit in ("hour", "minute", "second") else _unknown("vague", rule)
    point = _moved(base, a, sign, a.number)
    if point is None or (a.over and a.unit != "day"):
        return _unknown("vague", rule)
    if a.unit == "month":
        return _over(month_of(point.year, point.month), "month", rule, role)
    if a.unit in ("year", "decade"):
        return _over(year_of(point.year), "year", rule, role)
    if a.about and a.unit in ("day", "week"):
        return _over((point - timedelta(1), point + timedelta(1)), "range", f"{rule}-about", role)
    return _on(point, rule, role)


def _last_span(a: Amount, published: date) -> Interval | None:
    """The last n units, ending on ``published``."""
    if a.unit in ("hour", "minute", "second"):
        hours = a.number or 0
        if a.unit != "hour" or a.number is None or hours < 24:
            return published - timedelta(1), published
        return published - timedelta(max(1, hours // 24 - (1 if hours > 24 else 0))), published
    if a.number is None:
        return (published - timedelta(7), published - timedelta(1)) if a.unit == "day" else None
    if a.unit in ("day", "week"):
        count = a.number * (7 if a.unit == "week" else 1)
        low = days_from(published, 1 - count)
    else:
        low = _moved(published, a, -1, a.number)
    return (low, published) if low else None


def _resolve_last(a: Amount, published: date | None) -> Meaning:
    if published is None:
        return _unknown("period", "last-n")
    if a.mod == "next":
        if a.number is None or a.unit not in ("day", "week", "hour"):
            return _unknown("vague", "next-n")
        count = max(1, a.number // 24) if a.unit == "hour" else a.number * (7 if a.unit == "week" else 1)
        return _over((published + timedelta(0 if a.unit == "hour" else 1), published + timedelta(count)), "range", "next-n", "period")
    span = _last_span(a, published)
    return _over(span, "range", "last-n", "period") if span else _unknown("vague", "last-n")


def _resolve_length(phrase: Phrase, published: date | None) -> Meaning:
    a = phrase.amount
    if phrase.during and published and a and a.number is not None and not phrase.planned:
        span = _last_span(a, published)
        return _over(span, "range", "within-n", "duration")
    return _unknown("duration", "length")


def _resolve_nth(phrase: Phrase, published: date | None) -> Meaning:
    if published is None:
        return _unknown("since", "nth")
    start = _moved(published, Amount(0, 0, phrase.value), -1, phrase.number - 1)
    return _over((start, published) if start else None, "range", "nth", "since")


def _resolve_range(phrase: Phrase, published: date | None, previous: Meaning | None) -> Meaning:
    assert phrase.day is not None and phrase.until is not None
    end = resolve_day(phrase.until, published, previous)
    if end.latest is None or end.earliest is None:
        return _unknown("period", "range")
    start = resolve_day(phrase.day, published, end)
    if (phrase.day.month and phrase.day.year is None and phrase.day.mod not in ("year-last",)) or (phrase.day.weekdays and not phrase.day.mod):
        start = resolve_day(phrase.day, end.latest, end)
    if start.earliest is None or start.earliest > end.latest:
        return _unknown("period", "range")
    return _over((start.earliest, end.latest), "range", "range", "period")
