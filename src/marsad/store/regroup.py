"""Grouping again what a change touches: the components of the events concerned, their incidents and their history.

What comes out depends on the events, links and judgements that are there, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, or_, select, update

from marsad.incidents.areas import name_key
from marsad.incidents.build import build_incident
from marsad.incidents.compare import Linker
from marsad.incidents.group import group_events
from marsad.incidents.judging import Bonds, find_bonds, pair_of
from marsad.incidents.origins import Member
from marsad.incidents.records import Incident, Judgement
from marsad.incidents.sighting import make_sighting
from marsad.store.judgements import about
from marsad.store.runs import as_utc
from marsad.store.tables import (
    CHANGES,
    DOCUMENTS,
    EVENTS,
    INCIDENT_PARTIES,
    INCIDENT_PLACES,
    INCIDENTS,
    JUDGEMENTS,
    LINKS,
)

_INCIDENT = TypeAdapter(Incident)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something, and when: a person, or the version of Marsad that reads."""

    by: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An event as the workspace holds it: its key in the database, the incident it stands in, and the member it makes."""

    pk: int
    incident: str | None
    member: Member


def regroup(
    connection: Connection, touched: Collection[int], incidents: Collection[str], linker: Linker, hand: Hand
) -> tuple[str, ...]:
    """Group again the events ``touched`` (by pk) and those of ``incidents``; the ids of the incidents made or changed.

    Incidents whose events stay the same and of which no event was touched are let be.
    """
    held, judgements = _reach(connection, touched, incidents, linker.link)
    bonds = find_bonds(judgements) if judgements else Bonds(frozenset(), frozenset())
    documents = {key: h.member.sighting.document for key, h in held.items()}
    by_pk = {h.pk: key for key, h in held.items()}
    clusters = group_events(documents, _scores(connection, by_pk), linker.link, bonds)
    before: dict[str, set[str]] = {name: set() for name in incidents}
    for key, h in held.items():
        if h.incident:
            before.setdefault(h.incident, set()).add(key)
    changed: dict[str, Incident] = {}
    kept: set[str] = set()
    for cluster in clusters:
        incident = build_incident([held[key].member for key in cluster], linker, _of(judgements, cluster))
        if before.get(incident.id) == set(cluster) and not any(held[key].pk in touched for key in cluster):
            kept.add(incident.id)
        else:
            changed[incident.id] = incident
    _write_changes(connection, before, changed, kept, hand)
    _forget(connection, [name for name in before if name not in kept])
    _keep(connection, changed.values(), held)
    return tuple(changed)


def _reach(
    connection: Connection, touched: Collection[int], incidents: Collection[str], link: float
) -> tuple[dict[str, Held], tuple[Judgement, ...]]:
    """All events that links or judgements join with those touched, directly or over others, and the judgements about them."""
    held: dict[str, Held] = {}
    pks: set[int] = set(touched)
    names: set[str] = set(incidents)
    keys: set[str] = set()
    any_judged = connection.execute(select(JUDGEMENTS.c.id).limit(1)).first() is not None
    while pks or names or keys:
        found = _load(connection, pks, names, keys)
        new = {key: h for key, h in found.items() if key not in held}
        held |= new
        known = {h.pk for h in held.values()}
        pks = _linked(connection, [h.pk for h in new.values()], link) - known
        names = {h.incident for h in new.values() if h.incident} - names - {h.incident for k, h in held.items() if k not in new}
        told = about(connection, list(new)) if any_judged and new else ()
        keys = {k for j in told for k in (*j.left, *j.right) if j.kind == "same" and not j.undone} - set(held)
        if not new:
            break
    return held, about(connection, list(held)) if any_judged and held else ()


def _linked(connection: Connection, pks: Sequence[int], link: float) -> set[int]:
    out: set[int] = set()
    for ours, others in ((LINKS.c.left, LINKS.c.right), (LINKS.c.right, LINKS.c.left)):
        query = select(others).where(ours.in_(pks), LINKS.c.score >= link)
        out |= {row[0] for row in connection.execute(query)} if pks else set()
    return out


def _load(connection: Connection, pks: Iterable[int], incidents: Iterable[str], keys: Iterable[str]) -> dict[str, Held]:
    d, e = DOCUMENTS.c, EVENTS.c
    columns = (e.pk, e.key, e.incident, e.position, e.record, d.sha256, d.id, d.outlet, d.title, d.published, d.copy_group)
    told = [column.in_(list(values)) for column, values in ((e.pk, pks), (e.incident, incidents), (e.key, keys)) if values]
    query = select(*columns).join_from(EVENTS, DOCUMENTS).where(or_(*told))
    return {row.key: Held(row.pk, row.incident, make_member(row)) for row in connection.execute(query)}


def make_member(row: Any) -> Member:
    """The member that a row of event and document makes."""
    sighting = make_sighting(row.record, row.key, row.sha256, row.published, lead=row.position == 0)
    return Member(sighting, row.record, row.id, row.outlet, row.title, row.copy_group or row.sha256)


def _scores(connection: Connection, by_pk: Mapping[int, str]) -> dict[tuple[str, str], float]:
    query = select(LINKS.c.left, LINKS.c.right, LINKS.c.score).where(LINKS.c.left.in_(list(by_pk)))
    return {
        pair_of(by_pk[row.left], by_pk[row.right]): row.score
        for row in (connection.execute(query) if by_pk else ())
        if row.right in by_pk
    }


def _of(judgements: Sequence[Judgement], keys: Sequence[str]) -> list[Judgement]:
    ids = {j.id for j in judgements if set(keys) & set(j.left)}
    while more := {j.id for j in judgements if j.undoes in ids} - ids:
        ids |= more
    return [j for j in judgements if j.id in ids]


def _forget(connection: Connection, names: Sequence[str]) -> None:
    if names:
        for table, column in ((INCIDENT_PARTIES, "incident"), (INCIDENT_PLACES, "incident"), (INCIDENTS, "id")):
            connection.execute(delete(table).where(table.c[column].in_(names)))


def _keep(connection: Connection, incidents: Iterable[Incident], held: Mapping[str, Held]) -> None:
    rows, parties, places = [], [], []
    for incident in incidents:
        rows.append(_row(incident))
        parties += [{"incident": incident.id, "role": role, "party": party} for role, party in sorted(_parties(incident))]
        places += [{"incident": incident.id, "place": place} for place in sorted(_places(incident))]
        moved = [held[key].pk for key in incident.events if held[key].incident != incident.id]
        if moved:
            connection.execute(update(EVENTS).where(EVENTS.c.pk.in_(moved)).values(incident=incident.id))
    for table, values in ((INCIDENTS, rows), (INCIDENT_PARTIES, parties), (INCIDENT_PLACES, places)):
        if values:
            connection.execute(insert(table), values)


def _row(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "type": incident.type,
        "level": incident.level,
        "status": incident.status,
        "start_date": incident.start,
        "end_date": incident.end,
        "last_published": incident.last_published,
        "grade": incident.grade,
        "documents": len(incident.documents),
        "origins": sum(o.independent for o in incident.origins),
        "rejected": incident.rejected,
        "record": _INCIDENT.dump_python(incident, mode="json"),
    }


def _parties(incident: Incident) -> set[tuple[str, str]]:
    return {(p.role, p.id or name_key(p.name)) for p in incident.parties}


def _places(incident: Incident) -> set[str]:
    told = {name for s in incident.places for name in (s.name, s.name_en, s.admin1, s.country) if name}
    return ({name_key(name) for name in told} - {""}) | {name_mark(name) for name in incident.names}


def name_mark(name: str) -> str:
    """How the name of an operation is kept among what incidents are looked up by: no place is called so."""
    return f"name:{name_key(name)}"


def _write_changes(
    connection: Connection, before: Mapping[str, set[str]], changed: Mapping[str, Incident], kept: set[str], hand: Hand
) -> None:
    """What became of each incident, for its history."""
    rows: list[tuple[str, str, str]] = []
    home = {key: name for name, keys in before.items() for key in keys}
    for name, incident in changed.items():
        now, earlier = set(incident.events), before.get(name, set())
        for other in sorted({home[key] for key in now if key in home and home[key] != name}):
            what = "merged" if before[other] <= now and other not in changed else "split"
            rows.append((name, what, f"{', '.join(sorted(before[other] & now))} from {other}"))
            rows.append((other, what, f"{', '.join(sorted(before[other] & now))} to {name}"))
        new = sorted(key for key in now if key not in home)
        if new:
            rows.append((name, "joined" if earlier else "made", ", ".join(new)))
        gone = sorted(key for key in earlier - now if not any(key in c.events for c in changed.values()))
        if gone:
            rows.append((name, "left", ", ".join(gone)))
    for name, keys in before.items():
        if keys and name not in changed and name not in kept and not any(keys & set(c.events) for c in changed.values()):
            rows.append((name, "left", ", ".join(sorted(keys))))
    values = [{"incident": n, "at_utc": as_utc(hand.now), "what": w, "detail": d, "by": hand.by} for n, w, d in rows]
    if values:
        connection.execute(insert(CHANGES), values)
