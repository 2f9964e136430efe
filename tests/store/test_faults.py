"""A disk that fills up, a file that may not be written or is damaged, several writers at once: told in a line, nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from marsad.errors import WorkspaceError
from marsad.incidents.compare import Linker
from marsad.store.connect import Workspace
from marsad.store.incidents import Filter, list_incidents
from marsad.store.judge import judge
from marsad.store.judgements import list_judgements
from marsad.store.keep import keep_document
from marsad.store.link import link_pending
from marsad.store.regroup import Hand
from marsad.store.runs import Stamp, start_run
from marsad.store.tables import DOCUMENTS, EVENTS, INCIDENTS
from marsad.store.workspace import open_workspace

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HAND = Hand("marsad", NOW)
ALL = Filter(level="")


def add(workspace: Workspace, reports: Sequence[Any], linker: Linker | None) -> None:
    run = start_run(workspace, Stamp("0", (), ""), now=NOW)
    for report in reports:
        keep_document(workspace, run, report.document, report.record, now=NOW, linker=linker)


def held(file: Path) -> list[tuple[Any, ...]]:
    """Documents, events with their incidents, and incidents."""
    queries = (
        select(DOCUMENTS.c.sha256, DOCUMENTS.c.linked).order_by(DOCUMENTS.c.sha256),
        select(EVENTS.c.key, EVENTS.c.incident).order_by(EVENTS.c.key),
        select(INCIDENTS.c.id, INCIDENTS.c.record).order_by(INCIDENTS.c.id),
    )
    with open_workspace(str(file), make=False) as workspace, workspace.reader.begin() as connection:
        return [tuple(row) for query in queries for row in connection.execute(query)]


def sound(file: Path) -> bool:
    connection = sqlite3.connect(file)
    found = connection.execute("PRAGMA integrity_check").fetchone(), connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return found == (("ok",), [])


@pytest.fixture
def filled(tmp_path: Path, reports: list, linker: Linker) -> Path:
    """A workspace with all reports, linked, as one file."""
    with open_workspace(str(tmp_path / "w.db"), make=True) as workspace:
        add(workspace, reports, linker)
    return tmp_path / "w.db"


def refusal(caught: pytest.ExceptionInfo[WorkspaceError], *words: str) -> None:
    line = str(caught.value)
    assert "\n" not in line and "; " in line
    assert all(word in line for word in words), line


@pytest.mark.parametrize("late", [False, True], ids=["linked one by one", "linked at the end"])
def test_a_disk_that_fills_up(late: bool, filled: Path, tmp_path: Path, reports: list, linker: Linker) -> None:
    """Wherever room ends; what is in stays in, and with room the same comes out as if it had never ended."""
    file = tmp_path / "small.db"
    with open_workspace(str(file), make=True):
        pass
    empty = _pages(file)
    ends, full = [], _pages(filled)
    for pages in range(empty + 1, full, max(1, (full - empty) // 6)):
        with pytest.raises(WorkspaceError) as caught, open_workspace(str(file), make=True) as workspace:
            _bound(workspace, pages)
            add(workspace, reports, None if late else linker)
            link_pending(workspace, linker, HAND)
        refusal(caught, "small.db", "disk is full", "run the command again")
        assert sound(file)
        ends.append(len(held(file)))
    assert ends == sorted(ends) and ends[-1] > ends[0], "what was in stayed in"
    with open_workspace(str(file), make=True) as workspace:
        add(workspace, reports, linker)
        link_pending(workspace, linker, HAND)
    assert held(file) == held(filled)


def _pages(file: Path) -> int:
    connection = sqlite3.connect(file)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.close()
    return int(pages)


def _bound(workspace: Workspace, pages: int) -> None:
    workspace.reader.dispose()
    event.listen(workspace.reader, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages}"))


def test_a_file_that_may_only_be_read(filled: Path, reports: list, linker: Linker) -> None:
    before = held(filled)
    address = f"sqlite:///file:{filled}?mode=ro&uri=true"
    with open_workspace(address, make=False) as workspace:
        one = list_incidents(workspace, ALL).incidents[0]
    with pytest.raises(WorkspaceError) as caught, open_workspace(address, make=False) as workspace:
        judge(workspace, "accept", one.id, linker=linker, by="Rana", now=NOW)
    refusal(caught, "may not be written to")
    with pytest.raises(WorkspaceError) as caught, open_workspace(address, make=True) as workspace:
        add(workspace, reports, linker)
    refusal(caught, "may not be written to")
    assert held(filled) == before


def test_a_file_that_is_damaged_within(filled: Path, tmp_path: Path, linker: Linker) -> None:
    """Bytes lost in the middle are told when they are met; the file is left as it is, for whoever can mend it."""
    whole = tmp_path / "copy.db"
    shutil.copyfile(filled, whole)
    raw = bytearray(filled.read_bytes())
    for at in range(len(raw) // 4096 // 4 * 4096, len(raw), 4096):  # all pages but the first quarter
        raw[at : at + 64] = b"\xaa" * 64
    filled.write_bytes(raw)
    with pytest.raises(WorkspaceError) as caught, open_workspace(str(filled), make=False) as workspace:
        for one in list_incidents(workspace, ALL, limit=1000).incidents:
            judge(workspace, "accept", one.id, linker=linker, by="Rana", now=NOW)
    refusal(caught, "w.db", "is damaged", "put back a copy")
    assert filled.read_bytes() == raw
    assert sound(whole) and held(whole)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_several_write_at_once(filled: Path, tmp_path: Path, reports: list, linker: Linker) -> None:
    """Two add the same reports in other orders and link them, one links what it finds, one judges: all of it holds."""
    file = tmp_path / "shared.db"
    with open_workspace(str(file), make=True) as workspace:
        add(workspace, reports[:2], linker)
        one = list_incidents(workspace, ALL).incidents[0]
    children = [_fork(file, work) for work in (
        lambda workspace: add(workspace, reports, linker),
        lambda workspace: add(workspace, reports[::-1], None),
        lambda workspace: [link_pending(workspace, linker, HAND) for _ in range(30)],
        lambda workspace: [judge(workspace, "accept", one.id, linker=linker, by=f"Rana {n}", now=NOW) for n in range(5)],
    )]  # fmt: skip
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert sound(file)
    with open_workspace(str(file), make=False) as workspace:
        link_pending(workspace, linker, HAND)
        assert [j.by for j in list_judgements(workspace)] == [f"Rana {n}" for n in range(5)]
        for n in range(1, 6):
            judge(workspace, "reject", one.id, linker=linker, by="Rana", now=NOW, note=str(n))
    with open_workspace(str(filled), make=False) as workspace:
        names = {i.id: i.events for i in list_incidents(workspace, ALL, limit=1000).incidents}
    with open_workspace(str(file), make=False) as workspace:
        rejected = list_incidents(workspace, Filter(level="", rejected=True), limit=1000).incidents
        others = list_incidents(workspace, ALL, limit=1000).incidents
    assert {i.id: i.events for i in (*rejected, *others)} == names
    assert len(rejected) == 1


def _fork(file: Path, work: Any) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with open_workspace(str(file), make=True) as workspace:
                work(workspace)
            status = 0
        finally:
            os._exit(status)
    return child
