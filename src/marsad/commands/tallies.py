"""`marsad tallies`: what parties claim for a period, held against what is on record."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from marsad.commands.incident_lines import show_incident, tally_lines
from marsad.commands.linking import (
    AsJson,
    Limit,
    Offset,
    PartyId,
    Place,
    Since,
    Type,
    Until,
    linked_workspace,
    make_filter,
    say_json,
)
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.errors import WorkspaceError
from marsad.incidents.ledger import Tally
from marsad.store.incidents import PAGE
from marsad.store.ledger import find_tally, list_tallies


def register(app: typer.Typer) -> None:
    """Add `tallies` to ``app``."""
    app.command(epilog="Example: marsad tallies --party sdf --since 2023-05-01")(tallies)


def tallies(
    name: Annotated[str, typer.Argument(metavar="[ID]", help="One tally by its id.")] = "",
    since: Since = None,
    until: Until = None,
    place: Place = "",
    party: PartyId = "",
    type_: Type = "",
    limit: Limit = PAGE,
    offset: Offset = 0,
    db: Db = DEFAULT_DB,
    as_json: AsJson = False,
) -> None:
    """Show what is claimed for a period, against the incidents on record.

    For each claim: how many happenings it counts, how many are on record in its period and area, how many of these
    fit its party and kind of action, and which. Nothing on record does not mean that nothing happened.
    """
    wanted = make_filter(since, until, place=place, party=party, type=type_)
    with linked_workspace(db) as (workspace, linker):
        kin = linker.relations.kin
        if name:
            one = find_tally(workspace, name, kin)
            if one is None:
                raise WorkspaceError(f"{name}: no tally of that id in {workspace.name}; see them with: marsad tallies")
            found: tuple[Tally, ...] = (one,)
        else:
            found = list_tallies(workspace, wanted, kin, limit=limit, offset=offset)
    if as_json:
        for tally in found:
            say_json(tally)
        return
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as text:
        for tally in found:
            show_incident(console, tally.incident)
            console.print("\n".join(tally_lines(tally)), end="\n\n", soft_wrap=True)
    typer.echo("\n".join(line.rstrip() for line in text.get().splitlines()))
