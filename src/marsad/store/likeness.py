"""Comparing the events of documents that were kept with those they may be one with, and keeping what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from marsad.incidents.blocks import asked_blocks, kept_blocks
from marsad.incidents.compare import ONE_SPAN, Linker, make_parts, score_events
from marsad.incidents.sighting import Sighting, make_sighting, row_sighting, sighting_row
from marsad.store.near_copies import in_parts
from marsad.store.tables import COPIES, DOCUMENTS, EVENT_BLOCKS, EVENTS, SIGHTINGS
from marsad.store.ties import Likeness, drop_links, keep_links

_UNDER = select(EVENT_BLOCKS.c.block, EVENT_BLOCKS.c.event).where(EVENT_BLOCKS.c.block.in_(bindparam("blocks", expanding=True)))
_TOLD = select(SIGHTINGS).where(SIGHTINGS.c.event.in_(bindparam("events", expanding=True)))
_RECORDS = (
    select(EVENTS.c.pk, EVENTS.c.key, EVENTS.c.record, EVENTS.c.position, EVENTS.c.document, DOCUMENTS.c.sha256, DOCUMENTS.c.published)
    .join_from(EVENTS, DOCUMENTS)
    .where(EVENTS.c.document.in_(bindparam("documents", expanding=True)))
)
_COPIES = select(COPIES.c.left, COPIES.c.right).where(
    or_(*(end.in_(bindparam("documents", expanding=True)) for end in (COPIES.c.left, COPIES.c.right)))
)
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """The events that were compared (their pks), and those of which a tie with another one is now another."""

    events: frozenset[int]
    changed: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event and the pk of its document."""

    sighting: Sighting
    document: int


def forget_links(connection: Connection, documents: Collection[int]) -> frozenset[int]:
    """Drop what was found of the events of ``documents`` before; the events (pks) of others that were linked with them."""
    events = select(EVENTS.c.pk).where(EVENTS.c.document.in_(documents))
    connection.execute(delete(EVENT_BLOCKS).where(EVENT_BLOCKS.c.event.in_(events)))
    connection.execute(delete(SIGHTINGS).where(SIGHTINGS.c.event.in_(events)))
    return drop_links(connection, connection.execute(events).scalars().all())


def find_links(connection: Connection, documents: Collection[int], linker: Linker, alone: Collection[int] = ()) -> Compared:
    """Compare the events of ``documents`` (their pks) with those that share a block or stand in their near copies.

    ``alone``: events that lost a partner since.
    """
    ours = _load(connection, documents)
    copies = _copies(connection, documents) if ours else set()
    pairs = _meet(connection, ours) | _meet_copies(connection, ours, copies)
    others = ours | _recall(connection, {pk for pair in pairs for pk in pair} - ours.keys())
    found: dict[Pair, Likeness] = {}
    for a, b in pairs:
        one, other = others[a], others[b]
        if one.document != other.document:
            copied = (min(one.document, other.document), max(one.document, other.document)) in copies
            score, told = score_events(one.sighting, other.sighting, linker, copies=copied)
            if score >= linker.ask:
                found[a, b] = Likeness(score, make_parts(told, linker), told["days"] in ONE_SPAN)
    keys = {pk: placed.sighting.key for pk, placed in others.items()}
    return Compared(frozenset(ours), keep_links(connection, found, keys, linker.level, alone))


def _load(connection: Connection, documents: Collection[int]) -> dict[int, _Placed]:
    """The events of ``documents``, from their records; kept in the form in which they are compared."""
    out = {
        row.pk: _Placed(make_sighting(row.record, row.key, row.sha256, row.published, lead=row.position == 0), row.document)
        for some in in_parts(documents)
        for row in connection.execute(_RECORDS, {"documents": some}).all()
    }
    if out:
        rows = [{"event": pk, "document": placed.document, "told": sighting_row(placed.sighting)} for pk, placed in out.items()]
        connection.execute(insert(SIGHTINGS), rows)
    return out


def _recall(connection: Connection, events: Collection[int]) -> dict[int, _Placed]:
    return {
        pk: _Placed(row_sighting(told), document)
        for some in in_parts(events)
        for pk, document, told in connection.execute(_TOLD, {"events": some}).all()
    }


def _copies(connection: Connection, documents: Collection[int]) -> set[Pair]:
    return {(row.left, row.right) for row in connection.execute(_COPIES, {"documents": sorted(documents)})}


def _meet(connection: Connection, ours: Mapping[int, _Placed]) -> set[Pair]:
    """Keep the blocks of ``ours``; the pairs of one of them and any event kept under a block that it asks for."""
    blocks = [{"block": block, "event": pk} for pk, placed in ours.items() for block in kept_blocks(placed.sighting)]
    if blocks:
        connection.execute(insert(EVENT_BLOCKS), blocks)
    askers: dict[int, list[int]] = {}
    for pk, placed in ours.items():
        for block in asked_blocks(placed.sighting):
            askers.setdefault(block, []).append(pk)
    out: set[Pair] = set()
    for some in in_parts(askers):
        for block, event in connection.execute(_UNDER, {"blocks": some}).all():
            out.update((min(pk, event), max(pk, event)) for pk in askers[block] if pk != event)
    return out


def _meet_copies(connection: Connection, ours: Mapping[int, _Placed], copies: Iterable[Pair]) -> set[Pair]:
    beside: dict[int, set[int]] = {}
    for a, b in copies:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    if not beside:
        return set()
    told: dict[int, list[int]] = {}
    for row in connection.execute(select(EVENTS.c.pk, EVENTS.c.document).where(EVENTS.c.document.in_(beside))):
        told.setdefault(row.document, []).append(row.pk)
    return {
        (min(pk, other), max(pk, other))
        for pk, placed in ours.items()
        for document in beside.get(placed.document, ())
        for other in told.get(document, ())
    }
