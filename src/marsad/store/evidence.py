"""Keeping what was received and the documents made of it: each in one transaction, each once."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select
from sqlalchemy.exc import IntegrityError

from marsad.incidents.compare import Linker
from marsad.intake.captures import ADDRESSED, ARCHIVE, FETCH, Capture, Taken, Unread, digest
from marsad.intake.failures import Failure
from marsad.intake.languages import NAMES
from marsad.store.chain import append_entry
from marsad.store.connect import Workspace
from marsad.store.evidence_tables import BYTES, CAPTURES, ORIGINS, REVISIONS
from marsad.store.keep import ALREADY, keep_within
from marsad.store.runs import as_utc
from marsad.store.tables import DOCUMENTS

DOCUMENT, UNREAD, FAILED = "document", "unread", "failed"
CHANGED = "changed"  # kept as a new revision of what its address showed before


def is_settled(workspace: Workspace, capture: Capture) -> bool:
    """Whether these bytes from this place were dealt with before: a document made of them, or none to be made."""
    c = CAPTURES.c
    same = and_(c.sha256 == capture.sha256, c.outcome.in_((DOCUMENT, UNREAD)), _place(capture))
    with workspace.reader.begin() as connection:
        return connection.execute(select(c.pk).where(same).limit(1)).first() is not None


def _place(capture: Capture) -> Any:
    c = CAPTURES.c
    return c.address == capture.address if capture.address else c.source == capture.source


def keep_taken(
    workspace: Workspace,
    run: int,
    taken: Taken,
    record: Mapping[str, Any],
    *,
    now: datetime,
    again: bool = False,
    linker: Linker | None = None,
) -> str:
    """Keep a document with its ``record``, its bytes and its steps: added, changed, replaced or already (there).

    An address that shows another text than before gets a new revision, and its document is `changed`; one that
    shows the same text in other bytes keeps its document, and the bytes beside the first.
    """
    try:
        with workspace.writer.begin() as connection:
            return _keep(connection, run, taken, record, now, again, linker)
    except IntegrityError:  # another process kept it between our look and our write
        with workspace.writer.begin() as connection:
            return _keep(connection, run, taken, record, now, again, linker)


def keep_taken_within(
    connection: Connection,
    run: int,
    taken: Taken,
    record: Mapping[str, Any],
    *,
    now: datetime,
    again: bool = False,
    linker: Linker | None = None,
) -> str:
    """`keep_taken` inside the caller's transaction, which may have more to say of it (a feed's entry is done)."""
    return _keep(connection, run, taken, record, now, again, linker)


def _keep(
    connection: Connection,
    run: int,
    taken: Taken,
    record: Mapping[str, Any],
    now: datetime,
    again: bool,
    linker: Linker | None,
) -> str:
    capture = keep_capture(connection, run, taken.capture, DOCUMENT, "", "ar", now=now)
    shown = _shown(connection, taken)
    if shown is not None and shown.sha256 != taken.document.sha256 and _says_the_same(shown, taken):
        _link(connection, shown.pk, capture, taken, shown.text)
        return ALREADY
    outcome, document = keep_within(connection, run, taken.document, record, now, again, linker)
    linked = connection.execute(
        select(ORIGINS.c.text_sha256).where(ORIGINS.c.document == document, ORIGINS.c.capture == capture)
    ).first()
    if outcome == ALREADY and linked is not None:
        return ALREADY
    _link(connection, document, capture, taken, taken.document.text)
    if outcome != ALREADY:
        detail = {
            "id": taken.document.id,
            "sha256": taken.document.sha256,
            "text_sha256": digest(taken.document.text),
        }
        append_entry(connection, "document", {**detail, "capture": capture, "outcome": outcome}, now=now)
    return _revise(connection, document, capture, taken, shown, now) or outcome


def _shown(connection: Connection, taken: Taken) -> Any:
    """The document that the address showed last; None for none, and for what has no address of its own."""
    if taken.capture.via not in ADDRESSED or not taken.document.url:
        return None
    columns = (
        DOCUMENTS.c.pk,
        DOCUMENTS.c.sha256,
        DOCUMENTS.c.text,
        DOCUMENTS.c.published,
        DOCUMENTS.c.id,
        REVISIONS.c.number,
    )
    query = (
        select(*columns)
        .join(REVISIONS, REVISIONS.c.document == DOCUMENTS.c.pk)
        .where(REVISIONS.c.address == taken.document.url)
    )
    return connection.execute(query.order_by(REVISIONS.c.number.desc()).limit(1)).first()


def _says_the_same(shown: Any, taken: Taken) -> bool:
    return bool(shown.text == taken.document.text)


def _revise(
    connection: Connection, document: int, capture: int, taken: Taken, shown: Any, now: datetime
) -> str:
    """The document as its address's newest revision; CHANGED when there was another, '' when it was the first or the same."""
    address = taken.document.url
    if taken.capture.via not in ADDRESSED or not address or (shown is not None and shown.pk == document):
        return ""
    number = 1 if shown is None else shown.number + 1
    row = {
        "address": address,
        "number": number,
        "document": document,
        "capture": capture,
        "found_utc": as_utc(now),
    }
    connection.execute(insert(REVISIONS).values(row))
    if shown is None:
        return ""
    detail = {"address": address, "number": number, "id": taken.document.id, "before": shown.id}
    append_entry(connection, "revision", detail, now=now)
    return CHANGED


def _link(connection: Connection, document: int, capture: int, taken: Taken, text: str) -> None:
    same = and_(ORIGINS.c.document == document, ORIGINS.c.capture == capture)
    connection.execute(delete(ORIGINS).where(same))
    row = {
        "document": document,
        "capture": capture,
        "steps": [asdict(step) for step in taken.steps],
        "facts": asdict(taken.facts),
        "text_sha256": digest(text),
    }
    connection.execute(insert(ORIGINS).values(row))


def keep_unread(workspace: Workspace, run: int, item: Unread | Failure, *, now: datetime) -> None:
    """Keep the bytes of what is not read: another language, no article, not understood; nothing without bytes.

    What an archive holds in another script stays in the archive: only that it was seen is kept.
    """
    if item.capture is None:
        return
    outcome = UNREAD if isinstance(item, Unread) or item.language else FAILED
    with workspace.writer.begin() as connection:
        keep_capture(connection, run, item.capture, outcome, item.reason, item.language, now=now)


def keep_capture(
    connection: Connection,
    run: int,
    capture: Capture,
    outcome: str,
    reason: str,
    language: str,
    *,
    now: datetime,
) -> int:
    """The key of a capture, kept now or before; its bytes are kept once by their hash."""
    c = CAPTURES.c
    moment = as_utc(capture.captured_utc)
    at = c.captured_utc == moment if capture.via in (FETCH, ARCHIVE) else c.source == capture.source
    known = (
        select(c.pk, c.outcome).where(c.sha256 == capture.sha256, c.address == capture.address, c.via == capture.via, at).limit(1)
    )
    row = connection.execute(known).first()
    if row is not None:
        if row.outcome != outcome:
            now_known = {"outcome": outcome, "reason": reason, "language": language}
            connection.execute(CAPTURES.update().where(c.pk == row.pk).values(now_known))
        return int(row.pk)
    kept = capture.via != ARCHIVE or outcome != UNREAD or language in _ARABIC_SCRIPT
    if kept:
        _keep_bytes(connection, capture)
    values: dict[str, Any] = {
        "sha256": capture.sha256,
        "source": capture.source,
        "address": capture.address,
        "via": capture.via,
        "captured_utc": moment,
        "status": capture.status,
        "headers": [list(pair) for pair in capture.headers],
        "outcome": outcome,
        "reason": reason,
        "language": language,
        "run": run,
    }
    key = int(connection.execute(insert(CAPTURES).values(values).returning(c.pk)).scalar_one())
    if kept:
        told: dict[str, Any] = {
            "pk": key,
            "sha256": capture.sha256,
            "source": capture.source,
            "address": capture.address,
            "status": capture.status,
        }
        append_entry(connection, "capture", {**told, "captured_utc": moment.isoformat()}, now=now)
    return key


_ARABIC_SCRIPT = frozenset(NAMES) - {"", "other"}


def _keep_bytes(connection: Connection, capture: Capture) -> None:
    if connection.execute(select(BYTES.c.sha256).where(BYTES.c.sha256 == capture.sha256)).first() is None:
        row = {"sha256": capture.sha256, "size": len(capture.body), "packed": zlib.compress(capture.body)}
        connection.execute(insert(BYTES).values(row))
