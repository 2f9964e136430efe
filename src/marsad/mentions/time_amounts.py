"""Reading a length of time: "3 days", "two weeks", "the last few hours", "several months"."""

from __future__ import annotations

from marsad.mentions.numbers import read_number
from marsad.mentions.time_frames import Amount
from marsad.mentions.words import Words, word_of

_FEW = range(3, 11)  # figures that take a plural


def _unit(w: Words, i: int) -> tuple[str, str] | None:
    hit = w.get("unit", i)
    if not hit or hit.pronoun:
        return None
    name, _, count = word_of(hit).value.partition(" ")
    return name, count


def read_amount(w: Words, i: int) -> Amount | None:
    """A length of time at token ``i``: number and unit, dual, plural, in either order, with "last"."""
    if w.idle(i):
        return None
    j = i
    a = Amount(i, i, "")
    if w.get("final", j):
        a.final = True
        j += 1
    for cls in ("about", "over"):
        hit = w.get(cls, j)
        if hit and hit.last < w.size:
            a.about, a.over = a.about or cls == "about", a.over or cls == "over"
            j = hit.last
    end = _numbered(w, j, a) or _plural_first(w, j, a)
    if not end:
        return None
    a.last = _amount_tail(w, end, a)
    if a.final and a.bare:
        return None
    return a


def _numbered(w: Words, i: int, a: Amount) -> int:
    """"3 days", "the three days", "several days"."""
    j = i
    link = w.get("link", j)
    while link and j < i + 3 and link.last < w.size and len(w.gap(link.last)) <= 1:
        j = link.last
        link = w.get("link", j)
    few = w.get("few", j)
    if few and few.last < w.size:
        unit = _unit(w, few.last)
        if unit and unit[1] == "n" and w.near(few.last):
            a.unit, a.number = unit[0], None
            return few.last + 1
        return 0
    number = read_number(w, j) if j < w.size else None
    if not number or number.low is None or number.kind in ("ordinal", "few") or not w.near(number.last):
        return 0
    unit = _unit(w, number.last)
    hit = w.get("unit", number.last)
    if not unit or unit[1] == "2" or not hit or (hit.article or hit.conjunction):
        return 0
    if unit[1] == "1" and (number.low in _FEW or _names_one(w, unit[0], number.last + 1)):
        return 0  # "four were wounded on the day of Saturday": the figure counts something else
    a.unit = unit[0]
    a.number = number.low if number.low == number.high else None
    return number.last + 1


def _plural_first(w: Words, i: int, a: Amount) -> int:
    """"two days", "the last days", "the last three days", "a few days"."""
    unit = _unit(w, i)
    hit = w.get("unit", i)
    if not unit or not hit:
        return 0
    a.unit, j = unit[0], i + 1
    if unit[1] == "1":
        a.number, a.bare = 1, True
        one = w.get("digit", j)
        if one and word_of(one).number == 1 and w.near(j) and not one.conjunction:
            j += 1
        return 0 if hit.article or _names_one(w, a.unit, i + 1) else j
    if unit[1] == "2":
        a.number = 2
        return 0 if w.get("weekday", j) or w.get("month", j) else j
    a.number, a.bare = None, True
    if a.unit == "hour" and w.get("daypart", j):
        return 0
    if w.get("fewadj", j) and w.near(j):
        j, a.bare = j + 1, hit.article
    if hit.article and w.near(j):
        k = j
        while w.get("link", k) and len(w.gap(k + 1)) <= 1:
            k += 1
        number = read_number(w, k)
        if number and number.low and number.low == number.high and number.kind != "ordinal" and w.value("mod", number.last):
            a.number = number.low
            j = number.last
    if hit.article and not w.value("mod", j):
        return 0
    return j


def _names_one(w: Words, unit: str, j: int) -> bool:
    """Whether a unit is the noun of the name after it ("the year 2014", "Friday") or no unit ("holding a meeting")."""
    if j >= w.size or not w.near(j):
        return False
    if unit == "decade":
        return not w.get("from", j)
    if unit == "year":
        return w.deep[j].isdecimal() and len(w.deep[j]) == 4
    if unit == "month":
        return bool(w.get("month", j) or w.get("hijri", j))
    return unit == "day" and bool(w.get("weekday", j) or w.get("relday", j))


def _amount_tail(w: Words, j: int, a: Amount) -> int:
    half = w.get("fraction", j)
    if half and half.conjunction and word_of(half).value == "1/2" and w.near(j):
        a.half, j = True, j + 1
    if w.get("fewadj", j) and w.near(j):
        a.bare, j = False, j + 1
    mod = w.value("mod", j) if w.near(j) else ""
    if mod in ("last", "recent", "next"):
        first = w.get("unit", a.first)
        if mod == "last" or mod == "recent":
            a.mod = "last"
        else:
            a.mod = "next"
        if first is None or not a.bare or first.article:
            return j + 1
        a.mod = ""
    return j
