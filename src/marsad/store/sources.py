"""What documents were made of: captures, their bytes, and the steps from them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select

from marsad.errors import WorkspaceError
from marsad.intake.captures import Capture
from marsad.store.connect import Workspace
from marsad.store.evidence_tables import BYTES, CAPTURES, ORIGINS
from marsad.store.tables import DOCUMENTS

PAGE = 50  # captures held at a time


@dataclass(frozen=True, slots=True)
class Source:
    """One capture that a document was made of."""

    sha256: str
    source: str
    address: str
    via: str
    captured_utc: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...]
    steps: tuple[dict[str, Any], ...]
    facts: dict[str, Any]
    kept: bool


def find_sources(workspace: Workspace, named: str) -> tuple[Source, ...]:
    """The captures that the document ``named`` (id or address) was made of, by time; () when there are none."""
    c = CAPTURES.c
    columns = (
        c.sha256,
        c.source,
        c.address,
        c.via,
        c.captured_utc,
        c.status,
        c.headers,
        ORIGINS.c.steps,
        ORIGINS.c.facts,
        BYTES.c.sha256.label("kept"),
    )
    query = (
        select(*columns)
        .join(ORIGINS, ORIGINS.c.capture == c.pk)
        .join(DOCUMENTS, DOCUMENTS.c.pk == ORIGINS.c.document)
        .outerjoin(BYTES, BYTES.c.sha256 == c.sha256)
        .where(or_(DOCUMENTS.c.id == named, DOCUMENTS.c.url == named))
        .order_by(c.captured_utc, c.pk)
    )
    with workspace.reader.begin() as connection:
        rows = connection.execute(query).all()
    return tuple(
        Source(
            r.sha256,
            r.source,
            r.address,
            r.via,
            r.captured_utc,
            r.status,
            tuple((k, v) for k, v in r.headers),
            tuple(r.steps),
            r.facts,
            r.kept is not None,
        )
        for r in rows
    )


def read_bytes(workspace: Workspace, sha256: str) -> bytes:
    """The bytes of a hash, as received. Raises WorkspaceError when they are not kept."""
    with workspace.reader.begin() as connection:
        packed = connection.execute(
            select(BYTES.c.packed).where(BYTES.c.sha256 == sha256)
        ).scalar_one_or_none()
    if packed is None:
        raise WorkspaceError(f"no bytes of hash {sha256} are kept")
    return zlib.decompress(packed)


def recall_captures(workspace: Workspace) -> Iterator[Capture]:
    """All captures with an address whose bytes are kept, in the order they were kept."""
    c, last = CAPTURES.c, 0
    query = (
        select(CAPTURES, BYTES.c.packed)
        .join(BYTES, BYTES.c.sha256 == c.sha256)
        .where(c.address.like("http%"))
        .order_by(c.pk)
        .limit(PAGE)
    )
    with workspace.reader.begin() as connection:
        while rows := connection.execute(query.where(c.pk > last)).all():
            for r in rows:
                headers = tuple((k, v) for k, v in r.headers)
                moment = r.captured_utc.replace(tzinfo=UTC)
                yield Capture(
                    r.source,
                    zlib.decompress(r.packed),
                    r.via,
                    moment,
                    r.address,
                    status=r.status,
                    headers=headers,
                )
            last = rows[-1].pk
