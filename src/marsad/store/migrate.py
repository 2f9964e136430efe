"""Bringing a database to the tables of this version, with the file copied before anything changes."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.migration import MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from marsad.errors import WorkspaceError
from marsad.store.connect import Workspace

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(workspace: Workspace, file: Path | None, migrations: Path = MIGRATIONS) -> Path | None:
    """Bring ``workspace`` to the newest revision; the copy made of ``file`` before, if one was needed.

    All in one transaction: whoever dies or fails in between leaves the database as it was. Raises
    WorkspaceError when the database is another program's or a newer Marsad's.
    """
    scripts = ScriptDirectory(migrations)
    head = scripts.get_current_head()
    with workspace.reader.begin() as connection:
        if _revision(connection) == head:
            return None
    if file is not None and not _tables(workspace):
        _use_wal(file)
    copy = None
    with workspace.writer.begin() as connection:
        now = _revision(connection)  # again: another process may have been quicker
        if now == head:
            return None
        _check(connection, workspace.name, now, {s.revision for s in scripts.walk_revisions()})
        if file is not None and now is not None:
            copy = copy_file(file, now)
        _upgrade(connection, scripts)
    return copy


def _upgrade(connection: Connection, scripts: ScriptDirectory) -> None:
    def steps(revision: Any, _: MigrationContext) -> list[MigrationStep]:
        todo = list(scripts.iterate_revisions("head", revision, implicit_base=True))
        return [MigrationStep.upgrade_from_script(scripts.revision_map, script) for script in reversed(todo)]

    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()


def _check(connection: Connection, name: str, now: str | None, known: set[str]) -> None:
    if now is None and inspect(connection).get_table_names():
        raise WorkspaceError(f"{name}: is another program's database; name another file with --db")
    if now is not None and now not in known:
        raise WorkspaceError(f"{name}: made by a newer Marsad (tables {now}); pip install --upgrade marsad")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _tables(workspace: Workspace) -> list[str]:
    with workspace.reader.begin() as connection:
        return inspect(connection).get_table_names()


def _use_wal(file: Path) -> None:
    """Write-ahead logging, kept in the file from then on: readers and the writer do not wait for each other."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def copy_file(file: Path, revision: str) -> Path:
    """A whole copy of the SQLite ``file`` beside it, named by the revision it holds; older copies stay."""
    names = (f"{file.name}.before-{revision}{n}" for n in ("", *(f"-{i}" for i in range(2, 1000))))
    copy = next(file.with_name(n) for n in names if not file.with_name(n).exists())
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    source, target = sqlite3.connect(file), sqlite3.connect(part)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    os.replace(part, copy)
    return copy
