"""Linking many documents at once, without a workspace: what adding them one by one comes to, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.incidents.blocks import asked_blocks, kept_blocks
from marsad.incidents.build import build_incident
from marsad.incidents.compare import Linker, compare_events
from marsad.incidents.copies import compare_texts, take_imprint
from marsad.incidents.group import Stand, components, group_events
from marsad.incidents.judging import Bonds, pair_of
from marsad.incidents.keys import event_keys
from marsad.incidents.origins import Member
from marsad.incidents.records import Incident
from marsad.incidents.sighting import Sighting, make_sighting

Record = Mapping[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A document as linking needs it: hash, text, and its event record (with outlet, title, publication date, address)."""

    sha256: str
    text: str
    record: Record


def link_records(documents: Sequence[Told], linker: Linker) -> tuple[Incident, ...]:
    """The incidents that ``documents`` tell of, by id; the same in whatever order they come."""
    copies = find_copies(documents)
    members = [m for doc in documents for m in make_members(doc, copies)]
    by_key = {m.sighting.key: m for m in members}
    clusters = group_events(
        {key: stand_of(m.sighting) for key, m in by_key.items()},
        _scores(members, {pair for pair in copies if copies[pair]}, linker),
        linker.level,
        Bonds(frozenset(), frozenset()),
    )
    incidents = (build_incident([by_key[key] for key in cluster], linker) for cluster in clusters)
    return tuple(sorted(incidents, key=lambda i: i.id))


def find_copies(documents: Sequence[Told]) -> dict[Pair, float]:
    """Likeness of each pair of documents (their hashes, in order) that are near copies, or versions of one address."""
    imprints = [(doc, take_imprint(doc.text)) for doc in documents]
    out: dict[Pair, float] = {}
    holders: dict[int | str, list[int]] = {}
    for n, (doc, imprint) in enumerate(imprints):
        address = [doc.record["url"]] if doc.record.get("url") else []
        for other in {o for mark in (*imprint.bands, *address) for o in holders.get(mark, ())}:
            theirs = imprints[other]
            likeness = compare_texts(imprint, theirs[1], _published(doc), _published(theirs[0]))
            if likeness or (address and theirs[0].record.get("url") == address[0]):
                out[pair_of(doc.sha256, theirs[0].sha256)] = likeness
        for mark in (*imprint.bands, *address):
            holders.setdefault(mark, []).append(n)
    return out


def make_members(doc: Told, copies: Mapping[Pair, float]) -> list[Member]:
    """The members that a document's events make; ``copies`` as `find_copies` gives them, for its group."""
    keys = event_keys(doc.sha256, doc.record["events"])
    group = next(g for g in components({doc.sha256, *(s for pair in copies for s in pair)}, copies) if doc.sha256 in g)
    return [
        Member(
            make_sighting(event, key, doc.sha256, _published(doc), lead=n == 0),
            event,
            doc.record["id"],
            doc.record.get("outlet") or "",
            doc.record.get("title") or "",
            group[0],
        )
        for n, (key, event) in enumerate(zip(keys, doc.record["events"], strict=True))
    ]


def stand_of(sighting: Sighting) -> Stand:
    """What grouping knows of an event."""
    return Stand(sighting.document, sighting.start, sighting.end)


def _scores(members: Sequence[Member], copies: set[Pair], linker: Linker) -> dict[Pair, float]:
    kept: dict[int | str, list[Member]] = {}
    copied: dict[str, set[str]] = {}
    for a, b in copies:
        copied.setdefault(a, set()).add(b)
        copied.setdefault(b, set()).add(a)
    out: dict[Pair, float] = {}
    for member in members:
        ours = member.sighting
        marks = (*asked_blocks(ours), *copied.get(ours.document, ()))
        met = {m.sighting.key: m for mark in marks for m in kept.get(mark, ())}
        for other in met.values():
            if other.sighting.document != ours.document:
                pair = pair_of(ours.document, other.sighting.document)
                score, _ = compare_events(ours, other.sighting, linker, copies=pair in copies)
                if score >= linker.ask:
                    out[pair_of(ours.key, other.sighting.key)] = score
        held: tuple[int | str, ...] = (*kept_blocks(ours), ours.document)
        for place in held:
            kept.setdefault(place, []).append(member)
    return out


def _published(doc: Told) -> date | None:
    published = doc.record.get("published")
    return date.fromisoformat(published) if published else None
