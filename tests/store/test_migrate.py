"""Migrations: to the tables of today, with a copy before, whole or not at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from marsad.incidents.keys import event_keys
from marsad.store.connect import Workspace, connect, parse_address
from marsad.store.migrate import MIGRATIONS, migrate
from marsad.store.user_tables import METADATA

HEAD = ScriptDirectory(MIGRATIONS).get_current_head()
NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9000"
down_revision = "{head}"
def upgrade():
    op.add_column("documents", sa.Column("note", sa.Text))
    {more}
"""


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations with one more that a later version might bring."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "v9000_next.py").write_text(NEXT.format(head=HEAD, more=""))
    return folder


def opened(file: Path) -> Workspace:
    return connect(parse_address(str(file)))


def columns(file: Path) -> set[str]:
    connection = sqlite3.connect(file)
    names = {row[1] for row in connection.execute("PRAGMA table_info(documents)")}
    connection.close()
    return names


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "w.db")
    assert migrate(workspace, tmp_path / "w.db") is None
    with workspace.reader.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "w.db"
    workspace = opened(file)
    migrate(workspace, file)
    workspace.reader.dispose()  # closing the last connection carries the log over into the file
    before = file.read_bytes()
    again = opened(file)
    assert migrate(again, file) is None
    again.reader.dispose()
    assert file.read_bytes() == before


def test_a_copy_is_made_before_the_tables_change(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "w.db"
    migrate(opened(file), file)
    copy = migrate(opened(file), file, later)
    assert copy == tmp_path / f"w.db.before-{HEAD}"
    assert "note" in columns(file) and "note" not in columns(copy)
    assert not list(tmp_path.glob("*.part"))


def test_an_older_copy_stays(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "w.db"
    migrate(opened(file), file)
    (tmp_path / f"w.db.before-{HEAD}").write_text("precious")
    assert migrate(opened(file), file, later) == tmp_path / f"w.db.before-{HEAD}-2"
    assert (tmp_path / f"w.db.before-{HEAD}").read_text() == "precious"


def test_a_migration_that_fails_leaves_the_workspace_as_it_was(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "w.db"
    migrate(opened(file), file)
    before = columns(file)
    (later / "versions" / "v9000_next.py").write_text(NEXT.format(head=HEAD, more='op.drop_table("nosuch")'))
    with pytest.raises(OperationalError):
        migrate(opened(file), file, later)
    assert columns(file) == before
    (later / "versions" / "v9000_next.py").write_text(NEXT.format(head=HEAD, more=""))
    migrate(opened(file), file, later)
    assert "note" in columns(file)


def test_events_of_the_first_workspaces_get_keys(tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(MIGRATIONS, first)
    for script in (first / "versions").glob("v*.py"):
        if script.name != "v0001_first.py":
            script.unlink()
    file = tmp_path / "w.db"
    migrate(opened(file), file, first)
    connection = sqlite3.connect(file)
    connection.execute("INSERT INTO runs VALUES (1, '2026-01-01', NULL, '0', '', '', 0, 0, 0, 0)")
    connection.execute(
        "INSERT INTO documents (pk, sha256, id, outlet, url, title, published_basis, text, record, run, added_utc)"
        " VALUES (1, 'aa', 'a', '', '', '', 'unknown', 'x', '{}', 1, '2026-01-01')"
    )
    records = [{"trigger": {"start": at, "end": at + 4}} for at in (3, 3, 20)]
    for position, record in enumerate(records):
        connection.execute(
            "INSERT INTO events (document, position, type, level, status, record) VALUES (1, ?, 'raid', 'incident', 'reported', ?)",
            (position, json.dumps(record)),
        )
    connection.commit()
    connection.close()
    assert migrate(opened(file), file) == tmp_path / "w.db.before-0001"
    connection = sqlite3.connect(file)
    keys = [row[0] for row in connection.execute("SELECT key FROM events ORDER BY position")]
    linked = connection.execute("SELECT linked FROM documents").fetchone()
    connection.close()
    assert keys == list(event_keys("aa", records)) and len(set(keys)) == 3
    assert linked == (0,)


@pytest.mark.parametrize("before", ["0005", "0009"])
def test_what_older_tables_linked_is_linked_anew(tmp_path: Path, before: str) -> None:
    older = tmp_path / "older"
    shutil.copytree(MIGRATIONS, older)
    for script in (older / "versions").glob("v*.py"):
        if script.name[1:5] > before:
            script.unlink()
    file = tmp_path / "w.db"
    migrate(opened(file), file, older)
    connection = sqlite3.connect(file)
    connection.execute("INSERT INTO runs VALUES (1, '2026-01-01', NULL, '0', '', '', 0, 0, 0, 0)")
    connection.execute(
        "INSERT INTO documents (pk, sha256, id, outlet, url, title, published_basis, text, record, run, added_utc, linked, copy_group)"
        " VALUES (1, 'aa', 'a', '', '', '', 'unknown', 'x', '{}', 1, '2026-01-01', 1, 'aa')"
    )
    for pk in (1, 2):
        connection.execute(
            "INSERT INTO events (pk, document, position, type, level, status, record, key, incident)"
            f" VALUES ({pk}, 1, {pk}, 'raid', 'incident', 'reported', '{{}}', 'e-{pk}', 'i-a')"
        )
    connection.execute("INSERT INTO event_blocks VALUES (7, 1)")
    connection.execute("INSERT INTO links VALUES (1, 2, 0.5, '[]')")
    connection.execute("INSERT INTO judgements VALUES (1, 'accept', 'Rana', '2026-01-01', '', '', '', NULL)")
    connection.commit()
    connection.close()
    assert migrate(opened(file), file) == tmp_path / f"w.db.before-{before}"
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT linked FROM documents").fetchall() == [(0,)]
    assert connection.execute("SELECT key, incident FROM events").fetchall() == [("e-1", None), ("e-2", None)]
    for table in ("event_blocks", "links", "sightings", "incidents"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert connection.execute("SELECT by FROM judgements").fetchall() == [("Rana",)]
    connection.close()
