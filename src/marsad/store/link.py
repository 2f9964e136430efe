"""Linking a document that was kept: its near copies, its events' likenesses, and the incidents they make."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from marsad.incidents.compare import Linker
from marsad.incidents.group import RANKED
from marsad.incidents.keys import incident_id
from marsad.store.connect import Workspace
from marsad.store.likeness import find_links, forget_links
from marsad.store.near_copies import find_copies, forget_copies
from marsad.store.regroup import Hand, regroup
from marsad.store.tables import (
    COPIES,
    COPY_BANDS,
    DOCUMENTS,
    EVENT_BLOCKS,
    EVENTS,
    INCIDENTS,
    JUDGED_EVENTS,
    LINKS,
    REDIRECTS,
    SIGHTINGS,
)
from marsad.store.ties import count_links, drop_links, partners_of

AT_ONCE = 50  # documents linked in one transaction: what each statement costs is shared, and others need not wait long

_LINKED = update(DOCUMENTS).where(DOCUMENTS.c.pk.in_(bindparam("documents", expanding=True))).values(linked=True)


@dataclass(frozen=True, slots=True)
class Gone:
    """What an earlier reading of a document leaves behind.

    ``events`` are their (key, incident); ``incidents`` those in which they stood; ``partners`` the events (pks) that were
    linked with them; ``crowded`` the documents (pks) of partners that have so many that less likely ones were not kept.
    """

    events: tuple[tuple[str, str], ...] = ()
    incidents: tuple[str, ...] = ()
    partners: frozenset[int] = frozenset()
    crowded: frozenset[int] = frozenset()


NOTHING = Gone()


def link_documents(
    connection: Connection, documents: Collection[int], linker: Linker, hand: Hand, gone: Gone = NOTHING, *, new: bool = False
) -> tuple[str, ...]:
    """Link the events of ``documents`` (their pks); the incidents made or changed. Inside the caller's transaction.

    ``gone``: what `let_go` gave for those that were read anew. ``new``: none was there before, so nothing is
    dropped, and they are kept as linked.
    """
    documents = {*documents, *gone.crowded}
    before: set[int] = set()
    alone = gone.partners
    if not new:
        before = forget_copies(connection, documents)
        alone |= forget_links(connection, documents)
    moved = find_copies(connection, documents, before)
    compared = find_links(connection, documents, linker, alone)
    if not new:
        connection.execute(_LINKED, {"documents": sorted(documents)})
    query = select(EVENTS.c.pk).where(EVENTS.c.document.in_(moved))
    touched = compared.events | ({row.pk for row in connection.execute(query)} if moved else set())
    changed = compared.changed | alone
    return regroup(connection, touched, gone.incidents, linker, hand, changed) if touched or changed or gone.incidents else ()


def count_pending(workspace: Workspace) -> int:
    """How many documents stand in no incident yet."""
    with workspace.reader.begin() as connection:
        query = select(func.count()).select_from(DOCUMENTS).where(DOCUMENTS.c.linked.is_(False))
        return int(connection.execute(query).scalar_one())


def link_pending(workspace: Workspace, linker: Linker, hand: Hand, each: Callable[[], object] = bool) -> int:
    """Link all documents that are not linked yet (kept by an older version, or many at once), some in each transaction; how many."""
    done = 0
    while count_pending(workspace):
        with workspace.writer.begin() as connection:
            todo = select(DOCUMENTS.c.pk).where(DOCUMENTS.c.linked.is_(False)).order_by(DOCUMENTS.c.pk).limit(AT_ONCE)
            keys = [row.pk for row in connection.execute(todo)]
            link_documents(connection, keys, linker, hand)
        done += len(keys)
        for _ in keys:
            each()
    return done


def link_later(connection: Connection, gone: Gone) -> None:
    """Take apart the incidents of which an event was read anew without a linker; `link_pending` puts them together."""
    documents = set(gone.crowded)
    for column, values in ((EVENTS.c.incident, gone.incidents), (EVENTS.c.pk, gone.partners)):
        documents |= {row.document for row in connection.execute(select(EVENTS.c.document).where(column.in_(values)))}
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.pk.in_(documents)).values(linked=False))
    connection.execute(update(EVENTS).where(EVENTS.c.incident.in_(gone.incidents)).values(incident=None))
    connection.execute(delete(INCIDENTS).where(INCIDENTS.c.id.in_(gone.incidents)))


def unlink_all(workspace: Workspace) -> None:
    """Mark every document as not linked and drop what linking found: `link_pending` then does it anew. Judgements stay."""
    with workspace.writer.begin() as connection:
        for table in (LINKS, SIGHTINGS, EVENT_BLOCKS, COPIES, COPY_BANDS, INCIDENTS):
            connection.execute(delete(table))
        connection.execute(update(EVENTS).values(incident=None))
        connection.execute(update(DOCUMENTS).values(linked=False, copy_group=None))


def let_go(connection: Connection, document: int) -> Gone:
    """Before the events of a document are read anew: what they leave behind."""
    query = select(EVENTS.c.pk, EVENTS.c.key, EVENTS.c.incident).where(EVENTS.c.document == document).order_by(EVENTS.c.position)
    rows = connection.execute(query).all()
    pks = [row.pk for row in rows]
    numbers = count_links(connection, partners_of(connection, pks))
    full = [pk for pk, number in numbers.items() if number >= RANKED]
    crowded = connection.execute(select(EVENTS.c.document).where(EVENTS.c.pk.in_(full))) if full else ()
    partners = drop_links(connection, pks)
    return Gone(
        tuple((row.key, row.incident or "") for row in rows),
        tuple(dict.fromkeys(row.incident for row in rows if row.incident)),
        partners,
        frozenset(row.document for row in crowded) - {document},
    )


def find_again(connection: Connection, document: int, sha256: str, before: Sequence[tuple[str, str]]) -> None:
    """After a document was read anew: judgements and old ids find the events that took the place of those they meant.

    An event takes the place of one whose trigger it shares; else of one of its kind whose words lie in its evidence.
    """
    query = select(EVENTS.c.key, EVENTS.c.type, EVENTS.c.record).where(EVENTS.c.document == document)
    events = connection.execute(query.order_by(EVENTS.c.position)).all()
    keys = {event.key for event in events}
    for row in connection.execute(select(JUDGED_EVENTS).where(JUDGED_EVENTS.c.sha256 == sha256)).all():
        heir = row.anchor if row.anchor in keys else _heir(events, row.start, row.end, row.type)
        if heir and heir != row.key:
            at = and_(
                JUDGED_EVENTS.c.judgement == row.judgement, JUDGED_EVENTS.c.side == row.side, JUDGED_EVENTS.c.anchor == row.anchor
            )
            connection.execute(update(JUDGED_EVENTS).where(at).values(key=heir))
    for key, incident in before:
        if key in keys:
            continue
        stays = select(EVENTS.c.key).where(EVENTS.c.incident == incident, EVENTS.c.document != document).order_by(EVENTS.c.key)
        heir = connection.execute(stays.limit(1)).scalar_one_or_none() or next(iter(sorted(keys)), None)
        if heir:
            connection.execute(delete(REDIRECTS).where(REDIRECTS.c.id == incident_id(key)))
            connection.execute(insert(REDIRECTS).values(id=incident_id(key), event=heir))


def _heir(events: Sequence[Any], start: int, end: int, kind: str) -> str | None:
    sharing = [e for e in events if e.record["trigger"]["start"] < end and start < e.record["trigger"]["end"]]
    telling = [e for e in events if e.type == kind and any(a <= start < b for a, b in e.record["evidence"])]
    return next((str(e.key) for e in (*sharing, *telling)), None)
