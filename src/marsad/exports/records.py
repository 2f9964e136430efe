"""A report as the event record that `marsad extract` prints and the workspace keeps: plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.exports.places import place_record
from marsad.records import (
    ActorMention,
    CountMention,
    Document,
    Event,
    Evidence,
    Joining,
    Mentions,
    NamedOperation,
    Outcome,
    PlaceMention,
    Report,
    SeriesFigure,
    SpeakerMention,
    TimeMention,
)

Record = dict[str, Any]


def report_record(report: Report, *, mentions: bool = False) -> Record:
    """The record of one document in the order of the contract; with ``mentions`` also what was found before events."""
    out = document_record(report)
    out["events"] = [event_record(event, report.document.text, report.gazetteer) for event in report.events]
    if report.figures:
        out["series"] = [_figure(figure) for figure in report.figures]
    if report.joinings:
        out["joinings"] = [_joining(joining) for joining in report.joinings]
    if report.operations:
        out["operations"] = [_operation(operation) for operation in report.operations]
    if mentions:
        out["mentions"] = mentions_record(report.mentions, report.gazetteer)
    return out


def document_record(report: Report) -> Record:
    """What the record says of the document itself, without its events."""
    doc = report.document
    out: Record = {
        "id": doc.id,
        "published": doc.published.isoformat() if doc.published else None,
        "published_basis": doc.published_basis if doc.published else "unknown",
    }
    if not doc.published:
        out["published_note"] = doc.published_note or _NO_DATE
    if doc.published_evidence:
        out["published_evidence"] = [_evidence(item) for item in doc.published_evidence]
    out["title"] = doc.title or _title(report)
    out["outlet"] = doc.outlet
    if doc.url:
        out["url"] = doc.url
    if doc.sha256:
        out["sha256"] = doc.sha256
    return out


_NO_DATE = "no publication date was given and none was found in the text"


def event_record(event: Event, text: str, gazetteer: str = "") -> Record:
    """One event as plain values. ``quotes`` are the words of ``text`` at each span of ``evidence``; ``gazetteer`` the place data."""
    return {
        "trigger": {"text": event.trigger.quote, "start": event.trigger.start, "end": event.trigger.end},
        "type": event.type,
        "level": event.level,
        "status": event.status,
        "start": event.start.isoformat() if event.start else None,
        "end": event.end.isoformat() if event.end else None,
        "date_precision": event.date_precision,
        "time": _time(event.time) if event.time else None,
        "places": [place_record(place, gazetteer) for place in event.places],
        "initiators": [_actor(actor) for actor in event.initiators],
        "targets": [_actor(actor) for actor in event.targets],
        "outcomes": [_outcome(outcome) for outcome in event.outcomes],
        "sources": [_source(source) for source in event.sources],
        "count": event.count,
        "incident": event.incident,
        "evidence": [[start, end] for start, end in event.evidence],
        "quotes": [text[start:end] for start, end in event.evidence],
        "why": list(event.why),
    }


def mentions_record(mentions: Mentions, gazetteer: str = "") -> Record:
    """What was found in a document before any event was built, each kind by start."""
    return {
        "times": [_time(m) for m in mentions.times],
        "places": [_found(m, place_record(m, gazetteer)) for m in mentions.places],
        "actors": [_found(m, {"id": m.id or None, "name": m.name, "kind": m.kind}) for m in mentions.actors],
        "counts": [
            _found(m, {"low": m.low, "high": m.high, "kind": m.kind, "noun": m.noun}) for m in mentions.counts
        ],
        "speakers": [
            _found(m, {"name": m.name, "kind": m.kind, "hedge": m.hedge}) for m in mentions.speakers
        ],
        "triggers": [
            {"text": m.quote, "start": m.start, "end": m.end, "type": m.type} for m in mentions.triggers
        ],
    }


def _found(
    mention: PlaceMention | ActorMention | CountMention | SpeakerMention, values: Mapping[str, Any]
) -> Record:
    kept = {k: v for k, v in values.items() if k not in ("mention", "span")}
    return {"text": mention.quote, "start": mention.start, "end": mention.end, **kept}


def _time(time: TimeMention) -> Record:
    return {
        "text": time.quote,
        "start": time.start,
        "end": time.end,
        "earliest": time.earliest.isoformat() if time.earliest else None,
        "latest": time.latest.isoformat() if time.latest else None,
        "precision": time.precision,
    }


def _actor(actor: ActorMention) -> Record:
    return {
        "id": actor.id or None,
        "name": actor.name or actor.quote,
        "mention": actor.quote,
        "span": [actor.start, actor.end],
    }


def _outcome(outcome: Outcome) -> Record:
    return {
        "kind": outcome.kind,
        "min": outcome.min,
        "max": outcome.max,
        "of": outcome.of or None,
        "mention": outcome.quote or None,
        "span": [outcome.start, outcome.end] if outcome.end > outcome.start else None,
    }


def _source(source: SpeakerMention) -> Record:
    return {
        "name": source.name or source.quote,
        "kind": source.kind,
        "hedge": source.hedge,
        "mention": source.quote,
        "span": [source.start, source.end],
    }


def _figure(figure: SeriesFigure) -> Record:
    return {
        "subject": figure.subject,
        "places": list(figure.places),
        "min": figure.low,
        "max": figure.high,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "precision": figure.precision,
        "source": figure.source or None,
        "span": [figure.start, figure.end],
        "quote": figure.quote,
    }


def _operation(operation: NamedOperation) -> Record:
    return {
        "name": operation.name,
        "phase": operation.phase,
        "since": operation.since.isoformat() if operation.since else None,
        "until": operation.until.isoformat() if operation.until else None,
        "parties": list(operation.parties),
        "places": list(operation.places),
        "span": [operation.start, operation.end],
        "quote": operation.quote,
    }


def _joining(joining: Joining) -> Record:
    return {
        "party": joining.party,
        "of": joining.of,
        "leaves": joining.leaves,
        "day": joining.day.isoformat() if joining.day else None,
        "span": [joining.start, joining.end],
        "quote": joining.quote,
    }


def _evidence(item: Evidence) -> Record:
    return {"text": item.quote, "start": item.start, "end": item.end, "note": item.note}


def _title(report: Report) -> str:
    """The text of the first block that is a title; '' when the document has none."""
    doc: Document = report.document
    block = next((b for b in report.blocks if b.kind == "title"), None)
    return " ".join(doc.text[block.start : block.end].split()) if block else ""
