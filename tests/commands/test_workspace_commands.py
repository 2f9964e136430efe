"""`add`, `status` and `export` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli import app

TEXT = "قصفت طائرات حربية مدينة إدلب أمس وقتل أربعة مدنيين"  # warplanes bombed Idlib yesterday, four civilians killed


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(TEXT)
    lines = [{"id": "b", "text": TEXT + ".", "published": "2023-06-07"}, {"text": 1}]
    (tmp_path / "reports" / "b.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return tmp_path / "w.db"


def test_add_twice_status_export(db: Path) -> None:
    reports = db.parent / "reports"
    status, out, err = run("add", reports, "--db", db)
    assert (status, out) == (1, f"added 2; {db} holds 2 documents\n")
    assert "b.jsonl:2: text: not text" in err
    _, first, _ = run("export", "jsonl", "--db", db)
    status, out, _ = run("add", reports, "--db", db)
    assert (status, out) == (1, f"added 0, already 2; {db} holds 2 documents\n")
    assert run("export", "jsonl", "--db", db) == (0, first, "")
    assert [json.loads(line)["id"] for line in first.splitlines()] == ["a", "b"]


def test_the_workspace_exports_what_extract_prints(db: Path) -> None:
    reports = db.parent / "reports"
    run("add", reports, "--db", db)
    exported = [json.loads(line) for line in run("export", "jsonl", "--db", db)[1].splitlines()]
    incidents = [event.pop("incident") for record in exported for event in record["events"]]
    extracted = [json.loads(line) for line in run("extract", reports)[1].splitlines()]
    assert {event.pop("incident") for record in extracted for event in record["events"]} == {None}
    assert exported == extracted
    assert all(incident.startswith("i-") for incident in incidents)


def test_a_date_given_later(db: Path) -> None:
    reports = db.parent / "reports"
    run("add", reports, "--db", db)
    _, out, _ = run("add", reports, "--db", db, "--published", "2023-06-07", "--json")
    assert json.loads(out) == {"added": 0, "replaced": 1, "already": 1, "failed": 1, "documents": 2}
    records = [json.loads(line) for line in run("export", "jsonl", "--db", db)[1].splitlines()]
    assert {record["published"] for record in records} == {"2023-06-07"}


def test_status_tells_what_is_there_and_what_was_not_read(db: Path) -> None:
    run("add", db.parent / "reports", "--db", db)
    status, out, _ = run("status", "--db", db)
    assert status == 0
    assert "documents  2" in out and "b.jsonl:2: text: not text" in out and "added 2, not read 1" in out
    found = json.loads(run("status", "--db", db, "--json")[1])
    assert (found["documents"], found["runs"][0]["failed"]) == (2, 1)


def test_exports_go_to_files_and_pipes_alike(db: Path) -> None:
    run("add", db.parent / "reports", "--db", db)
    for name in ("csv", "geojson", "jsonl"):
        out = db.parent / f"events.{name}"
        assert run("export", name, "--db", db, "-o", out) == (0, "", "")
        assert out.read_bytes().decode().splitlines() == run("export", name, "--db", db)[1].splitlines()
    assert json.loads((db.parent / "events.geojson").read_text())["type"] == "FeatureCollection"
    text = (db.parent / "events.csv").read_bytes().decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text)))[:2] == ["document", "event"]


def test_the_workspace_may_be_named_by_the_environment(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_DB", str(db))
    run("add", db.parent / "reports")
    assert "documents  2" in run("status")[1]
