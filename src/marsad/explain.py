"""Why a report came out as it did: a tree of what each sentence gave and what stands behind each event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    """One line of an explanation with what hangs under it. ``quote`` are words of the text, verbatim."""

    label: str
    quote: str = ""
    children: tuple[Node, ...] = ()


def explain_report(report: Report) -> Node:
    """The tree of ``report``: how its date came about, then each sentence with its mentions and events."""
    events = sorted(enumerate(report.events, 1), key=lambda item: item[1].trigger.start)
    sentences = [_sentence(report, start, end, kind, events) for start, end, kind in _sentences(report)]
    return Node(f"document {report.document.id}", children=(_published(report), *sentences))


def _published(report: Report) -> Node:
    document = report.document
    evidence = tuple(Node(item.note or "evidence", item.quote) for item in document.published_evidence)
    if document.published is None:
        note = document.published_note or "none was given and none was found in the text"
        return Node(f"publication date unknown: {note}; relative days stay unknown", children=evidence)
    note = f" ({document.published_note})" if document.published_note else ""
    return Node(f"published {document.published}, {document.published_basis}{note}", children=evidence)


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
        Node(f"adds to event {number} ({event.type}), told at", event.trigger.quote)
        for number, event in events
        if not start <= event.trigger.start < end and any(s < end and start < e for s, e in event.evidence)
    ]
    nothing = () if born or fed else (Node(f"no event: {_reason(report.mentions, start, end, kind)}"),)
    label = "sentence" if kind == "body" else f"sentence ({kind})"
    return Node(label, report.document.text[start:end], (*found, *born, *fed, *nothing))


def _reason(mentions: Mentions, start: int, end: int, kind: str) -> str:
    """Why a sentence gave no event, as far as the report itself shows it."""
    if kind in NOT_RUNNING_TEXT:
        return f"{kind} is kept but not read as running text"
    words = [t.quote for t in mentions.triggers if start <= t.start < end]
    if words:
        return f"the words {', '.join(words)} were found, but nothing that makes them one specific happening"
    return "no word in it names an action"


def _found(mentions: Mentions, start: int, end: int) -> Iterator[Node]:
    """The mentions inside ``[start, end)`` by their place in the text."""
    lines = [
        *(
            (m.start, _rule(f"trigger {m.type or '(carries an action)'}", m.rule), m.quote)
            for m in mentions.triggers
        ),
        *((m.start, _rule(f"time {_time(m)}", m.rule), m.quote) for m in mentions.times),
        *((m.start, _rule(f"place {_place(m)}", m.rule), m.quote) for m in mentions.places),
        *((m.start, _rule(f"actor {m.id or m.name}", m.rule), m.quote) for m in mentions.actors),
        *((m.start, _rule(f"count {_count(m)}", m.rule), m.quote) for m in mentions.counts),
        *((m.start, _rule(f"speaker {m.kind}, {m.hedge}", m.rule), m.quote) for m in mentions.speakers),
    ]
    for at, label, quote in sorted(lines):
        if start <= at < end:
            yield Node(label, quote)


def _rule(label: str, rule: str) -> str:
    return f"{label} [{rule}]" if rule else label


def _time(time: TimeMention) -> str:
    if time.earliest is None or time.latest is None:
        return f"not resolved ({time.role})"
    days = f"{time.earliest}" if time.earliest == time.latest else f"{time.earliest} to {time.latest}"
    return f"{days}, {time.precision}"


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
    slots = [
        *(Node(f"place {_place(p)}", p.quote) for p in event.places),
        *(Node(f"initiator {a.id or a.name}", a.quote) for a in event.initiators),
        *(Node(f"target {a.id or a.name}", a.quote) for a in event.targets),
        *(Node(_outcome(o), o.quote) for o in event.outcomes),
        *(Node(f"according to ({s.kind}, {s.hedge})", s.quote) for s in event.sources),
    ]
    if event.count is not None:
        slots.append(Node(f"counts {event.count} events"))
    return Node(label, event.trigger.quote, (*slots, *_why(event.why)))


def _outcome(outcome: Outcome) -> str:
    of = f" ({outcome.of})" if outcome.of else ""
    return f"{outcome.kind} {tell_bounds(outcome.min, outcome.max)}{of}"


def _why(reasons: Iterable[str]) -> Iterator[Node]:
    return (Node(f"why: {reason}") for reason in reasons)
