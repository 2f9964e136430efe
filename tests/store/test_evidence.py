"""Bytes, captures, revisions and withdrawals; what `verify` finds when they are changed behind its back."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from marsad.errors import WorkspaceError
from marsad.exports.records import report_record
from marsad.intake.captures import ARCHIVE, FETCH, FILE, Capture, Step, Taken, Unread, digest, received
from marsad.records import Report
from marsad.store.connect import Workspace
from marsad.store.evidence import CHANGED, is_settled, keep_taken, keep_unread
from marsad.store.keep import ADDED, ALREADY, REPLACED, keep_document
from marsad.store.recall import recall_records
from marsad.store.revisions import find_revisions, list_changed, show_difference
from marsad.store.runs import Stamp, start_run
from marsad.store.sources import find_sources, read_bytes, recall_captures
from marsad.store.verify import verify
from marsad.store.withdrawals import list_withdrawn, restore, withdraw
from marsad.store.workspace import open_workspace

Make = Callable[..., Report]
Take = Callable[..., Taken]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ADDRESS = "https://a.example/1"


@pytest.fixture
def take(make_report: Make) -> Take:
    """A function that makes a document with its bytes: of a page at an address, unless told otherwise."""

    def make(
        body: bytes = b"page",
        *,
        address: str = ADDRESS,
        name: str = "a",
        via: str = FETCH,
        more: str = "",
        hour: int = 0,
    ) -> Taken:
        report = make_report(name)
        capture = Capture(
            "a.html",
            body,
            via,
            NOW + timedelta(hours=hour),
            address,
            name,
            status=200,
            headers=(("Server", "x"),),
        )
        document = replace(
            report.document, text=report.document.text + more, url=address, sha256=digest(body)
        )
        steps = (received(capture), Step("article taken", "a reader", digest(document.text)))
        return Taken(document, capture, steps)

    return make


def keep(file: Path, make_report: Make, *items: Taken, again: bool = False) -> list[str]:
    with open_workspace(str(file), make=True) as workspace:
        run = start_run(workspace, Stamp("0", (), ""), now=NOW)
        return [keep_taken(workspace, run, t, record_of(t, make_report), now=NOW, again=again) for t in items]


def record_of(taken: Taken, make_report: Make) -> dict[str, Any]:
    report = make_report(taken.document.id)
    return report_record(replace(report, document=replace(taken.document)))


def faults(file: Path) -> tuple[str, ...]:
    with open_workspace(str(file), make=False) as workspace:
        return verify(workspace).faults


def rows(file: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_document_knows_its_bytes_and_its_steps(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    assert keep(file, make_report, take()) == [ADDED]
    with open_workspace(str(file), make=False) as workspace:
        (source,) = find_sources(workspace, "a")
        assert source == find_sources(workspace, ADDRESS)[0]
        assert (source.sha256, source.address, source.status, source.headers) == (
            digest(b"page"),
            ADDRESS,
            200,
            (("Server", "x"),),
        )
        assert [s["done"] for s in source.steps] == ["fetched", "article taken"]
        assert read_bytes(workspace, source.sha256) == b"page"
        with pytest.raises(WorkspaceError, match="no bytes"):
            read_bytes(workspace, "0" * 64)
    assert faults(file) == ()


def test_the_same_again_changes_nothing(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    assert keep(file, make_report, take(), take()) == [ADDED, ALREADY]
    assert keep(file, make_report, take(via=FILE), take(via=FILE)) == [ALREADY, ALREADY]
    assert len(rows(file, "SELECT * FROM bytes")) == 1
    assert (
        len(rows(file, "SELECT * FROM captures")) == 1 + 1
    )  # what was fetched, and the file of the same bytes
    assert keep(file, make_report, take(), again=True) == [REPLACED]
    assert faults(file) == ()


def test_what_was_dealt_with_is_known(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    taken = take()
    keep(file, make_report, taken)
    with open_workspace(str(file), make=False) as workspace:
        assert is_settled(workspace, taken.capture)
        assert not is_settled(workspace, take(b"other").capture)
        assert not is_settled(workspace, take(address="https://a.example/2").capture)


def test_other_bytes_with_the_same_text_are_one_document(
    tmp_path: Path, take: Take, make_report: Make
) -> None:
    file = tmp_path / "w.db"
    assert keep(file, make_report, take(), take(b"page with another advertisement", hour=1)) == [
        ADDED,
        ALREADY,
    ]
    with open_workspace(str(file), make=False) as workspace:
        assert len(find_sources(workspace, "a")) == 2 and len(list(recall_records(workspace))) == 1
        assert list_changed(workspace) == ()
    assert faults(file) == ()


def test_a_changed_page_is_a_revision_with_a_readable_difference(
    tmp_path: Path, take: Take, make_report: Make
) -> None:
    file = tmp_path / "w.db"
    corrected = "\nتصحيح: قتل خمسة."  # correction: five were killed
    assert keep(file, make_report, take(), take(b"second", name="b", more=corrected, hour=1)) == [
        ADDED,
        CHANGED,
    ]
    with open_workspace(str(file), make=False) as workspace:
        (newest,) = list_changed(workspace)
        first, second = find_revisions(workspace, "a")
        assert (newest, second.number, second.document) == (second, 2, "b")
        assert find_revisions(workspace, ADDRESS) == (first, second)
        assert show_difference(first, second) == ("+" + corrected.strip(),)
        old, new = recall_records(workspace)
        assert (old["superseded_by"], "superseded_by" in new) == ("b", False)
    assert faults(file) == ()


def test_a_page_that_changes_back_is_a_revision_too(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    assert keep(file, make_report, take(), take(b"second", name="b", more=".", hour=1), take(hour=2)) == [
        ADDED,
        CHANGED,
        CHANGED,
    ]
    with open_workspace(str(file), make=False) as workspace:
        assert [r.document for r in find_revisions(workspace, ADDRESS)] == ["a", "b", "a"]
    assert keep(file, make_report, take(hour=3)) == [ALREADY]
    assert faults(file) == ()


def test_lines_of_one_address_are_no_revisions(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    assert keep(file, make_report, take(via="line"), take(b"second", name="b", more=".", via="line")) == [
        ADDED,
        ADDED,
    ]
    assert rows(file, "SELECT * FROM revisions") == []


def test_a_withdrawn_document_flags_what_rests_on_it(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    keep(file, make_report, take())
    with open_workspace(str(file), make=False) as workspace:
        found = withdraw(workspace, "a", basis="correction", by="an editor", now=NOW)
        assert (found.document, found.events, found.basis) == ("a", 1, "correction")
        assert next(recall_records(workspace))["withdrawn"] == "2026-01-01"
        with pytest.raises(WorkspaceError, match="already"):
            withdraw(workspace, ADDRESS, basis="correction", by="an editor", now=NOW)
        assert restore(workspace, ADDRESS, by="an editor", now=NOW) == 1
        assert restore(workspace, ADDRESS, by="an editor", now=NOW) == 0
        assert "withdrawn" not in next(recall_records(workspace)) and list_withdrawn(workspace) == ()
        with pytest.raises(WorkspaceError, match="no document"):
            withdraw(workspace, "none", basis="x", by="y", now=NOW)
    assert [w for (w,) in rows(file, "SELECT what FROM log ORDER BY seq")][-2:] == ["withdrawal", "restored"]
    assert faults(file) == ()


def test_what_is_not_read_is_kept(tmp_path: Path, take: Take) -> None:
    file = tmp_path / "w.db"
    with open_workspace(str(file), make=True) as workspace:
        run = start_run(workspace, Stamp("0", (), ""), now=NOW)
        for number, (via, language) in enumerate(
            [(FETCH, "fa"), (ARCHIVE, "ur"), (ARCHIVE, "other"), (FETCH, "")]
        ):
            capture = take(f"{number}".encode(), address=f"{ADDRESS}{number}", via=via).capture
            keep_unread(workspace, run, Unread(capture, language, "kept, not read"), now=NOW)
            assert is_settled(workspace, capture)
    kept = {
        digest("0"),
        digest("1"),
        digest("3"),
    }  # what an archive has in another script stays in the archive
    assert {s for (s,) in rows(file, "SELECT sha256 FROM bytes")} == kept
    assert faults(file) == ()


def test_documents_kept_before_there_was_evidence_are_counted(tmp_path: Path, make_report: Make) -> None:
    with open_workspace(str(tmp_path / "w.db"), make=True) as workspace:
        run = start_run(workspace, Stamp("0", (), ""), now=NOW)
        report = make_report()
        keep_document(workspace, run, report.document, report_record(report), now=NOW)
        found = verify(workspace)
        assert (found.documents, found.unproven, found.faults) == (1, 1, ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE bytes SET packed = zeroblob(9)", "cannot be unpacked"),
        (
            "UPDATE bytes SET packed = (SELECT packed FROM bytes ORDER BY sha256 LIMIT 1)",
            "no longer what was received",
        ),
        ("DELETE FROM bytes", "the bytes of"),
        ("UPDATE documents SET text = text || '.'", "its text is no longer"),
        ("UPDATE origins SET steps = '[]'", "do not begin with its bytes"),
        ("UPDATE origins SET text_sha256 = '0'; UPDATE documents SET text = 'x'", "its text is no longer"),
        ("UPDATE captures SET sha256 = '0'", "is gone or another"),
        ("DELETE FROM documents", "is gone or has another text"),
        ("UPDATE log SET detail = replace(detail, 'example', 'invalid')", "was changed"),
        ("UPDATE log SET at_utc = '2020-01-01' WHERE seq = 2", "entry 2 was changed"),
        ("DELETE FROM log WHERE seq = 2", "entries 2 to 2 are missing"),
        ("UPDATE log SET previous = digest WHERE seq = 3", "entry 3 does not follow"),
        ("DELETE FROM log WHERE seq > 2", "is not in the log"),
    ],
)
def test_every_change_is_found(change: str, said: str, tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    keep(file, make_report, take(), take(b"second", address="https://a.example/2", name="b"))
    assert faults(file) == ()
    connection = sqlite3.connect(file)
    connection.execute(
        "PRAGMA foreign_keys = ON" if "DELETE FROM documents" in change else "PRAGMA foreign_keys = OFF"
    )
    connection.executescript(change)
    connection.close()
    assert any(said in fault for fault in faults(file)), faults(file)


def test_a_log_that_was_rewritten_is_found_by_its_head(tmp_path: Path, take: Take, make_report: Make) -> None:
    file, other = tmp_path / "w.db", tmp_path / "other.db"
    keep(file, make_report, take(), take(b"second", address="https://a.example/2", name="b"))
    keep(other, make_report, take())
    with open_workspace(str(file), make=False) as workspace:
        head = verify(workspace).head.digest
        assert verify(workspace, head=head).faults == ()
    with open_workspace(str(other), make=False) as workspace:
        assert verify(workspace).faults == ()
        (fault,) = verify(workspace, head=head).faults
        assert "cut or rewritten" in fault


def test_captures_come_back_as_they_were(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    taken = [take(f"{n}".encode(), address=f"https://a.example/{n}", name=f"n{n}") for n in range(5)]
    keep(file, make_report, *taken, take(b"local", address="", name="local", via=FILE))
    with open_workspace(str(file), make=False) as workspace:
        back = list(recall_captures(workspace))
    assert [(c.address, c.body, c.captured_utc, c.headers) for c in back] == [
        (t.capture.address, t.capture.body, t.capture.captured_utc, t.capture.headers) for t in taken
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_every_statement_and_commit(tmp_path: Path, take: Take, make_report: Make) -> None:
    taken = [
        take(),
        take(b"second", name="b", more=".", hour=1),
        take(b"third", address="https://a.example/3", name="c"),
    ]

    def run_all(file: Path, die_at: int) -> None:
        left = [die_at]

        def count(*_: Any) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        with open_workspace(str(file), make=True) as workspace:
            event.listen(workspace.reader, "before_cursor_execute", count)
            event.listen(workspace.reader, "commit", count)
            key = start_run(workspace, Stamp("0", (), ""), now=NOW)
            for item in taken:
                keep_taken(workspace, key, item, record_of(item, make_report), now=NOW)

    seed, kills = tmp_path / "seed.db", 0
    with open_workspace(str(seed), make=True):
        pass
    raw = seed.read_bytes()
    for die_at in range(1, 200):
        file = tmp_path / f"{die_at}.db"
        file.write_bytes(raw)
        child = os.fork()
        if child == 0:
            try:
                run_all(file, die_at)
            finally:
                os._exit(0)
        if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
            break
        kills += 1
        assert faults(file) == ()
        keep(file, make_report, *taken)
        assert faults(file) == ()
        assert [d for (d,) in rows(file, "SELECT id FROM documents ORDER BY pk")] == ["a", "b", "c"]
        assert len(rows(file, "SELECT * FROM revisions")) == 3
    assert kills > 20


def test_two_at_once_make_one_chain(tmp_path: Path, take: Take, make_report: Make) -> None:
    file = tmp_path / "w.db"
    with open_workspace(str(file), make=True):
        pass
    children = []
    for part in range(3):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                items = [
                    take(f"{n}".encode(), address=f"https://a.example/{n}", name=f"n{n}")
                    for n in range(part * 5, part * 5 + 10)
                ]
                keep(file, make_report, *items)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert faults(file) == ()
    assert len(rows(file, "SELECT * FROM documents")) == 20
    told = [json.loads(d)["sha256"] for (d,) in rows(file, "SELECT detail FROM log WHERE what = 'document'")]
    assert len(told) == len(set(told)) == 20


def test_an_empty_workspace_holds(tmp_path: Path) -> None:
    workspace: Workspace
    with open_workspace(str(tmp_path / "w.db"), make=True) as workspace:
        found = verify(workspace)
    assert (found.captures, found.size, found.entries, found.faults) == (0, 0, 0, ())
