"""`marsad campaigns`: operations by name, with their phases and what they gather."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.commands.incident_lines import operation_lines
from marsad.commands.linking import AsJson, linked_workspace, say_json
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.store.ledger import list_operations


def register(app: typer.Typer) -> None:
    """Add `campaigns` to ``app``."""
    app.command(epilog="Example: marsad campaigns")(campaigns)


def campaigns(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One operation by its name.")] = "",
    db: Db = DEFAULT_DB,
    as_json: AsJson = False,
) -> None:
    """Show operations that reports call by a name: phases, period, parties, area, and their incidents.

    Phases that different reports tell stand together, each with the sentences that tell it.
    """
    with linked_workspace(db) as (workspace, linker):
        found = list_operations(workspace, linker.relations.kin, name)
    for operation in found:
        if as_json:
            say_json(operation)
        else:
            typer.echo("\n".join(line.rstrip() for line in operation_lines(operation)))
    if not found:
        typer.echo(f"no operation called {name} on record" if name else "no operation with a name on record", err=True)
