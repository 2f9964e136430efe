"""Reading one number: figures, number words and their mixtures, ordinals apart."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.mentions.lexicon import Entry, Hit
from marsad.mentions.words import NUMBER, Words, word_entries, word_of
from marsad.packs.rows import Packs

_TANWIN = "\u064b"  # the ending of an indefinite noun, never of a dual before its noun


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens ``[first, last)`` that say one number. ``low``/``high`` differ for vague plurals.

    ``kind`` is figure | word | ordinal | vague | few | decimal.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    kind: str


def number_entries(packs: Packs) -> list[Entry]:
    """Lexicon entries of kind "number" from the packs' ``number_words``."""
    return word_entries(packs.rows("number_words"), NUMBER)


def figure(token: str) -> int | None:
    """The value of a token of digits, thousands separators allowed; None for a decimal or a dotted date.

    >>> figure("1,200"), figure("454"), figure("3.5"), figure("28.7.2020")
    (1200, 454, None, None)
    """
    if token.isdecimal():
        return int(token) if len(token) < 16 else None
    groups = token.replace(".", ",").split(",")
    if len(groups[0]) <= 3 and groups[0] != "0" and all(len(g) == 3 for g in groups[1:]) and all(g.isdecimal() for g in groups):
        return int("".join(groups))
    return None


def decimal(token: str) -> float | None:
    """The value of a token with one decimal mark, else None."""
    whole, mark, rest = token.replace(",", ".").partition(".")
    if mark and whole.isdecimal() and rest.isdecimal():
        return float(f"{whole}.{rest}")
    return None


def read_number(w: Words, i: int) -> Number | None:
    """The longest number that starts at token ``i``; None when there is none."""
    if w.idle(i):
        return None
    if w.deep[i][0].isdecimal():
        return _from_figure(w, i)
    hit = w.get("ordinal", i)
    if hit:
        return _ordinal(w, i, hit)
    hit = w.get("vagues", i) or w.get("scales", i)
    if hit and not _unit_before(w, i):
        return _vague(w, i, hit)
    hit = w.get("few", i)
    if hit:
        return Number(i, hit.last, None, None, "few")
    return _from_words(w, i)


def _unit_before(w: Words, i: int) -> bool:
    return bool(i and w.near(i) and (w.get("digit", i - 1) or w.get("ten", i - 1)) and _value(w, i - 1))


def _value(w: Words, i: int) -> int:
    for cls in ("digit", "ten", "tens", "hundred"):
        hit = w.get(cls, i)
        if hit and hit.entry.kind == NUMBER:
            return word_of(hit).number
    return 0


def _from_figure(w: Words, i: int) -> Number:
    value = figure(w.deep[i])
    part = None if value is not None else decimal(w.deep[i])
    scale = _scale(w, i + 1)
    if scale:
        base = value if value is not None else part
        if base is not None:
            total, last = _tail(w, i + 2, int(base * scale), scale)
            return Number(i, last, total, total, "figure")
    if value is None:
        return Number(i, i + 1, None, None, "decimal")
    return Number(i, i + 1, value, value, "figure")


def _scale(w: Words, i: int) -> int:
    """The value of a thousand, a million ... at token ``i`` that multiplies what stands before it."""
    if i >= w.size or not w.near(i):
        return 0
    hit = w.get("scale", i) or w.get("scales", i)
    return word_of(hit).number if hit and not hit.conjunction and not hit.article and not hit.preposition else 0


def _tail(w: Words, i: int, total: int, scale: int) -> tuple[int, int]:
    """Add what follows a scale with "and": "and 215", "and three hundred", "and a half"."""
    if i >= w.size or not w.near(i):
        return total, i
    link = w.get("link", i)
    if link and w.deep[i] == link.entry.light and word_of(link).value == "and" and i + 1 < w.size and not w.gap(i + 1):
        value = figure(w.deep[i + 1])
        if value is not None and value < scale:
            more = _scale(w, i + 2)
            if more and value * more < scale:
                return _tail(w, i + 3, total + value * more, more)
            if not more:
                return total + value, i + 2
        return total, i
    half = w.get("fraction", i)
    if half and half.conjunction:
        return _with_fraction(w, i, half, total, scale)
    group = _group(w, i, conjunction=True)
    if group and group[0] < scale:
        value, last = group
        more = _scale(w, last)
        if more and value * more < scale:
            return _tail(w, last + 1, total + value * more, more)
        if not more:
            return total + value, last
    return total, i


def _with_fraction(w: Words, i: int, half: Hit, total: int, scale: int) -> tuple[int, int]:
    top, _, bottom = word_of(half).value.partition("/")
    total += scale * int(top) // int(bottom)
    last = half.last
    again = w.get("scale", last)
    return total, last + 1 if again and w.near(last) and again.article else last


def _group(w: Words, i: int, *, conjunction: bool = False) -> tuple[int, int] | None:
    """A number below a thousand in words at ``i``: its value and the token after it."""
    hundred = w.get("hundred", i)
    hit = hundred or _plain(w, i)
    if not hit or (conjunction and not hit.conjunction):
        return None
    value, last = word_of(hit).number, hit.last
    if not hundred and value < 10:
        times = w.get("hundred", last)
        if times and w.near(last) and not times.conjunction and word_of(times).number == 100:
            hundred, value, last = times, value * 100, last + 1
    if hundred:
        rest = _under_hundred(w, last, conjunction=True) if last < w.size and w.near(last) else None
        return (value + rest[0], rest[1]) if rest else (value, last)
    return _under_hundred(w, i, conjunction=conjunction)


def _plain(w: Words, i: int) -> Hit | None:
    for cls in ("digit", "ten", "tens"):
        hit = w.get(cls, i)
        if hit and hit.entry.kind == NUMBER:
            return hit
    one = w.get("one", i)
    if one and not one.pronoun and i + 1 < w.size and w.near(i + 1):
        teen, tens = w.get("ten", i + 1), w.get("tens", i + 1)
        if (teen and not teen.conjunction and not teen.preposition) or (tens and tens.conjunction):
            return one  # eleven, twenty-one
    return None


def _under_hundred(w: Words, i: int, *, conjunction: bool) -> tuple[int, int] | None:
    hit = _plain(w, i)
    if not hit or (conjunction and not hit.conjunction):
        return None
    word = word_of(hit)
    value, last = word.number, hit.last
    if word.cls in ("digit", "one") and last < w.size and w.near(last):
        teen, tens = w.get("ten", last), w.get("tens", last)
        if teen and not teen.conjunction and not teen.preposition and not teen.article:
            return value + 10, last + 1
        if tens and tens.conjunction:
            return value + word_of(tens).number, last + 1
    return value, last


def _from_words(w: Words, i: int) -> Number | None:
    two = w.get("twoscale", i)
    if two and (word_of(two).needs != "context" or _before_noun(w, i + 1)):
        size = word_of(two).number
        total, last = _tail(w, i + 1, size, size // 2)
        return Number(i, last, total, total, "word")
    alone = w.get("scale", i)
    if alone:
        size = word_of(alone).number
        inner = _scale(w, i + 1)
        if inner > size:
            total, last = _tail(w, i + 2, size * inner, inner)
        else:
            total, last = _tail(w, i + 1, size, size)
        return Number(i, last, total, total, "word")
    group = _group(w, i)
    if not group:
        return None
    value, last = group
    scale = _scale(w, last)
    if scale:
        total, last = _tail(w, last + 1, value * scale, scale)
        return Number(i, last, total, total, "word")
    return Number(i, last, value, value, "word")


def _before_noun(w: Words, i: int) -> bool:
    """Whether a noun follows in the construct state, so that the form is a dual."""
    if i >= w.size or w.gap(i) != " " or w.deep[i][0].isdecimal() or w.marked(i - 1, _TANWIN):
        return False
    return not any(w.get(cls, i) for cls in ("from", "atleast", "atmost", "others", "link", "fraction", "digit", "hundred", "tens", "ten"))


def _ordinal(w: Words, i: int, hit: Hit) -> Number:
    value, last = word_of(hit).number, hit.last
    if last < w.size and w.near(last):
        teen, tens = w.get("ten", last), w.get("tens", last)
        if teen and not teen.conjunction and not teen.article and value < 10:
            return Number(i, last + 1, value + 10, value + 10, "ordinal")
        if tens and tens.conjunction and hit.article == tens.article and value < 10:
            total = value + word_of(tens).number
            return Number(i, last + 1, total, total, "ordinal")
    return Number(i, last, value, value, "ordinal")


def _vague(w: Words, i: int, hit: Hit) -> Number:
    word = word_of(hit)
    if word.cls == "scales":
        return Number(i, hit.last, 2 * word.number, 10 * word.number - 1, "vague")
    low, high = (int(v) for v in word.value.split())
    last = hit.last
    scale = w.get("scales", last)
    if scale and w.near(last) and not scale.conjunction:
        size = word_of(scale).number
        return Number(i, last + 1, low * size, (high + 1) * size - 1, "vague")
    return Number(i, last, low, high, "vague")
