"""Finding numbers of people, events and things, with their bounds and what they count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from marsad.mentions.lexicon import Hit
from marsad.mentions.numbers import Number, read_number
from marsad.mentions.words import Words, index_words, word_of
from marsad.records import CountMention, TimeMention
from marsad.text.tokens import Text

_OPENERS = ("digit", "ten", "tens", "hundred", "scale", "twoscale", "scales", "vagues", "few", "ordinal", "one")
# Longer figures are telephone and account numbers, not counts.
_LONGEST_FIGURE = 7
_YEARS = range(1990, 2036)  # a bare figure among these, counting nothing, is a year
_ARTICLE = "\u0627\u0644"
_QUOTES = " \"'("


def find_counts(text: Text, hits: Iterable[Hit] | Words, times: Sequence[TimeMention] = ()) -> list[CountMention]:
    """Numbers in ``text`` outside ``times``, by start, not overlapping.

    ``kind`` is cardinal | ordinal | vague | others | measure; "measure" (distance, age, money, per
    cent, the number of a unit or a resolution) is for callers to skip. ``low``/``high`` None: open.
    """
    w = hits if isinstance(hits, Words) else index_words(text, hits)
    busy = _busy(w, times)
    out: list[CountMention] = []
    free = 0
    for i in _openings(w):
        if i < free or i in busy:
            continue
        number = read_number(w, i) or _one_of(w, i)
        if number is None:
            continue
        free = number.last
        mention, free = _count(w, number)
        if mention:
            out.append(mention)
    return out


def _openings(w: Words) -> list[int]:
    found: set[int] = set()
    for cls in _OPENERS:
        found.update(w.at.get(cls, ()))
    found.update(w.figures)
    return sorted(found)


def _busy(w: Words, times: Sequence[TimeMention]) -> set[int]:
    """Tokens inside expressions of time."""
    busy: set[int] = set()
    starts, to_raw = w.text.starts, w.text.folded.starts
    for time in times:
        first, last = bisect_left(to_raw, time.start), bisect_left(to_raw, time.end)
        begin = max(bisect_left(starts, first) - 1, 0)
        end = bisect_left(starts, last)
        busy.update(k for k in range(begin, end) if w.text.ends[k] > first)
    return busy


def _one_of(w: Words, i: int) -> Number | None:
    """"One of the guards", "one of them"; not "nobody"."""
    hit = w.get("one", i)
    if hit and (hit.pronoun or (w.near(i + 1) and w.text.light[i + 1].startswith(_ARTICLE))):
        return Number(i, i + 1, 1, 1, "one")
    return None


def _count(w: Words, number: Number) -> tuple[CountMention | None, int]:
    """The mention of ``number`` with its modifier, and the token after it."""
    first, last = number.first, number.last
    low, high = number.low, number.high
    rule = number.kind
    if number.kind == "figure" and not _plausible(w, number):
        return None, last
    if number.kind in ("figure", "word"):
        span = _range(w, number)
        if span:
            first, low, high, last, rule = span[0], _same_scale(w, number, span[1]), span[1].high, span[1].last, "between"
    if rule != "between" and number.kind != "few":
        first, low, high, rule = _before(w, first, low, high, rule)
    last, low, high, rule = _after(w, last, low, high, rule)
    if number.kind == "figure" and rule != "between" and _is_score(w, last):
        return None, last + 1
    kind, after = _kind(w, number, last)
    noun = _noun(w, last) if kind != "measure" or number.kind == "decimal" else ""
    start, end = _raw(w, first, last)
    return CountMention(start, end, w.text.folded.raw[start:end], low, high, kind, noun, rule), after


def _same_scale(w: Words, number: Number, other: Number) -> int | None:
    """The lower end in the scale of the upper one: "between 3 and 5 thousand" begins at 3000."""
    hit = w.get("scale", other.last - 1) or w.get("scales", other.last - 1)
    scale = word_of(hit).number if hit and other.last - other.first > 1 else 1
    return number.low * scale if number.low is not None and number.low < 1000 else number.low


def _plausible(w: Words, number: Number) -> bool:
    """Whether a figure can be a count: no telephone number, no part of a model's or a web name."""
    i = number.first
    token = w.deep[i]
    if token.isdecimal() and (len(token) > _LONGEST_FIGURE or (token[0] == "0" and len(token) > 2)):
        return False
    before, after = w.gap(i), w.gap(number.last)
    if before.endswith("+") or after.startswith("+"):
        return False
    if i and before in ("", "-", ".") and not w.deep[i - 1][0].isdecimal() and not (before == "" and w.get("link", i - 1)):
        return False
    if after in ("", "-") and number.last < w.size and w.deep[number.last].isascii() and w.deep[number.last].isalpha():
        return False
    if i and w.deep[i - 1].isdecimal() and before in (":", ".", "/"):
        return False
    return not (number.last < w.size and w.deep[number.last].isdecimal() and after in (":", "/", "."))


def _range(w: Words, number: Number) -> tuple[int, Number] | None:
    """The other end of "between 3 and 5", "3 to 5", "3-5": the first token and the second number."""
    j = number.last
    between = _ending(w, "between", number.first)
    if between is not None:
        k = j + 1 if w.value("link", j) == "and" else j
        other = read_number(w, k) if k < w.size else None
        if other and other.kind in ("figure", "word") and (k > j or w.get("to", j) is None):
            return between, other
    to = w.get("to", j)
    if to and w.near(j):
        other = read_number(w, to.last) if to.last < w.size else None
        if other and other.kind in ("figure", "word") and (other.low or 0) > (number.low or 0):
            of = _ending(w, "of", number.first)
            start = between if between is not None else of if of is not None else number.first
            return start, other
    if w.gap(j).strip() == "-" and j < w.size and w.deep[j].isdecimal():
        other = read_number(w, j)
        if other and (other.low or 0) > (number.low or 0):
            return number.first, other
    return None


def _ending(w: Words, cls: str, i: int) -> int | None:
    """The first token of the word of ``cls`` that ends right before token ``i``."""
    found = w.at.get(cls)
    if not found or i not in w.ends or not w.near(i):
        return None
    return next((k for k in range(max(i - 5, 0), i) if (hit := found.get(k)) and hit.last == i), None)


def _before(w: Words, i: int, low: int | None, high: int | None, rule: str) -> tuple[int, int | None, int | None, str]:
    """The modifier before a number: "more than", "at most", "about"."""
    link = w.get("link", i - 1)
    at = i - 1 if link and len(w.gap(i)) <= 1 else i
    for cls in ("more", "less", "about"):
        first = _ending(w, cls, at)
        if first is None:
            continue
        if cls == "more":
            return first, low, None, "more-than"
        if cls == "less":
            return first, None, high, "less-than"
        outer = _ending(w, "more", first)
        return (outer, low, None, "more-than") if outer is not None else (first, low, high, "about")
    return i, low, high, rule


def _after(w: Words, i: int, low: int | None, high: int | None, rule: str) -> tuple[int, int | None, int | None, str]:
    """The modifier after a number, or after the noun it counts: "at least", "at most"."""
    for k in (i, i + 1, i + 2):
        if k >= w.size or "\n" in w.gap(k) or "." in w.gap(k):
            break
        if k not in w.glued:
            continue
        for cls in ("atleast", "atmost", "aboutafter"):
            hit = w.get(cls, k)
            if hit:
                last = hit.last if k == i else i
                if cls == "atleast":
                    return last, low, None, "at-least"
                if cls == "atmost":
                    return last, None, high, "at-most"
                return last, low, high, "about"
    return i, low, high, rule


def _is_score(w: Words, i: int) -> bool:
    """Whether the figure before token ``i`` is half of a score or a code: "13-13"."""
    return i < w.size and w.gap(i).strip() == "-" and w.deep[i].isdecimal()


def _kind(w: Words, number: Number, last: int) -> tuple[str, int]:
    """What kind of number it is, and the token after it and the unit it measures."""
    if number.kind == "ordinal":
        return "ordinal", last
    if w.gap(last).lstrip().startswith("%") or (last == w.size and w.text.folded.deep.rstrip().endswith("%")):
        return "measure", last
    k = last
    while k < last + 2 and (half := w.get("fraction", k)) and half.conjunction:
        k += 1
    unit = w.get("measure", k)
    if unit and w.near(k):
        return "measure", unit.last
    if w.near(last) and (w.get("month", last) or w.get("hijri", last)):
        return "measure", last + 1
    if number.kind == "decimal" or (number.kind == "figure" and _is_label(w, number)):
        return "measure", last
    if w.get("others", last) and w.near(last):
        return "others", last
    return "vague" if number.kind in ("vague", "few") else "cardinal", last


def _is_label(w: Words, number: Number) -> bool:
    """Whether a figure numbers something (a brigade, a road, a resolution), or is a year or an age alone."""
    if _bracketed_age(w, number) or (number.low in _YEARS and not _noun(w, number.last)):
        return True
    label = w.at["label"]
    i = number.first
    if i not in w.ends:
        return False
    return not w.gap(i).strip(_QUOTES) and any((h := label.get(k)) is not None and h.last == i for k in (i - 1, i - 2))


def _bracketed_age(w: Words, number: Number) -> bool:
    """Whether a figure alone in brackets after a name counts nothing: "Ahmad (27) and"."""
    i, after = number.first, w.gap(number.last)
    if not w.gap(i).endswith("(") or not after.startswith(")") or not 4 < (number.low or 0) < 100:
        return False
    of = w.get("of", number.last)
    return i > 0 and not of and (after != ") " or w.deep[number.last].startswith("و"))


def _noun(w: Words, i: int) -> str:
    """The folded word that is counted: what follows, after "of" and without the article."""
    if w.get("others", i):
        return ""
    gap = w.gap(i)
    if any(c in ".,;:!?\n" for c in gap):
        return ""
    of = w.get("of", i)
    if of and of.pronoun:
        return ""
    k = i + 1 if of else i
    if k >= w.size or w.deep[k][0].isdecimal():
        return ""
    word = w.deep[k]
    return word[2:] if w.text.light[k].startswith(_ARTICLE) and len(word) > 4 else word


def _raw(w: Words, first: int, last: int) -> tuple[int, int]:
    """Raw offsets of the number, without attached particles, with its brackets."""
    return w.text.folded.span(w.text.starts[first] + w.glued.get(first, 0), w.text.ends[last - 1])
