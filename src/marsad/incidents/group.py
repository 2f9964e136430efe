"""Grouping linked events into incidents: a function of the events and judgements alone, whatever came first.

Events that links join, directly or over others, are one component; within it clusters are merged best pair first
(average linkage), never two events of one document, never what a person parted, and always what a person joined.

So that one document changes little, however many are on record, an event is joined with its likeliest partners only,
by a rule that does not ask who came first:

- events of one and the same day or span, when one is among the other's `MOST` likeliest partners;
- events whose days differ, overlap or are not known, when each is the other's likeliest partner of all and the score
  reaches ``loose``: otherwise the strikes of every day would hang on those of the day before.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from marsad.incidents.judging import Bonds, pair_of

Pair = tuple[str, str]
MOST = 16  # partners of an event that count; one more makes every busy day dearer
RANKED = 3 * MOST  # partners among which the firm ones are looked for; the others need not be known
_PATIENCE = 1.6  # a cluster may be joined when the average of its pairs is at least link / this: a third report that
# gives another figure or another quarter still belongs, a chain of chance likenesses does not
_UNIT = 10_000  # scores have four decimals; sums of whole numbers do not depend on their order


@dataclass(frozen=True, slots=True)
class Stand:
    """What grouping knows of an event: its document, and its first and last day."""

    document: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Level:
    """The scores from which events are one happening: of one day or span, and of days that differ or are not known."""

    link: float
    loose: float


@dataclass(frozen=True, slots=True)
class Partners:
    """An event's likeliest partners, by score, then by key: all that count, the firm ones to join, and the likeliest of all
    if it is a loose one ('' otherwise)."""

    counted: frozenset[str]
    firm: frozenset[str]
    loose: str


def is_firm(a: Stand, b: Stand) -> bool:
    """Whether two events are told of one and the same day or span."""
    return a.start is not None and (a.start, a.end) == (b.start, b.end)


def rank_partners(key: str, scores: Mapping[str, float], events: Mapping[str, Stand], level: Level) -> Partners:
    """The partners of ``key`` among those with ``scores``."""
    ranked = sorted(scores, key=lambda other: (-scores[other], other))[:RANKED]
    firm = [o for o in ranked if scores[o] >= level.link and is_firm(events[key], events[o])]
    first = ranked[0] if ranked else ""
    loose = first if first and scores[first] >= level.loose and not is_firm(events[key], events[first]) else ""
    return Partners(frozenset(ranked[:MOST]), frozenset(firm[:MOST]), loose)


def are_joined(a: str, b: str, partners: Mapping[str, Partners]) -> bool:
    """Whether two events are joined, as likely partners go."""
    one, other = partners[a], partners[b]
    return b in one.firm or a in other.firm or (one.loose == b and other.loose == a)


def components(keys: Iterable[str], pairs: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """Keys that ``pairs`` join, directly or over others; each component and the components by key."""
    parent = {key: key for key in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in pairs:
        if a in parent and b in parent:
            parent[max(root(a), root(b))] = min(root(a), root(b))
    out: dict[str, list[str]] = {}
    for key in sorted(parent):
        out.setdefault(root(key), []).append(key)
    return tuple(tuple(members) for members in out.values())


def group_events(
    events: Mapping[str, Stand],
    scores: Mapping[Pair, float],
    level: Level,
    bonds: Bonds,
    among: Collection[str] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Clusters of event keys, each by key, the clusters by first key.

    ``scores`` are those of pairs of different documents, each pair in order; those below the level are no link. ``among``: group these only, which hold
    whatever is joined with one of them; ``events`` and ``scores`` then also have the others that they are compared with.
    """
    told: dict[str, dict[str, float]] = {key: {} for key in events}
    for (a, b), score in scores.items():
        if score >= level.link:
            told[a][b] = told[b][a] = score
    wanted = set(events if among is None else among)
    partners = {key: rank_partners(key, told[key], events, level) for key in wanted.union(*(told[key] for key in wanted))}
    joined: dict[str, set[Pair]] = {
        key: {pair_of(key, other) for other in told[key] if other in wanted and are_joined(key, other, partners)} for key in wanted
    }
    out: list[tuple[str, ...]] = []
    for members in components(wanted, [*(pair for pairs in joined.values() for pair in pairs), *bonds.same]):
        if len(members) == 1:
            out.append(members)
            continue
        inside = set(members)
        counted = {
            pair_of(key, other): round(told[key][other] * _UNIT)
            for key in members
            for other in partners[key].counted & inside
        }
        out.extend(_cluster(members, events, counted, set().union(*(joined[key] for key in members)), level, bonds))
    return tuple(sorted(out))


_Tie = tuple[int, bool, bool]  # between two clusters: the sum of their pairs' scores, whether a pair is joined, or parted
_Ties = dict[int, dict[int, _Tie]]
_NO_TIE: _Tie = (0, False, False)


def _cluster(
    members: Collection[str],
    events: Mapping[str, Stand],
    counted: Mapping[Pair, int],
    joined: Collection[Pair],
    level: Level,
    bonds: Bonds,
) -> list[tuple[str, ...]]:
    """The clusters of one component: best average first, until none reaches the level."""
    clusters = dict(enumerate(components(members, bonds.same)))
    documents = {n: frozenset(events[key].document for key in keys) for n, keys in clusters.items()}
    ties = _first_ties(clusters, counted, joined, bonds)
    least = level.link / _PATIENCE * _UNIT
    heap: list[tuple[float, tuple[str, ...], int, int]] = []

    def offer(a: int, b: int) -> None:
        total, linked, parted = ties[a][b]
        few, many = sorted((len(clusters[a]), len(clusters[b])))
        average = total / (few * min(many, MOST))  # no more pairs of an event count, however many reports there are
        if linked and not parted and average >= least and not documents[a] & documents[b]:
            heapq.heappush(heap, (-average, tuple(sorted(clusters[a] + clusters[b])), a, b))

    for n in clusters:
        for other in ties[n]:
            if n < other:
                offer(n, other)
    number = len(clusters)
    while heap:
        _, keys, a, b = heapq.heappop(heap)
        if a in clusters and b in clusters:
            del clusters[a], clusters[b]
            clusters[number], documents[number] = keys, documents[a] | documents[b]
            _merge_ties(ties, a, b, number)
            for other in ties[number]:
                offer(other, number)
            number += 1
    return list(clusters.values())


def _first_ties(
    clusters: Mapping[int, Collection[str]], counted: Mapping[Pair, int], joined: Collection[Pair], bonds: Bonds
) -> _Ties:
    home = {key: n for n, keys in clusters.items() for key in keys}
    ties: _Ties = {n: {} for n in clusters}
    for a, b in {*counted, *joined, *bonds.different}:
        one, other = home.get(a, -1), home.get(b, -1)
        if one != other and min(one, other) >= 0:
            more = (counted.get((a, b), 0), (a, b) in joined, (a, b) in bonds.different)
            ties[one][other] = ties[other][one] = _sum(ties[one].get(other, _NO_TIE), more)
    return ties


def _merge_ties(ties: _Ties, a: int, b: int, number: int) -> None:
    """What two clusters shared with each of the others is shared by the one they make."""
    one, other = ties.pop(a), ties.pop(b)
    ties[number] = {n: _sum(one.get(n, _NO_TIE), other.get(n, _NO_TIE)) for n in {*one, *other} - {a, b}}
    for n, tie in ties[number].items():
        ties[n].pop(a, None)
        ties[n].pop(b, None)
        ties[n][number] = tie


def _sum(a: _Tie, b: _Tie) -> _Tie:
    return a[0] + b[0], a[1] or b[1], a[2] or b[2]
