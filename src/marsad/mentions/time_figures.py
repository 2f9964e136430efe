"""Reading days in figures: dates of three figures, and the day of a month in figures or words."""

from __future__ import annotations

from marsad.mentions.numbers import read_number
from marsad.mentions.time_frames import Day
from marsad.mentions.words import Words

YEARS = range(1900, 2101)
HIJRI_YEARS = range(1340, 1501)


def _numbers_joined(w: Words, i: int) -> tuple[list[int], str]:
    """Up to three figures in a row joined by one and the same slash or hyphen."""
    values: list[int] = []
    mark = ""
    while i < w.size and w.deep[i].isdecimal() and len(w.deep[i]) <= 4 and len(values) < 3:
        if values:
            gap = w.gap(i).strip(" ")
            if gap not in ("/", "-", ".") or (mark and gap != mark) or (gap == "." and w.gap(i) != " . "):
                break
            mark = gap
        values.append(int(w.deep[i]))
        i += 1
    return values, mark


def read_numeric(w: Words, i: int, d: Day) -> int:
    """Reads "12/11/2025", "2025-11-12" or "13.5.2023" at token ``i`` into ``d``; the token after it, or ``i``."""
    token = w.deep[i] if i < w.size else ""
    if not token or not token[0].isdecimal():
        return i
    last = i + 1
    if token.count(".") == 2 and token.replace(".", "").isdecimal():
        values, mark = [int(v) for v in token.split(".")], "."
    else:
        values, mark = _numbers_joined(w, i)
        last = i + len(values)
    if len(values) == 3 and mark:
        if values[0] in YEARS:
            year, month, day = values
        else:
            day, month, year = values
        if month > 12 >= day:
            day, month = month, day
        if year < 100:
            year += 2000
        hijri = year in HIJRI_YEARS
        if (year in YEARS or hijri) and 1 <= month <= 12 and 1 <= day <= 31:
            d.day, d.month, d.year, d.form, d.hijri = day, month, year, "numeric", hijri
            return last + 1 if hijri and w.get("hijrimark", last) else last
    before = w.get("in", i - 1)
    if len(values) == 2 and mark == "/" and (d.weekdays or d.offset is not None or (before and before.last == i)):
        if 1 <= values[0] <= 31 and 1 <= values[1] <= 12:
            d.day, d.month, d.form = values[0], values[1], "numeric"
            return last
    return i


def day_number(w: Words, i: int) -> tuple[int, int] | None:
    """A day of the month at token ``i`` in figures or words: its value and the token after it."""
    j = i
    link = w.get("link", j)
    while link and j < i + 3 and link.last < w.size and len(w.gap(link.last)) <= 1:
        j = link.last
        link = w.get("link", j)
    if j >= w.size:
        return None
    first = w.get("first", j)
    if first:
        return 1, first.last
    if w.deep[j].isdecimal():
        value = int(w.deep[j]) if len(w.deep[j]) <= 2 else 0
        return (value, j + 1) if 1 <= value <= 31 else None
    number = read_number(w, j)
    if number and number.low and number.low == number.high and 1 <= number.low <= 31 and number.kind in ("ordinal", "word"):
        return number.low, number.last
    return None
