"""Finding and grounding expressions of time: dates, relative days, spans, offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from marsad.mentions.lexicon import Entry, Hit
from marsad.mentions.time_frames import Phrase
from marsad.mentions.time_meaning import Context, Meaning
from marsad.mentions.time_phrases import read_phrase
from marsad.mentions.time_resolve import resolve
from marsad.mentions.words import TIME, Words, index_words, word_entries
from marsad.packs.rows import Packs
from marsad.records import TimeMention
from marsad.text.tokens import Text

# How far before a date, in words, "it is due" governs it.
_DUE_WITHIN = 8
_BRACKETS = (("(", ")"), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ('"', '"'), ("[", "]"))
# Classes that open an expression by themselves, those that need an anchor close by, and the anchors.
_OPENERS = ["since", "vague", "then", "justnow", "relday", "tonight", "weekday", "month", "hijri", "unit", "pair", "dem", "adverb"]
_LEADERS = ["first", "between", "from", "ago", "after", "part", "daypart", "final", "about", "over", "few", "link", "ordinal", "digit", "ten", "tens", "hundred", "vagues"]
_ANCHORS = ["relday", "tonight", "weekday", "month", "hijri", "unit", "pair", "dem"]
_SENSIBLE_YEARS = range(1000, 9000)  # beyond them date arithmetic leaves the calendar
_JOINTS = frozenset("/-.")
_REACH = 9  # tokens from a leading word to the anchor it belongs to


def time_entries(packs: Packs) -> list[Entry]:
    """Lexicon entries of kind "time" from the packs' ``time_words``."""
    return word_entries(packs.rows("time_words"), TIME)


def find_times(text: Text, hits: Iterable[Hit] | Words, published: date | None) -> list[TimeMention]:
    """Expressions of time in ``text``, by start, not overlapping.

    ``hits`` are those of the one lexicon pass: kinds "time" and "number" are used, others ignored; who has
    indexed them already passes the ``Words``.
    Without ``published`` only what is fully dated is resolved.

    ``role``: point | period (during, the last n days, from .. to) | since (runs to publication) |
    vague | duration (a length, no date) | daypart (an hour of no day) | anaphoric (leans on a time told
    before). ``rule`` "offset-from-event" is the time of the event named *after* the words: in "two
    weeks after its capture" that of the capture.
    """
    w = hits if isinstance(hits, Words) else index_words(text, hits)
    if published and published.year not in _SENSIBLE_YEARS:
        published = None
    out: list[TimeMention] = []
    context, told_in = Context(published), -1
    for phrase in find_phrases(w):
        sent = text.sent_of[phrase.first]
        apart = phrase.value == "event" and told_in != sent
        meaning = resolve(phrase, Context(published) if apart else context)
        out.append(_mention(w, phrase, meaning))
        after = context if phrase.value == "event" else context.then(meaning)
        if after is not context:
            context, told_in = after, sent
    return out


def find_phrases(w: Words) -> Iterator[Phrase]:
    """Expressions of time as written, by first token, names that look like them left out."""
    shut = _trapped(w)
    free = 0
    for i in _openings(w):
        if i < free or i in shut:
            continue
        phrase = read_phrase(w, i)
        if phrase is None:
            continue
        free = max(phrase.last, i + 1)
        if _is_name(w, phrase) or any(k in shut for k in range(i, phrase.last)):
            continue
        _frame(w, phrase)
        yield phrase


def _openings(w: Words) -> list[int]:
    """Tokens at which an expression may start."""
    deep = w.deep
    figures = w.figures
    anchors: set[int] = {i for i in figures if len(deep[i]) >= 4 or w.gap(i + 1).strip(" ") in _JOINTS}
    for cls in _ANCHORS:
        anchors.update(w.at.get(cls, ()))
    anchors.update(i for i, hit in w.at["from"].items() if hit.pronoun)
    near = sorted(anchors)
    leaders: set[int] = set(figures)
    for cls in _LEADERS:
        leaders.update(w.at.get(cls, ()))
    found = {i for i in leaders if (k := bisect_left(near, i)) < len(near) and near[k] - i <= _REACH}
    for cls in _OPENERS:
        found.update(w.at.get(cls, ()))
    return sorted(found)


def _trapped(w: Words) -> set[int]:
    """Tokens inside listed names that look like times."""
    shut: set[int] = set()
    for hit in w.at.get("trap", {}).values():
        follows = w.get("weekday", hit.last)
        if not (follows and w.near(hit.last)) and not (w.get("in", hit.first - 1) and w.get("relday", hit.last - 1)):
            shut.update(range(hit.first, hit.last))
    return shut


def _is_name(w: Words, phrase: Phrase) -> bool:
    """Whether the words stand right after a head that makes them a name: "17 July Street"."""
    d = phrase.day
    if phrase.kind != "date" or d is None or d.year is not None or d.mod or d.offset is not None or d.daypart or d.part:
        return False
    if d.weekdays and not d.day and w.text.deep[phrase.first] != w.text.deep[phrase.last - 1]:
        return False
    i = phrase.first
    link = w.get("link", i - 1)
    if link and w.value("link", i - 1) == "the":
        i -= 1
    return bool(w.get("traphead", i - 1)) and w.near(i)


def _frame(w: Words, phrase: Phrase) -> None:
    """Note what stands before: "during", "it is due"."""
    i = phrase.first
    during = w.at.get("during", {})
    phrase.during = i in w.ends and any((h := during.get(k)) is not None and h.last == i for k in (i - 1, i - 2, i - 3))
    sent = w.text.sent_of[i]
    first = max(w.text.sents[sent].first, i - _DUE_WITHIN) if w.text.sents else i
    planned = w.at.get("planned", {})
    phrase.planned = bool(planned) and any(k in planned for k in range(first, i))
    if phrase.day:
        phrase.day.planned = phrase.planned
        if len(phrase.day.weekdays) == 2 and w.get("after", i - 1):
            phrase.day.weekdays = phrase.day.weekdays[1:]  # past midnight of a night between two days
    if phrase.until:
        phrase.until.planned = phrase.planned


def _mention(w: Words, phrase: Phrase, meaning: Meaning) -> TimeMention:
    start, end = span_of(w, phrase)
    return TimeMention(
        start, end, w.text.folded.raw[start:end], meaning.earliest, meaning.latest,
        meaning.precision, meaning.role, meaning.rule,
    )


def span_of(w: Words, phrase: Phrase) -> tuple[int, int]:
    """Raw offsets, without an attached particle before the first word, with the bracket that closes it."""
    first = phrase.first
    while first < phrase.last - 1 and w.value("link", first) in ("and", "prep"):
        first += 1
    start, end = w.text.folded.span(w.text.starts[first] + w.glued.get(first, 0), w.text.ends[phrase.last - 1])
    raw = w.text.folded.raw
    inside, after = raw[start:end], raw[end : end + 1]
    for opening, closing in _BRACKETS:
        if after == closing and inside.count(opening) > (inside.count(closing) if closing != opening else 0):
            return start, end + 1
    return start, end
