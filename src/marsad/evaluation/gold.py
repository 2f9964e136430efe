"""Gold documents and predictions from JSON lines, and the reading of gold documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from marsad.errors import InputError
from marsad.evaluation.likeness import Record
from marsad.exports.records import report_record
from marsad.reading import Reader, read_document
from marsad.records import Document


def parse_lines(content: bytes, file: str, needs: Iterable[str]) -> list[Record]:
    """The JSON objects of a file, one a line. Raises InputError with file and line for one that lacks a key."""
    out: list[Record] = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as fault:
            raise InputError(f"{file}:{number}: broken JSON ({fault}); a line must hold one whole object") from fault
        lacks = [key for key in needs if not isinstance(value, dict) or key not in value]
        if lacks:
            raise InputError(f"{file}:{number}: no {', '.join(lacks)}; see gold/README.md for the form of a line")
        out.append(value)
    return out


def predict(gold: Record, reader: Reader, *, mentions: bool = False) -> Record:
    """The record that the reader makes of a gold document's text, told its publication date."""
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    document = Document(
        id=gold["id"],
        text=gold["text"],
        published=published,
        published_basis="given" if published else "unknown",
        outlet=gold.get("outlet", ""),
    )
    return report_record(read_document(document, reader), mentions=mentions)


def kept_prediction(record: Record) -> Record:
    """What an accepted run keeps of a record: what scores and their words need."""
    return {"id": record["id"], "events": [_kept_event(event) for event in record["events"]]}


def _kept_event(event: Record) -> Record:
    roles = ("initiators", "targets")
    parties = {role: [{k: p.get(k) for k in ("id", "mention", "name")} for p in event[role]] for role in roles}
    return {
        **{k: event.get(k) for k in ("trigger", "type", "level", "status", "start", "end", "date_precision")},
        "places": [{k: p.get(k) for k in ("name", "admin1", "country")} for p in event["places"]],
        **parties,
        "outcomes": [{k: o.get(k) for k in ("kind", "min", "max")} for o in event["outcomes"]],
        "sources": [s if isinstance(s, str) else s.get("name") or s.get("mention") for s in event["sources"]],
        "count": event.get("count"),
        "incident": event.get("incident"),
    }
