"""Reading the calendar part of a time: figures, day and month, month, unit with "last", year."""

from __future__ import annotations

from marsad.mentions.time_figures import HIJRI_YEARS, YEARS, day_number, read_numeric
from marsad.mentions.time_frames import Day
from marsad.mentions.words import Words, word_of


def calendar_starts(w: Words, i: int) -> bool:
    """Whether a month, or a unit with "last" or "this", can be read from word ``i``."""
    probe = Day(i, i)
    return read_calendar(w, i, probe) > i and (probe.month is not None or bool(probe.mod))


def read_calendar(w: Words, i: int, d: Day) -> int:
    """Day, month and year, or a unit with "last", "this", "same"; returns ``i`` when there is none."""
    if w.idle(i) or (i > d.first and not w.soft(i, comma=bool(d.weekdays or d.offset is not None))):
        return i
    equal = w.get("equals", i)
    j = equal.last if equal and d.anchored() else i
    if d.weekdays and w.get("in", i) and w.near(i) and not equal:
        return _read_dated_weekday(w, i, d)
    for read in (read_numeric, _read_day_month, _read_english, _read_month, _read_unit, _read_year):
        end = read(w, j, d)
        if end > j:
            return end
    return i


def _read_dated_weekday(w: Words, i: int, d: Day) -> int:
    """"Next Tuesday, on 18 February": the date after "on" belongs to the weekday."""
    for read in (read_numeric, _read_day_month):
        end = read(w, i + 1, d)
        if end > i + 1:
            if d.month:
                return end
            d.day = d.day2 = None
            d.unit = ""
            break
    return i


def _read_day_month(w: Words, i: int, d: Day) -> int:
    found = day_number(w, i)
    if not found:
        return i
    value, j = found
    second = None
    while j < w.size and _joins(w, j):
        other = day_number(w, j)
        if not other or other[0] <= (second or value):
            break
        second, j = other
    own = w.get("from", j)
    if own and len(own.pronoun) == 1 and w.near(j):
        d.day, d.day2, d.unit, d.mod = value, second, "month", "same"
        return j + 1
    if not w.soft(j, comma=False):
        return i
    j = j + 1 if w.is_of(j) else j
    probe = Day(j, j)
    probe.day = value
    end = _read_month(w, j, probe)
    if end == j:
        probe.part = "day"
        end = _read_unit(w, j, probe)
        if probe.unit != "month" or end == j:
            return i
    d.day, d.day2 = value, second
    d.month, d.hijri, d.year, d.unit, d.mod = probe.month, probe.hijri, probe.year, probe.unit, probe.mod or d.mod
    d.month2, d.named = probe.month2, probe.named
    return end


def _joins(w: Words, j: int) -> bool:
    link = w.get("link", j)
    return bool(link and w.value("link", j) == "and") or w.gap(j).strip() == "-"


def _read_english(w: Words, i: int, d: Day) -> int:
    """The month first: "November 13, 2020"."""
    hit = w.get("month", i)
    if not hit or hit.last + 1 >= w.size:
        return i
    i, begin = hit.last - 1, i
    day, year = w.deep[i + 1], w.deep[i + 2]
    if day.isdecimal() and len(day) <= 2 and 1 <= int(day) <= 31 and year.isdecimal() and int(year) in YEARS:
        if w.near(i + 1) and w.soft(i + 2):
            d.day, d.month, d.year = int(day), word_of(hit).number, int(year)
            return i + 3
    return begin


def _month_hit(w: Words, i: int) -> tuple[int, bool, bool, int] | None:
    """Month number, whether Hijri, whether it needs evidence, and the token after it."""
    hit = w.get("month", i)
    if hit:
        return word_of(hit).number, False, word_of(hit).needs == "context", hit.last
    hit = w.get("hijri", i)
    if hit:
        return word_of(hit).number, True, True, hit.last
    return None


def _read_month(w: Words, i: int, d: Day) -> int:
    j = i
    noun = w.get("unit", j)
    named = bool(noun and word_of(noun).value == "month 1" and not noun.pronoun) or w.value("pair", j) == "month"
    if named:
        j += 1
    found = _month_hit(w, j)
    if not found or (named and not w.near(j)):
        return i
    month, hijri, doubtful, j = found
    latin = w.deep[j - 1].isascii()
    d.month, d.hijri, d.named = month, hijri, named
    start = j
    j = _pair(w, j, d)
    paired = j > start
    j = _second_month(w, j, d)
    year = _read_own_year(w, j, d)
    j = _read_mod(w, year, d)
    if d.year is None:
        j = _read_own_year(w, j, d)
    sure = d.year is not None or d.mod or d.part or named or paired or d.day is not None
    if latin and not (d.day and d.year):
        sure = False
        doubtful = True
    if doubtful and not (sure or (not hijri and not latin and _after_preposition(w, i))):
        d.month = d.month2 = d.year = None
        d.mod, d.hijri, d.named = "", False, False
        return i
    return j


def _after_preposition(w: Words, i: int) -> bool:
    if not i or not w.near(i):
        return False
    hit = w.get("month", i)
    if hit and hit.preposition:
        return True
    return any((h := w.get(cls, i - 1)) and h.last == i for cls in ("in", "since", "during", "until"))


def _pair(w: Words, j: int, d: Day) -> int:
    """The second name of the same month: "July/Tammuz"."""
    other = _month_hit(w, j)
    if other and other[0] == d.month and not other[1] and w.gap(j).strip() in ("/", "(", "-", "|", "") and len(w.gap(j)) <= 4:
        return other[3]
    return j


def _second_month(w: Words, j: int, d: Day) -> int:
    hit = w.get("month", j)
    while d.day is None and hit and hit.conjunction and w.near(j) and word_of(hit).number != d.month:
        d.month2 = word_of(hit).number
        probe = Day(j, j)
        probe.month = d.month2
        j = _pair(w, hit.last, probe)
        hit = w.get("month", j)
    return j


def _read_own_year(w: Words, j: int, d: Day) -> int:
    k = j
    if w.is_of(k):
        k += 1
    noun = w.get("unit", k)
    if noun and word_of(noun).value == "year 1" and not noun.pronoun:
        k += 1
    if k < w.size and w.soft(k) and w.deep[k].isdecimal() and len(w.deep[k]) == 4:
        year = int(w.deep[k])
        if (year in YEARS and not d.hijri) or (year in HIJRI_YEARS and d.hijri):
            d.year = year
            mark = w.get("gregmark", k + 1) or w.get("hijrimark", k + 1)
            return k + 2 if mark and len(w.gap(k + 1)) <= 1 else k + 1
    mod = w.value("mod", k)
    if k > j and noun and noun.article and mod in ("last", "this", "next", "same") and w.near(k):
        d.mod = "year-" + mod
        return k + 1
    return j


def _read_mod(w: Words, j: int, d: Day) -> int:
    mod = w.value("mod", j)
    if mod and mod not in ("following", "previous") and w.soft(j, comma=False):
        d.mod = "last" if mod == "recent" else mod
        return j + 1
    dem = w.value("dem", j)
    noun = w.get("unit", j + 1)
    if dem == "this" and noun and word_of(noun).value == "year 1" and w.near(j):
        d.mod = "year-this"
        return j + 2
    return j


def _read_unit(w: Words, i: int, d: Day) -> int:
    dem = w.value("dem", i)
    j = i + 1 if dem else i
    hit = w.get("unit", j)
    if not hit or not hit.article or hit.pronoun or not word_of(hit).value.endswith(" 1"):
        return i
    unit = word_of(hit).value[:-2]
    if unit not in ("day", "week", "month", "year") or (dem and not w.near(j)):
        return i
    mod = w.value("mod", j + 1) if w.near(j + 1) else ""
    if unit == "year" and not dem and not mod and (end := _read_year(w, i, d)) > i:
        return end
    if dem:
        d.unit, d.that, d.mod = unit, True, mod or ("this" if dem == "this" else "same")
        return j + (2 if mod else 1)
    if mod:
        d.unit, d.mod = unit, "last" if mod == "recent" else mod
        return j + 2
    if d.part and unit != "day":
        d.unit, d.mod = unit, "this"
        return j + 1
    return i


def _read_year(w: Words, i: int, d: Day) -> int:
    """A year by itself: after its noun, after a part, or after a word of time."""
    j = i
    noun = w.get("unit", j)
    named = bool(noun and word_of(noun).value == "year 1" and not noun.pronoun) or w.value("pair", j) == "year"
    if named:
        j += 1
    if j >= w.size or not w.deep[j].isdecimal() or len(w.deep[j]) != 4 or (named and not w.near(j)):
        return i
    year = int(w.deep[j])
    marked = w.get("hijrimark", j + 1)
    if year in HIJRI_YEARS and (marked or named):
        d.year, d.hijri = year, True
        return j + (2 if marked else 1)
    if year not in YEARS or not (named or d.part or _year_context(w, j)):
        return i
    d.year = year
    mark = w.get("gregmark", j + 1)
    j += 2 if mark and len(w.gap(j + 1)) <= 1 else 1
    link = w.get("link", j)
    if named and link and w.value("link", j) == "and" and j + 1 < w.size and w.deep[j + 1].isdecimal():
        second = int(w.deep[j + 1]) if len(w.deep[j + 1]) == 4 else 0
        if second in YEARS:
            d.year2 = second
            return j + 2
    return j


def _year_context(w: Words, j: int) -> bool:
    if 1990 <= int(w.deep[j]) <= 2060 and j:
        near = w.near(j)
        if near and any((h := w.get(c, j - 1)) and h.last == j for c in ("in", "since", "during", "until", "between", "from")):
            return True
        after = w.text.folded.deep[w.text.ends[j] : w.text.ends[j] + 1]
        return w.gap(j).endswith("(") and after == ")"
    return False
