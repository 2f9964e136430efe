"""`marsad series`: figures that are not events."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.commands.incident_lines import series_lines
from marsad.commands.linking import AsJson, say_json
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.store.ledger import list_series
from marsad.store.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add `series` to ``app``."""
    app.command(epilog='Example: marsad series --subject "displaced people"')(series)


def series(
    subject: Annotated[str, typer.Option(metavar="NAME", help="What is counted, such as people or refugees.")] = "",
    place: Annotated[str, typer.Option(metavar="NAME", help="The place, as the series has it.")] = "",
    db: Db = DEFAULT_DB,
    as_json: AsJson = False,
) -> None:
    """Show figures that are not events (people in a camp): how many, as of when, who says so in which words."""
    with open_workspace(db, make=False) as workspace:
        found = list_series(workspace, subject=subject, place=place)
    for one in found:
        if as_json:
            say_json(one)
        else:
            typer.echo("\n".join(series_lines(one)))
    if not found:
        typer.echo("no series on record", err=True)
