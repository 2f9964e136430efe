"""`marsad demo`: the sample reports, read and shown."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.rule import Rule

from marsad.api import default_reader
from marsad.commands.incident_lines import show_incident, tally_lines
from marsad.commands.table import show_record
from marsad.exports.jsonl import write_jsonl
from marsad.exports.records import Record, report_record
from marsad.incidents.linker import make_linker
from marsad.incidents.tallies import against_record
from marsad.incidents.together import Told, link_records
from marsad.intake.samples import read_samples
from marsad.reading import read_document
from marsad.records import Document

_ABOUT = (
    "Sample reports written for Marsad: parties and places are real, happenings and outlets are invented."
)
_NEXT = (
    "Next: marsad extract REPORTS        your own reports as JSON records\n"
    "      marsad demo --serve           the same in a browser: map, table, review\n"
    "      marsad explain REPORT         why an event came out as it did\n"
    "      marsad add REPORTS            keep them; see marsad incidents, tallies"
)


def register(app: typer.Typer) -> None:
    """Add `demo` to ``app``."""
    app.command(epilog="Example: marsad demo --serve")(demo)


def demo(
    ctx: typer.Context,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the event records instead, one document a line.")
    ] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Open the review page on the sample reports instead.")
    ] = False,
    port: Annotated[
        int, typer.Option(metavar="PORT", min=1, max=65535, help="Port of the review page.")
    ] = 8300,
) -> None:
    """Read the bundled sample reports and show what they say.

    An event a row: when, what, where, who against whom, with what outcome; under it who says so and the
    quoted words. Then incidents: what two outlets tell of one happening, and a claim for a week against it.
    """
    if serve:
        _serve(ctx, port)
        return
    documents = list(read_samples())
    records = [report_record(read_document(document, default_reader())) for document in documents]
    if as_json:
        write_jsonl(records, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    told = [Told(_digest(doc), doc.text, record) for doc, record in zip(documents, records, strict=True)]
    typer.echo(_page(records, told))


def _serve(ctx: typer.Context, port: int) -> None:
    """The samples in a workspace of their own, gone when the page is stopped; `add` and `serve` do the work."""
    with tempfile.TemporaryDirectory(prefix="marsad-demo-") as folder:
        reports, db = Path(folder) / "samples.jsonl", str(Path(folder) / "demo.db")
        lines = (json.dumps(_line(document), ensure_ascii=False) for document in read_samples())
        reports.write_text("\n".join(lines), encoding="utf-8")
        root = ctx.find_root()
        for name, words in (("add", [str(reports)]), ("serve", ["--port", str(port)])):
            command = root.command.get_command(root, name)  # type: ignore[attr-defined]
            command.main([*words, "--db", db], prog_name=f"marsad {name}", standalone_mode=False)


def _line(document: Document) -> dict[str, str]:
    told = {"id": document.id, "outlet": document.outlet, "text": document.text}
    return {**told, "published": document.published.isoformat()} if document.published else told


def _digest(document: Document) -> str:
    return document.sha256 or hashlib.sha256(document.text.encode()).hexdigest()


def _page(records: list[Record], documents: list[Told]) -> str:
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as page:
        console.print(_ABOUT, end="\n\n")
        for record in records:
            show_record(console, record)
        _show_incidents(console, documents)
        console.print(_told(records), end="\n\n")
        console.print(_NEXT, soft_wrap=True)
    return "\n".join(line.rstrip() for line in page.get().splitlines())


def _show_incidents(console: Console, documents: list[Told]) -> None:
    """What more than one report tells, once; and what is claimed for a period, against what is on record."""
    linker = make_linker(default_reader().packs)
    incidents = link_records(documents, linker)
    console.print(Rule("the same happening in more than one report", align="left"), end="\n")
    for incident in incidents:
        if len(incident.documents) > 1:
            show_incident(console, incident)
    console.print(Rule("what is claimed for a period, against what is on record", align="left"), end="\n")
    for tally in (i for i in incidents if i.level == "tally" and i.count is not None):
        show_incident(console, tally)
        console.print("\n".join(tally_lines(against_record(tally, incidents, linker.relations.kin))), end="\n\n", soft_wrap=True)


def _told(records: list[Record]) -> str:
    types = Counter(event["type"] for record in records for event in record["events"])
    kinds = ", ".join(f"{kind} {number}" for kind, number in types.most_common())
    without = sum(not record["events"] for record in records)
    told = f"{len(records)} reports, {types.total()} events" + (f": {kinds}" if kinds else "")
    return f"{told}; without events: {without}"
