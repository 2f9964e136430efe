"""Series: figures that are not events (people in a camp), and who joined whom, found sentence by sentence.

A figure counts when its sentence has a word of holding or of number (`series_words.csv`), what is counted, and a
place, and no event takes the figure for its outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from marsad.mentions.compile import Word
from marsad.mentions.found import At, Found
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
_SUBJECT, _JOIN, _LEAVE, _COALITION = "subject", "join", "leave", "coalition"
_FROM = 2  # tokens between who leaves and what is left: "from", "from membership of"
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
    """Who joined or left whom, as sentences say it: the party or state right after the word, else the last before it, and
    the party that follows.

    A country's name stands for its government of the day of publication. Left is a coalition, or what is named right
    after the words: who withdraws from a town has left nobody.
    """
    out: dict[tuple[str, str, bool], Joining] = {}
    told = [(sent, hit) for sent, hits in _sentences(found) if sent.kind != "furniture" for hit in hits if _class(hit) in (_JOIN, _LEAVE)]
    if not told:
        return ()
    governments, heirs = governments_on(packs, published), heirs_on(packs, published)
    for sent, hit in told:
        actors = [at for at in found.actors if at.value.id and sent.first <= at.first < sent.last]
        after = [at for at in actors if at.first >= hit.last]
        subject = after.pop(0) if len(after) > 1 and after[0].first == hit.last else None
        subject = subject or max((at for at in actors if at.last <= hit.first), key=lambda at: at.first, default=None)
        party = _government(subject, found, governments, heirs) if subject else _country(found, sent, hit, governments)
        leaves = _class(hit) == _LEAVE
        target = next((at for at in after if at.value.kind in _PARTIES), None)
        if target is None or not party or party == target.value.id:
            continue
        if leaves and not _is_left(hit, subject, target):
            continue
        times = [t.earliest for t in _within(found, sent, [at.value for at in found.times]) if t.earliest]
        start, end = _span(found, sent)
        day = times[0] if times else published
        joining = Joining(party, target.value.id, day, start, end, found.text.folded.raw[start:end], leaves)
        out.setdefault((party, target.value.id, leaves), joining)
    return tuple(out.values())


def _is_left(hit: Hit, subject: At[ActorMention] | None, target: At[ActorMention]) -> bool:
    """Whether words for leaving are followed by what is left: "left it", "X withdrew from it", not "its forces withdrew"."""
    between = target.first - max(hit.last, subject.last if subject else 0)
    least = 0 if hit.last - hit.first > 1 and (subject is None or subject.last <= hit.first) else 1
    return least <= between <= (_FROM if target.value.kind == _COALITION else 0) and not target.lead


def _government(actor: At[ActorMention], found: Found, governments: Mapping[str, str], heirs: Mapping[str, str]) -> str:
    """The id of a party; where a country's name is taken for a party of it, of its government."""
    places = [at.value for at in found.places if at.first == actor.first and at.value.precision == "country"]
    state = next((government for p in places if (government := governments.get(p.country or ""))), "")
    return state or heirs.get(actor.value.id, actor.value.id)


def _country(found: Found, sent: Sent, hit: Hit, governments: Mapping[str, str]) -> str:
    """The government of the last country named before the word; '' for none."""
    named = [at.value.country or "" for at in found.places if at.value.precision == "country" and sent.first <= at.first and at.last <= hit.first]
    return governments.get(named[-1], "") if named else ""


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
