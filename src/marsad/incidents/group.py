"""Grouping linked events into incidents: a function of the events and judgements alone, whatever came first.

Events that links join, directly or over others, are one component; within it clusters are merged best pair first
(average linkage), never two events of one document, never what a person parted, and always what a person joined.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from marsad.incidents.judging import Bonds, pair_of

Pair = tuple[str, str]
_UNSEEN = 0.0  # score of a pair that no block brought together, or that is not even worth a question
_PATIENCE = 1.6  # a cluster may be joined when the average of its pairs is at least link / this: a third report that
# gives another figure or another quarter still belongs, a chain of chance likenesses does not


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
    documents: Mapping[str, str], scores: Mapping[Pair, float], link: float, bonds: Bonds
) -> tuple[tuple[str, ...], ...]:
    """Clusters of event keys, each by key, the clusters by first key. ``documents`` gives each key's document.

    ``scores`` are those of pairs of different documents, each pair in order; from ``link`` on a pair is joined.
    """
    pairs = [pair for pair, score in scores.items() if score >= link]
    out: list[tuple[str, ...]] = []
    for members in components(documents, [*pairs, *bonds.same]):
        out.extend(_cluster(members, documents, scores, link, bonds) if len(members) > 1 else [members])
    return tuple(sorted(out))


def _cluster(
    members: Sequence[str], documents: Mapping[str, str], scores: Mapping[Pair, float], link: float, bonds: Bonds
) -> list[tuple[str, ...]]:
    clusters = [frozenset(c) for c in components(members, bonds.same)]
    todo = _mergeable(clusters, documents, scores, link, bonds)
    while todo:
        _, _, one, other = min(todo)
        merged = frozenset(one) | frozenset(other)
        gone = {one, other}
        clusters = [c for c in clusters if tuple(sorted(c)) not in gone]
        todo = [pair for pair in todo if not gone & {pair[2], pair[3]}]
        for cluster in clusters:
            todo.extend(_mergeable([merged, cluster], documents, scores, link, bonds))
        clusters.append(merged)
    return [tuple(sorted(cluster)) for cluster in clusters]


_Merge = tuple[float, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _mergeable(
    clusters: Sequence[Collection[str]], documents: Mapping[str, str], scores: Mapping[Pair, float], link: float, bonds: Bonds
) -> list[_Merge]:
    """Pairs of ``clusters`` that may be merged, as (minus the average score, their keys, the first's, the other's)."""
    out = []
    ordered = sorted(tuple(sorted(cluster)) for cluster in clusters)
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            pairs = [pair_of(a, b) for a, b in product(one, other)]
            told = [scores.get(pair, _UNSEEN) for pair in pairs]
            if max(told) < link or {documents[k] for k in one} & {documents[k] for k in other}:
                continue
            average = sum(told) / len(told)
            if average >= link / _PATIENCE and not bonds.different.intersection(pairs):
                out.append((-average, tuple(sorted(one + other)), one, other))
    return out
