"""Opening a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from marsad.errors import WorkspaceError
from marsad.store.connect import Workspace, connect, parse_address, sqlite_path
from marsad.store.faults import plain_faults
from marsad.store.migrate import migrate


@contextmanager
def open_workspace(address: str, *, make: bool) -> Iterator[Workspace]:
    """The workspace at ``address`` (a path or a database URL), brought to this version's tables.

    ``make``: make the file when there is none; otherwise that is an error. Raises WorkspaceError, one
    line with the mend, for whatever the database has against it, on opening and while it is open.
    """
    workspace, file = _prepare(address)
    if file is not None and not make and not file.exists():
        raise WorkspaceError(f"{file}: no workspace here; make it with: marsad add REPORTS --db {file}")
    if file is not None and file.is_dir():
        raise WorkspaceError(f"{file}: is a folder; name a file in it with --db")
    with plain_faults(workspace.name):
        try:
            migrate(workspace, file)
            yield workspace
        finally:
            workspace.reader.dispose()


def _prepare(address: str) -> tuple[Workspace, Path | None]:
    try:
        url = parse_address(address)
        return connect(url), sqlite_path(url)
    except ModuleNotFoundError as fault:
        raise WorkspaceError(
            f"{fault.name} is needed for this database; pip install 'marsad[postgres]'"
        ) from fault
    except (ArgumentError, NoSuchModuleError, ValueError) as fault:  # ValueError: a port that is no number
        raise WorkspaceError(
            "--db: no address that Marsad knows; name a file, or postgresql://user@host/name"
        ) from fault
