"""Linking in a workspace: no order, batch, death or judgement that was undone changes what it comes to."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from marsad.errors import WorkspaceError
from marsad.exports.records import report_record
from marsad.incidents import group
from marsad.incidents.compare import Linker
from marsad.incidents.together import Told, link_records
from marsad.records import Report
from marsad.store import link, ties
from marsad.store.connect import Workspace
from marsad.store.incidents import Filter, find_incident, list_incidents
from marsad.store.judge import judge, undo
from marsad.store.judgements import list_judgements
from marsad.store.keep import keep_document
from marsad.store.link import link_pending, unlink_all
from marsad.store.regroup import Hand
from marsad.store.runs import Stamp, start_run
from marsad.store.tables import EVENTS, INCIDENT_PARTIES, INCIDENT_PLACES, INCIDENTS, LINKS
from marsad.store.workspace import open_workspace

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ALL = Filter(level="")
DIED = 40  # moments at which a run is killed


def add(workspace: Workspace, reports: Sequence[Any], linker: Linker | None, *, again: bool = False) -> None:
    run = start_run(workspace, Stamp("0", (), ""), now=NOW)
    for report in reports:
        keep_document(workspace, run, report.document, report.record, now=NOW, linker=linker, again=again)


def held(workspace: Workspace) -> list[tuple[Any, ...]]:
    """All that linking wrote, in an order of its own."""
    queries = (
        select(INCIDENTS).order_by(INCIDENTS.c.id),
        select(INCIDENT_PARTIES).order_by(*INCIDENT_PARTIES.c),
        select(INCIDENT_PLACES).order_by(*INCIDENT_PLACES.c),
        select(EVENTS.c.key, EVENTS.c.incident).order_by(EVENTS.c.key),
    )
    with workspace.reader.begin() as connection:
        return [tuple(row) for query in queries for row in connection.execute(query)]


def check_ranks(workspace: Workspace, linker: Linker) -> None:
    """What links say of ranks is what follows from all the links that are kept, and both ends of a link say the same."""
    with workspace.reader.begin() as connection:
        links = {(row.event, row.other): row for row in connection.execute(select(LINKS)).all()}
    partners: dict[int, dict[str, Any]] = {}
    for row in links.values():
        partners.setdefault(row.event, {})[row.key] = row
    for told in partners.values():
        scores = {key: row.score for key, row in told.items()}
        ranks = group.rank_partners(scores, {key for key, row in told.items() if row.firm}, linker.level)
        assert {key: row.rank for key, row in told.items() if row.rank} == ranks
        assert all(links[row.other, row.event].ranked == row.rank for row in told.values())


@pytest.fixture
def whole(tmp_path: Path, reports: list, linker: Linker) -> Iterator[Workspace]:
    """A workspace with all reports, added in their order."""
    with open_workspace(str(tmp_path / "whole.db"), make=True) as workspace:
        add(workspace, reports, linker)
        yield workspace


def test_a_workspace_comes_to_what_linking_all_at_once_does(whole: Workspace, reports: list, linker: Linker) -> None:
    at_once = link_records([report.told for report in reports], linker)
    page = list_incidents(whole, ALL, limit=1000)
    assert sorted(page.incidents, key=lambda i: i.id) == list(at_once)
    assert any(len(i.documents) > 1 for i in at_once), "these reports share happenings"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_neither_order_nor_batches_matter(data: st.DataObject, whole: Workspace, reports: list, linker: Linker, tmp_path: Path) -> None:
    order = data.draw(st.permutations(range(len(reports))))
    cuts = data.draw(st.sets(st.integers(1, len(reports) - 1), max_size=2))
    late = data.draw(st.booleans())
    file = tmp_path / f"{abs(hash((tuple(order), tuple(cuts), late)))}.db"
    file.unlink(missing_ok=True)
    bounds = [0, *sorted(cuts), len(reports)]
    for n, (start, end) in enumerate(pairwise(bounds)):
        with open_workspace(str(file), make=True) as workspace:
            add(workspace, [reports[i] for i in order[start:end]], None if late and n == 0 else linker)
    with open_workspace(str(file), make=False) as workspace:
        link_pending(workspace, linker, Hand("marsad", NOW))
        assert held(workspace) == held(whole)


@pytest.fixture
def crowd(make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    """Reports of many strikes of one day on one town, so alike that only few of each one's partners are kept."""
    for module, most, ranked in ((group, 3, 5), (ties, 3, 5), (link, 3, 5)):
        monkeypatch.setattr(module, "RANKED", ranked)
        if hasattr(module, "MOST"):
            monkeypatch.setattr(module, "MOST", most)
    out = []
    for n in range(24):
        report = make_report(f"{n:02}")
        record = json.loads(json.dumps(report_record(report), default=str))
        for toll in record["events"][0]["outcomes"]:
            toll["min"] = toll["max"] = 1 + n % 7
        if n % 5 == 0:
            record["events"][0]["end"] = "2020-02-12"
        document = replace(report.document, sha256=hashlib.sha256(str(n).encode()).hexdigest(), text=f"{n} " * 30)
        out.append(SimpleNamespace(document=document, record=record, told=Told(document.sha256, document.text, record)))
    return out


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(24)), cut=st.integers(0, 24), again=st.sets(st.integers(0, 23), max_size=3))
def test_nor_do_they_on_a_crowded_day(
    order: list[int], cut: int, again: set[int], crowd: list[SimpleNamespace], linker: Linker, tmp_path: Path
) -> None:
    """Also when some are read anew: with no event, then as before, so that partners that were not kept are found again."""
    expected = link_records([report.told for report in crowd], linker)
    assert 1 < max(len(i.documents) for i in expected) < len(crowd)
    file = tmp_path / "crowd.db"
    file.unlink(missing_ok=True)
    with open_workspace(str(file), make=True) as workspace:
        add(workspace, [crowd[n] for n in order[:cut]], None)
        link_pending(workspace, linker, Hand("marsad", NOW))
        add(workspace, [crowd[n] for n in order[cut:]], linker)
        with workspace.reader.begin() as connection:
            kept = connection.execute(select(func.count()).select_from(LINKS)).scalar_one()
        assert kept < len(crowd) * (len(crowd) - 1), "less likely partners are not kept"
        for how in (linker, None):
            emptied = [SimpleNamespace(document=crowd[n].document, record={**crowd[n].record, "events": []}) for n in again]
            add(workspace, emptied, how, again=True)
            add(workspace, [crowd[n] for n in again], how, again=True)
            link_pending(workspace, linker, Hand("marsad", NOW))
            page = list_incidents(workspace, ALL, limit=1000)
            assert sorted(page.incidents, key=lambda i: i.id) == list(expected)
            check_ranks(workspace, linker)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_any_moment_it_comes_to_the_same(whole: Workspace, reports: list, linker: Linker, tmp_path: Path) -> None:
    few = reports[:4]
    with open_workspace(str(tmp_path / "few.db"), make=True) as workspace:
        statements = [0]
        event.listen(workspace.reader, "before_cursor_execute", lambda *_: statements.__setitem__(0, statements[0] + 1))
        add(workspace, few, linker)
        expected = held(workspace)
    for n in range(1, DIED):
        file = tmp_path / f"killed-{n}.db"
        die_at = n * statements[0] // DIED
        if os.fork() == 0:
            try:
                _add_and_die(file, few, linker, die_at)
            finally:
                os._exit(0)
        os.wait()
        with open_workspace(str(file), make=True) as workspace:
            add(workspace, few, linker)
            assert held(workspace) == expected, f"killed before statement {die_at}"
        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()


def _add_and_die(file: Path, reports: Sequence[Any], linker: Linker, die_at: int) -> None:
    left = [die_at]

    def count(*_: Any) -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_workspace(str(file), make=True) as workspace:
        event.listen(workspace.reader, "before_cursor_execute", count)
        event.listen(workspace.reader, "commit", count)
        add(workspace, reports, linker)


def test_merged_and_undone_is_as_before(whole: Workspace, linker: Linker) -> None:
    before = held(whole)
    one, other = [i for i in list_incidents(whole, ALL, limit=1000).incidents if len(i.documents) == 1][:2]
    made = judge(whole, "same", one.id, other.id, linker=linker, by="Rana", now=NOW)
    merged = find_incident(whole, other.id)
    assert merged is not None and set(merged.incident.events) == {*one.events, *other.events}
    assert find_incident(whole, one.id) is not None, "both ids lead to it"
    undone = undo(whole, made.id, linker=linker, by="Rana", now=NOW)
    assert held(whole) == before
    undo(whole, undone.id, linker=linker, by="Rana", now=NOW)
    again = find_incident(whole, one.id)
    assert again is not None and again.incident == merged.incident, "an undo is undone"
    assert [j.undone for j in list_judgements(whole)] == [False, True, False]
    assert [c.by for c in again.history if c.what == "judged"].count("Rana") >= 3


def test_an_event_leaves_its_incident(whole: Workspace, linker: Linker) -> None:
    before = held(whole)
    shared = next(i for i in list_incidents(whole, ALL, limit=1000).incidents if len(i.documents) > 1)
    made = judge(whole, "different", shared.id, shared.events[-1], linker=linker, by="Rana", now=NOW)
    parted = find_incident(whole, shared.events[-1])
    assert parted is not None and parted.incident.events == (shared.events[-1],)
    undo(whole, made.id, linker=linker, by="Rana", now=NOW)
    assert held(whole) == before


def test_a_judgement_survives_reading_anew(whole: Workspace, reports: list, linker: Linker) -> None:
    shared = next(i for i in list_incidents(whole, ALL, limit=1000).incidents if len(i.documents) > 1)
    judge(whole, "correct", shared.id, linker=linker, by="Rana", now=NOW, slot="killed", value="4-7")
    judge(whole, "accept", shared.id, linker=linker, by="Rana", now=NOW)
    add(whole, reports, linker, again=True)
    found = find_incident(whole, shared.id)
    assert found is not None
    (toll,) = [t for t in found.incident.tolls if t.kind == "killed"]
    assert (toll.low, toll.high) == (4, 7)
    assert found.incident.judged == ("killed", "accept")
    unlink_all(whole)
    link_pending(whole, linker, Hand("marsad", NOW))
    assert find_incident(whole, shared.id).incident == found.incident  # type: ignore[union-attr]


def test_an_event_that_is_no_longer_read_leaves_a_redirect(whole: Workspace, reports: list, linker: Linker) -> None:
    shared = next(i for i in list_incidents(whole, ALL, limit=1000).incidents if len(i.documents) > 1)
    first = next(r for r in reports if r.document.id == shared.documents[0])
    emptied = type(first)(first.document, {**first.record, "events": []})
    add(whole, [emptied], linker, again=True)
    found = find_incident(whole, shared.id)
    assert found is not None and found.asked == shared.id
    gone, *left = shared.events
    assert gone not in found.incident.events and set(left) <= set(found.incident.events)
    # what is left is linked as if the event had never been read: its next likeness may now be its first choice
    at_once = link_records([emptied.told if r is first else r.told for r in reports], linker)
    assert found.incident.events in [i.events for i in at_once]


@pytest.mark.parametrize(
    ("kind", "right", "slot", "value", "said"),
    [("same", "", "", "", "two incidents"), ("accept", "other", "", "", "one incident"), ("correct", "", "", "", "slot"),
     ("correct", "", "killed", "many", "cannot be read"), ("correct", "", "type", "storm", "no 'storm'"), ("bless", "", "", "", "no judgement")],
)  # fmt: skip
def test_a_judgement_that_makes_no_sense_is_told(
    whole: Workspace, linker: Linker, kind: str, right: str, slot: str, value: str, said: str
) -> None:
    one, other = list_incidents(whole, ALL, limit=2).incidents
    before = held(whole)
    with pytest.raises(WorkspaceError, match=said):
        judge(whole, kind, one.id, other.id if right else "", linker=linker, by="Rana", now=NOW, slot=slot, value=value)
    assert held(whole) == before and list_judgements(whole) == ()


def test_a_copy_adds_no_corroboration_and_tells_where_it_departs(whole: Workspace, reports: list) -> None:
    original, copy = reports[0], reports[-1]
    both = [i for i in list_incidents(whole, ALL, limit=1000).incidents if {original.document.id, copy.document.id} <= set(i.documents)]
    assert both, "a copy tells what its original tells"
    for incident in both:
        assert not any(o.documents == (copy.document.id,) and o.independent for o in incident.origins)
        dossier = find_incident(whole, incident.id)
        assert dossier is not None
        names = {original.document.id, copy.document.id}
        first, later = [e for e in dossier.entries if e.document in names]
        assert (first.copy_of, later.copy_of) == ("", first.document)
        assert {word for pair in later.differs for word in pair} == {"", "تابعونا"}  # follow us


def test_filters(whole: Workspace) -> None:
    page = list_incidents(whole, ALL, limit=1000)
    one = next(i for i in page.incidents if i.places and i.start and any(p.id for p in i.parties))
    party = next(p.id for p in one.parties if p.id)
    for wanted in (
        Filter(place=one.places[0].name, level=""),
        Filter(party=party, level=""),
        Filter(type=one.type, level=""),
        Filter(grade=one.grade, level=""),
        Filter(since=one.start, until=one.start, level=""),
    ):
        found = list_incidents(whole, wanted, limit=1000)
        assert one in found.incidents and found.total == len(found.incidents)
    assert list_incidents(whole, Filter(place="nowhere"), limit=10).total == 0
    assert list_incidents(whole, ALL, limit=2, offset=1).incidents == page.incidents[1:3]
