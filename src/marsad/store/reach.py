"""What a change may touch: the events joined with those concerned, directly or over others, and what decides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from marsad.incidents.group import Tie
from marsad.incidents.judging import Pair, pair_of
from marsad.incidents.records import Judgement
from marsad.store.judgements import about
from marsad.store.near_copies import in_parts
from marsad.store.tables import DOCUMENTS, EVENTS, JUDGEMENTS
from marsad.store.ties import JOINED_WITH, ties_among

_PLACED = select(EVENTS.c.pk, EVENTS.c.key, EVENTS.c.incident, DOCUMENTS.c.sha256, DOCUMENTS.c.published).join_from(EVENTS, DOCUMENTS)
_WANTED: BindParameter[Any] = bindparam("events", expanding=True)  # events or incidents, by pk, key or id
_BY_PK = _PLACED.where(EVENTS.c.pk.in_(_WANTED))
_BY_KEY = _PLACED.where(EVENTS.c.key.in_(_WANTED))
_BY_INCIDENT = _PLACED.where(EVENTS.c.incident.in_(_WANTED))
_JOINED = _PLACED.where(EVENTS.c.pk.in_(JOINED_WITH))
_ANY_JUDGEMENT = select(JUDGEMENTS.c.id).limit(1)


@dataclass(frozen=True, slots=True)
class Placed:
    """An event as grouping needs it: its pk, the incident it stands in, its document's hash and publication date."""

    pk: int
    incident: str | None
    document: str
    published: date | None


@dataclass(slots=True)
class Reach:
    """The events among which to group, by key, with the ties between them and the judgements about them."""

    events: dict[str, Placed] = field(default_factory=dict)
    ties: dict[Pair, Tie] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()


def reach(connection: Connection, events: Collection[int], incidents: Collection[str]) -> Reach:
    """All that links or judgements join with ``events`` (pks) and the events of ``incidents``, and all of their incidents."""
    out = Reach()
    judged = connection.execute(_ANY_JUDGEMENT).first() is not None
    names = set(incidents)
    todo = _place(connection, out, _BY_PK, events) | _place(connection, out, _BY_INCIDENT, incidents)
    while todo:
        joined = _place(connection, out, _JOINED, [out.events[key].pk for key in todo])
        if judged:
            told = about(connection, sorted(todo))
            same = {key for j in told for key in (*j.left, *j.right) if j.kind == "same" and not j.undone}
            joined |= _place(connection, out, _BY_KEY, same - out.events.keys())
        homes = {home for key in todo | joined if (home := out.events[key].incident)} - names
        names |= homes
        todo = joined | _place(connection, out, _BY_INCIDENT, homes)
    if judged and out.events:
        out.judgements = about(connection, sorted(out.events))
    keys = {placed.pk: key for key, placed in out.events.items()}
    out.ties = {pair_of(keys[a], keys[b]): tie for (a, b), tie in ties_among(connection, keys).items()}
    return out


def _place(connection: Connection, out: Reach, query: Select[Any], wanted: Iterable[Any]) -> set[str]:
    """Add the events of which ``query`` finds one of ``wanted``; the keys of those that were not there."""
    found = {
        row.key: Placed(row.pk, row.incident, row.sha256, row.published)
        for some in in_parts(wanted)
        for row in connection.execute(query, {"events": some}).all()
    }
    new = found.keys() - out.events.keys()
    out.events |= found
    return set(new)
