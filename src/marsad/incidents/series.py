"""Series: figures that are not events (people in a camp), and who joined whom, found sentence by sentence.

A figure counts when its sentence has a word of holding or of number (`series_words.csv`), what is counted, and a
place, and no event takes the figure for its outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from marsad.mentions.compile import Word
from marsad.mentions.found import Found
from marsad.mentions.lexicon import Hit
from marsad.packs.rows import Packs
from marsad.records import (
    ActorMention,
    CountMention,
    Event,
    Joining,
    PlaceMention,
    SeriesFigure,
    SpeakerMention,
    TimeMention,
)
from marsad.text.tokens import Sent

LEAST = 10  # smaller figures in such sentences are people of the report, not of a place
_NEAR = 40  # characters after a figure in which a time is that figure's own ("70,000 in 2019")
M = TypeVar("M", TimeMention, PlaceMention, ActorMention, CountMention, SpeakerMention)
_SUBJECT, _JOIN = "subject", "join"
_HOLDING = frozenset({"stock", "number", "change"})
_PARTIES = frozenset({"coalition", "military", "armed-group", "militia", "government"})


def find_figures(found: Found, events: Sequence[Event], published: date | None) -> tuple[SeriesFigure, ...]:
    """The figures of a document that are no event's, by where they stand."""
    taken = [(o.start, o.end) for e in events for o in e.outcomes] + [(e.trigger.start, e.trigger.end) for e in events]
    out: list[SeriesFigure] = []
    for sent, hits in _sentences(found):
        if sent.kind == "furniture" or not any(_class(h) in _HOLDING for h in hits):
            continue
        places = [p for p in _within(found, sent, [at.value for at in found.places]) if p.precision != "country"]
        subjects = [h for h in hits if _class(h) == _SUBJECT]
        if not places or not subjects:
            continue
        counts = _within(found, sent, [at.value for at in found.counts])
        for count in counts:
            inside = any(start < count.end and count.start < end for start, end in taken)
            if not inside and (count.low or 0) >= LEAST and count.kind != "ordinal":
                out.append(_figure(found, sent, count, subjects, places, published))
    return tuple(out)


def find_joinings(found: Found, published: date | None, packs: Packs) -> tuple[Joining, ...]:
    """Who joined whom, as sentences say it: the party or state before the word of joining, the party after it.

    A country's name stands for its government of the day of publication.
    """
    out: dict[tuple[str, str], Joining] = {}
    governments: dict[str, str] = {}
    heirs: dict[str, str] = {}
    if any(_class(h) == _JOIN for h in found.hits.get("series", ())):
        governments, heirs = governments_on(packs, published), heirs_on(packs, published)
    for sent, hits in _sentences(found):
        for hit in hits:
            if _class(hit) != _JOIN or sent.kind == "furniture":
                continue
            start, end = found.text.folded.span(hit.start, hit.end)
            actors = [a for a in _within(found, sent, [at.value for at in found.actors]) if a.id]
            before = [heirs.get(a.id, a.id) for a in actors if a.end <= start] or [
                governments[p.country]
                for p in _within(found, sent, [at.value for at in found.places])
                if p.precision == "country" and p.country in governments and p.end <= start
            ]
            after = [a for a in actors if a.start >= end and a.kind in _PARTIES]
            if before and after and before[-1] != after[0].id:
                times = [t.earliest for t in _within(found, sent, [at.value for at in found.times]) if t.earliest]
                words = found.text.folded.raw[slice(*_span(found, sent))]
                day = times[0] if times else published
                out.setdefault((before[-1], after[0].id), Joining(before[-1], after[0].id, day, *_span(found, sent), words))
    return tuple(out.values())


def _sentences(found: Found) -> list[tuple[Sent, list[Hit]]]:
    by_sent: dict[int, list[Hit]] = {}
    for hit in found.hits.get("series", ()):
        by_sent.setdefault(found.text.sent_of[hit.first], []).append(hit)
    return [(found.text.sents[n], hits) for n, hits in sorted(by_sent.items())]


def _class(hit: Hit) -> str:
    word = hit.entry.payload
    return word.klass if isinstance(word, Word) else ""


def _figure(
    found: Found, sent: Sent, count: CountMention, subjects: Sequence[Hit], places: Sequence[PlaceMention], published: date | None
) -> SeriesFigure:
    """The figure with the subject nearest to it, the time said right after it, and the speaker of its sentence."""
    spans = {id(hit): found.text.folded.span(hit.start, hit.end) for hit in subjects}
    nearest = min(subjects, key=lambda h: (max(0, spans[id(h)][0] - count.end, count.start - spans[id(h)][1]), spans[id(h)][0]))
    times = _within(found, sent, [at.value for at in found.times])
    own = next((t for t in times if 0 <= t.start - count.end <= _NEAR and t.latest), None)
    others = [c.value.start for c in found.counts if count.end <= c.value.start]
    if own and any(start < own.start for start in others):
        own = None
    speakers = [s.name for s in _within(found, sent, [at.value for at in found.speakers])]
    word = nearest.entry.payload
    subject = word.type if isinstance(word, Word) else ""
    start, end = _span(found, sent)
    return SeriesFigure(
        subject=subject,
        places=tuple(dict.fromkeys(p.name for p in places)),
        low=count.low,
        high=count.high,
        as_of=own.latest if own else published,
        precision=own.precision if own else "published",
        source=speakers[0] if speakers else "",
        start=start,
        end=end,
        quote=found.text.folded.raw[start:end],
    )


def _span(found: Found, sent: Sent) -> tuple[int, int]:
    return found.text.span(sent.first, sent.last)


def _within(found: Found, sent: Sent, mentions: Sequence[M]) -> list[M]:
    start, end = _span(found, sent)
    return [m for m in mentions if start <= m.start < end]


def governments_on(packs: Packs, day: date | None) -> dict[str, str]:
    """The party that stands for each country's name on ``day``: its government, or the one that took its place."""
    heirs = heirs_on(packs, day)
    told = {row.get("country"): row.get("government") for row in packs.rows("nationalities")}
    return {country: heirs.get(party, party) for country, party in told.items() if party}


def heirs_on(packs: Packs, day: date | None) -> dict[str, str]:
    """For each party that another took the place of before ``day``, that other."""
    return {
        actor.id: heir.id
        for actor in packs.actors().values()
        for heir in actor.successors
        if day is not None and heir.start is not None and heir.start <= day
    }
