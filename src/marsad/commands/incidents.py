"""`marsad incidents`: what is on record, and all that is known of one incident."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from marsad.commands.incident_lines import campaign_lines, dossier_lines, question_lines, show_incident
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
from marsad.incidents.parties import Kin
from marsad.store.connect import Workspace
from marsad.store.incidents import PAGE, Filter, find_incident, list_incidents, list_questions
from marsad.store.ledger import find_campaign

_EXAMPLE = "Example: marsad incidents --place Idlib --since 2020-02-01 --grade corroborated"
Grade = Annotated[str, typer.Option(metavar="GRADE", help="acknowledged, corroborated, single, contested or denied.")]
Level = Annotated[str, typer.Option(metavar="LEVEL", help="incident, campaign, tally or all.")]


def register(app: typer.Typer) -> None:
    """Add `incidents` to ``app``."""
    app.command(epilog=_EXAMPLE)(incidents)


def incidents(
    name: Annotated[str, typer.Argument(metavar="[ID]", help="One incident: any id it ever had, or an event's key.")] = "",
    since: Since = None,
    until: Until = None,
    place: Place = "",
    party: PartyId = "",
    type_: Type = "",
    grade: Grade = "",
    status: Annotated[str, typer.Option(metavar="STATUS", help="reported, planned or denied.")] = "",
    level: Level = "incident",
    reports: Annotated[int, typer.Option(metavar="N", min=1, help="Told in at least so many reports.")] = 1,
    rejected: Annotated[bool, typer.Option("--rejected", help="Those that a person rejected.")] = False,
    questions: Annotated[bool, typer.Option("--questions", help="Pairs that may be one: a person decides.")] = False,
    relink: Annotated[bool, typer.Option("--relink", help="Link all documents anew first; judgements stay.")] = False,
    limit: Limit = PAGE,
    offset: Offset = 0,
    db: Db = DEFAULT_DB,
    as_json: AsJson = False,
) -> None:
    """Show what is on record, each happening once, latest first; with an id all that is known of one.

    An incident is made of the events that reports tell of one happening. Its grade says who stands behind it; what
    reports disagree on stays visible.
    """
    wanted = make_filter(
        since, until, place=place, party=party, type=type_, grade=grade, status=status,
        level="" if level == "all" else level, least_documents=reports, rejected=rejected)  # fmt: skip
    with linked_workspace(db, relink=relink) as (workspace, linker):
        if name:
            _show_one(workspace, name, linker.relations.kin, as_json)
        elif questions:
            _show_questions(workspace, limit, as_json)
        else:
            _show_page(workspace, wanted, limit, offset, as_json)


def _show_one(workspace: Workspace, name: str, kin: Kin, as_json: bool) -> None:
    dossier = find_incident(workspace, name)
    if dossier is None:
        raise WorkspaceError(f"{name}: no incident of that id in {workspace.name}; see them with: marsad incidents")
    if as_json:
        say_json(dossier)
        return
    lines = list(dossier_lines(dossier))
    campaign = find_campaign(workspace, dossier.incident.id, kin)
    if campaign:
        lines += ["campaign", *campaign_lines(campaign)]
    typer.echo("\n".join(line.rstrip() for line in lines))


def _show_questions(workspace: Workspace, limit: int, as_json: bool) -> None:
    found = list_questions(workspace, limit=limit)
    for question in found:
        if as_json:
            say_json(question)
        else:
            typer.echo("\n".join(question_lines(question)))
    if not found:
        typer.echo("no open question", err=True)


def _show_page(workspace: Workspace, wanted: Filter, limit: int, offset: int, as_json: bool) -> None:
    page = list_incidents(workspace, wanted, limit=limit, offset=offset)
    if as_json:
        for incident in page.incidents:
            say_json(incident)
        return
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as text:
        for incident in page.incidents:
            show_incident(console, incident)
    typer.echo("\n".join(line.rstrip() for line in text.get().splitlines()))
    last = offset + len(page.incidents)
    more = f"; more with --offset {last}" if last < page.total else ""
    typer.echo(f"{len(page.incidents)} of {page.total:,} in {workspace.name}{more}", err=True)
