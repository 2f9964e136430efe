"""Killed at any moment: nothing half-written, nothing twice, and the next run brings the rest."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from marsad.exports.records import report_record
from marsad.records import Report
from marsad.store.keep import keep_document
from marsad.store.recall import recall_records
from marsad.store.runs import Stamp, finish_run, start_run
from marsad.store.workspace import open_workspace

Make = Callable[..., Report]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = "abcd"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def add_all(file: Path, reports: list[Report], die_at: int = 0) -> None:
    """What `marsad add` does with ``reports``; ``die_at``: kill -9 before the n-th statement or commit."""
    left = [die_at]

    def count(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_workspace(str(file), make=True) as workspace:
        event.listen(workspace.reader, "before_cursor_execute", count)
        event.listen(workspace.reader, "commit", count)
        run = start_run(workspace, Stamp("0", (), ""), now=NOW)
        for report in reports:
            keep_document(workspace, run, report.document, report_record(report), now=NOW)
        finish_run(workspace, run, {"added": len(reports)}, now=NOW)


def killed(file: Path, reports: list[Report], die_at: int) -> bool:
    """Run `add_all` in a process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            add_all(file, reports, die_at)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def check(file: Path) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_killed_at_every_statement_and_commit(tmp_path: Path, make_report: Make) -> None:
    reports = [make_report(name) for name in NAMES]
    whole = [report_record(report) for report in reports]
    kills = 0
    for die_at in range(1, 200):
        file = tmp_path / f"{die_at}.db"
        if not killed(file, reports, die_at):
            break
        kills += 1
        check(file)
        with open_workspace(str(file), make=True) as workspace:
            held = list(recall_records(workspace))
        assert held == whole[: len(held)]
        add_all(file, reports)
        with open_workspace(str(file), make=False) as workspace:
            assert list(recall_records(workspace)) == whole
    assert kills > 4 * len(NAMES)


def test_two_at_once_keep_each_report_once(tmp_path: Path, make_report: Make) -> None:
    file = tmp_path / "w.db"
    reports = [make_report(f"{n:03}") for n in range(30)]
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                add_all(file, reports)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    check(file)
    with open_workspace(str(file), make=False) as workspace:
        assert sorted(record["id"] for record in recall_records(workspace)) == [
            r.document.id for r in reports
        ]
