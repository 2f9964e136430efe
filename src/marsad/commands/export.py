"""`marsad export`: a workspace's events in other programs' formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, BinaryIO

import typer

from marsad.commands.output import Out, check_output, open_output
from marsad.commands.progress import Progress
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.exports.csv import write_csv
from marsad.exports.geojson import write_geojson
from marsad.exports.jsonl import write_jsonl
from marsad.store.recall import count_documents, recall_records
from marsad.store.workspace import open_workspace

_EXAMPLE = "Example: marsad export csv -o events.csv"
Writer = Callable[[Iterable[Mapping[str, Any]], BinaryIO], None]


class Format(StrEnum):
    """What can be written."""

    CSV = "csv"
    GEOJSON = "geojson"
    JSONL = "jsonl"


WRITERS: Mapping[Format, Writer] = {
    Format.CSV: write_csv,
    Format.GEOJSON: write_geojson,
    Format.JSONL: write_jsonl,
}


def register(app: typer.Typer) -> None:
    """Add `export` to ``app``."""
    app.command(epilog=_EXAMPLE)(export)


def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="csv, geojson or jsonl.")],
    out: Out = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Write a workspace's events as csv, geojson or jsonl.

    csv: one row an event, for spreadsheets. geojson: one feature an event and place, for maps; events
    without a point have a null geometry. jsonl: the event records, one document a line.
    """
    check_output(out, [db])
    with (
        open_workspace(db, make=False) as workspace,
        Progress("writing", count_documents(workspace)) as progress,
        open_output(out) as stream,
    ):
        WRITERS[format](_counted(recall_records(workspace), progress), stream)


def _counted(records: Iterable[dict[str, Any]], progress: Progress) -> Iterator[dict[str, Any]]:
    for record in records:
        yield record
        progress.advance(1)
        progress.count()
