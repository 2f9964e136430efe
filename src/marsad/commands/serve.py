"""`marsad serve`: the review page on a workspace."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.errors import WorkspaceError
from marsad.store.connect import Workspace, parse_address, sqlite_path
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
    public: Annotated[
        bool,
        typer.Option("--public", help="Show reviewed incidents only, with coarse points and no reports."),
    ] = False,
) -> None:
    """Open the review page on a workspace: see, check and correct what was read.

    It answers on this machine only, and loads nothing from anywhere else. A workspace that is not there
    yet is made, so that reports can be added in the page.
    """
    run_page(db, host=host, port=port, public=public)


def run_page(db: str, *, host: str, port: int, public: bool = False) -> None:
    """Serve the workspace at ``db`` until it is stopped (Ctrl-C)."""
    file = sqlite_path(parse_address(db))
    with open_workspace(db, make=True) as workspace:
        run_app(workspace, Settings(hosts=LOOPBACK, file=file, public=public), host=host, port=port)


def run_app(workspace: Workspace, settings: Settings, *, host: str, port: int) -> None:
    """Serve an open ``workspace``. Raises WorkspaceError for a port that is taken."""
    if host_name(host) not in LOOPBACK:
        raise WorkspaceError(
            f"{host}: only loopback is served yet; use an SSH tunnel or a proxy with a login of its own"
        )
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"{workspace.name}: http://{shown}:{port}/   (stop with Ctrl-C)", err=True)
    try:
        uvicorn.run(
            make_app(workspace, settings), host=host, port=port, log_level="warning", server_header=False
        )
    except SystemExit as fault:  # uvicorn tells the reason itself, and ends like this
        raise WorkspaceError(f"{host}:{port}: cannot listen there; name another with --port") from fault
