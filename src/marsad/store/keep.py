"""Keeping documents with their events: each in one transaction, each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from marsad.incidents.compare import Linker
from marsad.incidents.keys import event_keys
from marsad.records import Document
from marsad.store.connect import Workspace
from marsad.store.link import NOTHING, find_again, let_go, link_documents, link_later
from marsad.store.regroup import Hand
from marsad.store.runs import as_utc
from marsad.store.standing import keep_standing
from marsad.store.tables import DOCUMENTS, EVENTS

BY = "marsad"  # who changes incidents when reports are read
_OF_HASH = select(DOCUMENTS.c.pk, DOCUMENTS.c.id, DOCUMENTS.c.published, DOCUMENTS.c.published_basis).where(
    DOCUMENTS.c.sha256 == bindparam("sha256")
)
_OF_NAME = select(DOCUMENTS.c.pk).where(DOCUMENTS.c.id == bindparam("name"))
ADDED, REPLACED, ALREADY = "added", "replaced", "already"


def is_kept(workspace: Workspace, document: Document) -> bool:
    """Whether the workspace holds ``document`` and what is given with it; then there is nothing to read."""
    with workspace.reader.begin() as connection:
        row = _find(connection, document)
    return row is not None and not _tells_more(document, row)


def keep_document(
    workspace: Workspace,
    run: int,
    document: Document,
    record: Mapping[str, Any],
    *,
    now: datetime,
    again: bool = False,
    linker: Linker | None = None,
) -> str:
    """Keep ``document`` with its ``record``; says what was done: added, replaced or already (there).

    With ``linker`` its events are linked to incidents in the same transaction; else the next use that links does it.

    A document is known by its hash. One that is there is read anew only when a publication date is now
    given that was not, or ``again`` asks for it; its events then change with it in the same transaction.
    """
    try:
        return _keep(workspace, run, document, record, now, again, linker)
    except IntegrityError:  # another process kept it, or one of its name, between our look and our write
        return _keep(workspace, run, document, record, now, again, linker)


def _keep(
    workspace: Workspace,
    run: int,
    document: Document,
    record: Mapping[str, Any],
    now: datetime,
    again: bool,
    linker: Linker | None,
) -> str:
    with workspace.writer.begin() as connection:
        return keep_within(connection, run, document, record, now, again, linker)[0]


def keep_within(
    connection: Connection,
    run: int,
    document: Document,
    record: Mapping[str, Any],
    now: datetime,
    again: bool = False,
    linker: Linker | None = None,
) -> tuple[str, int]:
    """`keep_document` inside the caller's transaction; also the document's key."""
    row = _find(connection, document)
    if row is not None and not again and not _tells_more(document, row):
        return ALREADY, row.pk
    gone = NOTHING
    if row is None:
        key = _add(connection, run, document, record, now, linked=linker is not None)
    else:
        key = row.pk
        gone = let_go(connection, key)
        _replace(connection, key, run, document, {**record, "id": row.id})
    keys = event_keys(document.sha256, record["events"])
    events = [_event(key, position, event, keys[position]) for position, event in enumerate(record["events"])]
    if events:
        connection.execute(insert(EVENTS), events)
    keep_standing(connection, key, record, new=row is None)
    if row is not None:
        find_again(connection, key, document.sha256, gone.events)
    if linker is not None:
        link_documents(connection, [key], linker, Hand(BY, now), gone, new=row is None)
    elif gone != NOTHING:
        link_later(connection, gone)
    return ADDED if row is None else REPLACED, key


def _find(connection: Connection, document: Document) -> Any:
    return connection.execute(_OF_HASH, {"sha256": document.sha256}).first()


def _tells_more(document: Document, row: Any) -> bool:
    given = document.published is not None and document.published_basis == "given"
    return given and (row.published_basis != "given" or row.published != document.published)


def _add(
    connection: Connection, run: int, document: Document, record: Mapping[str, Any], now: datetime, *, linked: bool
) -> int:
    name = _own_id(connection, document)
    values = _columns(run, document, {**record, "id": name})
    row = values | {"sha256": document.sha256, "id": name, "added_utc": as_utc(now), "linked": linked}
    return int(connection.execute(insert(DOCUMENTS).values(row).returning(DOCUMENTS.c.pk)).scalar_one())


def _replace(
    connection: Connection, key: int, run: int, document: Document, record: Mapping[str, Any]
) -> None:
    connection.execute(delete(EVENTS).where(EVENTS.c.document == key))
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.pk == key).values(_columns(run, document, record)))


def _own_id(connection: Connection, document: Document) -> str:
    """The document's id; when another document has it, with the first letters of its hash."""
    for name in (document.id, f"{document.id}-{document.sha256[:8]}"):
        if connection.execute(_OF_NAME, {"name": name}).first() is None:
            return name
    return f"{document.id}-{document.sha256}"


def _columns(run: int, document: Document, record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "outlet": document.outlet,
        "url": document.url,
        "title": record["title"],
        "published": _day(record["published"]),
        "published_basis": record["published_basis"],
        "text": document.text,
        "record": {k: v for k, v in record.items() if k != "events"},
        "run": run,
        "linked": False,
    }


def _event(document: int, position: int, event: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {
        "document": document,
        "position": position,
        "type": event["type"],
        "level": event["level"],
        "status": event["status"],
        "start_date": _day(event["start"]),
        "end_date": _day(event["end"]),
        "record": event,
        "key": key,
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
