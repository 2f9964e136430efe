"""`extract`, `explain` and `demo` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli import COULD_NOT_RUN, app
from marsad.commands import inputs
from marsad.intake.samples import read_samples

TEXT = "قصف الجيش البلدة أمس"  # the army shelled the town yesterday


def run(*args: object, stdin: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "old.txt").write_bytes("кратко".encode("koi8-r"))
    (tmp_path / "lines.jsonl").write_text(json.dumps({"id": "x", "text": TEXT}) + "\n{broken\n")
    return tmp_path


def test_one_record_a_document_and_one_line_a_failure(folder: Path) -> None:
    status, out, err = run("extract", folder, folder / "missing.txt")
    assert status == 3
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["good", "x"]
    lines = err.splitlines()
    assert [line.split(":")[1].rsplit("/", 1)[-1] for line in lines[:3]] == [
        "lines.jsonl",
        "old.txt",
        "missing.txt",
    ]
    assert "lines.jsonl:2: broken JSON" in lines[0]
    assert lines[3:] == ["3 inputs could not be read"]


def test_to_a_file_whole(folder: Path) -> None:
    out = folder / "records.jsonl"
    assert run("extract", folder / "good.txt", "-o", out)[:2] == (0, "")
    assert json.loads(out.read_text())["id"] == "good"
    assert run("extract", folder, "-o", out)[0] == 2  # the output in the folder is not read as input
    assert not list(folder.glob(".*.part"))


def test_the_output_is_never_an_input(folder: Path) -> None:
    status, _, err = run("extract", folder / "good.txt", "-o", folder / "good.txt")
    assert status == COULD_NOT_RUN and "is also an input" in err
    assert (folder / "good.txt").read_text() == TEXT


def test_an_output_that_cannot_be_written(folder: Path) -> None:
    status, _, err = run("extract", folder / "good.txt", "-o", folder / "no" / "x.jsonl")
    assert status == COULD_NOT_RUN
    assert err.endswith("x.jsonl: cannot be written (No such file or directory); name another file with -o\n")


def test_a_flood_of_failures_is_told_in_short(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n" * 500)
    status, _, err = run("extract", tmp_path / "bad.jsonl")
    assert status == 124
    assert len(err.splitlines()) == 22 and "480 more lines" in err


def test_fifty_megabytes_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes((TEXT + "\n").encode() * (50_000_000 // len(f"{TEXT}\n".encode()) + 1))
    status, out, err = run("extract", tmp_path / "big.txt")
    assert (status, out) == (1, "")
    assert "big.txt: 50.0 MB in one report, more than the bound of 5 MB" in err and "--max-mb" in err


@pytest.mark.parametrize(
    ("option", "value"), [("--published", "soon"), ("--theatre", "atlantis"), ("--max-mb", "0")], ids=str
)
def test_options_are_checked_before_anything_is_read(option: str, value: str) -> None:
    status, out, err = run("extract", "-", option, value, stdin=TEXT.encode())
    assert (status, out) == (COULD_NOT_RUN, "")
    assert option in err


def test_the_date_given_is_in_the_record() -> None:
    _, out, _ = run("extract", "-", "--published", "2023-06-07", "--mentions", stdin=TEXT.encode())
    record = json.loads(out)
    assert (record["published"], record["published_basis"]) == ("2023-06-07", "given")
    assert {"times", "places", "actors", "counts", "speakers"} <= set(record["mentions"])


def test_explain_shows_every_sentence_of_running_text(folder: Path) -> None:
    status, out, _ = run("explain", folder / "good.txt", "--published", "2023-06-07")
    assert status == 0
    assert out.startswith("document good\n  published 2023-06-07, given\n")
    assert TEXT in out
    _, out, _ = run("explain", folder / "good.txt", "--json")
    assert json.loads(out)["label"] == "document good"


def test_demo_shows_every_sample() -> None:
    status, out, err = run("demo")
    assert (status, err) == (0, "")
    assert all(doc.id in out for doc in read_samples())
    assert all(len(line) <= 80 for line in out.splitlines() if line.isascii())


def test_demo_as_json() -> None:
    _, out, _ = run("demo", "--json")
    assert [json.loads(line)["id"] for line in out.splitlines()] == [doc.id for doc in read_samples()]


def test_a_bug_in_the_reading_is_loud_and_names_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(inputs, "read_document", fail)
    result = CliRunner().invoke(app, ["extract", "-"], input=TEXT.encode())
    assert isinstance(result.exception, ZeroDivisionError)
    assert "document stdin" in result.exception.__notes__[0]
