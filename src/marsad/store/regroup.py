"""Grouping again what a change touches: the components of the events concerned, their incidents and their history.

What comes out depends on the events, links and judgements that are there, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from marsad.incidents.areas import name_key
from marsad.incidents.build import build_incident
from marsad.incidents.compare import Linker
from marsad.incidents.group import cluster_events
from marsad.incidents.judging import Bonds, find_bonds
from marsad.incidents.keys import incident_id
from marsad.incidents.origins import Member
from marsad.incidents.records import Incident, Judgement
from marsad.incidents.sighting import make_sighting
from marsad.store.connect import Written
from marsad.store.near_copies import in_parts
from marsad.store.reach import Placed, reach
from marsad.store.runs import as_utc
from marsad.store.tables import CHANGES, DOCUMENTS, EVENTS, INCIDENT_PARTIES, INCIDENT_PLACES, INCIDENTS

_INCIDENT = TypeAdapter(Incident)
_D, _E = DOCUMENTS.c, EVENTS.c
_MEMBERS = (
    select(_E.key, _E.position, _E.record, _D.sha256, _D.id, _D.outlet, _D.title, _D.published, _D.copy_group)
    .join_from(EVENTS, DOCUMENTS)
    .where(_E.pk.in_(bindparam("pks", expanding=True)))
)
_MOVE = update(EVENTS).where(_E.pk == bindparam("event")).values(incident=bindparam("home"))
_FORGET = delete(INCIDENTS).where(INCIDENTS.c.id.in_(bindparam("names", expanding=True)))


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something, and when: a person, or the version of Marsad that reads."""

    by: str
    now: datetime


def regroup(
    connection: Connection,
    touched: Collection[int],
    incidents: Collection[str],
    linker: Linker,
    hand: Hand,
    changed: Collection[int] = (),
) -> tuple[str, ...]:
    """Group again the events ``touched`` (by pk) and those of ``incidents``; the ids of the incidents made or changed.

    ``changed``: events of which a tie is now another. Incidents whose events stay the same and of which no event was
    touched are let be.
    """
    found = reach(connection, {*touched, *changed}, incidents)
    bonds = find_bonds(found.judgements) if found.judgements else Bonds(frozenset(), frozenset())
    documents = {key: placed.document for key, placed in found.events.items()}
    clusters = cluster_events(documents, found.ties, linker.level, bonds)
    before: dict[str, set[str]] = {name: set() for name in incidents}
    for key, placed in found.events.items():
        if placed.incident:
            before.setdefault(placed.incident, set()).add(key)
    kept, new = set(), []
    for cluster in clusters:
        name = incident_id(min(cluster, key=lambda k: _order(k, found.events[k])))
        if before.get(name) == set(cluster) and not any(found.events[key].pk in touched for key in cluster):
            kept.add(name)
        else:
            new.append(cluster)
    members = _members(connection, [found.events[key].pk for cluster in new for key in cluster])
    built = [build_incident([members[key] for key in cluster], linker, _of(found.judgements, cluster)) for cluster in new]
    made = {incident.id: incident for incident in built}
    _write_changes(connection, before, made, kept, hand)
    _forget(connection, [name for name in before if name not in kept])
    _keep(connection, made.values(), found.events)
    return tuple(made)


def _order(key: str, placed: Placed) -> tuple[date, str, str]:
    """As `incidents.origins.order_members` orders: the first event names the incident."""
    return placed.published or date.max, placed.document, key


def _members(connection: Connection, pks: Iterable[int]) -> dict[str, Member]:
    return {row.key: make_member(row) for some in in_parts(pks) for row in connection.execute(_MEMBERS, {"pks": some}).all()}


def make_member(row: Any) -> Member:
    """The member that a row of event and document makes."""
    sighting = make_sighting(row.record, row.key, row.sha256, row.published, lead=row.position == 0)
    return Member(sighting, row.record, row.id, row.outlet, row.title, row.copy_group or row.sha256)


def _of(judgements: Sequence[Judgement], keys: Sequence[str]) -> list[Judgement]:
    ids = {j.id for j in judgements if set(keys) & set(j.left)}
    while more := {j.id for j in judgements if j.undoes in ids} - ids:
        ids |= more
    return [j for j in judgements if j.id in ids]


def _forget(connection: Connection, names: Sequence[str]) -> None:
    if names:
        connection.execute(_FORGET, {"names": names})  # with their parties and places


def _keep(connection: Connection, incidents: Iterable[Incident], events: Mapping[str, Placed]) -> None:
    rows, parties, places, moved = [], [], [], []
    for incident in incidents:
        rows.append(_row(incident))
        parties += [{"incident": incident.id, "role": role, "party": party} for role, party in sorted(_parties(incident))]
        places += [{"incident": incident.id, "place": place} for place in sorted(_places(incident))]
        moved += [
            {"event": events[key].pk, "home": incident.id} for key in incident.events if events[key].incident != incident.id
        ]
    if moved:
        connection.execute(_MOVE, moved)
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
        "record": Written(_INCIDENT.dump_json(incident).decode()),
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
