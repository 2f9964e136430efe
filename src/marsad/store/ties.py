"""Links in a workspace: each kept with both of its events and with how these rank each other.

What an event ranks depends on its own links alone, so it is settled when they change; grouping then reads only what joins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update

from marsad.incidents.group import FIRM, LOOSE, RANKED, Level, Tie, rank_partners, tie_of
from marsad.incidents.ledger import Part
from marsad.store.near_copies import in_parts
from marsad.store.tables import LINKS

_C = LINKS.c
_AMONG: BindParameter[Any] = bindparam("events", expanding=True)
_OF = select(_C.event, _C.other, _C.key, _C.score, _C.firm, _C.rank, _C.ranked).where(
    _C.event.in_(_AMONG), _C.score >= bindparam("least")
)
_OTHERS = select(_C.event, _C.other).where(_C.event.in_(_AMONG))
_NUMBERS = select(_C.event, func.count()).where(_C.event.in_(_AMONG)).group_by(_C.event)
_EITHER, _BOTH = _C.rank.bitwise_or(_C.ranked), _C.rank.bitwise_and(_C.ranked)
JOINED_WITH = select(_C.other).where(_C.event.in_(_AMONG), (_EITHER.bitwise_and(FIRM) != 0) | (_BOTH.bitwise_and(LOOSE) != 0))
_TIES = select(_C.event, _C.other, _C.score, _C.rank, _C.ranked).where(_C.event.in_(_AMONG), _C.other > _C.event, _EITHER != 0)
_HERE = (_C.event == bindparam("at"), _C.other == bindparam("to"))
_RANK = update(LINKS).where(*_HERE).values(rank=bindparam("new_rank"), ranked=bindparam("new_ranked"))
_DROP = delete(LINKS).where(*_HERE)
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was found of two events: the score, its parts, and whether they are told of one and the same day or span."""

    score: float
    parts: tuple[Part, ...]
    firm: bool


# A link as one of its events sees it: the other's key, score, whether it is firm, how the event ranks the other and the other it.
_Partner = tuple[str, float, bool, int, int]
_Partners = dict[int, dict[int, _Partner]]  # by event, by the other; plain tuples, as there are hundreds a report


def keep_links(
    connection: Connection, found: Mapping[Pair, Likeness], keys: Mapping[int, str], level: Level, also: Collection[int] = ()
) -> frozenset[int]:
    """Keep what was ``found`` of pairs (of pks), and rank the partners of all concerned anew.

    ``keys`` are those of the events in ``found``; ``also``: events that lost a partner. Returns the events (pks) of which a
    tie with another that was kept before is now another.
    """
    numbers: dict[int, int] = {}
    for pair in found:
        for pk in pair:
            numbers[pk] = numbers.get(pk, 0) + 1
    crowded = max(numbers.values(), default=0) > RANKED
    least = 0.0 if crowded else level.link  # what is a question at most ranks nowhere
    wanted = {pk for pair, told in found.items() if told.score >= least for pk in pair}
    before = _load(connection, wanted.union(also), least)
    if crowded:
        found = _likely(found, before)
    after: _Partners = {pk: dict(told) for pk, told in before.items()}
    for (a, b), told in found.items():
        if told.score >= level.link:
            after[a][b] = (keys[b], told.score, told.firm, 0, 0)
            after[b][a] = (keys[a], told.score, told.firm, 0, 0)
    ranks = {pk: _rank(told, level) for pk, told in after.items()}
    if found:
        connection.execute(insert(LINKS), list(_rows(found, keys, ranks)))
    return _rank_again(connection, before, ranks)


def _load(connection: Connection, events: Collection[int], least: float) -> _Partners:
    out: _Partners = {pk: {} for pk in events}
    for some in in_parts(events):
        for event, other, key, score, firm, rank, ranked in connection.execute(_OF, {"events": some, "least": least}).all():
            out[event][other] = (key, score, firm, rank, ranked)
    return out


def _likely(found: Mapping[Pair, Likeness], before: _Partners) -> dict[Pair, Likeness]:
    """``found`` without the pairs that are among the likeliest of neither event, where both have very many.

    What is left out can never count: an event's likeliest partners only become likelier as documents come. When one
    goes, `store.link.let_go` has its partners compared again.
    """
    scores = {pk: [score for _, score, *_ in told.values()] for pk, told in before.items()}
    for (a, b), told in found.items():
        scores[a].append(told.score)
        scores[b].append(told.score)
    least = {pk: sorted(told, reverse=True)[RANKED - 1] if len(told) > RANKED else 0.0 for pk, told in scores.items()}
    return {(a, b): told for (a, b), told in found.items() if told.score >= min(least[a], least[b])}


def _rank(partners: Mapping[int, _Partner], level: Level) -> dict[int, int]:
    """How an event ranks its partners, by pk; those that do not count are left out."""
    pks = {partner[0]: pk for pk, partner in partners.items()}
    scores = {key: score for key, score, *_ in partners.values()}
    firm = {key for key, _, is_firm, *_ in partners.values() if is_firm}
    return {pks[key]: rank for key, rank in rank_partners(scores, firm, level).items()}


def _rows(found: Mapping[Pair, Likeness], keys: Mapping[int, str], ranks: Mapping[int, Mapping[int, int]]) -> Iterable[dict[str, Any]]:
    for (a, b), told in sorted(found.items()):
        one, other = ranks.get(a, {}).get(b, 0), ranks.get(b, {}).get(a, 0)
        parts = [[part.name, part.found, part.weight] for part in told.parts]
        shared = {"score": told.score, "firm": told.firm}
        yield {"event": a, "other": b, "key": keys[b], "rank": one, "ranked": other, "parts": None, **shared}
        yield {"event": b, "other": a, "key": keys[a], "rank": other, "ranked": one, "parts": parts, **shared}


def _rank_again(connection: Connection, before: _Partners, ranks: Mapping[int, Mapping[int, int]]) -> frozenset[int]:
    """Write the ranks that changed in links that were there; the events of which a tie changed with them."""
    rows: dict[Pair, tuple[int, int]] = {}
    changed: set[int] = set()
    for event, told in before.items():
        for other, (_, score, _, rank, ranked) in told.items():
            now = ranks[event].get(other, 0)
            theirs = ranks[other].get(event, 0) if other in ranks else ranked
            if now != rank or theirs != ranked:
                rows[event, other], rows[other, event] = (now, theirs), (theirs, now)
                if tie_of(score, now, theirs) != tie_of(score, rank, ranked):
                    changed |= {event, other}
    if rows:
        values = [{"at": at, "to": to, "new_rank": rank, "new_ranked": ranked} for (at, to), (rank, ranked) in sorted(rows.items())]
        connection.execute(_RANK, values)
    return frozenset(changed)


def partners_of(connection: Connection, events: Collection[int]) -> frozenset[int]:
    """The events (pks) that are linked with one of ``events``, these aside."""
    return frozenset(other for _, other in _pairs_of(connection, events)) - frozenset(events)


def drop_links(connection: Connection, events: Collection[int]) -> frozenset[int]:
    """Drop the links of ``events`` (pks); the others that were linked with them, whose partners are to be ranked again."""
    pairs = _pairs_of(connection, events)
    if pairs:
        both = sorted(pairs | {(other, event) for event, other in pairs})
        connection.execute(_DROP, [{"at": at, "to": to} for at, to in both])
    return frozenset(other for _, other in pairs) - frozenset(events)


def _pairs_of(connection: Connection, events: Collection[int]) -> set[Pair]:
    return {(row.event, row.other) for some in in_parts(events) for row in connection.execute(_OTHERS, {"events": some}).all()}


def count_links(connection: Connection, events: Collection[int]) -> dict[int, int]:
    """How many links are kept of each of ``events`` (pks) that has any."""
    return {pk: number for some in in_parts(events) for pk, number in connection.execute(_NUMBERS, {"events": some}).all()}


def ties_among(connection: Connection, events: Collection[int]) -> dict[Pair, Tie]:
    """The ties between two of ``events`` (pks), each pair in order."""
    among = set(events)
    return {
        (event, other): tie_of(score, rank, ranked)
        for some in in_parts(events)
        for event, other, score, rank, ranked in connection.execute(_TIES, {"events": some}).all()
        if other in among
    }
