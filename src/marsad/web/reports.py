"""One report as its page shows it: the text with its marks, what was found, and the events with the words behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marsad.explain import Node, explain_report
from marsad.reading import Reader, read_document
from marsad.records import Document, Mentions, Report
from marsad.web.highlight import Line, Mark, lay_out

SLOTS = ("places", "initiators", "targets", "outcomes", "sources")


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: ``ref`` names it on the page, ``value`` is what it was grounded to, ``rule`` which row or rule read it."""

    ref: str
    kind: str
    start: int
    end: int
    quote: str
    value: Mapping[str, Any]
    rule: str


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the report: ``ref`` names it on the page, ``record`` is its event record."""

    ref: str
    number: int
    key: str
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that a report's page shows. ``fresh``: the events are what today's packs read, too."""

    lines: tuple[Line, ...]
    found: tuple[Found, ...]
    events: tuple[Told, ...]
    why: Node
    fresh: bool


def view_report(document: Document, events: Sequence[Mapping[str, Any]], reader: Reader) -> ReportView:
    """The page of ``document`` with the ``events`` on record.

    What is kept of a report are its events; blocks, mentions and reasons are read again, by the packs of today. Where
    those would read other events, the page says so (``fresh`` False).
    """
    inferred = document.published_basis == "inferred"  # then the words behind the date are found again, too
    report = read_document(replace(document, published=None) if inferred else document, reader)
    found = tuple(find_words(report.mentions))
    told = tuple(Told(f"e{n}", n, str(event.get("key", "")), event) for n, event in enumerate(events, 1))
    marks = [Mark(f.start, f.end, f.ref, f.kind) for f in found]
    for event in told:
        marks += event_marks(event)
    lines = lay_out(document.text, report.blocks, marks)
    return ReportView(lines, found, told, explain_report(report), _is_fresh(report, events))


def find_words(mentions: Mentions) -> Iterator[Found]:
    """The mentions in the order of the text, each with the values that its page shows."""
    rows: list[tuple[str, Any, dict[str, Any]]] = [
        *(
            ("time", m, {"earliest": m.earliest, "latest": m.latest, "precision": m.precision})
            for m in mentions.times
        ),
        *(
            (
                "place",
                m,
                {"name": m.name, "name_en": m.name_en, "admin1": m.admin1, "country": m.country, "precision": m.precision},
            )
            for m in mentions.places
        ),
        *(("actor", m, {"id": m.id, "name": m.name}) for m in mentions.actors),
        *(("count", m, {"low": m.low, "high": m.high}) for m in mentions.counts),
        *(("speaker", m, {"name": m.name, "kind": m.kind, "hedge": m.hedge}) for m in mentions.speakers),
        *(("trigger", m, {"type": m.type}) for m in mentions.triggers),
    ]  # fmt: skip
    ordered = sorted(rows, key=lambda row: (row[1].start, -row[1].end, row[0]))
    for n, (kind, m, value) in enumerate(ordered):
        yield Found(f"m{n}", kind, m.start, m.end, m.quote, value, m.rule)


def event_marks(event: Told) -> Iterator[Mark]:
    """The spans of an event's evidence and of the words behind its values."""
    record = event.record
    yield from (Mark(start, end, event.ref, "evidence") for start, end in record["evidence"])
    trigger = record["trigger"]
    yield Mark(trigger["start"], trigger["end"], event.ref, "act")
    for slot in SLOTS:
        for n, value in enumerate(record[slot]):
            if value.get("span"):
                start, end = value["span"]
                yield Mark(start, end, f"{event.ref}-{slot}-{n}", "slot")
    if record.get("time"):
        yield Mark(record["time"]["start"], record["time"]["end"], f"{event.ref}-time", "slot")


def _is_fresh(report: Report, events: Sequence[Mapping[str, Any]]) -> bool:
    now = [(e.trigger.start, e.trigger.end, e.type) for e in report.events]
    kept = [(e["trigger"]["start"], e["trigger"]["end"], e["type"]) for e in events]
    return now == kept
