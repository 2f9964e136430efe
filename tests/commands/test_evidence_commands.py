"""`evidence`, `verify`, `revisions`, `withdraw` and `export warc` as a user meets them."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli import COULD_NOT_RUN, app
from marsad.exports.warc import write_warc
from marsad.intake.captures import ARCHIVE, Capture
from marsad.store.incidents import find_incident
from marsad.store.workspace import open_workspace

TEXT = "قصفت طائرات حربية القرية أمس وقتل أربعة مدنيين، بحسب ما قالت مصادر محلية في البلدة."  # bombed, four killed


def page(more: str = "") -> str:
    head = "<link rel='canonical' href='https://a.example/1'><meta property='article:published_time' content='2023-06-07T10:00:00+03:00'>"
    return f"<html><head>{head}</head><body><h1>قصف القرية</h1><div class='entry-content'><p>{TEXT}</p><p>{TEXT}{more}</p></div></body></html>"


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(page())
    assert run("add", tmp_path / "page.html", "--db", tmp_path / "w.db")[:2] == (
        0,
        f"added 1; {tmp_path}/w.db holds 1 documents\n",
    )
    return tmp_path / "w.db"


def test_evidence_and_the_original_bytes(db: Path) -> None:
    status, out, _ = run("evidence", "page", "--db", db, "-o", db.parent / "original.html")
    assert status == 0 and "sha256" in out and "article taken by the page's own marks" in out
    assert (db.parent / "original.html").read_text() == page()
    found = json.loads(run("evidence", "https://a.example/1", "--db", db, "--json")[1])
    assert found["via"] == "file" and len(found["steps"]) == 3
    status, _, err = run("evidence", "none", "--db", db)
    assert status == COULD_NOT_RUN and "none: no evidence" in err


def test_verify(db: Path) -> None:
    status, out, _ = run("verify", "--db", db)
    assert status == 0 and "all holds" in out
    found = json.loads(run("verify", "--db", db, "--json")[1])
    assert run("verify", "--db", db, "--head", found["head"]["digest"])[0] == 0
    connection = sqlite3.connect(db)
    connection.execute("UPDATE documents SET text = 'x'")
    connection.commit()
    connection.close()
    status, out, _ = run("verify", "--db", db)
    assert status == 1 and "document page: its text is no longer what was read from its bytes" in out


def test_a_page_saved_again_after_it_changed(db: Path) -> None:
    (db.parent / "page.html").write_text(page(" ثم ارتفعت الحصيلة."))  # then the toll rose
    assert run("add", db.parent / "page.html", "--db", db)[1].startswith("added 0, changed 1; ")
    assert "https://a.example/1" in run("revisions", "--db", db)[1]
    out = run("revisions", "https://a.example/1", "--db", db)[1]
    assert "revision 2" in out and f"  -{TEXT}" in out and "ثم ارتفعت الحصيلة." in out
    old, new = (json.loads(line) for line in run("export", "jsonl", "--db", db)[1].splitlines())
    assert old["superseded_by"] == new["id"] != old["id"]
    assert json.loads(run("revisions", old["id"], "--db", db, "--json")[1].splitlines()[1])["number"] == 2
    assert run("revisions", "none", "--db", db)[0] == COULD_NOT_RUN


def test_withdraw_and_undo(db: Path) -> None:
    assert run("withdraw", "page", "--db", db)[0] == COULD_NOT_RUN
    status, out, _ = run("withdraw", "page", "--because", "correction", "--by", "an editor", "--db", db)
    assert status == 0 and out.startswith("page: withdrawn; ")
    assert "withdrawn" in json.loads(run("export", "jsonl", "--db", db)[1])
    assert "an editor" in run("status", "--db", db)[1]
    assert run("withdraw", "page", "--undo", "--by", "an editor", "--db", db)[1] == "page: flag taken off\n"


def test_an_incident_tells_which_of_its_reports_was_withdrawn(db: Path) -> None:
    incident = json.loads(run("export", "jsonl", "--db", db)[1])["events"][0]["incident"]
    run("withdraw", "page", "--because", "correction", "--by", "an editor", "--db", db)
    with open_workspace(str(db), make=False) as workspace:
        dossier = find_incident(workspace, incident)
    assert dossier is not None and [len(entry.withdrawn) for entry in dossier.entries] == [len("2026-01-01")]


def test_what_was_received_goes_out_as_warc_and_comes_back(db: Path) -> None:
    moment = datetime(2023, 6, 7, 10, tzinfo=UTC)
    made, out, other = db.parent / "made.warc.gz", db.parent / "out.warc.gz", db.parent / "other.db"
    with made.open("wb") as stream:
        write_warc([Capture("x", page().encode(), ARCHIVE, moment, "https://a.example/1", status=200)], stream, software="a test")
    assert run("add", made, "--db", other)[0] == 0
    assert run("add", made, "--db", other)[1].startswith("added 0, already 1; ")
    assert run("export", "warc", "--db", other, "-o", out)[0] == 0
    assert run("add", out, "--db", other)[1].startswith("added 0, already 1; ")
    assert run("verify", "--db", other)[0] == 0
