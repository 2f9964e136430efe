"""`marsad revisions`: pages that changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from typing import Annotated

import typer

from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.errors import WorkspaceError
from marsad.store.revisions import find_revisions, list_changed, show_difference
from marsad.store.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add `revisions` to ``app``."""
    app.command(epilog="Example: marsad revisions https://example.org/news/1")(revisions)


def revisions(
    name: Annotated[
        str,
        typer.Argument(metavar="[ID]", help="A document's id, or an address; all that changed without it."),
    ] = "",
    db: Db = DEFAULT_DB,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one revision a line.")] = False,
) -> None:
    """List pages that changed, and show what changed in one.

    Lines taken out begin with -, lines put in with +.
    """
    with open_workspace(db, make=False) as workspace:
        found = find_revisions(workspace, name) if name else list_changed(workspace)
    if name and not found:
        raise WorkspaceError(f"{name}: nothing is known of this id or address")
    if as_json:
        for revision in found:
            typer.echo(json.dumps(asdict(revision), ensure_ascii=False, default=str))
    elif not name:
        for revision in found:
            typer.echo(
                f"{revision.found_utc:%Y-%m-%d %H:%M} UTC  revision {revision.number}  {revision.address}  {revision.title}"
            )
        typer.echo(f"{len(found):,} addresses changed", err=True)
    else:
        for n, revision in enumerate(found):
            typer.echo(
                f"revision {revision.number}, {revision.found_utc:%Y-%m-%d %H:%M} UTC, document {revision.document}: {revision.title}"
            )
            if n:
                before = list(pairwise(found))[n - 1][0]
                for line in show_difference(before, revision):
                    typer.echo(f"  {line}")
