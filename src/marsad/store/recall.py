"""What a workspace holds, as the event records it was given, one document at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from marsad.store.connect import Workspace
from marsad.store.tables import DOCUMENTS, EVENTS
from marsad.store.withdrawals import read_flags

PAGE = 200  # documents fetched together; more would not be faster, and memory stays flat


def recall_records(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """Event records of all documents in the order they were added, from one moment's view of the workspace.

    Those whose document was withdrawn carry `withdrawn`, those of an older revision `superseded_by`.
    """
    with workspace.reader.begin() as connection:
        last = 0
        while page := _documents(connection, last):
            last = page[-1][0]
            events = _events(connection, [key for key, _ in page])
            flags = read_flags(connection, [key for key, _ in page])
            for key, record in page:
                yield {**record, **flags.get(key, {}), "events": events.get(key, [])}


def count_documents(workspace: Workspace) -> int:
    """How many documents the workspace holds."""
    with workspace.reader.begin() as connection:
        return int(connection.execute(select(func.count()).select_from(DOCUMENTS)).scalar_one())


def _documents(connection: Connection, after: int) -> list[tuple[int, dict[str, Any]]]:
    query = select(DOCUMENTS.c.pk, DOCUMENTS.c.record).where(DOCUMENTS.c.pk > after).order_by(DOCUMENTS.c.pk)
    return [(row.pk, row.record) for row in connection.execute(query.limit(PAGE))]


def _events(connection: Connection, keys: list[int]) -> dict[int, list[dict[str, Any]]]:
    query = select(EVENTS.c.document, EVENTS.c.record, EVENTS.c.incident).where(EVENTS.c.document.in_(keys))
    out: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(query.order_by(EVENTS.c.document, EVENTS.c.position)):
        out.setdefault(row.document, []).append({**row.record, "incident": row.incident})
    return out
