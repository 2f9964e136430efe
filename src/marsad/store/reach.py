"""What a change may touch: the events joined with those concerned, directly or over others, and what decides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, bindparam, select, union_all

from marsad.incidents.group import Level, Partners, Stand, are_joined, rank_partners
from marsad.incidents.judging import Pair, pair_of
from marsad.incidents.records import Judgement
from marsad.store.judgements import about
from marsad.store.near_copies import in_parts
from marsad.store.tables import DOCUMENTS, EVENTS, JUDGEMENTS, LINKS

_LINKS = union_all(
    *(
        select(ours, other, LINKS.c.score).where(ours.in_(bindparam("events", expanding=True)), LINKS.c.score >= bindparam("link"))
        for ours, other in ((LINKS.c.left, LINKS.c.right), (LINKS.c.right, LINKS.c.left))
    )
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An event as grouping needs it: its pk, the incident it stands in, when its document was published."""

    pk: int
    incident: str | None
    published: date | None
    stand: Stand


@dataclass(slots=True)
class Reach:
    """The events ``among`` which to group, by key, with all that they are compared with in ``events`` and ``scores``."""

    among: set[str] = field(default_factory=set)
    events: dict[str, Placed] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()

    def pairs(self) -> dict[Pair, float]:
        """Every pair with its score, each in order."""
        return {pair_of(a, b): score for a, told in self.scores.items() for b, score in told.items()}


def reach(connection: Connection, events: Collection[int], incidents: Collection[str], level: Level) -> Reach:
    """All that links or judgements join with ``events`` (pks) and the events of ``incidents``, and all of their incidents."""
    out = Reach()
    names: set[str] = set()
    judged = connection.execute(select(JUDGEMENTS.c.id).limit(1)).first() is not None
    todo = _keys_of(connection, out, EVENTS.c.pk, events) | _keys_of(connection, out, EVENTS.c.incident, incidents)
    names |= set(incidents)
    ranked: dict[str, Partners] = {}
    while todo:
        out.among |= todo
        _load_scores(connection, out, todo, level.link)
        likely = {other for key in todo for other in out.scores[key]}
        _load_scores(connection, out, likely, level.link)
        stands = {key: placed.stand for key, placed in out.events.items()}
        ranked |= {key: rank_partners(key, out.scores[key], stands, level) for key in (todo | likely) - ranked.keys()}
        joined = {other for key in todo for other in out.scores[key] if are_joined(key, other, ranked)}
        homes = {home for key in todo | joined if (home := out.events[key].incident)} - names
        names |= homes
        joined |= _keys_of(connection, out, EVENTS.c.incident, homes)
        if judged:
            told = about(connection, sorted(todo))
            same = {k for j in told for k in (*j.left, *j.right) if j.kind == "same" and not j.undone}
            joined |= _keys_of(connection, out, EVENTS.c.key, same - out.among)
        todo = joined - out.among
    if judged and out.among:
        out.judgements = about(connection, sorted(out.among))
    return out


def _keys_of(connection: Connection, out: Reach, column: Column[Any], values: Iterable[Any]) -> set[str]:
    """Load the events whose ``column`` has one of ``values``; their keys."""
    d, e = DOCUMENTS.c, EVENTS.c
    found: set[str] = set()
    for some in in_parts(values):
        query = select(e.pk, e.key, e.incident, e.start_date, e.end_date, d.sha256, d.published).join_from(EVENTS, DOCUMENTS)
        for row in connection.execute(query.where(column.in_(some))):
            stand = Stand(row.sha256, row.start_date or row.end_date, row.end_date or row.start_date)
            out.events[row.key] = Placed(row.pk, row.incident, row.published, stand)
            found.add(row.key)
    return found


def _load_scores(connection: Connection, out: Reach, keys: Collection[str], link: float) -> None:
    """Load all links of the events ``keys``, and the events at their other ends."""
    new = {out.events[key].pk: key for key in keys if key not in out.scores}
    told: list[tuple[int, int, float]] = []
    for some in in_parts(new):
        told += [(row[0], row[1], row[2]) for row in connection.execute(_LINKS, {"events": some, "link": link})]
    names = {placed.pk: key for key, placed in out.events.items()}
    _keys_of(connection, out, EVENTS.c.pk, {other for _, other, _ in told} - names.keys())
    names = {placed.pk: key for key, placed in out.events.items()}
    out.scores |= {key: {} for key in new.values()}
    for pk, other, score in told:
        out.scores[new[pk]][names[other]] = score
