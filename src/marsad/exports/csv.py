"""Events as CSV for spreadsheets: one row an event."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

# Spreadsheets take a cell that begins with one of these for a formula and run it; a text from outside may
# begin with any of them. The full-width forms count too: some import dialogues fold them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_KINDS = ("killed", "wounded", "detained", "abducted", "released", "displaced", "surrendered", "missing")
_JOIN = " | "

COLUMNS = (
    "document", "event", "outlet", "published", "published_basis", "title", "type", "level", "status",
    "start", "end", "date_precision", "places", "places_en", "admin1", "countries", "lat", "lon",
    "initiators", "initiators_as_said", "targets", "targets_as_said",
    *(f"{kind}_{bound}" for kind in _KINDS for bound in ("min", "max")),
    "outcomes", "sources", "count", "incident", "trigger", "quote", "why", "url",
    "withdrawn", "superseded_by",
)  # fmt: skip


def write_csv(records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write the events of ``records``, each row as soon as it comes.

    UTF-8 with a byte order mark, without which spreadsheets garble Arabic. Several values of a cell are
    joined by `` | ``. Quotes are on one line; the exact characters are in the JSON record.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        text.write("\ufeff")
        rows = csv.DictWriter(text, COLUMNS)
        rows.writeheader()
        for record in records:
            rows.writerows(event_rows(record))
    finally:
        text.detach()


def event_rows(record: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """A row for each event of ``record``, with cells that no spreadsheet runs as formulas."""
    for position, event in enumerate(record["events"]):
        row = _head(record, position) | _what(event) | _where(event) | _who(event) | _toll(event)
        yield {column: guard_cell(row.get(column)) for column in COLUMNS}


def guard_cell(value: object) -> object:
    """``value`` as a cell; text that a spreadsheet would run as a formula behind an apostrophe.

    >>> guard_cell("=HYPERLINK(0)"), guard_cell(-33.2), guard_cell(None)
    ("'=HYPERLINK(0)", -33.2, '')
    """
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _head(record: Mapping[str, Any], position: int) -> dict[str, object]:
    keys = ("outlet", "published", "published_basis", "title", "url", "withdrawn", "superseded_by")
    return {"document": record["id"], "event": position + 1, **{key: record.get(key) for key in keys}}


def _what(event: Mapping[str, Any]) -> dict[str, object]:
    keys = ("type", "level", "status", "start", "end", "date_precision", "count", "incident")
    return {
        **{key: event[key] for key in keys},
        "trigger": event["trigger"]["text"],
        "sources": _joined(s["name"] for s in event["sources"]),
        "quote": _joined(" ".join(q.split()) for q in event["quotes"]),
        "why": _joined(event["why"]),
    }


def _where(event: Mapping[str, Any]) -> dict[str, object]:
    places = event["places"]
    return {
        "places": _joined(p["name"] for p in places),
        "places_en": _joined(p["name_en"] or "" for p in places),
        "admin1": _joined(p["admin1"] or "" for p in places),
        "countries": _joined(p["country"] or "" for p in places),
        "lat": _only(places, "lat"),
        "lon": _only(places, "lon"),
    }


def _who(event: Mapping[str, Any]) -> dict[str, object]:
    out: dict[str, object] = {}
    for role in ("initiators", "targets"):
        out[role] = _joined(a["id"] or a["name"] for a in event[role])
        out[f"{role}_as_said"] = _joined(a["mention"] for a in event[role])
    return out


def _toll(event: Mapping[str, Any]) -> dict[str, object]:
    """Numbers by kind where the event has one outcome of the kind, and all outcomes in words.

    Several outcomes of one kind (two sides' dead, two sources' figures) are not one number: their cells stay
    empty and ``outcomes`` holds them.
    """
    out: dict[str, object] = {"outcomes": _joined(tell_outcome(o) for o in event["outcomes"])}
    for kind in _KINDS:
        found = [o for o in event["outcomes"] if o["kind"] == kind]
        if len(found) == 1:
            out[f"{kind}_min"], out[f"{kind}_max"] = found[0]["min"], found[0]["max"]
    return out


def tell_outcome(outcome: Mapping[str, Any]) -> str:
    """An outcome in words.

    >>> tell_outcome({"kind": "killed", "min": 15, "max": None, "of": "rsf"})
    'killed 15 or more (rsf)'
    """
    low, high = outcome["min"], outcome["max"]
    if low is None and high is None:
        number = "an unknown number"
    elif low == high:
        number = f"{low}"
    elif high is None:
        number = f"{low} or more"
    else:
        number = f"{low or 0} to {high}"
    return f"{outcome['kind']} {number}" + (f" ({outcome['of']})" if outcome.get("of") else "")


def _only(places: list[Mapping[str, Any]], key: str) -> object:
    return places[0][key] if len(places) == 1 else None


def _joined(values: Iterable[str]) -> str:
    return _JOIN.join(values).strip(" |") if (values := list(values)) else ""
