"""`marsad add`: reports into a workspace."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad import __version__
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
from marsad.commands.progress import Progress
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.exports.records import report_record
from marsad.intake.files import measure_inputs
from marsad.reading import Reader, make_reader
from marsad.store.connect import Workspace
from marsad.store.keep import ADDED, ALREADY, REPLACED, is_kept, keep_document
from marsad.store.recall import count_documents
from marsad.store.runs import finish_run, keep_failure, stamp_packs, start_run
from marsad.store.workspace import open_workspace

_EXAMPLE = "Example: marsad add reports/ --db syria.db"


def register(app: typer.Typer) -> None:
    """Add `add` to ``app``."""
    app.command(epilog=_EXAMPLE)(add)


def add(
    paths: Paths,
    db: Db = DEFAULT_DB,
    published: Published = None,
    outlet: Outlet = "",
    theatre: Theatre = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read anew what is already there (packs changed).")
    ] = False,
    max_mb: MaxMb = MAX_MB,
    columns: Columns = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Read reports into a workspace; adding the same again changes nothing.

    A report is known by its content: adding it twice keeps it once, and a run that was cut short is
    simply started again. A publication date given later with --published is taken up.
    """
    packs, country = load_theatre(theatre)
    intake = make_intake(packs, published, outlet, max_mb, None, columns)
    with open_workspace(db, make=True) as workspace, Progress("adding", measure_inputs(paths)) as progress:
        key = start_run(workspace, stamp_packs(__version__, packs), now=datetime.now(UTC))
        run = Run(paths, intake, progress, on_failure=lambda failure: keep_failure(workspace, key, failure))
        counts = _keep_all(run, workspace, key, make_reader(packs), country, again)
        counts["failed"] = run.failed
        finish_run(workspace, key, dict(counts), now=datetime.now(UTC))
        held = count_documents(workspace)
    if as_json:
        typer.echo(json.dumps({**counts, "documents": held}))
    else:
        told = ", ".join(
            f"{name} {counts[name]:,}" for name in (ADDED, REPLACED, ALREADY) if counts[name] or name == ADDED
        )
        typer.echo(f"{told}; {workspace.name} holds {held:,} documents")
    run.end()


def _keep_all(
    run: Run, workspace: Workspace, key: int, reader: Reader, country: str | None, again: bool
) -> Counter[str]:
    counts = Counter({ADDED: 0, REPLACED: 0, ALREADY: 0})
    for document in run.documents():
        if not again and is_kept(workspace, document):
            counts[ALREADY] += 1
        else:
            record = report_record(read_one(document, reader, country))
            counts[keep_document(workspace, key, document, record, now=datetime.now(UTC), again=again)] += 1
        run.progress.count()
    return counts
