"""The day of publication from the text itself, when nobody gave it: only where the text fixes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marsad.mentions.calendar_days import safe_date
from marsad.mentions.lexicon import Hit
from marsad.mentions.time_frames import Day, Phrase
from marsad.mentions.time_meaning import Context
from marsad.mentions.time_resolve import resolve
from marsad.mentions.times import find_phrases, span_of
from marsad.mentions.words import Words, index_words
from marsad.records import Block, Evidence
from marsad.text.tokens import Text

Inferred = tuple[date | None, tuple[Evidence, ...], str]

HEADER_LINES = 8  # a date line stands among the first lines of a page
HEADER_REST = 45  # characters besides the date: outlet, town, hour
AGENCY_WITHIN = 45  # characters before an agency's date at the start of its lead
# A weekday falls on one date again after five, six or eleven years: within three years of what the
# text names as past there is one candidate at most.
YEARS_AHEAD = 3
TOLD_WITHIN = 8  # words between "said" and the day of saying it
_AFTER_AGENCY_DATE = ("-", "(", "/", "|", ":")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A dated expression with its place in the page."""

    day: Day
    on: date | None
    start: int
    end: int
    quote: str
    kind: str
    sent: int
    told: bool

    def evidence(self, note: str) -> Evidence:
        return Evidence(self.start, self.end, self.quote, note)


def infer_published(text: Text, hits: Iterable[Hit], blocks: Sequence[Block]) -> Inferred:
    """The day of publication, the words that fix it, and a note on how; (None, (), reason) when nothing does.

    In this order: a date line; "today" or "yesterday" with a full date; the same with a weekday that
    fits one year only; a dated post; a full date with a weekday in the lead; a weekday and date that
    fit one year only.
    """
    w = index_words(text, hits)
    phrases = list(find_phrases(w))
    dated = [d for p in phrases if p.kind == "date" and p.day and (d := _dated(w, p, p.day, blocks))]
    for infer in (_from_header, _from_today):
        found = infer(text, dated)
        if found:
            return found
    floor = _floor(w, phrases, blocks)
    found = _from_weekday(dated, floor, spoken=True) or _from_post(dated) or _from_lead(text, dated)
    found = found or _from_weekday(dated, floor, spoken=False)
    return found or (None, (), _reason(dated, floor))


def _dated(w: Words, phrase: Phrase, day: Day, blocks: Sequence[Block]) -> _Dated | None:
    """The phrase with its block, if it names a weekday, a relative day or a date."""
    if not ((day.day and day.month) or day.weekdays or day.offset is not None):
        return None
    start, end = span_of(w, phrase)
    kind = next((b.kind for b in blocks if b.start <= start < b.end), "body")
    on = None
    if day.day and day.month and day.year:
        on = resolve(phrase, Context(None)).earliest
    return _Dated(day, on, start, end, w.text.folded.raw[start:end], kind, w.text.sent_of[phrase.first], _told(w, phrase.first))


def _told(w: Words, i: int) -> bool:
    """Whether a word of speech stands before token ``i`` in its sentence."""
    told = w.at.get("told", {})
    first = w.text.sents[w.text.sent_of[i]].first if w.text.sents else 0
    return any(k in told for k in range(max(first, i - TOLD_WITHIN), i))


def _line(raw: str, at: int) -> tuple[int, int]:
    end = raw.find("\n", at)
    return raw.rfind("\n", 0, at) + 1, len(raw) if end < 0 else end


def _from_header(text: Text, dated: list[_Dated]) -> Inferred | None:
    raw = text.folded.raw
    for d in dated:
        if d.on is None or d.kind in ("caption", "post") or d.day.offset is not None:
            continue
        start, end = _line(raw, d.start)
        before = sum(1 for line in raw[:start].split("\n") if line.strip())
        rest = len(raw[start:end].strip()) - len(d.quote)
        alone = rest <= 3 and not raw[end:].strip()
        if (before < HEADER_LINES and rest <= HEADER_REST and raw[d.end : d.end + 1] not in (")", "")) or alone:
            return d.on, (d.evidence("date line"),), "a date line"
        if before < HEADER_LINES and rest <= HEADER_REST and raw[d.end : d.end + 1] == "":
            return d.on, (d.evidence("date line"),), "a date line"
        after = raw[d.end : d.end + 3].strip().replace("\u2013", "-").replace("\u2014", "-")
        if before < 3 and d.start - start <= AGENCY_WITHIN and after.startswith(_AFTER_AGENCY_DATE):
            return d.on, (d.evidence("date of the lead"),), "the date an agency puts before its lead"
    return None


def _from_today(text: Text, dated: list[_Dated]) -> Inferred | None:
    for d in dated:
        if d.on and d.day.offset is not None and d.kind in ("body", "title", "heading"):
            published = d.on - timedelta(d.day.offset)
            return published, (d.evidence("relative day with its date"),), "a relative day that the text dates"
    return None


def _floor(w: Words, phrases: list[Phrase], blocks: Sequence[Block]) -> tuple[date, Evidence] | None:
    """The latest day that the text names as past, from full dates, months and years."""
    best: tuple[date, Evidence] | None = None
    for phrase in phrases:
        days = [d for d in (phrase.day, phrase.until) if d and d.year]
        if not days or phrase.planned or any(d.mod == "next" for d in days):
            continue
        if w.value("until", phrase.first - 1) or phrase.kind == "last":
            continue
        earliest = resolve(phrase, Context(None)).earliest
        if earliest and (best is None or earliest > best[0]):
            start, end = span_of(w, phrase)
            best = earliest, Evidence(start, end, w.text.folded.raw[start:end], "named as past")
    return best


def _from_weekday(dated: list[_Dated], floor: tuple[date, Evidence] | None, *, spoken: bool) -> Inferred | None:
    """A weekday with day and month but no year, in the one year that fits after what is past."""
    if floor is None:
        return None
    found: list[tuple[date, _Dated]] = []
    for d in dated:
        day = d.day
        if not (day.weekdays and day.day and day.month) or day.year or day.hijri or day.mod == "next":
            continue
        if (day.offset is None) == spoken or d.kind in ("post", "furniture") or (not spoken and (day.mod == "last" or not d.told)):
            continue
        on = _first_match(day, floor[0])
        if on:
            found.append((on - timedelta(day.offset or 0), d))
    if not found:
        return None
    published, d = max(found, key=lambda pair: pair[0])
    note = "a weekday and date that fit one year after what the text names as past"
    return published, (d.evidence("weekday with its date"), floor[1]), note


def _first_match(day: Day, floor: date) -> date | None:
    assert day.month and day.day
    for year in range(floor.year, floor.year + YEARS_AHEAD + 1):
        on = safe_date(year, day.month, day.day)
        if on and on >= floor and on.weekday() == day.weekdays[0] and on <= floor + timedelta(366 * YEARS_AHEAD):
            return on
    return None


def _from_post(dated: list[_Dated]) -> Inferred | None:
    """The date of an embedded post, moved to the weekday that the text calls today or yesterday."""
    posts = [d for d in dated if d.on and d.kind == "post"]
    if not posts:
        return None
    post = max(posts, key=lambda d: d.on or date.min)
    assert post.on is not None
    told = next((d for d in dated if d.day.offset in (0, -1) and d.day.weekdays and d.kind != "post"), None)
    if told is None:
        return post.on, (post.evidence("dated post"),), "the date of an embedded post"
    wanted = (told.day.weekdays[0] - (told.day.offset or 0)) % 7
    ahead = (wanted - post.on.weekday()) % 7
    if ahead > 2:
        return None
    proof = (post.evidence("dated post"), told.evidence("weekday of the report"))
    return post.on + timedelta(ahead), proof, "the date of an embedded post, with the weekday of the report"


def _from_lead(text: Text, dated: list[_Dated]) -> Inferred | None:
    """A full date with its weekday in the lead, or one that a "today" with that weekday confirms."""
    full = [d for d in dated if d.on and d.day.weekdays and d.kind in ("body", "title", "heading")]
    full = [d for d in full if d.on and d.on.weekday() == d.day.weekdays[0]]
    if not full:
        return None
    last = max(full, key=lambda d: d.on or date.min)
    assert last.on is not None
    for d in dated:
        if d.day.offset in (0, -1) and d.day.weekdays and not d.day.month:
            ahead = (d.day.weekdays[0] - (d.day.offset or 0) - last.on.weekday()) % 7
            if ahead < 3:
                proof = (last.evidence("weekday with its date"), d.evidence("weekday of the report"))
                return last.on + timedelta(ahead), proof, "a dated weekday and the weekday of the report"
            return None
    leads = [n for n, s in enumerate(text.sents) if s.kind in ("body", "title")][:3]
    if last.sent in leads:
        return last.on, (last.evidence("weekday with its date"),), "a dated weekday in the lead"
    return None


def _reason(dated: list[_Dated], floor: tuple[date, Evidence] | None) -> str:
    if not dated:
        return "no day is named"
    if not any(d.day.day and d.day.month for d in dated):
        return "weekdays without a date do not fix a day"
    if floor is None:
        return "dates without a year, and nothing names the year"
    return "no date in the text is tied to the day of publication"
