"""A workspace whose documents all stand in incidents, and how ids, days and signatures come in from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer

from marsad.commands.progress import Progress
from marsad.incidents.compare import Linker
from marsad.incidents.linker import make_linker
from marsad.packs.load import load_packs
from marsad.store.connect import Workspace
from marsad.store.incidents import Filter
from marsad.store.keep import BY
from marsad.store.link import count_pending, link_pending, unlink_all
from marsad.store.regroup import Hand
from marsad.store.workspace import open_workspace

Since = Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day (YYYY-MM-DD).")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day.")]
Place = Annotated[str, typer.Option(metavar="NAME", help="A place, governorate or country code, in Arabic or English.")]
PartyId = Annotated[str, typer.Option("--party", metavar="ID", help="A party's id, in whatever role.")]
Type = Annotated[str, typer.Option("--type", metavar="TYPE", help="Kind of action, such as air_strike.")]
Limit = Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="How many to show.")]
Offset = Annotated[int, typer.Option(metavar="N", min=0, help="How many to pass over.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="MARSAD_BY", help="Who judges: a judgement is signed.")]


@contextmanager
def linked_workspace(db: str, *, relink: bool = False) -> Iterator[tuple[Workspace, Linker]]:
    """The workspace ``db`` with every document linked, and what links; ``relink``: all of them anew."""
    linker = make_linker(load_packs())
    with open_workspace(db, make=False) as workspace:
        if relink:
            unlink_all(workspace)
        link_rest(workspace, linker)
        yield workspace, linker


def link_rest(workspace: Workspace, linker: Linker | None = None) -> None:
    """Link what was kept without (by an older version, or by a run that does not link); by the packs' linker unless one is given."""
    number = count_pending(workspace)
    if number:
        hand, by = Hand(BY, datetime.now(UTC)), linker or make_linker(load_packs())
        with Progress("linking", number) as progress:

            def one_more() -> None:
                progress.advance(1)
                progress.count()

            link_pending(workspace, by, hand, one_more)


def make_filter(since: str | None, until: str | None, **fields: Any) -> Filter:
    """The filter of a command's options. Raises a usage error for a day that is none."""
    return Filter(_day(since, "--since"), _day(until, "--until"), **fields)


def _day(value: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as fault:
        raise typer.BadParameter(f"{value!r} is no day; write it as YYYY-MM-DD", param_hint=option) from fault


def say_json(record: Any) -> None:
    """A record as one line of JSON."""
    typer.echo(json.dumps(asdict(record), ensure_ascii=False, default=str))
