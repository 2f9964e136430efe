"""Opening workspaces, and what can be wrong with them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from marsad.errors import WorkspaceError
from marsad.store import connect
from marsad.store.workspace import open_workspace


def refusal(address: object, *, make: bool = True) -> str:
    with pytest.raises(WorkspaceError) as caught, open_workspace(str(address), make=make):
        pass
    line = str(caught.value)
    assert "\n" not in line and "; " in line
    return line


def test_a_new_workspace_logs_ahead_and_checks_references(tmp_path: Path) -> None:
    with (
        open_workspace(str(tmp_path / "w.db"), make=True) as workspace,
        workspace.reader.begin() as connection,
    ):
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == connect.BUSY_SECONDS * 1000


def test_reading_makes_nothing(tmp_path: Path) -> None:
    assert "no workspace here" in refusal(tmp_path / "w.db", make=False)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be opened or made" in refusal(tmp_path / "no" / "w.db")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "w.db").write_text("a report, by mistake\n" * 100)
    assert "not a database" in refusal(tmp_path / "w.db")
    assert (tmp_path / "w.db").read_text().startswith("a report")


def test_another_programs_database(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "w.db")
    connection.execute("CREATE TABLE bookmarks (x)")
    connection.close()
    assert "another program's database" in refusal(tmp_path / "w.db")


def test_a_damaged_workspace(tmp_path: Path) -> None:
    file = tmp_path / "w.db"
    with open_workspace(str(file), make=True):
        pass
    raw = bytearray(file.read_bytes())
    raw[100:] = b"\xaa" * (len(raw) - 100)
    file.write_bytes(raw)
    assert "is damaged" in refusal(file)


def test_a_newer_workspace(tmp_path: Path) -> None:
    file = tmp_path / "w.db"
    with open_workspace(str(file), make=True):
        pass
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert "made by a newer Marsad" in refusal(file)


def test_a_workspace_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.0)
    holder = sqlite3.connect(tmp_path / "w.db", isolation_level=None)
    holder.execute("CREATE TABLE t (x)")
    holder.execute("DROP TABLE t")
    holder.execute("BEGIN EXCLUSIVE")
    assert "in use by another program" in refusal(tmp_path / "w.db")
    holder.close()


def test_a_workspace_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "w.db").write_bytes(b"")
    assert "may not be written to" in refusal(f"sqlite:///file:{tmp_path / 'w.db'}?mode=ro&uri=true")


@pytest.mark.parametrize("address", ["nosuch://host/x", "postgresql://host:port/x", "://"])
def test_an_address_that_is_none(address: str) -> None:
    assert "no address that Marsad knows" in refusal(address)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in refusal("postgresql://me:secret@localhost:1/x")
