"""`marsad verify`: is what is kept what was received?"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.store.verify import verify as check
from marsad.store.workspace import open_workspace

FAULTY = 1  # exit status when something does not hold


def register(app: typer.Typer) -> None:
    """Add `verify` to ``app``."""
    app.command(epilog="Example: marsad verify --db syria.db")(verify)


def verify(
    db: Db = DEFAULT_DB,
    head: Annotated[
        str,
        typer.Option(metavar="DIGEST", help="A head of the log noted before: the log must still hold it."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Check every hash and the chain of the log.

    All bytes are hashed again, each document's text is held against the steps that made it, and the log is
    followed from its first entry. Note the head that is shown where nobody who can write the workspace can
    reach it: with it, a log that was rewritten as a whole is found out too. Exit status 1 when anything fails.
    """
    with open_workspace(db, make=False) as workspace:
        found = check(workspace, head=head)
        name = workspace.name
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        for fault in found.faults:
            typer.echo(fault)
        typer.echo(
            f"{name}: {found.captures:,} captures ({found.size / 1e6:,.1f} MB), {found.documents:,} documents, {found.entries:,} entries of the log"
        )
        if found.unproven:
            typer.echo(f"{found.unproven:,} documents were kept before there was evidence, and have no bytes")
        typer.echo(f"{len(found.faults):,} faults" if found.faults else "all holds")
        typer.echo(f"head of the log: {found.head.digest}")
    if found.faults:
        raise typer.Exit(FAULTY)
