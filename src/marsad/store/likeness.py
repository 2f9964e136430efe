"""Comparing the events of documents that were kept with those they may be one with, and keeping what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, or_, select

from marsad.incidents.blocks import asked_blocks, kept_blocks
from marsad.incidents.compare import Linker, compare_events
from marsad.incidents.group import RANKED
from marsad.incidents.ledger import Part
from marsad.incidents.sighting import Sighting, make_sighting
from marsad.store.near_copies import in_parts
from marsad.store.tables import COPIES, DOCUMENTS, EVENT_BLOCKS, EVENTS, LINKS

_UNDER = select(EVENT_BLOCKS.c.block, EVENT_BLOCKS.c.event).where(EVENT_BLOCKS.c.block.in_(bindparam("blocks", expanding=True)))
Pair = tuple[int, int]
Likeness = tuple[float, tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The events that were compared (their pks), and those with which they were found alike."""

    events: frozenset[int]
    partners: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event and the pk of its document."""

    sighting: Sighting
    document: int


def forget_links(connection: Connection, documents: Collection[int]) -> None:
    """Drop what was found of the events of ``documents`` before."""
    events = select(EVENTS.c.pk).where(EVENTS.c.document.in_(documents))
    connection.execute(delete(EVENT_BLOCKS).where(EVENT_BLOCKS.c.event.in_(events)))
    connection.execute(delete(LINKS).where(or_(LINKS.c.left.in_(events), LINKS.c.right.in_(events))))


def find_links(connection: Connection, documents: Collection[int], linker: Linker) -> Compared:
    """Compare the events of ``documents`` (their pks) with those that share a block or stand in their near copies."""
    ours = _load(connection, EVENTS.c.document.in_(documents))
    if not ours:
        return Compared(frozenset(), frozenset())
    copies = _copies(connection, documents)
    pairs = _meet(connection, ours) | _meet_copies(connection, ours, copies)
    others: dict[int, _Placed] = dict(ours)
    for some in in_parts({pk for pair in pairs for pk in pair} - ours.keys()):
        others |= _load(connection, EVENTS.c.pk.in_(some))
    found: dict[Pair, Likeness] = {}
    for a, b in pairs:
        one, other = others[a], others[b]
        if one.document != other.document:
            copied = (min(one.document, other.document), max(one.document, other.document)) in copies
            score, parts = compare_events(one.sighting, other.sighting, linker, copies=copied)
            if score >= linker.ask:
                found[a, b] = (score, parts)
    _keep(connection, _likely(connection, found))
    return Compared(frozenset(ours), frozenset(pk for pair in found for pk in pair) - ours.keys())


def _load(connection: Connection, condition: ColumnElement[bool]) -> dict[int, _Placed]:
    d, e = DOCUMENTS.c, EVENTS.c
    query = select(e.pk, e.key, e.record, e.position, e.document, d.sha256, d.published).join_from(EVENTS, DOCUMENTS).where(condition)
    return {
        row.pk: _Placed(make_sighting(row.record, row.key, row.sha256, row.published, lead=row.position == 0), row.document)
        for row in connection.execute(query)
    }


def _copies(connection: Connection, documents: Collection[int]) -> set[Pair]:
    query = select(COPIES.c.left, COPIES.c.right).where(or_(COPIES.c.left.in_(documents), COPIES.c.right.in_(documents)))
    return {(row.left, row.right) for row in connection.execute(query)}


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
        for block, event in connection.execute(_UNDER, {"blocks": some}):
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


def _likely(connection: Connection, found: Mapping[Pair, Likeness]) -> Mapping[Pair, Likeness]:
    """``found`` without the pairs that are among the likeliest of neither event, where both have very many.

    What is left out can never count: an event's likeliest partners only become likelier as documents come. When one
    goes, `store.link.let_go` has its partners compared again.
    """
    scores: dict[int, list[float]] = {}
    for (a, b), (score, _) in found.items():
        scores.setdefault(a, []).append(score)
        scores.setdefault(b, []).append(score)
    if max(map(len, scores.values()), default=0) <= RANKED:
        return found
    for some in in_parts(scores):
        for ours in (LINKS.c.left, LINKS.c.right):
            for pk, score in connection.execute(select(ours, LINKS.c.score).where(ours.in_(some))):
                scores[pk].append(score)
    least = {pk: sorted(told, reverse=True)[RANKED - 1] if len(told) > RANKED else 0.0 for pk, told in scores.items()}
    return {(a, b): told for (a, b), told in found.items() if told[0] >= min(least[a], least[b])}


def _keep(connection: Connection, found: Mapping[Pair, Likeness]) -> None:
    values: list[dict[str, Any]] = [
        {"left": a, "right": b, "score": score, "parts": [[part.name, part.found, part.weight] for part in parts]}
        for (a, b), (score, parts) in sorted(found.items())
    ]
    if values:
        connection.execute(insert(LINKS), values)
