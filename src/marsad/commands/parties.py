"""`marsad parties`: who is on record, and who belongs to whom from when to when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from marsad.commands.linking import AsJson, linked_workspace
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.incidents.ledger import Belonging
from marsad.store.ledger import count_parties
from marsad.store.standing import list_memberships


def register(app: typer.Typer) -> None:
    """Add `parties` to ``app``."""
    app.command(epilog="Example: marsad parties global-coalition")(parties)


def parties(
    name: Annotated[str, typer.Argument(metavar="[ID]", help="One party by its id.")] = "",
    db: Db = DEFAULT_DB,
    as_json: AsJson = False,
) -> None:
    """Show the parties on record with their incidents by role; with an id who belongs to whom, and since when."""
    with linked_workspace(db) as (workspace, linker):
        counts = count_parties(workspace)
        read = list_memberships(workspace, name)
    kin = linker.relations.kin
    told = [*kin.up.get(name, ()), *kin.down.get(name, ()), *read] if name else []
    for party, roles in counts.items():
        if name in ("", party):
            line = {"party": party, **roles}
            typer.echo(json.dumps(line, ensure_ascii=False) if as_json else _counted(party, roles))
    for belonging in told:
        if as_json:
            typer.echo(json.dumps(asdict(belonging), ensure_ascii=False, default=str))
        else:
            typer.echo("\n".join(_lines(belonging)))
    if name and not told and name not in counts:
        typer.echo(f"nothing on record of {name}", err=True)


def _counted(party: str, roles: Mapping[str, int]) -> str:
    return f"{party}  {', '.join(f'{role} {number:,}' for role, number in roles.items())}"


def _lines(belonging: Belonging) -> Iterator[str]:
    since = f"since {belonging.start}" if belonging.start else "since unknown"
    until = f" until {belonging.end}" if belonging.end else ""
    yield f"  {belonging.party} > {belonging.of}  {belonging.kind}  {since}{until}  ({belonging.basis})"
    for saying in belonging.sayings:
        yield f"      {saying.document}"
        yield f'      "{" ".join(saying.quote.split())}"'
