"""`marsad add`: reports into a workspace."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
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
from marsad.commands.reader import load_reader
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.exports.records import report_record
from marsad.incidents.compare import Linker
from marsad.incidents.linker import make_linker
from marsad.intake.captures import Unread
from marsad.intake.failures import Failure
from marsad.intake.files import Intake, measure_inputs
from marsad.reading import Reader
from marsad.store.connect import Workspace
from marsad.store.evidence import CHANGED, is_settled, keep_taken, keep_unread
from marsad.store.keep import ADDED, ALREADY, BY, REPLACED, is_kept
from marsad.store.link import AT_ONCE, link_pending
from marsad.store.recall import count_documents
from marsad.store.regroup import Hand
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
        run, counts = keep_run(
            workspace,
            key,
            paths,
            intake,
            load_reader(packs),
            make_linker(packs),
            country,
            progress,
            again=again,
        )
        finish_run(workspace, key, run_counts(counts), now=datetime.now(UTC))
        held = count_documents(workspace)
    if as_json:
        typer.echo(json.dumps({**counts, "documents": held}))
    else:
        told = ", ".join(
            f"{name} {counts[name]:,}"
            for name in (ADDED, CHANGED, REPLACED, ALREADY)
            if counts[name] or name == ADDED
        )
        typer.echo(f"{told}; {workspace.name} holds {held:,} documents")
    run.end()


def keep_run(
    workspace: Workspace,
    key: int,
    paths: list[str],
    intake: Intake,
    reader: Reader,
    linker: Linker,
    country: str | None,
    progress: Progress,
    *,
    again: bool = False,
) -> tuple[Run, Counter[str]]:
    """Read ``paths`` into the workspace as run ``key``: the pass over them, and its counts."""
    if not again and intake.published is None:  # a day given now may be news to what is kept
        intake = replace(intake, is_known=lambda capture: is_settled(workspace, capture))
    run = Run(paths, intake, progress, *_keepers(workspace, key))
    counts = _keep_all(run, workspace, key, reader, country, again, linker)
    counts[ALREADY] += run.known
    counts["failed"] = run.failed
    return run, counts


def run_counts(counts: Counter[str]) -> dict[str, int]:
    """The counts as a run keeps them: a changed page was added, as a document of its own."""
    return {**{k: n for k, n in counts.items() if k != CHANGED}, ADDED: counts[ADDED] + counts[CHANGED]}


def _keepers(
    workspace: Workspace, key: int
) -> tuple[Callable[[Failure], object], Callable[[Unread], object]]:
    """What keeps failures and unread captures: their bytes are evidence too."""

    def fail(failure: Failure) -> None:
        keep_failure(workspace, key, failure)
        keep_unread(workspace, key, failure, now=datetime.now(UTC))

    return fail, lambda item: keep_unread(workspace, key, item, now=datetime.now(UTC))


def _keep_all(
    run: Run, workspace: Workspace, key: int, reader: Reader, country: str | None, again: bool, linker: Linker
) -> Counter[str]:
    """Keep what the run takes; linking shares its statements among many documents, those read anew wait for the last."""
    counts, hand = Counter({ADDED: 0, REPLACED: 0, ALREADY: 0}), Hand(BY, datetime.now(UTC))
    for taken in run.taken():
        if not again and is_kept(workspace, taken.document) and is_settled(workspace, taken.capture):
            counts[ALREADY] += 1
        else:
            record = report_record(read_one(taken.document, reader, country))
            counts[keep_taken(workspace, key, taken, record, now=datetime.now(UTC), again=again)] += 1
            if not again and counts.total() % AT_ONCE == 0:
                link_pending(workspace, linker, hand)
        run.progress.count()
    link_pending(workspace, linker, hand)
    return counts
