"""`marsad fetch`: pages from their addresses into a workspace."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad import __version__
from marsad.commands.collecting import (
    Allow,
    Collector,
    Contact,
    Delay,
    Timeout,
    as_json,
    make_limits,
    make_manners,
    mend_of,
)
from marsad.commands.inputs import MAX_MB, MaxMb, Outlet, Published, Theatre, load_theatre, make_intake
from marsad.commands.progress import Progress
from marsad.commands.reader import load_reader
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.incidents.linker import make_linker
from marsad.intake.fetch import Answer
from marsad.intake.fetch import fetch as ask
from marsad.intake.polite import DELAY, fetch_all
from marsad.store.runs import finish_run, stamp_packs, start_run
from marsad.store.visits import seen_before
from marsad.store.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add `fetch` to ``app``."""
    app.command(epilog="Example: marsad fetch https://example.org/news/1 --db syria.db")(fetch)


def fetch(
    addresses: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of reports.")],
    db: Db = DEFAULT_DB,
    published: Published = None,
    outlet: Outlet = "",
    theatre: Theatre = None,
    max_mb: MaxMb = MAX_MB,
    delay: Delay = DELAY,
    timeout: Timeout = 60.0,
    contact: Contact = "",
    allow: Allow = None,
    ignore_robots: Annotated[
        bool,
        typer.Option(
            "--ignore-robots",
            help="Fetch what the site's robots.txt keeps from robots: you, not a robot, ask for it.",
        ),
    ] = False,
    json_out: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Fetch pages by their addresses into a workspace, with the evidence of what was received.

    A page that was fetched before is asked for again: unchanged, changed (a new revision), or gone (its document
    is flagged as withdrawn). Private, loopback and link-local addresses are refused, also behind redirects.
    """
    packs, country = load_theatre(theatre)
    intake = make_intake(packs, published, outlet, max_mb)
    limits = make_limits(max_mb, timeout, contact, allow)
    manners = make_manners(limits, delay, ask_robots=not ignore_robots)
    with open_workspace(db, make=True) as workspace, Progress("fetching", len(addresses)) as progress:
        key = start_run(workspace, stamp_packs(__version__, packs), now=datetime.now(UTC))
        collector = Collector(
            workspace, key, intake, load_reader(packs), make_linker(packs), country, progress
        )
        jobs = [(address, seen_before(workspace, address)) for address in dict.fromkeys(addresses)]
        get = fetch_all(
            jobs,
            lambda job: job[0],
            lambda job: ask(
                job[0],
                limits,
                conditions=job[1].conditions,
                conditions_of=job[1].address,
                check=manners.refuses,
            ),
            manners,
        )
        for _, found in get:
            progress.advance(1)
            if isinstance(found, Answer):
                collector.take(found)
            else:
                collector.fail(found, mend_of(found))
        finish_run(workspace, key, collector.run_counts(), now=datetime.now(UTC))
    typer.echo(json.dumps(as_json(collector.counts)) if json_out else f"{collector.told()}; {workspace.name}")
    collector.end()
