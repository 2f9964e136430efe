"""`marsad withdraw`: a document that its outlet took back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.store.withdrawals import restore
from marsad.store.withdrawals import withdraw as flag
from marsad.store.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add `withdraw` to ``app``."""
    app.command(
        epilog='Example: marsad withdraw report-17 --because "correction of 9 June" --by "A. Editor"'
    )(withdraw)


def withdraw(
    name: Annotated[str, typer.Argument(metavar="ID", help="A document's id, or its address.")],
    because: Annotated[
        str, typer.Option(metavar="REASON", help="Why: the outlet's correction, an empty page.")
    ] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the flag off again.")] = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Flag a document that its outlet took back.

    Nothing is deleted: the document and its events stay, and every export tells that it was withdrawn. The
    log keeps who said so and why. `marsad fetch` and `marsad feeds run` set the flag by themselves where a page
    they kept is gone for good.
    """
    if not by or (not because and not undo):
        raise typer.BadParameter("say why with --because, and who says so with --by")
    with open_workspace(db, make=False) as workspace:
        if undo:
            number = restore(workspace, name, by=by, now=datetime.now(UTC))
            typer.echo(f"{name}: flag taken off" if number else f"{name}: was not flagged")
        else:
            found = flag(workspace, name, basis=because, by=by, now=datetime.now(UTC))
            typer.echo(f"{found.document}: withdrawn; {found.events} events rest on it")
