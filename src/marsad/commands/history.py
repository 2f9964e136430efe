"""`marsad history`: who changed what in an incident, and when."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.commands.linking import AsJson, linked_workspace, say_json
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.errors import WorkspaceError
from marsad.store.incidents import find_incident


def register(app: typer.Typer) -> None:
    """Add `history` to ``app``."""
    app.command(epilog="Example: marsad history i-abcdefghijkl")(history)


def history(
    name: Annotated[str, typer.Argument(metavar="ID", help="An incident (any id it ever had) or an event of one.")],
    db: Db = DEFAULT_DB,
    as_json: AsJson = False,
) -> None:
    """Show who changed what in an incident, and when: made, joined, merged, split, judged."""
    with linked_workspace(db) as (workspace, _):
        dossier = find_incident(workspace, name)
    if dossier is None:
        raise WorkspaceError(f"{name}: no incident of that id; see them with: marsad incidents")
    for change in dossier.history:
        if as_json:
            say_json(change)
        else:
            typer.echo(f"{change.at_utc:%Y-%m-%d %H:%M:%S} UTC  {change.what}: {change.detail}  by {change.by}")
