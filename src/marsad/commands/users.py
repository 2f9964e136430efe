"""`marsad users`: who may log in to the review page."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.store.users import ROLES, add_user, list_users, remove_user, set_password
from marsad.store.workspace import open_workspace

Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, analyst or admin.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: one user a line.")]


def register(app: typer.Typer) -> None:
    """Add `users` with its commands to ``app``."""
    about = "Manage who may log in to the review page."
    users = typer.Typer(
        rich_markup_mode=None,
        no_args_is_help=True,
        help=about,
        epilog="Example: marsad users add rana --role analyst",
    )
    users.command(epilog="Example: marsad users add rana --role analyst")(add)
    users.command(name="list", epilog="Example: marsad users list")(show)
    users.command(epilog="Example: marsad users password rana")(password)
    users.command(epilog="Example: marsad users remove rana")(remove)
    app.add_typer(users, name="users")


def add(name: Name, role: Role = ROLES[1], db: Db = DEFAULT_DB) -> None:
    """Add a user; the password is asked for, or read from stdin when that is no terminal."""
    if role not in ROLES:
        raise typer.BadParameter(f"{role!r}; there are {', '.join(ROLES)}", param_hint="--role")
    with open_workspace(db, make=True) as workspace:
        user = add_user(workspace, name, role, _read_password(), now=datetime.now(UTC))
    typer.echo(f"{user.name} may log in as {user.role}")


def show(db: Db = DEFAULT_DB, as_json: AsJson = False) -> None:
    """List the users with their roles."""
    with open_workspace(db, make=False) as workspace:
        found = list_users(workspace)
    for user in found:
        row = {"name": user.name, "role": user.role, "made_utc": user.made_utc.isoformat()}
        typer.echo(
            json.dumps(row, ensure_ascii=False)
            if as_json
            else f"{user.role:<8} {user.made_utc:%Y-%m-%d}  {user.name}"
        )


def password(name: Name, db: Db = DEFAULT_DB) -> None:
    """Give a user another password; ends its sessions."""
    with open_workspace(db, make=False) as workspace:
        set_password(workspace, name, _read_password())
    typer.echo(f"{name} has another password; sessions ended")


def remove(name: Name, db: Db = DEFAULT_DB) -> None:
    """Remove a user; what it judged stays, signed."""
    with open_workspace(db, make=False) as workspace:
        remove_user(workspace, name)
    typer.echo(f"{name} may no longer log in")


def _read_password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
