"""Turning whole expressions into days: since, ago, the last n, ranges, the nth day of a campaign."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.mentions.calendar_days import Interval, days_from, month_of, months_from, year_of
from marsad.mentions.time_frames import Amount, Phrase
from marsad.mentions.time_meaning import Context, Meaning, on_day, over_days, unknown
from marsad.mentions.time_points import resolve_day


def resolve(phrase: Phrase, c: Context) -> Meaning:
    """What ``phrase`` means in a text published on ``published``, after ``previous``."""
    published = c.published
    previous = c.last
    kind = phrase.kind
    if kind == "date" and phrase.day:
        meaning = resolve_day(phrase.day, c)
        if phrase.during and meaning.precision not in ("day", "unknown") and meaning.role == "point":
            return Meaning(meaning.earliest, meaning.latest, meaning.precision, "period", meaning.rule)
        return meaning
    if kind == "range":
        return _resolve_range(phrase, c)
    if kind == "since":
        return _resolve_since(phrase, c)
    if kind in ("ago", "after"):
        return _resolve_offset(phrase, c)
    if kind == "last" and phrase.amount:
        return _resolve_last(phrase.amount, published)
    if kind == "length" and phrase.amount:
        return _resolve_length(phrase, published)
    if kind == "nth":
        return _resolve_nth(phrase, published)
    if kind == "then":
        found = previous if previous and previous.earliest else None
        return Meaning(found.earliest, found.latest, found.precision, "anaphoric", "then") if found else unknown("anaphoric", "then")
    if kind == "now":
        return on_day(published, "just-now")
    return unknown("daypart" if kind == "daypart" else "vague", kind)



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


def _resolve_since(phrase: Phrase, c: Context) -> Meaning:
    published = c.published
    previous = c.last
    if phrase.value == "then":
        start = previous.earliest if previous else None
        if start is None:
            return unknown("since", "since-then")
        return Meaning(start, published, "range" if published else "unknown", "since", "since-then")
    if phrase.value == "daypart":
        return on_day(published, "since", "since")
    if phrase.day:
        found = resolve_day(phrase.day, c)
        if found.earliest is None:
            return unknown("since", "since")
        if published and found.earliest > published:
            return Meaning(found.earliest, found.latest, found.precision, "point", "from-then-on")
        latest = published if published else None
        return Meaning(found.earliest, latest, "day" if latest == found.earliest else "range" if latest else "unknown", "since", "since")
    a = phrase.amount
    if a is None or published is None:
        return unknown("since", "since-amount")
    number = 7 if a.number is None and a.unit == "day" else a.number
    if a.unit in ("hour", "minute", "second"):
        number = a.number or 0
    if number is None:
        return unknown("since", "since-amount")
    start = _moved(published, a, -1, number)
    return over_days((start, published) if start else None, "range", "since-amount", "since")


def _resolve_offset(phrase: Phrase, c: Context) -> Meaning:
    published = c.published
    previous = c.last
    a = phrase.amount
    assert a is not None
    sign = -1 if phrase.kind == "ago" else 1
    if phrase.value == "event":
        return _resolve_before_now(phrase.kind, a, c)
    if phrase.value == "that" or phrase.kind == "after":
        base = None
        if previous and previous.earliest and previous.latest:
            base = previous.earliest if sign < 0 else previous.latest
        if base is None:
            return unknown("anaphoric", "offset-from-then")
        return _away(a, base, sign, "anaphoric", "offset-from-then")
    if published is None:
        return unknown("point", "ago")
    return _away(a, published, -1, "point", "ago")


def _resolve_before_now(kind: str, a: Amount, c: Context) -> Meaning:
    """"Two weeks after its capture": the day of the capture, counted back from what is being told."""
    base = c.last.latest if c.last else c.published
    if kind == "ago" or base is None or a.number is None or a.unit not in ("day", "week", "month", "year"):
        return unknown("anaphoric", "offset-from-event")
    return _away(a, base, -1, "anaphoric", "offset-from-event")


def _away(a: Amount, base: date, sign: int, role: str, rule: str) -> Meaning:
    """A point that many units away, as exact as the unit allows."""
    if a.number is None:
        if a.unit == "day":
            span = (base - timedelta(7), base - timedelta(1)) if sign < 0 else (base + timedelta(1), base + timedelta(7))
            return over_days(span, "range", f"{rule}-few-days", role)
        return on_day(base, rule, role) if a.unit in ("hour", "minute", "second") else unknown("vague", rule)
    point = _moved(base, a, sign, a.number)
    if point is None or (a.over and a.unit != "day"):
        return unknown("vague", rule)
    if a.unit == "month":
        return over_days(month_of(point.year, point.month), "month", rule, role)
    if a.unit in ("year", "decade"):
        return over_days(year_of(point.year), "year", rule, role)
    if a.about and a.unit in ("day", "week"):
        return over_days((point - timedelta(1), point + timedelta(1)), "range", f"{rule}-about", role)
    return on_day(point, rule, role)


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
        return unknown("period", "last-n")
    if a.mod == "next":
        if a.unit == "hour" and a.number is None:
            return over_days((published, published + timedelta(1)), "range", "next-n", "period")
        if a.number is None or a.unit not in ("day", "week", "hour"):
            return unknown("vague", "next-n")
        count = max(1, a.number // 24) if a.unit == "hour" else a.number * (7 if a.unit == "week" else 1)
        return over_days((published + timedelta(0 if a.unit == "hour" else 1), published + timedelta(count)), "range", "next-n", "period")
    span = _last_span(a, published)
    return over_days(span, "range", "last-n", "period") if span else unknown("vague", "last-n")


def _resolve_length(phrase: Phrase, published: date | None) -> Meaning:
    a = phrase.amount
    if phrase.during and published and a and a.number is not None and not phrase.planned:
        span = _last_span(a, published)
        return over_days(span, "range", "within-n", "period")
    days = {"day": 1, "week": 7}.get(a.unit, 0) * (a.number or 0) if a else 0
    return unknown("duration", f"length {days}" if days else "length")


def _resolve_nth(phrase: Phrase, published: date | None) -> Meaning:
    if published is None:
        return unknown("since", "nth")
    start = _moved(published, Amount(0, 0, phrase.value), -1, phrase.number - 1)
    return over_days((start, published) if start else None, "range", "nth", "since")


def _resolve_range(phrase: Phrase, c: Context) -> Meaning:
    assert phrase.day is not None and phrase.until is not None
    if phrase.until.mod == "same":
        opened = resolve_day(phrase.day, c)
        c = Context(c.published, opened, opened)
    end = resolve_day(phrase.until, c)
    if end.latest is None or end.earliest is None:
        return unknown("period", "range")
    written_apart = phrase.day.month or (phrase.day.weekdays and not phrase.day.mod)
    before = end.latest if written_apart and not phrase.day.mod.startswith("year") else c.published
    start = resolve_day(phrase.day, Context(before, end, end))
    if start.earliest is None or start.earliest > end.latest:
        return unknown("period", "range")
    return over_days((start.earliest, end.latest), "range", "range", "period")
