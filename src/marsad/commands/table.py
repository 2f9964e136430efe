"""Records as a table for people: a row of short cells an event, who says so and the words under it.

Arabic in a terminal: what turns letters round and joins them is the terminal. Arabic therefore stands at the
end of a line of its own wherever it can, which every terminal shows right and which copies without control
characters. In a row of cells neighbouring Arabic words would swap places across the columns, so cells hold
ids and English names; an Arabic name that has none is isolated there (U+2068, U+2069), and only there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ISOLATE, _END = "\u2068", "\u2069"
_HEADS = ("date", "event", "place", "by > against", "outcome")
# Widths of date, event and place; the rest of the line goes to actors and outcome, three to two.
_FIXED = (10, 14, 17)
_INDENT = 4
LEAST_WIDTH = 60
QUOTE_LENGTH = 300  # characters of evidence shown an event; the record has all


def show_record(console: Console, record: Mapping[str, Any]) -> None:
    """Print one document's record: its head, then its events."""
    basis = f" ({record['published_basis']})" if record["published"] else f": {record['published_note']}"
    console.print(Rule(Text(record["id"], "bold"), align="left"))
    console.print(Text(f"published {record['published'] or 'unknown'}{basis}"))
    if record["outlet"]:
        console.print(Text(f"outlet    {record['outlet']}"))
    if record["title"]:
        console.print(Text(record["title"]))
    events = record["events"]
    console.print(
        show_row([Text(head, "dim") for head in _HEADS], console.width) if events else Text("no event", "dim")
    )
    for event in events:
        _show_event(console, event)
    if not events:
        console.print()


def _show_event(console: Console, event: Mapping[str, Any]) -> None:
    cells = [_date(event), _what(event), _where(event), _who(event), _toll(event)]
    console.print(show_row(cells, console.width))
    for line in _lines(event):
        for part in Text(line).wrap(console, max(console.width, LEAST_WIDTH) - _INDENT):
            console.print(Text(" " * _INDENT + part.plain.rstrip()))
    console.print()


def show_row(cells: list[Text], width: int) -> Table:
    """Cells of date, event, place, parties and outcome as one row of a table ``width`` wide."""
    rest = max(width, LEAST_WIDTH) - sum(_FIXED) - len(cells)
    table = Table.grid(padding=(0, 1, 0, 0))
    for size in (*_FIXED, rest * 3 // 5, rest * 2 // 5):
        table.add_column(width=size, overflow="fold")
    table.add_row(*cells)
    return table


def _date(event: Mapping[str, Any]) -> Text:
    if event["start"] is None and event["end"] is None:
        return Text("unknown")
    return Text("\n".join(dict.fromkeys(day or "?" for day in (event["start"], event["end"]))))


def _what(event: Mapping[str, Any]) -> Text:
    text = Text(event["type"], "bold")
    if event["level"] != "incident":
        count = f" of {event['count']}" if event["count"] is not None else ""
        text.append(f"\n{event['level']}{count}", "not bold")
    if event["status"] != "reported":
        text.append(f"\n{event['status']}", "not bold")
    return text


def _where(event: Mapping[str, Any]) -> Text:
    names = []
    for place in event["places"]:
        name = place["name_en"] or place["name"]
        around = place["admin1"] if place["admin1"] and place["admin1"] != name else place["country"]
        names.append(isolate(name) + (f", {around}" if around else ""))
    return Text("\n".join(names))


def _who(event: Mapping[str, Any]) -> Text:
    by = [isolate(actor["id"] or actor["name"]) for actor in event["initiators"]]
    against = [f"> {isolate(actor['id'] or actor['name'])}" for actor in event["targets"]]
    return Text("\n".join([*(by or ["unknown"]), *against]))


def _toll(event: Mapping[str, Any]) -> Text:
    return Text(
        "\n".join(
            f"{outcome['kind']} {_number(outcome['min'], outcome['max'])}" for outcome in event["outcomes"]
        )
    )


def _number(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "?"
    if high is None:
        return f"{low}+"
    return f"{high}" if low == high else f"{low or 0}-{high}"


def _lines(event: Mapping[str, Any]) -> Iterator[str]:
    speakers = "، ".join(dict.fromkeys(source["name"] for source in event["sources"]))
    yield f"according to: {speakers or 'the outlet itself'}"
    yield quoted_words(event)


def quoted_words(event: Mapping[str, Any]) -> str:
    """The words of the text that tell the event, on one line: the stretch with its trigger, else the first."""
    at = event["trigger"]["start"]
    spans = zip(event["evidence"], event["quotes"], strict=True)
    told = [quote for (start, end), quote in spans if start <= at < end] or event["quotes"]
    words = " ".join((told[0] if told else event["trigger"]["text"]).split())
    return f'"{words[:QUOTE_LENGTH].rsplit(" ", 1)[0]} ..."' if len(words) > QUOTE_LENGTH else f'"{words}"'


def isolate(name: str) -> str:
    """``name`` as a cell can hold it; an Arabic one between isolating marks.

    >>> isolate("Ariha") == "Ariha", len(isolate("أريحا")) - len("أريحا")   # Ariha
    (True, 2)
    """
    return f"{_ISOLATE}{name}{_END}" if _ARABIC.search(name) else name
