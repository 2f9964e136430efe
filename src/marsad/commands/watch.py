"""`marsad watch`: reports that come into a folder, as they come."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from marsad import __version__
from marsad.commands.add import keep_run, run_counts
from marsad.commands.inputs import (
    MAX_MB,
    Columns,
    MaxMb,
    Outlet,
    Published,
    Theatre,
    load_theatre,
    make_intake,
)
from marsad.commands.progress import Progress
from marsad.commands.reader import load_reader
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.errors import InputError
from marsad.incidents.compare import Linker
from marsad.incidents.linker import make_linker
from marsad.intake.arriving import Arriving
from marsad.intake.files import Intake
from marsad.packs.rows import Packs
from marsad.reading import Reader
from marsad.store.connect import Workspace
from marsad.store.runs import finish_run, stamp_packs, start_run
from marsad.store.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add `watch` to ``app``."""
    app.command(epilog="Example: marsad watch incoming/ --db syria.db")(watch)


def watch(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder, watched with all below.", file_okay=False)
    ],
    db: Db = DEFAULT_DB,
    published: Published = None,
    outlet: Outlet = "",
    theatre: Theatre = None,
    max_mb: MaxMb = MAX_MB,
    columns: Columns = None,
    every: Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="How often to look.")] = 10.0,
    settle: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0.0,
            help="How long a file must have been left alone: it may still be written.",
        ),
    ] = 2.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop, for timers.")] = False,
) -> None:
    """Read reports that come into a folder, as they come, until it is stopped.

    Every kind of file that `marsad add` reads. What is in the workspace is not read again, so it may be stopped
    and started at any time; a file that is written anew is read anew.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; make it first")
    packs, country = load_theatre(theatre)
    intake = make_intake(packs, published, outlet, max_mb, None, columns)
    reader, linker, arriving = load_reader(packs), make_linker(packs), Arriving(folder, settle)
    with open_workspace(db, make=True) as workspace:
        while True:
            files = arriving.take(time.time())
            if files:
                _add(workspace, files, intake, packs, reader, linker, country)
            if once:
                return
            time.sleep(every)


def _add(
    workspace: Workspace,
    files: list[str],
    intake: Intake,
    packs: Packs,
    reader: Reader,
    linker: Linker,
    country: str | None,
) -> None:
    with Progress("adding", None) as progress:
        key = start_run(workspace, stamp_packs(__version__, packs), now=datetime.now(UTC))
        run, counts = keep_run(workspace, key, files, intake, reader, linker, country, progress)
        finish_run(workspace, key, run_counts(counts), now=datetime.now(UTC))
        done = ", ".join(f"{name} {n:,}" for name, n in counts.items() if n) or "nothing new"
        progress.say(f"{done} of {'1 file' if len(files) == 1 else f'{len(files):,} files'}")
        if run.failed:
            again = "it is tried again when it changes" if run.failed == 1 else "they are tried again when they change"
            progress.say(f"{run.told_failed()}; {again}")
