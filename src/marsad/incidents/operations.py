"""Operations that a document names, with the phase, days, parties and places that the sentence tells.

An operation and its second phase are told in reports far apart, often beside another happening; its name brings them
together (`incidents.campaigns`).
"""

from __future__ import annotations

from marsad.events.operations import find_named
from marsad.mentions.found import Found, word_of
from marsad.records import NamedOperation, TimeMention

_PHASE = "naming"  # class of the words that introduce a name, a stage among them


def find_named_operations(found: Found) -> tuple[NamedOperation, ...]:
    """The operations that a document names, one a name, phase and sentence, by where they stand."""
    out: dict[tuple[str, int | None, int], NamedOperation] = {}
    phases = _phases(found)
    for first, last in find_named(found):
        sent = found.text.sents[found.text.sent_of[first]]
        if sent.kind != "furniture":
            name = found.text.folded.raw[slice(*found.text.span(first, last))]
            inside = [at for at in phases if sent.first <= at < sent.last]
            phase = phases[min(inside, key=lambda at: (abs(at - first), at))] if inside else None
            operation = _told(found, name, phase, found.text.span(first, last)[0], found.text.span(sent.first, sent.last))
            out.setdefault((found.text.folded.deep[found.text.starts[first] : found.text.ends[last - 1]], phase, sent.first), operation)
    return tuple(out.values())


def _phases(found: Found) -> dict[int, int]:
    """By token the numbers of phases: an ordinal right after a word for a stage."""
    stages = {hit.last for hit in found.hits.get("operation", ()) if word_of(hit).klass == _PHASE}
    return {at.first: at.value.low for at in found.counts if at.value.kind == "ordinal" and at.first in stages and at.value.low}


def _told(found: Found, name: str, phase: int | None, at: int, sentence: tuple[int, int]) -> NamedOperation:
    start, end = sentence
    times = [m.value for m in found.times if start <= m.value.start < end and m.value.earliest]
    time = min(times, key=lambda t: (_gap(t, at), t.start), default=None)
    places = [m.value for m in found.places if start <= m.value.start < end]
    within = [m.value for m in found.actors if m.value.id and start <= m.value.start < end]
    parties = [a.id for a in within if not any(p.start <= a.start < p.end for p in places)]  # "the Syrian border" is no party
    return NamedOperation(
        name=name,
        phase=phase,
        since=time.earliest if time else None,
        until=(time.latest or time.earliest) if time else None,
        parties=tuple(dict.fromkeys(parties)),
        places=tuple(dict.fromkeys(place.name for place in places)),
        start=start,
        end=end,
        quote=found.text.folded.raw[start:end],
    )


def _gap(time: TimeMention, at: int) -> int:
    return max(time.start - at, at - time.end)
