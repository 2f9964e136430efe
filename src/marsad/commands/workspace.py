"""The option that names a workspace."""

from __future__ import annotations

from typing import Annotated

import typer

DEFAULT_DB = "marsad.db"

Db = Annotated[
    str,
    typer.Option(
        "--db", metavar="FILE", envvar="MARSAD_DB", help="The workspace: an SQLite file, or postgresql://..."
    ),
]
