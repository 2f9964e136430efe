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
COUNTED, FIRM, LOOSE = 1, 2, 4  # how an event may rank a partner
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
class Tie:
    """What grouping knows of two events: their score if one counts the other (else 0), and whether they are joined."""

    score: float
    joined: bool


def is_firm(a: Stand, b: Stand) -> bool:
    """Whether two events are told of one and the same day or span."""
    return a.start is not None and (a.start, a.end) == (b.start, b.end)


def rank_partners(scores: Mapping[str, float], firm: Collection[str], level: Level) -> dict[str, int]:
    """How an event ranks its partners, by their ``scores``: those that count (`COUNTED`), the firm ones to join (`FIRM`), and
    the likeliest of all if it is a loose one (`LOOSE`), as sums of these; the others are left out.

    ``firm``: those of one and the same day or span. A function of the partners alone, so it can be kept beside them.
    """
    ranked = sorted((o for o, score in scores.items() if score >= level.link), key=lambda o: (-scores[o], o))[:RANKED]
    out = dict.fromkeys(ranked[:MOST], COUNTED)
    for other in [o for o in ranked if o in firm][:MOST]:
        out[other] = out.get(other, 0) | FIRM
    if ranked and scores[ranked[0]] >= level.loose and ranked[0] not in firm:
        out[ranked[0]] |= LOOSE
    return out


def tie_of(score: float, one: int, other: int) -> Tie:
    """What ties two events that rank each other so."""
    either = one | other
    return Tie(score if either & COUNTED else 0.0, bool(either & FIRM or one & other & LOOSE))


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


def group_events(events: Mapping[str, Stand], scores: Mapping[Pair, float], level: Level, bonds: Bonds) -> tuple[tuple[str, ...], ...]:
    """Clusters of event keys, each by key, the clusters by first key.

    ``scores`` are those of pairs of different documents, each pair in order; those below the level are no link.
    """
    told: dict[str, dict[str, float]] = {key: {} for key in events}
    for (a, b), score in scores.items():
        told[a][b] = told[b][a] = score
    ranks = {key: rank_partners(told[key], {o for o in told[key] if is_firm(events[key], events[o])}, level) for key in events}
    pairs = {pair_of(key, other) for key, ranked in ranks.items() for other in ranked}
    ties = {(a, b): tie_of(scores[a, b], ranks[a].get(b, 0), ranks[b].get(a, 0)) for a, b in pairs}
    return cluster_events({key: stand.document for key, stand in events.items()}, ties, level, bonds)


def cluster_events(
    documents: Mapping[str, str], ties: Mapping[Pair, Tie], level: Level, bonds: Bonds
) -> tuple[tuple[str, ...], ...]:
    """Clusters of the events that are keys of ``documents``, as `group_events` gives them; ``ties`` are those between them.

    Of all events, or of some that hold whatever is joined with one of them.
    """
    out: list[tuple[str, ...]] = []
    inside: dict[str, dict[Pair, Tie]] = {key: {} for key in documents}
    for (a, b), tie in ties.items():
        inside[a][a, b] = inside[b][a, b] = tie
    for members in components(documents, [*(pair for pair, tie in ties.items() if tie.joined), *bonds.same]):
        if len(members) == 1:
            out.append(members)
        else:
            here = set(members)
            between = {(a, b): tie for key in members for (a, b), tie in inside[key].items() if a in here and b in here}
            out.extend(_cluster(members, documents, between, level, bonds))
    return tuple(sorted(out))


_Sum = tuple[int, bool, bool]  # between two clusters: the sum of their pairs' scores, whether a pair is joined, or parted
_Sums = dict[int, dict[int, _Sum]]
_NOTHING: _Sum = (0, False, False)
_UNTIED = Tie(0.0, False)


def _cluster(
    members: Collection[str], documents_of: Mapping[str, str], between: Mapping[Pair, Tie], level: Level, bonds: Bonds
) -> list[tuple[str, ...]]:
    """The clusters of one component: best average first, until none reaches the level."""
    clusters = dict(enumerate(components(members, bonds.same)))
    documents = {n: frozenset(documents_of[key] for key in keys) for n, keys in clusters.items()}
    sums = _first_sums(clusters, between, bonds)
    least = level.link / _PATIENCE * _UNIT
    heap: list[tuple[float, tuple[str, ...], int, int]] = []

    def offer(a: int, b: int) -> None:
        total, linked, parted = sums[a][b]
        few, many = sorted((len(clusters[a]), len(clusters[b])))
        average = total / (few * min(many, MOST))  # no more pairs of an event count, however many reports there are
        if linked and not parted and average >= least and not documents[a] & documents[b]:
            heapq.heappush(heap, (-average, tuple(sorted(clusters[a] + clusters[b])), a, b))

    for n in clusters:
        for other in sums[n]:
            if n < other:
                offer(n, other)
    number = len(clusters)
    while heap:
        _, keys, a, b = heapq.heappop(heap)
        if a in clusters and b in clusters:
            del clusters[a], clusters[b]
            clusters[number], documents[number] = keys, documents[a] | documents[b]
            _merge_sums(sums, a, b, number)
            for other in sums[number]:
                offer(other, number)
            number += 1
    return list(clusters.values())


def _first_sums(clusters: Mapping[int, Collection[str]], between: Mapping[Pair, Tie], bonds: Bonds) -> _Sums:
    home = {key: n for n, keys in clusters.items() for key in keys}
    sums: _Sums = {n: {} for n in clusters}
    for a, b in {*between, *bonds.different}:
        one, other = home.get(a, -1), home.get(b, -1)
        if one != other and min(one, other) >= 0:
            tie = between.get((a, b), _UNTIED)
            more = (round(tie.score * _UNIT), tie.joined, (a, b) in bonds.different)
            sums[one][other] = sums[other][one] = _sum(sums[one].get(other, _NOTHING), more)
    return sums


def _merge_sums(sums: _Sums, a: int, b: int, number: int) -> None:
    """What two clusters shared with each of the others is shared by the one they make."""
    one, other = sums.pop(a), sums.pop(b)
    sums[number] = {n: _sum(one.get(n, _NOTHING), other.get(n, _NOTHING)) for n in {*one, *other} - {a, b}}
    for n, shared in sums[number].items():
        sums[n].pop(a, None)
        sums[n].pop(b, None)
        sums[n][number] = shared


def _sum(a: _Sum, b: _Sum) -> _Sum:
    return a[0] + b[0], a[1] or b[1], a[2] or b[2]
