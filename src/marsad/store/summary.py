"""What is in a workspace, in numbers, and how its last runs went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from marsad.store.connect import Workspace
from marsad.store.tables import DOCUMENTS, EVENTS, FAILURES, RUNS

RUNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run: when, with which Marsad and packs, and its counts; ``finished_utc`` None when it was cut short."""

    started_utc: datetime
    finished_utc: datetime | None
    version: str
    packs_sha256: str
    added: int
    replaced: int
    already: int
    failed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A workspace in numbers; ``unread`` are the failures of the last run, in their order."""

    name: str
    documents: int
    undated: int
    first_published: date | None
    last_published: date | None
    events: int
    types: tuple[tuple[str, int], ...]
    levels: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    runs: tuple[RunSummary, ...]
    unread: tuple[str, ...]


def summarise(workspace: Workspace) -> Summary:
    """The summary of ``workspace``; counts most first, runs latest first."""
    with workspace.reader.begin() as connection:
        documents = select(func.count(), func.min(DOCUMENTS.c.published), func.max(DOCUMENTS.c.published))
        number, first, last = connection.execute(documents.select_from(DOCUMENTS)).one()
        undated = select(func.count()).select_from(DOCUMENTS).where(DOCUMENTS.c.published.is_(None))
        latest = connection.execute(select(RUNS).order_by(RUNS.c.pk.desc()).limit(RUNS_SHOWN)).all()
        return Summary(
            name=workspace.name,
            documents=number,
            undated=connection.execute(undated).scalar_one(),
            first_published=first,
            last_published=last,
            events=connection.execute(select(func.count()).select_from(EVENTS)).scalar_one(),
            types=_counts(connection, EVENTS.c.type),
            levels=_counts(connection, EVENTS.c.level),
            statuses=_counts(connection, EVENTS.c.status),
            runs=tuple(_run(connection, row) for row in latest),
            unread=_unread(connection, latest[0].pk) if latest else (),
        )


def _counts(connection: Connection, column: Any) -> tuple[tuple[str, int], ...]:
    number = func.count()
    query = select(column, number).group_by(column).order_by(number.desc(), column)
    return tuple((name, many) for name, many in connection.execute(query))


def _run(connection: Connection, row: Row[Any]) -> RunSummary:
    """A run's summary; one that was cut short could not write its counts, so they are taken from the tables."""
    added, failed = row.added, row.failed
    if row.finished_utc is None:
        added = _number(connection, DOCUMENTS, row.pk)
        failed = _number(connection, FAILURES, row.pk)
    return RunSummary(
        row.started_utc,
        row.finished_utc,
        row.version,
        row.packs_sha256,
        added,
        row.replaced,
        row.already,
        failed,
    )


def _number(connection: Connection, table: Any, run: int) -> int:
    query = select(func.count()).select_from(table).where(table.c.run == run)
    return int(connection.execute(query).scalar_one())


def _unread(connection: Connection, run: int) -> tuple[str, ...]:
    query = select(FAILURES).where(FAILURES.c.run == run).order_by(FAILURES.c.pk)
    rows = connection.execute(query)
    lines = (f"{r.source}{'' if r.line is None else f':{r.line}'}: {r.reason}; {r.mend}" for r in rows)
    return tuple(lines)
