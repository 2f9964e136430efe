"""Documents that their outlets withdrew, and what is told beside a record: withdrawn, or superseded by a revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from marsad.errors import WorkspaceError
from marsad.store.chain import append_entry
from marsad.store.connect import Workspace
from marsad.store.evidence_tables import REVISIONS, WITHDRAWALS
from marsad.store.runs import as_utc
from marsad.store.tables import DOCUMENTS, EVENTS


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A document that its outlet took back, with the number of events that rest on it."""

    document: str
    address: str
    since_utc: datetime
    basis: str
    by: str
    events: int


def withdraw(workspace: Workspace, named: str, *, basis: str, by: str, now: datetime) -> Withdrawal:
    """Flag a document, by its id or address, as withdrawn. Raises WorkspaceError for one that is not there, or is flagged."""
    with workspace.writer.begin() as connection:
        keys = _documents_named(connection, named)
        standing = [k for k in keys if not _standing(connection, k)]
        if not standing:
            raise WorkspaceError(f"{named}: is flagged as withdrawn already; see marsad status")
        for key in standing:
            flag_withdrawn(connection, key, basis=basis, by=by, now=now)
    return next(w for w in list_withdrawn(workspace) if w.document == _id_of(workspace, standing[-1]))


def restore(workspace: Workspace, named: str, *, by: str, now: datetime) -> int:
    """Take the flag off the documents of an id or address; how many it stood on. The flag stays in the log."""
    with workspace.writer.begin() as connection:
        keys = _documents_named(connection, named)
        return sum(unflag_withdrawn(connection, key, by=by, now=now) for key in keys)


def flag_withdrawn(connection: Connection, document: int, *, basis: str, by: str, now: datetime) -> None:
    """Flag inside the caller's transaction; one that is flagged stays as it is."""
    if _standing(connection, document):
        return
    row = {"document": document, "since_utc": as_utc(now), "basis": basis, "by": by}
    connection.execute(insert(WITHDRAWALS).values(row))
    append_entry(
        connection, "withdrawal", {"document": _id(connection, document), "basis": basis, "by": by}, now=now
    )


def unflag_withdrawn(connection: Connection, document: int, *, by: str, now: datetime) -> bool:
    """Take the flag off inside the caller's transaction; whether it stood."""
    w = WITHDRAWALS.c
    if not _standing(connection, document):
        return False
    connection.execute(
        update(WITHDRAWALS)
        .where(w.document == document, w.undone_utc.is_(None))
        .values(undone_utc=as_utc(now))
    )
    append_entry(connection, "restored", {"document": _id(connection, document), "by": by}, now=now)
    return True


def documents_at(connection: Connection, address: str) -> list[int]:
    """Keys of the documents that an address showed last, or that give it as theirs."""
    query = (
        select(REVISIONS.c.document)
        .where(REVISIONS.c.address == address)
        .order_by(REVISIONS.c.number.desc())
        .limit(1)
    )
    shown = list(connection.execute(query).scalars())
    return shown or list(
        connection.execute(select(DOCUMENTS.c.pk).where(DOCUMENTS.c.url == address)).scalars()
    )


def list_withdrawn(workspace: Workspace) -> tuple[Withdrawal, ...]:
    """Documents whose flag stands, latest first."""
    w, number = WITHDRAWALS.c, func.count(EVENTS.c.pk)
    columns = (DOCUMENTS.c.id, DOCUMENTS.c.url, w.since_utc, w.basis, w.by)
    query = (
        select(*columns, number)
        .join(DOCUMENTS, DOCUMENTS.c.pk == w.document)
        .outerjoin(EVENTS, EVENTS.c.document == w.document)
        .where(w.undone_utc.is_(None))
        .group_by(*columns, w.pk)
        .order_by(w.pk.desc())
    )
    with workspace.reader.begin() as connection:
        return tuple(Withdrawal(*row) for row in connection.execute(query))


def read_flags(connection: Connection, documents: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What must be told beside the records of ``documents``: `withdrawn` (since when), `withdrawn_basis` (why), `superseded_by` (the newer revision's id)."""
    w = WITHDRAWALS.c
    out: dict[int, dict[str, Any]] = {}
    query = select(w.document, w.since_utc, w.basis).where(w.document.in_(documents), w.undone_utc.is_(None))
    for key, since, basis in connection.execute(query):
        out.setdefault(key, {}).update(withdrawn=since.date().isoformat(), withdrawn_basis=basis)
    newer = REVISIONS.alias()
    later = and_(newer.c.address == REVISIONS.c.address, newer.c.number == REVISIONS.c.number + 1)
    pairs = (
        select(REVISIONS.c.document, DOCUMENTS.c.id)
        .join(newer, later)
        .join(DOCUMENTS, DOCUMENTS.c.pk == newer.c.document)
        .where(REVISIONS.c.document.in_(documents), newer.c.document != REVISIONS.c.document)
        .order_by(REVISIONS.c.number)
    )
    for key, name in connection.execute(pairs):
        out.setdefault(key, {})["superseded_by"] = name
    return out


def _documents_named(connection: Connection, named: str) -> list[int]:
    keys = list(
        connection.execute(select(DOCUMENTS.c.pk).where(DOCUMENTS.c.id == named)).scalars()
    ) or documents_at(connection, named)
    if not keys:
        raise WorkspaceError(
            f"{named}: no document of this id or address; see marsad export jsonl for the ids"
        )
    return keys


def _standing(connection: Connection, document: int) -> bool:
    w = WITHDRAWALS.c
    return (
        connection.execute(select(w.pk).where(w.document == document, w.undone_utc.is_(None))).first()
        is not None
    )


def _id(connection: Connection, document: int) -> str:
    return str(connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.pk == document)).scalar_one())


def _id_of(workspace: Workspace, document: int) -> str:
    with workspace.reader.begin() as connection:
        return _id(connection, document)
