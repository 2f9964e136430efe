"""`marsad serve`: the review page on a workspace."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from marsad.commands.linking import link_rest
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.errors import WorkspaceError
from marsad.store.connect import Workspace, parse_address, sqlite_path
from marsad.store.users import list_users
from marsad.store.workspace import open_workspace
from marsad.web.app import make_app
from marsad.web.security import LOOPBACK, host_name
from marsad.web.state import Settings

_EXAMPLE = "Example: marsad serve --db syria.db"
PORT = 8300

Port = Annotated[int, typer.Option(metavar="PORT", min=1, max=65535, help="Port to listen on.")]


def register(app: typer.Typer) -> None:
    """Add `serve` to ``app``."""
    app.command(epilog=_EXAMPLE)(serve)


def serve(
    db: Db = DEFAULT_DB,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; loopback unless told otherwise.")
    ] = "127.0.0.1",
    port: Port = PORT,
    login: Annotated[
        bool, typer.Option("--login", help="Ask for a login on loopback, too, as behind a proxy.")
    ] = False,
    public: Annotated[
        bool,
        typer.Option("--public", help="Show reviewed incidents only, with coarse points and no reports."),
    ] = False,
) -> None:
    """Open the review page on a workspace: see, check and correct what was read.

    It answers on this machine only, unless --host says otherwise; then a login is required (see marsad users).
    It loads nothing from anywhere else. A workspace that is not there yet is made, so that reports can be
    added in the page.
    """
    file = sqlite_path(parse_address(db))
    with open_workspace(db, make=True) as workspace:
        link_rest(workspace)
        run_app(
            workspace, make_settings(workspace, file, host, login=login, public=public), host=host, port=port
        )


def make_settings(
    workspace: Workspace, file: Path | None, host: str, *, login: bool, public: bool
) -> Settings:
    """Loopback without a login answers to its own names only; anything else, but the public view, asks for a login.

    Where nobody may log in yet, a secret is printed that makes the first admin.
    """
    here = host_name(f"[{host}]" if ":" in host else host) in LOOPBACK
    login = (login or not here) and not public
    secret = ""
    if login and not list_users(workspace):
        secret = secrets.token_urlsafe(12)
        typer.echo(
            f"nobody may log in yet; make the first admin in the browser with this secret: {secret}", err=True
        )
    return Settings(
        login=login, public=public, hosts=LOOPBACK if here and not login else (), file=file, secret=secret
    )


def run_app(workspace: Workspace, settings: Settings, *, host: str, port: int) -> None:
    """Serve an open ``workspace``. Raises WorkspaceError for a port that is taken."""
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"{workspace.name}: http://{shown}:{port}/   (stop with Ctrl-C)", err=True)
    try:
        uvicorn.run(
            make_app(workspace, settings), host=host, port=port, log_level="warning", server_header=False
        )
    except SystemExit as fault:  # uvicorn tells the reason itself, and ends like this
        raise WorkspaceError(f"{host}:{port}: cannot listen there; name another with --port") from fault
