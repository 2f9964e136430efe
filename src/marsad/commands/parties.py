"""`marsad parties`: who is on record, and who belongs to whom from when to when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

import typer

from marsad.commands.linking import AsJson, linked_workspace, say_json
from marsad.commands.table import isolate
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.incidents.ledger import Belonging, PartyPage
from marsad.incidents.parties import make_page
from marsad.packs.load import load_packs
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
    """Show the parties on record with their incidents by role; with an id who belongs to whom, and since when.

    Of one party also its names in the packs, with the days on which they mean it.
    """
    packs = load_packs()
    with linked_workspace(db) as (workspace, linker):
        counts = count_parties(workspace)
        read = list_memberships(workspace, name)
    if not name:
        for party, roles in counts.items():
            line = {"party": party, **roles}
            typer.echo(json.dumps(line, ensure_ascii=False) if as_json else _counted(party, roles))
        return
    kin, roles = linker.relations.kin, counts.get(name, {})
    told = [*kin.up.get(name, ()), *kin.down.get(name, ()), *read]
    page = make_page(name, packs, told, initiated=roles.get("initiator", 0), targeted=roles.get("target", 0))
    if as_json:
        say_json(page)
    else:
        typer.echo("\n".join(_page_lines(page)))
    if not told and not page.aliases and name not in counts:
        typer.echo(f"nothing on record of {name}", err=True)


def _counted(party: str, roles: Mapping[str, int]) -> str:
    return f"{party}  {', '.join(f'{role} {number:,}' for role, number in roles.items())}"


def _page_lines(page: PartyPage) -> Iterator[str]:
    what = ", ".join(word for word in (page.kind, page.country or "") if word)
    yield f"{page.id}  {isolate(page.name)}{f' ({what})' if what else ''}"
    yield f"  initiator {page.initiated:,}, target {page.targeted:,}"
    by_days: dict[str, list[str]] = {}
    for form, start, end in page.aliases:
        by_days.setdefault(_days(start, end), []).append(isolate(form))
    for days, forms in by_days.items():
        yield f"  called{f' {days}' if days else ''}: {', '.join(forms)}"
    for belonging in (*page.belongs, *page.members):
        yield from _lines(belonging)


def _days(start: date | None, end: date | None) -> str:
    return " ".join(word for word in (f"since {start}" if start else "", f"until {end}" if end else "") if word)


def _lines(belonging: Belonging) -> Iterator[str]:
    since = _days(belonging.start, belonging.end) or "since unknown"
    yield f"  {belonging.party} > {belonging.of}  {belonging.kind}  {since}  ({belonging.basis})"
    for saying in belonging.sayings:
        yield f"      {saying.document}"
        yield f'      "{" ".join(saying.quote.split())}"'
