"""Whether what is kept is what was received: every hash again, every text, and the chain of the log."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from marsad.intake.captures import digest
from marsad.store.chain import Head, find_breaks, read_head, read_log
from marsad.store.connect import Workspace
from marsad.store.evidence_tables import BYTES, CAPTURES, LOG, ORIGINS
from marsad.store.tables import DOCUMENTS

PAGE = 100  # captures or documents held at a time


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and what does not hold, a line each; ``head`` is the log's, to be noted elsewhere."""

    captures: int
    size: int
    documents: int
    entries: int
    unproven: int
    head: Head
    faults: tuple[str, ...]


def verify(workspace: Workspace, *, head: str = "") -> Verified:
    """Check bytes against their hashes, documents against the steps that made them, tables against the log.

    ``head`` is a digest noted before: the log must still hold it. ``unproven`` counts documents without bytes,
    kept before there was evidence.
    """
    with workspace.reader.begin() as connection:
        faults = [
            *_check_bytes(connection),
            *_check_documents(connection),
            *find_breaks(read_log(connection)),
            *_check_log(connection),
        ]
        if head and connection.execute(select(LOG.c.seq).where(LOG.c.digest == head)).first() is None:
            faults.append(
                f"log: no entry has the digest {head}; the log is another one, or was cut or rewritten"
            )
        count = func.count()
        linked = select(ORIGINS.c.document).distinct()
        unproven = select(count).select_from(DOCUMENTS).where(DOCUMENTS.c.pk.not_in(linked))
        kept = connection.execute(select(count, func.sum(BYTES.c.size)).select_from(BYTES)).one()
        return Verified(
            captures=int(kept[0]),
            size=int(kept[1] or 0),
            documents=int(connection.execute(select(count).select_from(DOCUMENTS)).scalar_one()),
            entries=int(connection.execute(select(count).select_from(LOG)).scalar_one()),
            unproven=int(connection.execute(unproven).scalar_one()),
            head=read_head(connection),
            faults=tuple(faults),
        )


def _check_bytes(connection: Connection) -> Iterator[str]:
    last = ""
    query = select(BYTES).order_by(BYTES.c.sha256).limit(PAGE)
    while rows := connection.execute(query.where(BYTES.c.sha256 > last)).all():
        for row in rows:
            try:
                body = zlib.decompress(row.packed)
            except zlib.error:
                yield f"bytes {row.sha256}: cannot be unpacked"
                continue
            if hashlib.sha256(body).hexdigest() != row.sha256 or len(body) != row.size:
                yield f"bytes {row.sha256}: are no longer what was received"
        last = rows[-1].sha256


def _check_documents(connection: Connection) -> Iterator[str]:
    """Each document's text by the steps that made it, and each first step by its capture."""
    last = (0, 0)
    columns = (
        ORIGINS.c.document,
        ORIGINS.c.capture,
        ORIGINS.c.steps,
        ORIGINS.c.text_sha256,
        DOCUMENTS.c.id,
        DOCUMENTS.c.text,
        CAPTURES.c.sha256,
    )
    query = (
        select(*columns)
        .join(DOCUMENTS, DOCUMENTS.c.pk == ORIGINS.c.document)
        .join(CAPTURES, CAPTURES.c.pk == ORIGINS.c.capture)
        .order_by(ORIGINS.c.document, ORIGINS.c.capture)
        .limit(PAGE)
    )
    while True:
        after = (ORIGINS.c.document > last[0]) | (
            (ORIGINS.c.document == last[0]) & (ORIGINS.c.capture > last[1])
        )
        rows = connection.execute(query.where(after)).all()
        if not rows:
            return
        for row in rows:
            if digest(row.text) != row.text_sha256:
                yield f"document {row.id}: its text is no longer what was read from its bytes"
            if not row.steps or row.steps[0]["sha256"] != row.sha256:
                yield f"document {row.id}: its steps do not begin with its bytes"
        last = (rows[-1].document, rows[-1].capture)


def _check_log(connection: Connection) -> Iterator[str]:
    """What the log tells and the tables no longer hold, and the other way round."""
    captures = {row.pk: row.sha256 for row in connection.execute(select(CAPTURES.c.pk, CAPTURES.c.sha256))}
    kept = set(connection.execute(select(BYTES.c.sha256)).scalars())
    texts: dict[str, str] = {}
    told: set[int] = set()
    for entry in read_log(connection):
        detail = json.loads(entry.detail)
        if entry.what == "capture":
            told.add(detail["pk"])
            if captures.get(detail["pk"]) != detail["sha256"]:
                yield f"log: entry {entry.seq}: the capture of {detail['address'] or detail['source']} is gone or another"
            elif detail["sha256"] not in kept:
                yield f"log: entry {entry.seq}: the bytes of {detail['address'] or detail['source']} are gone"
        elif entry.what == "document":
            texts[detail["sha256"]] = detail["text_sha256"]
    for pk in sorted(set(captures) - told):
        if captures[pk] in kept:
            yield f"capture {pk}: is not in the log"
    yield from _check_texts(connection, texts)


def _check_texts(connection: Connection, texts: dict[str, str]) -> Iterator[str]:
    query = select(DOCUMENTS.c.sha256, ORIGINS.c.text_sha256).join(
        ORIGINS, ORIGINS.c.document == DOCUMENTS.c.pk
    )
    held = {row.sha256: row.text_sha256 for row in connection.execute(query)}
    for sha256, text_sha256 in texts.items():
        if held.get(sha256) != text_sha256:
            yield f"log: the document of {sha256} is gone or has another text than the log tells"
