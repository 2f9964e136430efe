"""Migrations: to the tables of today, with a copy before, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import OperationalError

from marsad.store.connect import Workspace, connect, parse_address
from marsad.store.migrate import MIGRATIONS, migrate
from marsad.store.tables import METADATA

NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9000"
down_revision = "0001"
def upgrade():
    op.add_column("documents", sa.Column("note", sa.Text))
    {more}
"""


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations with one more that a later version might bring."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "v9000_next.py").write_text(NEXT.format(more=""))
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
    migrate(opened(file), file)
    before = file.read_bytes()
    assert migrate(opened(file), file) is None
    assert file.read_bytes() == before


def test_a_copy_is_made_before_the_tables_change(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "w.db"
    migrate(opened(file), file)
    copy = migrate(opened(file), file, later)
    assert copy == tmp_path / "w.db.before-0001"
    assert "note" in columns(file) and "note" not in columns(copy)
    assert not list(tmp_path.glob("*.part"))


def test_an_older_copy_stays(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "w.db"
    migrate(opened(file), file)
    (tmp_path / "w.db.before-0001").write_text("precious")
    assert migrate(opened(file), file, later) == tmp_path / "w.db.before-0001-2"
    assert (tmp_path / "w.db.before-0001").read_text() == "precious"


def test_a_migration_that_fails_leaves_the_workspace_as_it_was(tmp_path: Path, later: Path) -> None:
    file = tmp_path / "w.db"
    migrate(opened(file), file)
    before = columns(file)
    (later / "versions" / "v9000_next.py").write_text(NEXT.format(more='op.drop_table("nosuch")'))
    with pytest.raises(OperationalError):
        migrate(opened(file), file, later)
    assert columns(file) == before
    (later / "versions" / "v9000_next.py").write_text(NEXT.format(more=""))
    migrate(opened(file), file, later)
    assert "note" in columns(file)
