"""Keeping and recalling: once each, whole, and as it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from marsad.exports.records import report_record
from marsad.intake.failures import Failure
from marsad.packs.load import load_packs
from marsad.packs.rows import Packs
from marsad.records import Report
from marsad.store.connect import Workspace
from marsad.store.keep import is_kept, keep_document
from marsad.store.recall import PAGE, count_documents, recall_records
from marsad.store.runs import Stamp, finish_run, keep_failure, stamp_packs, start_run
from marsad.store.summary import summarise
from marsad.store.tables import EVENTS
from marsad.store.workspace import open_workspace

Make = Callable[..., Report]
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
STAMP = Stamp("0", ("arabic",), "0" * 64)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(str(tmp_path / "w.db"), make=True) as made:
        yield made


def keep(workspace: Workspace, report: Report, *, again: bool = False) -> str:
    run = start_run(workspace, STAMP, now=NOW)
    return keep_document(workspace, run, report.document, report_record(report), now=NOW, again=again)


def test_what_is_kept_comes_back_as_it_was(workspace: Workspace, make_report: Make) -> None:
    reports = [make_report("a"), make_report("b", events=False), make_report("c", published=None)]
    assert [keep(workspace, report) for report in reports] == ["added"] * 3
    assert list(recall_records(workspace)) == [report_record(report) for report in reports]


def test_adding_again_changes_nothing(workspace: Workspace, make_report: Make) -> None:
    keep(workspace, make_report("a"))
    before = list(recall_records(workspace))
    assert is_kept(workspace, make_report("a").document)
    assert keep(workspace, make_report("a")) == "already"
    assert list(recall_records(workspace)) == before


def test_a_date_given_later_is_taken_up(workspace: Workspace, make_report: Make) -> None:
    keep(workspace, make_report("a", published=None))
    dated = make_report("a")
    given = dataclasses.replace(
        dated,
        document=dataclasses.replace(dated.document, published=date(2020, 2, 12), published_basis="given"),
    )
    assert not is_kept(workspace, given.document)
    assert keep(workspace, given) == "replaced"
    assert keep(workspace, given) == "already"
    (record,) = recall_records(workspace)
    assert (record["published"], record["published_basis"]) == ("2020-02-12", "given")
    assert len(record["events"]) == 1


def test_reading_anew_replaces_the_events(workspace: Workspace, make_report: Make) -> None:
    keep(workspace, make_report("a"))
    assert keep(workspace, make_report("a", events=False), again=True) == "replaced"
    (record,) = recall_records(workspace)
    assert record["events"] == []
    with workspace.reader.begin() as connection:
        assert connection.execute(select(func.count()).select_from(EVENTS)).scalar() == 0


def test_other_reports_of_the_same_name_are_told_apart(workspace: Workspace, make_report: Make) -> None:
    first, second = make_report("a"), make_report("b")
    second = dataclasses.replace(second, document=dataclasses.replace(second.document, id="a"))
    keep(workspace, first)
    keep(workspace, second)
    keep(workspace, second, again=True)
    assert [record["id"] for record in recall_records(workspace)] == ["a", "a-bbbbbbbb"]


def test_a_document_that_cannot_be_kept_leaves_nothing(workspace: Workspace, make_report: Make) -> None:
    record = report_record(make_report("a"))
    record["events"].append({**record["events"][0], "type": None})
    run = start_run(workspace, STAMP, now=NOW)
    with pytest.raises(Exception, match="NOT NULL"):
        keep_document(workspace, run, make_report("a").document, record, now=NOW)
    assert count_documents(workspace) == 0


def test_more_than_a_page_comes_back_in_order(workspace: Workspace, make_report: Make) -> None:
    run = start_run(workspace, STAMP, now=NOW)
    names = [f"{n:05}" for n in range(PAGE * 2 + 1)]
    for name in names:
        report = make_report(name)
        keep_document(workspace, run, report.document, report_record(report), now=NOW)
    assert [record["id"] for record in recall_records(workspace)] == names
    assert all(len(record["events"]) == 1 for record in recall_records(workspace))


def test_the_summary(workspace: Workspace, make_report: Make) -> None:
    keep(workspace, make_report("a"))
    run = start_run(workspace, STAMP, now=NOW)
    keep_failure(workspace, run, Failure("x.txt", None, "empty", "fill it"))
    keep_failure(workspace, run, Failure("y.jsonl", 3, "broken", "mend it"))
    found = summarise(workspace)
    assert (found.documents, found.undated, found.events) == (1, 0, 1)
    assert (found.first_published, found.last_published) == (date(2020, 2, 12), date(2020, 2, 12))
    assert (found.types, found.levels, found.statuses) == (
        (("air_strike", 1),),
        (("incident", 1),),
        (("reported", 1),),
    )
    assert found.unread == ("x.txt: empty; fill it", "y.jsonl:3: broken; mend it")
    assert [(r.finished_utc, r.added, r.failed) for r in found.runs] == [(None, 0, 2), (None, 1, 0)]
    finish_run(workspace, run, {"added": 5, "failed": 2}, now=NOW)
    latest = summarise(workspace).runs[0]
    assert (latest.finished_utc, latest.added, latest.failed) == (datetime(2026, 1, 2, 3, 4), 5, 2)


def test_the_stamp_changes_with_the_packs() -> None:
    packs = load_packs(["syria"])
    first, *rest = packs.packs
    other = Packs((dataclasses.replace(first, title="changed"), *rest))
    one, same, changed = (stamp_packs("1", found) for found in (packs, load_packs(["syria"]), other))
    assert one == same != changed
    assert one.packs == tuple(pack.name for pack in packs.packs)
