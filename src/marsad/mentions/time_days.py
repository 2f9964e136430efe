"""Reading a point on the calendar: part, hour of day, relative day, weekday, day, month and year."""

from __future__ import annotations

from marsad.mentions.numbers import read_number
from marsad.mentions.time_calendar import calendar_starts, read_calendar
from marsad.mentions.time_frames import Day
from marsad.mentions.words import Words, word_of

_TANWIN = "\u064b"


def read_day(w: Words, i: int) -> Day | None:
    """The longest point on the calendar that starts at token ``i``."""
    d = Day(i, i)
    j = _read_part(w, i, d)
    j = read_daypart(w, j, d)
    j = _read_anchor(w, j, d)
    j = read_calendar(w, j, d)
    if not d.anchored() or j <= i:
        return None
    d.last = _read_tail(w, j, d)
    return d


def _read_part(w: Words, i: int, d: Day) -> int:
    hit = w.get("part", i)
    if not hit or w.get("relday", i):
        return i
    d.part = word_of(hit).value
    j = hit.last
    return j + 1 if w.is_of(j) else j


def read_daypart(w: Words, i: int, d: Day) -> int:
    """Reads the hour of day at token ``i`` into ``d``; the token after it, or ``i``."""
    j = i
    if w.get("tonight", j) and not (w.get("relday", j + 1) or _weekday(w, j + 1) is not None):
        return j
    while (hit := w.get("daypart", j)) and (j == i or w.near(j)):
        if word_of(hit).value == "dawn" and not hit.article and w.get("daypart", hit.last):
            return i
        d.daypart = word_of(hit).value
        j = hit.last
        if w.get("ordinal", j) and w.near(j) and not w.get("relday", j) and not calendar_starts(w, j):
            j += 1
        if w.is_of(j):
            j += 1
    return j


def _read_anchor(w: Words, i: int, d: Day) -> int:
    j = i
    part = w.get("daypart", j + 1) if w.get("dem", j) and w.near(j + 1) else None
    if part and part.article and part.last == j + 2:
        d.daypart = word_of(part).value
        if w.value("dem", j) == "this":
            d.offset = 0
        else:
            d.unit, d.mod = "day", "same"
        return j + 2
    if w.value("dem", j) == "this" and w.value("relday", j + 1) == "0":
        j += 1
    plain = w.get("unit", j)
    single = plain and not plain.article and not plain.pronoun and word_of(plain).value == "day 1"
    if single or w.value("pair", j) == "day":
        after = j + 1
        if w.get("relday", after) or _weekday(w, after) is not None or calendar_starts(w, after):
            j = after
        elif not w.get("relday", j):
            return i
    relday = _relday(w, j, d)
    if relday > j:
        j = relday
        if w.get("unit", j) and _weekday(w, j + 1) is not None:
            j += 1
    return _weekdays(w, j, d, fresh=j == i)


def _relday(w: Words, j: int, d: Day) -> int:
    if not (j == d.first or w.near(j)):
        return j
    night = w.get("tonight", j)
    told = w.value("mod", night.last) if night and w.near(night.last) else ""
    if night and told == "last":
        d.offset, d.daypart = -1, "night"
        return night.last + 1
    if night and told in ("same", "following", "previous"):
        d.unit, d.mod, d.daypart = "day", told, "night"
        return night.last + 1
    hit = w.get("relday", j)
    if not hit:
        if night and not d.daypart and not _weekday_follows(w, j):
            d.offset, d.daypart = 0, "night"
            return night.last
        return j
    word, last = word_of(hit), hit.last
    mod = w.value("mod", last) if w.near(last) else ""
    if word.number == 0 and mod in ("same", "following", "previous", "last"):
        d.unit, d.mod = "day", mod
        return last + 1
    if word.number == 0 and not _today(w, last):
        return j
    if word.number == 0 and j == d.first and _per_day(w, j, last):
        return j
    adverb = w.marked(j, _TANWIN)
    if word.needs == "context" and not (d.daypart or j > d.first or _weekday(w, last) is not None or hit.article or adverb):
        return j
    d.offset = word.number
    other = w.get("relday", last)
    if other and other.conjunction and w.near(last):
        d.offset2 = word_of(other).number
        return other.last
    return last


def _per_day(w: Words, j: int, last: int) -> bool:
    """Whether "in the day" means a rate and not today."""
    within = w.get("in", j - 1)
    named = _weekday(w, last) is not None or calendar_starts(w, last)
    return bool(within and within.last == j and w.near(j) and not named)


def _weekday_follows(w: Words, j: int) -> bool:
    return _weekday(w, j + 1) is not None


def _today(w: Words, j: int) -> bool:
    """Whether "the day" ending before ``j`` is today and not "the first day of"."""
    ordinal = w.get("ordinal", j)
    if not ordinal or not w.near(j):
        return True
    number = read_number(w, j)
    return bool(number and calendar_starts(w, j))


def _weekday(w: Words, j: int) -> int | None:
    hit = w.get("weekday", j)
    return word_of(hit).number if hit else None


def _weekdays(w: Words, j: int, d: Day, *, fresh: bool) -> int:
    first = _weekday(w, j)
    if first is None or not ((fresh and not d.daypart) or w.soft(j)):
        return j
    d.weekdays.append(first)
    j += 1
    if w.value("mod", j) and w.near(j):
        d.mod = w.value("mod", j)
        return j + 1
    over = bool(d.daypart == "night" and w.get("upon", j) and _weekday(w, j + 1) is not None)
    j += over
    second = _weekday(w, j)
    hit = w.get("weekday", j)
    if second is not None and hit and w.soft(j, comma=False) and second != first:
        joined = over or "-" in w.gap(j) or "/" in w.gap(j) or d.daypart == "night"
        dual = w.value("pair", j - 2) == "day"
        if (joined and not hit.conjunction) or (dual and hit.conjunction):
            d.weekdays.append(second)
            return j + 1
    return j


def _read_tail(w: Words, j: int, d: Day) -> int:
    if d.weekdays and not d.mod and w.near(j):
        mod = w.value("mod", j)
        if mod in ("last", "next", "same", "this"):
            d.mod = mod
            j += 1
    adverb = w.get("adverb", j) or (w.get("daypart", j) if d.weekdays or d.offset is not None else None)
    if adverb and not d.daypart and w.near(j) and adverb.last == j + 1 and _is_tail(w, j):
        d.daypart = word_of(adverb).value or "hour"
        return j + 1
    return j


def _is_tail(w: Words, j: int) -> bool:
    """Whether an hour of day closes the expression rather than opening the next one."""
    if w.get("adverb", j):
        return not (w.get("relday", j + 1) or w.get("weekday", j + 1)) or not w.near(j + 1)
    return False
