"""`marsad demo`: the sample reports, read and shown."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from marsad.api import default_reader
from marsad.commands.table import show_record
from marsad.exports.jsonl import write_jsonl
from marsad.exports.records import Record, report_record
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
    "      marsad add REPORTS            keep them; see marsad status, marsad export"
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
    quoted words.
    """
    if serve:
        _serve(ctx, port)
        return
    records = [report_record(read_document(document, default_reader())) for document in read_samples()]
    if as_json:
        write_jsonl(records, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    typer.echo(_page(records))


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


def _page(records: list[Record]) -> str:
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as page:
        console.print(_ABOUT, end="\n\n")
        for record in records:
            show_record(console, record)
        console.print(_told(records), end="\n\n")
        console.print(_NEXT, soft_wrap=True)
    return "\n".join(line.rstrip() for line in page.get().splitlines())


def _told(records: list[Record]) -> str:
    types = Counter(event["type"] for record in records for event in record["events"])
    kinds = ", ".join(f"{kind} {number}" for kind, number in types.most_common())
    without = sum(not record["events"] for record in records)
    told = f"{len(records)} reports, {types.total()} events" + (f": {kinds}" if kinds else "")
    return f"{told}; without events: {without}"
