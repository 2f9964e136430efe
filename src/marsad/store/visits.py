"""What came of asking for a page: kept in one transaction with the page's place in its feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select
from sqlalchemy.exc import IntegrityError

from marsad.incidents.compare import Linker
from marsad.intake.captures import Capture, Taken, Unread
from marsad.intake.failures import Failure
from marsad.intake.fetch import Answer
from marsad.store.connect import Workspace
from marsad.store.evidence import DOCUMENT, FAILED, UNREAD, keep_capture, keep_taken_within
from marsad.store.evidence_tables import CAPTURES, ORIGINS
from marsad.store.feeds import settle_page
from marsad.store.keep import ALREADY
from marsad.store.tables import DOCUMENTS
from marsad.store.withdrawals import flag_withdrawn, unflag_withdrawn

GONE, NOT_READ = "withdrawn", "not read"
Read = tuple[Taken, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer and what was read of it: documents with their records, and what could not be read.

    ``known``: these bytes were dealt with before. ``gone``: why the report is not at its address any more, or ''.
    """

    capture: Capture
    answer: Answer
    documents: tuple[Read, ...] = ()
    unread: tuple[Unread | Failure, ...] = ()
    known: bool = False
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What an address gave when it was last kept: the address that answered, and headers of a conditional request."""

    address: str = ""
    conditions: Mapping[str, str] = field(default_factory=dict)


def seen_before(workspace: Workspace, address: str) -> Before:
    """What ``address`` gave when it was asked for last; empty for the first time."""
    c = CAPTURES.c
    query = (
        select(c.address, c.headers)
        .where(or_(c.source == address, c.address == address), c.status == 200, c.outcome != FAILED)
        .order_by(c.pk.desc())
        .limit(1)
    )
    with workspace.reader.begin() as connection:
        row = connection.execute(query).first()
    if row is None:
        return Before()
    given = {str(name).lower(): str(value) for name, value in row.headers or ()}
    pairs = (("If-None-Match", given.get("etag", "")), ("If-Modified-Since", given.get("last-modified", "")))
    return Before(row.address, {name: value for name, value in pairs if value})


def reports_before(workspace: Workspace, answer: Answer) -> tuple[str, ...]:
    """Texts of the documents that the address asked for gave before; () when one of them came from where it leads now."""
    c = CAPTURES.c
    query = (
        select(DOCUMENTS.c.pk, DOCUMENTS.c.text, c.address)
        .join(ORIGINS, ORIGINS.c.document == DOCUMENTS.c.pk)
        .join(CAPTURES, c.pk == ORIGINS.c.capture)
        .where(or_(c.source == answer.asked, c.address == answer.asked))
    )
    with workspace.reader.begin() as connection:
        rows = connection.execute(query.order_by(DOCUMENTS.c.pk)).all()
    if answer.asked != answer.address and any(row.address == answer.address for row in rows):
        return ()
    return tuple({row.pk: row.text for row in rows}.values())


def keep_visit(
    workspace: Workspace,
    run: int,
    visit: Visit,
    *,
    by: str,
    now: datetime,
    page: int | None = None,
    linker: Linker | None = None,
) -> str:
    """Keep what came of a visit: added, changed, already, replaced, withdrawn or not read. ``page``: its key in a feed.

    ``linker`` links its events to incidents in the same transaction. A report that is gone from its address flags its
    documents as withdrawn by ``by``; one that is back takes the flag off.
    """
    try:
        with workspace.writer.begin() as connection:
            return _keep(connection, run, visit, by, now, page, linker)
    except IntegrityError:  # another process kept it between our look and our write
        with workspace.writer.begin() as connection:
            return _keep(connection, run, visit, by, now, page, linker)


def _keep(
    connection: Connection,
    run: int,
    visit: Visit,
    by: str,
    now: datetime,
    page: int | None,
    linker: Linker | None,
) -> str:
    answer, standing = visit.answer, False
    if visit.gone:
        outcome, reason = _keep_gone(connection, run, visit, by, now), visit.gone
    elif answer.status == 304 or visit.known:
        outcome, reason, standing = _keep_same(connection, run, visit, now)
    else:
        outcome, reason = _keep_read(connection, run, visit, now, linker)
        standing = bool(visit.documents)
    if standing:
        for document in _documents_of(connection, {answer.asked, answer.address}):
            unflag_withdrawn(connection, document, by=by, now=now)
    if page is not None:
        settle_page(connection, page, now=now, reason=reason)
    return outcome


def _keep_gone(connection: Connection, run: int, visit: Visit, by: str, now: datetime) -> str:
    """The report is not at its address: what stands there is kept, and the documents it gave before are flagged."""
    told = f"{visit.gone} at {visit.answer.address}" if visit.answer.is_gone else visit.gone
    basis = told if visit.answer.asked in told else f"{visit.answer.asked}: {told}"
    keep_capture(connection, run, visit.capture, FAILED, basis, "", now=now)
    documents = _documents_of(connection, {visit.answer.asked})
    for document in documents:
        flag_withdrawn(connection, document, basis=basis, by=by, now=now)
    return GONE if documents else NOT_READ


def _keep_same(connection: Connection, run: int, visit: Visit, now: datetime) -> tuple[str, str, bool]:
    """The same bytes once more: that they were seen is kept too; a server's "not modified" has none.

    The last of the three says whether a report stands there.
    """
    if visit.answer.status == 304:
        return ALREADY, "", True
    rows = _origins(connection, visit.capture.sha256, visit.answer)
    key = keep_capture(connection, run, visit.capture, DOCUMENT if rows else UNREAD, "", "", now=now)
    for row in rows:
        if row.capture != key:
            values = {
                "document": row.document,
                "capture": key,
                "steps": row.steps,
                "facts": row.facts,
                "text_sha256": row.text_sha256,
            }
            connection.execute(insert(ORIGINS).values(values))
    return ALREADY, "", bool(rows)


def _keep_read(
    connection: Connection, run: int, visit: Visit, now: datetime, linker: Linker | None
) -> tuple[str, str]:
    outcomes = [
        keep_taken_within(connection, run, taken, record, now=now, linker=linker)
        for taken, record in visit.documents
    ]
    reason = ""
    for item in visit.unread:
        language, reason = item.language, item.reason
        outcome = UNREAD if isinstance(item, Unread) or language else FAILED
        keep_capture(connection, run, item.capture or visit.capture, outcome, reason, language, now=now)
    return (outcomes[0] if outcomes else NOT_READ), reason


def _documents_of(connection: Connection, places: Set[str]) -> Sequence[int]:
    """Keys of the documents that were made of what these addresses gave."""
    c = CAPTURES.c
    query = (
        select(ORIGINS.c.document)
        .join(CAPTURES, c.pk == ORIGINS.c.capture)
        .where(or_(c.source.in_(places), c.address.in_(places)))
    )
    return list(connection.execute(query.distinct()).scalars())


def _origins(connection: Connection, sha256: str, answer: Answer) -> Sequence[Any]:
    """The newest origin of each document made of these bytes at this address."""
    c = CAPTURES.c
    query = (
        select(ORIGINS)
        .join(CAPTURES, c.pk == ORIGINS.c.capture)
        .where(c.sha256 == sha256, c.address == answer.address)
    )
    return list({row.document: row for row in connection.execute(query.order_by(c.pk))}.values())
