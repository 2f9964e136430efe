"""Pages that changed: their revisions, and what differs between them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from marsad.store.connect import Workspace
from marsad.store.evidence_tables import REVISIONS
from marsad.store.tables import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Revision:
    """What an address showed from a moment on."""

    address: str
    number: int
    document: str
    title: str
    found_utc: datetime
    text: str


def list_changed(workspace: Workspace) -> tuple[Revision, ...]:
    """The newest revision of every address that showed more than one text, latest first."""
    last = select(REVISIONS.c.address, func.max(REVISIONS.c.number).label("number")).group_by(
        REVISIONS.c.address
    )
    newest = last.having(func.max(REVISIONS.c.number) > 1).subquery()
    query = _revisions().join(
        newest, and_(newest.c.address == REVISIONS.c.address, newest.c.number == REVISIONS.c.number)
    )
    with workspace.reader.begin() as connection:
        rows = connection.execute(query.order_by(REVISIONS.c.found_utc.desc(), REVISIONS.c.address)).all()
    return tuple(Revision(*row) for row in rows)


def find_revisions(workspace: Workspace, named: str) -> tuple[Revision, ...]:
    """All revisions of an address, or of the address of a document's id, by number; () when nothing is known of it."""
    with workspace.reader.begin() as connection:
        of = (
            select(REVISIONS.c.address)
            .join(DOCUMENTS, DOCUMENTS.c.pk == REVISIONS.c.document)
            .where(DOCUMENTS.c.id == named)
        )
        query = _revisions().where(or_(REVISIONS.c.address == named, REVISIONS.c.address.in_(of)))
        return tuple(
            Revision(*row)
            for row in connection.execute(query.order_by(REVISIONS.c.address, REVISIONS.c.number))
        )


def _revisions() -> Any:
    columns = (
        REVISIONS.c.address,
        REVISIONS.c.number,
        DOCUMENTS.c.id,
        DOCUMENTS.c.title,
        REVISIONS.c.found_utc,
        DOCUMENTS.c.text,
    )
    return select(*columns).join(DOCUMENTS, DOCUMENTS.c.pk == REVISIONS.c.document)


def show_difference(before: Revision, after: Revision) -> tuple[str, ...]:
    """What changed from one revision to another, paragraph by paragraph: lines that begin with - and +."""
    old, new = (r.text.split("\n") for r in (before, after))
    lines = difflib.unified_diff([t for t in old if t], [t for t in new if t], n=0, lineterm="")
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))
