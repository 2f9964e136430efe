"""Reading whole expressions of time: lengths, offsets, spans from and to, and single points."""

from __future__ import annotations

from marsad.mentions.lexicon import Hit
from marsad.mentions.numbers import read_number
from marsad.mentions.time_amounts import read_amount
from marsad.mentions.time_days import read_day, read_daypart
from marsad.mentions.time_figures import YEARS, day_number
from marsad.mentions.time_frames import Amount, Day, Phrase
from marsad.mentions.words import Words, word_of


def read_phrase(w: Words, i: int) -> Phrase | None:
    """The expression of time that starts at token ``i``, or None."""
    nth = _read_nth(w, i)
    if nth:
        return nth
    for cls, kind in (("vague", "vague"), ("then", "then"), ("justnow", "now")):
        hit = w.get(cls, i)
        if hit:
            return Phrase(i, hit.last, kind, value=word_of(hit).value)
    hit = w.get("since", i)
    if hit:
        return _read_since(w, i, hit)
    for cls in ("between", "from"):
        if w.get(cls, i):
            return _read_span(w, i, cls)
    hit = w.get("ago", i) or w.get("after", i)
    if hit:
        offset = _read_offset(w, i, hit)
        if offset:
            return offset
    amount = read_amount(w, i)
    if amount and (amount.mod or amount.final):
        return Phrase(i, amount.last, "last", amount=amount)
    day = read_day(w, i)
    if day:
        return _until(w, Phrase(i, day.last, "date", day=day))
    if amount:
        return _read_length(w, amount)
    adverb = w.get("adverb", i)
    return Phrase(i, adverb.last, "daypart", value=word_of(adverb).value) if adverb else None


def _read_length(w: Words, amount: Amount) -> Phrase | None:
    lead = _starts(w, amount.first)
    if lead and lead.preposition and (kind := _offset_before(w, amount.first)):
        return Phrase(amount.first, amount.last, kind, amount=amount, value="that")
    framed = _before(w, amount.first, ("lasting", "during"))
    if amount.bare and not framed:
        return None
    if amount.unit in ("year", "decade") and not framed:
        return None
    return Phrase(amount.first, amount.last, "length", amount=amount)


def _offset_before(w: Words, i: int) -> str:
    """"Before the raid by nine days": the side of the raid on which the length counts."""
    for k in range(max(i - 4, 0), i - 1):
        if w.text.sent_of[k] == w.text.sent_of[i]:
            if w.get("ago", k):
                return "ago"
            if w.get("after", k):
                return "after"
    return ""


def _before(w: Words, i: int, classes: tuple[str, ...]) -> bool:
    return any(_ends_at(w, cls, i) for cls in classes)


def _ends_at(w: Words, cls: str, i: int) -> bool:
    found = w.at.get(cls)
    if not found or i not in w.ends or not w.near(i):
        return False
    return any((h := found.get(k)) is not None and h.last == i for k in (i - 1, i - 2))


def _read_since(w: Words, i: int, hit: Hit) -> Phrase | None:
    j = hit.last
    if not w.near(j):
        return None
    then = w.get("then", j)
    if then:
        return Phrase(i, then.last, "since", value="then")
    amount, day = read_amount(w, j), read_day(w, j)
    if amount and (day is None or amount.last >= day.last):
        return Phrase(i, amount.last, "since", amount=amount)
    if day:
        return _until(w, Phrase(i, day.last, "since", day=day))
    end = read_daypart(w, j, Day(j, j))
    return Phrase(i, end, "since", value="daypart") if end > j else None


def _until(w: Words, phrase: Phrase) -> Phrase:
    """``phrase`` widened to a range when "until" and a second point follow."""
    j = phrase.last
    hit = w.get("until", j)
    if not hit or not w.soft(j) or phrase.day is None or hit.last >= w.size:
        return phrase
    end = read_day(w, hit.last) if w.near(hit.last) else None
    if end is None or (end.month is None and not end.weekdays and end.offset is None and not end.mod and not end.year):
        return phrase
    return Phrase(phrase.first, end.last, "range", day=phrase.day, until=end)


def _read_span(w: Words, i: int, cls: str) -> Phrase | None:
    hit = w.get(cls, i)
    if hit is None or hit.pronoun or not w.near(hit.last):
        return None
    j = hit.last
    whole = read_day(w, j) if cls == "between" else None
    if whole and (whole.month2 or whole.day2 or whole.year2):
        return Phrase(i, whole.last, "date", day=whole)
    if w.get("in", j) or w.get("pair", j):
        j += 1
    opening = read_day(w, j)
    if opening and opening.last < w.size and not opening.month2 and not opening.day2 and not opening.year2:
        end = _second_point(w, opening.last, cls)
        if end:
            return Phrase(i, end.last, "range", day=opening, until=end)
    number = day_number(w, j)
    if number and number[1] < w.size:
        end = _second_point(w, number[1], cls)
        if end and end.day and (end.month or end.unit == "month"):
            start = Day(j, number[1], day=number[0], month=end.month, hijri=end.hijri, year=end.year,
                        unit=end.unit, mod=end.mod)
            return Phrase(i, end.last, "range", day=start, until=end)
    return None


def _second_point(w: Words, j: int, cls: str) -> Day | None:
    """The second end of a span: after "and" (between) or "until" (from)."""
    if not w.soft(j):
        return None
    if cls == "from" or w.get("until", j):
        hit = w.get("until", j)
        return read_day(w, hit.last) if hit and hit.last < w.size else None
    if w.value("link", j) == "and":
        return read_day(w, j + 1) or (_bare_year(w, j + 1) if cls == "between" else None)
    day = read_day(w, j)
    starts = [h for cls in ("month", "weekday", "relday", "part", "unit", "ordinal", "digit", "ten", "tens", "daypart")
              if (h := w.get(cls, j))]
    return day if day and any(h.conjunction for h in starts) else None


def _bare_year(w: Words, j: int) -> Day | None:
    """The second year of "between 2014 and 2017"."""
    token = w.deep[j] if j < w.size and not w.gap(j) else ""
    if len(token) == 4 and token.isdecimal() and int(token) in YEARS:
        return Day(j, j + 1, year=int(token))
    return None


def _read_offset(w: Words, i: int, hit: Hit) -> Phrase | None:
    kind = "ago" if w.get("ago", i) else "after"
    j = hit.last
    if hit.pronoun or w.value("dem", j) == "that":
        j = j if hit.pronoun else j + 1
        amount = read_amount(w, j)
        start = _starts(w, j)
        if amount and w.near(j) and ((start and start.preposition) or w.get("link", j)):
            return Phrase(i, amount.last, kind, amount=amount, value="that")
        return None
    if not w.near(j):
        return None
    amount = read_amount(w, j)
    if not amount:
        return None
    if amount.mod and kind == "after":
        return None
    of = w.get("from", amount.last)
    event = bool(of and w.near(amount.last) and not of.pronoun) or bool(w.get("upon", amount.last))
    return Phrase(i, amount.last, kind, amount=amount, value="event" if event else "")


def _starts(w: Words, j: int) -> Hit | None:
    for cls in ("unit", "digit", "ten", "few", "about"):
        hit = w.get(cls, j)
        if hit:
            return hit
    return None


def _read_nth(w: Words, i: int) -> Phrase | None:
    """"Entered its eighteenth day", "for the fifth day in a row"."""
    hit = w.get("unit", i)
    if not hit or word_of(hit).number or not word_of(hit).value.endswith(" 1"):
        return None
    if not (hit.pronoun or (hit.article and hit.preposition)) or not w.near(i + 1):
        return None
    number = read_number(w, i + 1)
    if not number or number.kind != "ordinal" or not number.low:
        return None
    running = w.get("running", number.last)
    last = running.last if running else number.last
    return Phrase(i, last, "nth", value=word_of(hit).value[:-2], number=number.low)
