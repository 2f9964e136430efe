"""`marsad extract`: reports in, event records out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, BinaryIO

import typer

from marsad.commands.inputs import (
    MAX_MB,
    Columns,
    MaxMb,
    Outlet,
    Paths,
    Published,
    Run,
    Theatre,
    load_theatre,
    make_intake,
    read_one,
)
from marsad.commands.output import Out, check_output, open_output
from marsad.commands.progress import Progress
from marsad.commands.reader import load_reader
from marsad.exports.jsonl import write_jsonl
from marsad.exports.records import Record, report_record
from marsad.intake.files import measure_inputs
from marsad.reading import Reader

_EXAMPLE = "Example: marsad extract reports/ --published 2023-06-07 -o events.jsonl"


def register(app: typer.Typer) -> None:
    """Add `extract` to ``app``."""
    app.command(epilog=_EXAMPLE)(extract)


def extract(
    paths: Paths,
    out: Out = None,
    published: Published = None,
    outlet: Outlet = "",
    theatre: Theatre = None,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="Also print what was found before events.")
    ] = False,
    max_mb: MaxMb = MAX_MB,
    columns: Columns = None,
    json: Annotated[bool, typer.Option("--json", help="JSON lines: the default.", show_default=False)] = True,
) -> None:
    """Read reports and print their event records; keeps nothing.

    One JSON line a document. What cannot be read is told on stderr by name, with the mend; the other
    inputs are still read, and the exit status says how many failed.
    """
    check_output(out, paths)
    packs, country = load_theatre(theatre)
    intake = make_intake(packs, published, outlet, max_mb, out, columns)
    reader = load_reader(packs)
    with Progress("reading", measure_inputs(paths)) as progress:
        run = Run(paths, intake, progress)
        with open_output(out) as stream:
            write_jsonl(_records(run, reader, country, mentions, stream), stream)
        run.end()


def _records(
    run: Run, reader: Reader, country: str | None, mentions: bool, stream: BinaryIO
) -> Iterator[Record]:
    for document in run.documents():
        yield report_record(read_one(document, reader, country), mentions=mentions)
        stream.flush()  # whoever reads along has each record as soon as it is made
        run.progress.count()
