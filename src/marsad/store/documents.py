"""Single documents of a workspace with their events, and pages of them, for those who read rather than export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, false, func, or_, select

from marsad.records import Document
from marsad.store.connect import Workspace
from marsad.store.tables import DOCUMENTS, EVENTS
from marsad.store.withdrawals import read_flags

PAGE = 50


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document with its ``record`` (events and all) as it stands in the workspace."""

    document: Document
    record: Mapping[str, Any]
    added_utc: datetime


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list: how many events it gave, and no text."""

    id: str
    title: str
    outlet: str
    url: str
    published: date | None
    published_basis: str
    events: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of a list: its ``lines``, and the ``total`` over all pages."""

    lines: tuple[DocumentLine, ...]
    total: int


def find_document(workspace: Workspace, id: str) -> KeptDocument | None:
    """The document with that id; None when there is none."""
    with workspace.reader.begin() as connection:
        row = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.id == id)).first()
        if row is None:
            return None
        query = select(EVENTS).where(EVENTS.c.document == row.pk).order_by(EVENTS.c.position)
        events = [_event(event) for event in connection.execute(query)]
        flags = read_flags(connection, [row.pk]).get(row.pk, {})
    return KeptDocument(_document(row), {**row.record, **flags, "events": events}, row.added_utc)


def list_documents(
    workspace: Workspace, *, outlet: str = "", search: str = "", page: int = 1
) -> DocumentPage:
    """Documents by publication, latest first, undated last. ``search`` looks for words of title, id and text as written."""
    held: list[ColumnElement[bool]] = [DOCUMENTS.c.outlet == outlet] if outlet else []
    for word in search.split():
        held.append(
            or_(
                *(
                    c.contains(word, autoescape=True)
                    for c in (DOCUMENTS.c.title, DOCUMENTS.c.id, DOCUMENTS.c.text)
                )
            )
        )
    if page < 1:
        held.append(false())
    number = select(func.count(EVENTS.c.pk)).where(EVENTS.c.document == DOCUMENTS.c.pk).scalar_subquery()
    columns = ("id", "title", "outlet", "url", "published", "published_basis")
    query = select(*(DOCUMENTS.c[c] for c in columns), number.label("events")).where(*held)
    ordered = query.order_by(
        DOCUMENTS.c.published.is_(None), DOCUMENTS.c.published.desc(), DOCUMENTS.c.pk.desc()
    )
    with workspace.reader.begin() as connection:
        total = connection.execute(select(func.count()).select_from(DOCUMENTS).where(*held)).scalar_one()
        rows = connection.execute(ordered.limit(PAGE).offset(max(page - 1, 0) * PAGE)).all()
    return DocumentPage(tuple(DocumentLine(**row._mapping) for row in rows), total)


def _event(row: Row[Any]) -> dict[str, Any]:
    return {**row.record, "incident": row.incident, "key": row.key}


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        text=row.text,
        published=row.published,
        published_basis=row.published_basis,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        sha256=row.sha256,
    )
