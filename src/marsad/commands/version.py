"""`marsad version`."""

from __future__ import annotations

import typer

from marsad import __version__


def register(app: typer.Typer) -> None:
    """Add `version` to ``app``."""
    app.command(epilog="Example: marsad version")(version)


def version() -> None:
    """Show the version."""
    typer.echo(f"marsad {__version__}")
