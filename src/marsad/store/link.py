"""Linking a document that was kept: its near copies, its events' likenesses, and the incidents they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from marsad.incidents.blocks import asked_blocks, kept_blocks
from marsad.incidents.compare import Linker, compare_events
from marsad.incidents.copies import Imprint, compare_texts, take_imprint
from marsad.incidents.keys import incident_id
from marsad.incidents.sighting import Sighting, make_sighting
from marsad.store.connect import Workspace
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
)

COPY, REVISION = "copy", "revision"
_AT_ONCE = 400  # documents whose texts are compared in one query


def link_document(connection: Connection, document: int, linker: Linker, hand: Hand, left: Sequence[str] = ()) -> tuple[str, ...]:
    """Link the events of ``document`` (its pk); the incidents made or changed. Inside the caller's transaction.

    ``left``: incidents in which events of an earlier reading of it stood.
    """
    moved = _find_copies(connection, document)
    touched = _find_links(connection, document, linker)
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.pk == document).values(linked=True))
    query = select(EVENTS.c.pk).where(EVENTS.c.document.in_(moved))
    touched |= {row.pk for row in connection.execute(query)} if moved else set()
    return regroup(connection, touched, set(left), linker, hand) if touched or left else ()


def count_pending(workspace: Workspace) -> int:
    """How many documents stand in no incident yet."""
    with workspace.reader.begin() as connection:
        query = select(func.count()).select_from(DOCUMENTS).where(DOCUMENTS.c.linked.is_(False))
        return int(connection.execute(query).scalar_one())


def link_pending(workspace: Workspace, linker: Linker, hand: Hand, each: Callable[[], object] = bool) -> int:
    """Link all documents that are not linked yet (kept by an older version), one transaction each; how many."""
    done = 0
    while True:
        with workspace.reader.begin() as connection:
            todo = select(DOCUMENTS.c.pk).where(DOCUMENTS.c.linked.is_(False)).order_by(DOCUMENTS.c.pk).limit(_AT_ONCE)
            keys = [row.pk for row in connection.execute(todo)]
        if not keys:
            return done
        for key in keys:
            with workspace.writer.begin() as connection:
                link_document(connection, key, linker, hand)
            done += 1
            each()


def link_later(connection: Connection, incidents: Sequence[str]) -> None:
    """Take apart ``incidents`` of which an event was read anew without a linker; `link_pending` puts them together."""
    stands = select(EVENTS.c.document).where(EVENTS.c.incident.in_(incidents))
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.pk.in_(stands)).values(linked=False))
    connection.execute(update(EVENTS).where(EVENTS.c.incident.in_(incidents)).values(incident=None))
    connection.execute(delete(INCIDENTS).where(INCIDENTS.c.id.in_(incidents)))


def unlink_all(workspace: Workspace) -> None:
    """Mark every document as not linked and drop what linking found: `link_pending` then does it anew. Judgements stay."""
    with workspace.writer.begin() as connection:
        for table in (LINKS, EVENT_BLOCKS, COPIES, COPY_BANDS, INCIDENTS):
            connection.execute(delete(table))
        connection.execute(update(EVENTS).values(incident=None))
        connection.execute(update(DOCUMENTS).values(linked=False, copy_group=None))


def _find_copies(connection: Connection, document: int) -> set[int]:
    """Find the copies and revisions of a document; the documents whose group of copies changed, itself not among them."""
    d = DOCUMENTS.c
    row = connection.execute(select(d.sha256, d.text, d.url, d.published).where(d.pk == document)).one()
    for table, condition in (
        (COPY_BANDS, COPY_BANDS.c.document == document),
        (COPIES, or_(COPIES.c.left == document, COPIES.c.right == document)),
    ):
        connection.execute(delete(table).where(condition))
    imprint = take_imprint(row.text)
    pairs = _compare_copies(connection, document, imprint, row.published)
    if row.url:
        same_address = select(d.pk).where(d.url == row.url, d.pk != document)
        pairs |= {other.pk: (REVISION, pairs.get(other.pk, (COPY, 0.0))[1]) for other in connection.execute(same_address)}
    if imprint.bands:
        connection.execute(insert(COPY_BANDS), [{"band": band, "document": document} for band in sorted(set(imprint.bands))])
    if not pairs:
        return set()
    found = [
        {"left": min(document, other), "right": max(document, other), "kind": kind, "likeness": likeness}
        for other, (kind, likeness) in sorted(pairs.items())
    ]
    connection.execute(insert(COPIES), found)
    return _set_group(connection, document)


def _compare_copies(connection: Connection, document: int, imprint: Imprint, published: date | None) -> dict[int, tuple[str, float]]:
    if not imprint.bands:
        return {}
    shared = select(COPY_BANDS.c.document).where(COPY_BANDS.c.band.in_(imprint.bands), COPY_BANDS.c.document != document)
    candidates = sorted({row.document for row in connection.execute(shared)})
    out: dict[int, tuple[str, float]] = {}
    for at in range(0, len(candidates), _AT_ONCE):
        query = select(DOCUMENTS.c.pk, DOCUMENTS.c.text, DOCUMENTS.c.published)
        for other in connection.execute(query.where(DOCUMENTS.c.pk.in_(candidates[at : at + _AT_ONCE]))):
            likeness = compare_texts(imprint, take_imprint(other.text), published, other.published)
            if likeness:
                out[other.pk] = (COPY, likeness)
    return out


def _set_group(connection: Connection, document: int) -> set[int]:
    """Name the group of a document's copies by its first; the other documents whose group changed by it."""
    group, todo = {document}, {document}
    while todo:
        query = select(COPIES.c.left, COPIES.c.right).where(or_(COPIES.c.left.in_(todo), COPIES.c.right.in_(todo)))
        todo = {pk for pair in connection.execute(query) for pk in pair} - group
        group |= todo
    d = DOCUMENTS.c
    rows = connection.execute(select(d.pk, d.sha256, d.published, d.copy_group).where(d.pk.in_(group))).all()
    name = min(rows, key=lambda r: (r.published or date.max, r.sha256)).sha256
    moved = {row.pk for row in rows if row.copy_group != name}
    connection.execute(update(DOCUMENTS).where(d.pk.in_(moved)).values(copy_group=name))
    return moved - {document}


def _find_links(connection: Connection, document: int, linker: Linker) -> set[int]:
    """Compare the events of a document with those that share a block; the pks of its events."""
    ours = _sightings(connection, EVENTS.c.document == document)
    if not ours:
        return set()
    blocks = [{"block": block, "event": pk} for pk, (s, _) in ours.items() for block in sorted(kept_blocks(s))]
    for table, condition in (
        (EVENT_BLOCKS, EVENT_BLOCKS.c.event.in_(list(ours))),
        (LINKS, or_(LINKS.c.left.in_(list(ours)), LINKS.c.right.in_(list(ours)))),
    ):
        connection.execute(delete(table).where(condition))
    asked = {pk: asked_blocks(s) for pk, (s, _) in ours.items()}
    query = select(EVENT_BLOCKS.c.block, EVENT_BLOCKS.c.event).where(EVENT_BLOCKS.c.block.in_(frozenset().union(*asked.values())))
    met: dict[int, set[int]] = {}
    for row in connection.execute(query):
        met.setdefault(row.event, set()).add(row.block)
    if blocks:
        connection.execute(insert(EVENT_BLOCKS), blocks)
    others = _sightings(connection, EVENTS.c.pk.in_(list(met))) if met else {}
    pairs = select(COPIES.c.left, COPIES.c.right).where(or_(COPIES.c.left == document, COPIES.c.right == document))
    copies = {pk for pair in connection.execute(pairs) for pk in pair} - {document}
    links = []
    for pk, (sighting, _) in ours.items():
        for other, (theirs, their_document) in others.items():
            if their_document != document and met[other] & asked[pk]:
                score, parts = compare_events(sighting, theirs, linker, copies=their_document in copies)
                if score >= linker.ask:
                    told = [[part.name, part.found, part.weight] for part in parts]
                    links.append({"left": min(pk, other), "right": max(pk, other), "score": score, "parts": told})
    if links:
        connection.execute(insert(LINKS), links)
    return set(ours)


def _sightings(connection: Connection, condition: Any) -> dict[int, tuple[Sighting, int]]:
    d, e = DOCUMENTS.c, EVENTS.c
    query = select(e.pk, e.key, e.record, e.position, e.document, d.sha256, d.published).join_from(EVENTS, DOCUMENTS).where(condition)
    return {
        row.pk: (make_sighting(row.record, row.key, row.sha256, row.published, lead=row.position == 0), row.document)
        for row in connection.execute(query)
    }


def let_go(connection: Connection, document: int) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Before the events of a document are read anew: their (key, incident), and the incidents they stand in."""
    query = select(EVENTS.c.key, EVENTS.c.incident).where(EVENTS.c.document == document).order_by(EVENTS.c.position)
    rows = [(row.key, row.incident or "") for row in connection.execute(query)]
    return rows, tuple(dict.fromkeys(incident for _, incident in rows if incident))


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
