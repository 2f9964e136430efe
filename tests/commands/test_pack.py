"""`marsad pack` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from marsad.cli import app


def run(*args: object) -> Result:
    return CliRunner().invoke(app, ["pack", *map(str, args)])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A pack of one actor with one alias, whose example lacks it."""
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "pack.yaml").write_text("name: made\nkind: theatre\ntitle: Made\ncountries: [SY]\n", encoding="utf-8")
    (folder / "actors.yaml").write_text("- {id: lily, name: Lily, kind: militia, country: SY}\n", encoding="utf-8")
    rows = "actor,alias,scope,example\nlily,لواء الزنبق,any,وصل لواء آخر\n"  # the Lily Brigade; another brigade arrived
    (folder / "aliases.csv").write_text(rows, encoding="utf-8")
    return folder


def test_packs_are_listed_with_their_rows(made: Path) -> None:
    lines = run("list", "--path", made).stdout.splitlines()
    assert lines[0].startswith("arabic ")
    assert any(line.startswith("made ") and "1 actors, 1 aliases" in line for line in lines)


def test_packs_are_listed_as_json() -> None:
    names = [json.loads(line)["name"] for line in run("list", "--json").stdout.splitlines()]
    assert {"arabic", "syria", "yemen"} <= set(names)


@pytest.mark.parametrize("parent", [True, False])
def test_a_fault_is_told_with_file_row_column_and_mend(made: Path, parent: bool) -> None:
    result = run("check", "made", "--path", made.parent if parent else made)
    assert result.exit_code == 1
    assert result.stdout.startswith("error: made/aliases.csv:2 [example]: no match in")
    assert "mend the sentence" in result.stdout
    assert "1 pack checked: 1 error" in result.stderr


def test_findings_as_json(made: Path) -> None:
    found = json.loads(run("check", "made", "--path", made, "--json").stdout)
    assert (found["pack"], found["file"], found["line"], found["column"]) == ("made", "aliases.csv", 2, "example")


def test_a_pack_that_cannot_be_loaded_is_still_checked(made: Path) -> None:
    with (made / "aliases.csv").open("a", encoding="utf-8") as rows:
        rows.write("lily,الزنبق,any,الزنبق,more\n")
    result = run("check", "made", "--path", made)
    assert result.exit_code == 1
    assert "made/aliases.csv:3: 5 cells under 4 columns" in result.stdout
    assert "cannot be loaded" in result.stderr


def test_a_mended_pack_passes(made: Path) -> None:
    rows = "actor,alias,scope,example\nlily,لواء الزنبق,any,وصل لواء الزنبق\n"
    (made / "aliases.csv").write_text(rows, encoding="utf-8")
    assert run("check", "made", "--path", made).exit_code == 0


def test_an_unknown_pack_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    assert "no pack named nowhere" in run("check", "nowhere").stderr
    result = run("check", "--path", tmp_path)
    assert result.exit_code == 125
    assert "no pack there" in result.stderr
