"""Why a report came out as it did: a tree of what each sentence gave and what stands behind each event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marsad.records import (
    Block,
    CountMention,
    Event,
    Mentions,
    Outcome,
    PlaceMention,
    Report,
    TimeMention,
)
from marsad.text.fold import fold
from marsad.text.tokens import split_text

NOT_RUNNING_TEXT = frozenset({"furniture", "caption", "post"})


@dataclass(frozen=True, slots=True)
class Node:
    """One line of an explanation with what hangs under it. ``quote`` are words of the text, verbatim.

    ``label`` says the line in English; ``kind`` and ``values`` (plain ones, days in ISO form) say the same to a program
    that words it itself, as the review page does in the reader's language.
    """

    label: str
    quote: str = ""
    children: tuple[Node, ...] = ()
    kind: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def explain_report(report: Report) -> Node:
    """The tree of ``report``: how its date came about, then each sentence with its mentions and events."""
    events = sorted(enumerate(report.events, 1), key=lambda item: item[1].trigger.start)
    sentences = [_sentence(report, start, end, kind, events) for start, end, kind in _sentences(report)]
    about = {"id": report.document.id}
    return Node(f"document {about['id']}", children=(_published(report), *sentences), kind="document", values=about)


def _published(report: Report) -> Node:
    document = report.document
    day, note = document.published, document.published_note
    evidence = tuple(
        Node(item.note or "evidence", item.quote, kind="note", values={"note": item.note or "evidence"})
        for item in document.published_evidence
    )
    if day is None:
        note = note or "none was given and none was found in the text"
        label = f"publication date unknown: {note}; relative days stay unknown"
        return Node(label, children=evidence, kind="undated", values={"note": note})
    label = f"published {day}, {document.published_basis}{f' ({note})' if note else ''}"
    about = {"day": day.isoformat(), "basis": document.published_basis, "note": note}
    return Node(label, children=evidence, kind="published", values=about)


def _sentences(report: Report) -> Iterator[tuple[int, int, str]]:
    """Raw offsets and block kinds of the sentences; a report without blocks is one body."""
    text = report.document.text
    blocks = report.blocks or (Block(0, len(text), "body"),)
    folded = fold(text)
    for sent in split_text(folded, blocks).sents:
        start, end = folded.starts[sent.start], folded.starts[sent.end]
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        yield start, end, sent.kind


def _sentence(report: Report, start: int, end: int, kind: str, events: list[tuple[int, Event]]) -> Node:
    found = tuple(_found(report.mentions, start, end))
    born = [_event(number, event) for number, event in events if start <= event.trigger.start < end]
    fed = [
        Node(
            f"adds to event {number} ({event.type}), told at",
            event.trigger.quote,
            kind="adds",
            values={"number": number, "type": event.type},
        )
        for number, event in events
        if not start <= event.trigger.start < end and any(s < end and start < e for s, e in event.evidence)
    ]
    nothing = () if born or fed else (_no_event(report.mentions, start, end, kind),)
    label = "sentence" if kind == "body" else f"sentence ({kind})"
    text = report.document.text[start:end]
    return Node(label, text, (*found, *born, *fed, *nothing), "sentence", {"block": kind})


def _no_event(mentions: Mentions, start: int, end: int, kind: str) -> Node:
    """Why a sentence gave no event, as far as the report itself shows it."""
    if kind in NOT_RUNNING_TEXT:
        return Node(f"no event: {kind} is kept but not read as running text", kind="aside", values={"block": kind})
    words = ", ".join(t.quote for t in mentions.triggers if start <= t.start < end)
    if not words:
        return Node("no event: no word in it names an action", kind="actionless")
    said = f"no event: the words {words} were found, but nothing that makes them one specific happening"
    return Node(said, kind="unspecific", values={"words": words})


def _found(mentions: Mentions, start: int, end: int) -> Iterator[Node]:
    """The mentions inside ``[start, end)`` by their place in the text."""
    lines: list[tuple[Any, str, str, dict[str, Any]]] = [
        *((m, f"trigger {m.type or '(carries an action)'}", "trigger", {"type": m.type}) for m in mentions.triggers),
        *((m, f"time {_time(m)}", "time", _days(m)) for m in mentions.times),
        *((m, f"place {_place(m)}", "place", _named(m)) for m in mentions.places),
        *((m, f"actor {m.id or m.name}", "actor", {"id": m.id, "name": m.name}) for m in mentions.actors),
        *((m, f"count {_count(m)}", "count", {"low": m.low, "high": m.high}) for m in mentions.counts),
        *((m, f"speaker {m.kind}, {m.hedge}", "speaker", {"kind": m.kind, "hedge": m.hedge}) for m in mentions.speakers),
    ]
    ordered = sorted(lines, key=lambda line: (line[0].start, _rule(line[1], line[0].rule), line[0].quote))
    for mention, label, kind, values in ordered:
        if start <= mention.start < end:
            about = {**values, "rule": mention.rule}
            yield Node(_rule(label, mention.rule), mention.quote, kind=kind, values=about)


def _rule(label: str, rule: str) -> str:
    return f"{label} [{rule}]" if rule else label


def _time(time: TimeMention) -> str:
    if time.earliest is None or time.latest is None:
        return f"not resolved ({time.role})"
    days = f"{time.earliest}" if time.earliest == time.latest else f"{time.earliest} to {time.latest}"
    return f"{days}, {time.precision}"


def _days(time: TimeMention) -> dict[str, Any]:
    days = {"earliest": time.earliest, "latest": time.latest}
    told = {name: day.isoformat() if day else None for name, day in days.items()}
    return {**told, "precision": time.precision, "role": time.role}


def _named(place: PlaceMention) -> dict[str, Any]:
    return {
        "name": place.name,
        "name_en": place.name_en,
        "admin1": place.admin1,
        "country": place.country,
        "precision": place.precision,
    }


def _place(place: PlaceMention) -> str:
    around = ", ".join(part for part in (place.admin1, place.country) if part)
    if not place.name_en:
        return f"not in the gazetteer ({around})" if around else "not in the gazetteer"
    return f"{place.name_en}{', ' + around if around else ''} ({place.precision})"


def _count(count: CountMention) -> str:
    return tell_bounds(count.low, count.high)


def tell_bounds(low: int | None, high: int | None) -> str:
    """A number with its bounds in words.

    >>> tell_bounds(2, 2), tell_bounds(15, None), tell_bounds(20, 99), tell_bounds(None, None)
    ('2', '15 or more', '20 to 99', 'some')
    """
    if low is None and high is None:
        return "some"
    if high is None:
        return f"{low} or more"
    return f"{high}" if low == high else f"{low or 0} to {high}"


def _event(number: int, event: Event) -> Node:
    """One event with its slots, the words behind each, and the rules that built it."""
    days = "date unknown" if event.start is None else f"{event.start} to {event.end} ({event.date_precision})"
    label = f"EVENT {number}: {event.type}, {event.level}, {event.status}, {days}"
    about = {
        "number": number,
        "type": event.type,
        "level": event.level,
        "status": event.status,
        "start": event.start.isoformat() if event.start else None,
        "end": event.end.isoformat() if event.end else None,
        "precision": event.date_precision,
    }
    return Node(label, event.trigger.quote, (*_slots(event), *_why(event.why)), "event", about)


def _slots(event: Event) -> Iterator[Node]:
    """What an event says, with the words that say so."""
    for place in event.places:
        yield Node(f"place {_place(place)}", place.quote, kind="place", values=_named(place))
    for role, parties in (("initiator", event.initiators), ("target", event.targets)):
        for party in parties:
            about = {"id": party.id, "name": party.name}
            yield Node(f"{role} {party.id or party.name}", party.quote, kind=role, values=about)
    for outcome in event.outcomes:
        toll = {"kind": outcome.kind, "min": outcome.min, "max": outcome.max, "of": outcome.of}
        yield Node(_outcome(outcome), outcome.quote, kind="outcome", values=toll)
    for source in event.sources:
        told = {"kind": source.kind, "hedge": source.hedge}
        yield Node(f"according to ({source.kind}, {source.hedge})", source.quote, kind="source", values=told)
    if event.count is not None:
        yield Node(f"counts {event.count} events", kind="counts", values={"count": event.count})


def _outcome(outcome: Outcome) -> str:
    of = f" ({outcome.of})" if outcome.of else ""
    return f"{outcome.kind} {tell_bounds(outcome.min, outcome.max)}{of}"


def _why(reasons: Iterable[str]) -> Iterator[Node]:
    return (Node(f"why: {reason}", kind="why", values={"reason": reason}) for reason in reasons)
