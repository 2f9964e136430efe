"""`marsad export`: a workspace's events in other programs' formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, BinaryIO, TypeVar

import typer

from marsad import __version__
from marsad.commands.output import Out, check_output, open_output
from marsad.commands.progress import Progress
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.exports.csv import write_csv
from marsad.exports.geojson import write_geojson
from marsad.exports.jsonl import write_jsonl
from marsad.exports.warc import write_warc
from marsad.store.recall import count_documents, recall_records
from marsad.store.sources import recall_captures
from marsad.store.workspace import open_workspace

_EXAMPLE = "Example: marsad export csv -o events.csv"
Writer = Callable[[Iterable[Mapping[str, Any]], BinaryIO], None]
Item = TypeVar("Item")


class Format(StrEnum):
    """What can be written."""

    CSV = "csv"
    GEOJSON = "geojson"
    JSONL = "jsonl"
    WARC = "warc"


WRITERS: Mapping[Format, Writer] = {
    Format.CSV: write_csv,
    Format.GEOJSON: write_geojson,
    Format.JSONL: write_jsonl,
}


def register(app: typer.Typer) -> None:
    """Add `export` to ``app``."""
    app.command(epilog=_EXAMPLE)(export)


def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="csv, geojson, jsonl or warc.")],
    out: Out = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Write a workspace's events as csv, geojson or jsonl, or what was received as warc.

    csv: one row an event, for spreadsheets. geojson: one feature an event and place, for maps; events
    without a point have a null geometry. jsonl: the event records, one document a line. warc: the bytes of all
    pages that were fetched or taken from archives, gzipped.
    """
    check_output(out, [db])
    with (
        open_workspace(db, make=False) as workspace,
        Progress("writing", count_documents(workspace)) as progress,
        open_output(out) as stream,
    ):
        if format is Format.WARC:
            write_warc(
                _counted(recall_captures(workspace), progress), stream, software=f"Marsad/{__version__}"
            )
            return
        WRITERS[format](_counted(recall_records(workspace), progress), stream)


def _counted(records: Iterable[Item], progress: Progress) -> Iterator[Item]:
    for record in records:
        yield record
        progress.advance(1)
        progress.count()
