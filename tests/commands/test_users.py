"""`marsad users`: added, listed, changed and removed at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli import COULD_NOT_RUN, app


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "w.db")


def run(*words: str, said: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["users", *words], input=said)
    return done.exit_code, done.output


def test_users_come_and_go(db: str) -> None:
    assert run("add", "rana", "--role", "analyst", "--db", db, said="a long password\n") == (0, "rana may log in as analyst\n")
    status, out = run("list", "--json", "--db", db)
    assert (status, [json.loads(line)["role"] for line in out.splitlines()]) == (0, ["analyst"])
    assert run("password", "rana", "--db", db, said="another password\n")[0] == 0
    assert run("remove", "rana", "--db", db)[0] == 0
    assert run("list", "--db", db) == (0, "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "rana"), "a password needs 10 to 200 characters"),
        (("add", "rana", "--role", "king"), "there are reader, analyst, admin"),
        (("remove", "nobody"), "marsad users list"),
    ],
)
def test_what_cannot_be_done_is_told(db: str, words: tuple[str, ...], told: str) -> None:
    run("add", "first", "--db", db, said="a long password\n")
    status, out = run(*words, "--db", db, said="short\n")
    assert status == COULD_NOT_RUN
    assert told in " ".join(out.split())
