"""`marsad judge` and `marsad history`: a person's word on incidents, and who changed what when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad.commands.linking import AsJson, By, linked_workspace, say_json
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.incidents.records import Judgement
from marsad.store.judge import SLOTS
from marsad.store.judge import judge as write
from marsad.store.judge import undo as take_back
from marsad.store.judgements import list_judgements

_A = Annotated[str, typer.Argument(metavar="A", help="An incident (i-...) or an event of one (e-...).")]
_B = Annotated[str, typer.Argument(metavar="B", help="The other.")]
_Note = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]


def register(app: typer.Typer) -> None:
    """Add `judge` with its commands to ``app``."""
    about = "Say what a person decided: same, different, accept, reject, correct; undo it; list all."
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=about, epilog="Example: marsad judge same A B --by Rana")
    group.command(epilog="Example: marsad judge same i-abcdefghijkl i-mnopqrstuvwx --by Rana")(same)
    group.command(epilog="Example: marsad judge different i-abcdefghijkl e-mnopqrstuvwx --by Rana")(different)
    group.command(epilog="Example: marsad judge accept i-abcdefghijkl --by Rana")(accept)
    group.command(epilog='Example: marsad judge reject i-abcdefghijkl --by Rana --note "an exercise"')(reject)
    group.command(epilog="Example: marsad judge correct i-abcdefghijkl killed 4-7 --by Rana")(correct)
    group.command(epilog="Example: marsad judge undo 3 --by Rana")(undo)
    group.command(name="list", epilog="Example: marsad judge list --json")(show)
    app.add_typer(group, name="judge")


def same(a: _A, b: _B, by: By, note: _Note = "", db: Db = DEFAULT_DB) -> None:
    """Two incidents are one happening: they become one, and stay one when reports are read anew."""
    _write(db, "same", a, b, by=by, note=note)


def different(a: _A, b: _B, by: By, note: _Note = "", db: Db = DEFAULT_DB) -> None:
    """They are two happenings: an event (e-...) leaves the incident it stands in, or two are never joined."""
    _write(db, "different", a, b, by=by, note=note)


def accept(a: _A, by: By, note: _Note = "", db: Db = DEFAULT_DB) -> None:
    """It is right as it stands."""
    _write(db, "accept", a, by=by, note=note)


def reject(a: _A, by: By, note: _Note = "", db: Db = DEFAULT_DB) -> None:
    """It is no happening that should be on record; it is kept, and shown with --rejected only."""
    _write(db, "reject", a, by=by, note=note)


def correct(
    a: _A,
    slot: Annotated[str, typer.Argument(metavar="SLOT", help=f"One of {', '.join(SLOTS)}.")],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="A day, a figure (4, 4-7, 15+), ids or names with commas; '' for unknown.")
    ],
    by: By,
    note: _Note = "",
    db: Db = DEFAULT_DB,
) -> None:
    """Set a slot; the claims that say otherwise stay beside it."""
    _write(db, "correct", a, by=by, note=note, slot=slot, value=value)


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The judgement's number.")],
    by: By,
    note: _Note = "",
    db: Db = DEFAULT_DB,
) -> None:
    """Take a judgement back (an undo too): all is as if it had not been said, and both stay on record."""
    with linked_workspace(db) as (workspace, linker):
        _tell(take_back(workspace, number, linker=linker, by=by, now=datetime.now(UTC), note=note))


def show(db: Db = DEFAULT_DB, as_json: AsJson = False) -> None:
    """List all judgements, also those undone or overruled by a later one."""
    with linked_workspace(db) as (workspace, _):
        for judgement in list_judgements(workspace):
            if as_json:
                say_json(judgement)
            else:
                _tell(judgement)


def _write(db: str, kind: str, a: str, b: str = "", *, by: str, note: str, slot: str = "", value: str = "") -> None:
    with linked_workspace(db) as (workspace, linker):
        told = write(workspace, kind, a, b, linker=linker, by=by, now=datetime.now(UTC), slot=slot, value=value, note=note)
        _tell(told)
        overruled = [j.id for j in list_judgements(workspace) if j.overruled_by == told.id]
    if overruled:
        typer.echo(f"it overrules judgement {', '.join(map(str, overruled))}", err=True)


def _tell(j: Judgement) -> None:
    sides = " | ".join(" ".join(side) for side in (j.left, j.right) if side)
    what = f"{j.kind} {j.undoes}" if j.undoes else f"{j.kind} {j.slot} {j.value}".strip()
    state = " [undone]" if j.undone else f" [overruled by {j.overruled_by}]" if j.overruled_by else ""
    typer.echo(f"{j.id}  {j.at_utc:%Y-%m-%d %H:%M} UTC  {what}{state}  {sides}  by {j.by}{'  ' + j.note if j.note else ''}")
