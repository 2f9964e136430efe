"""Judgements made to count: which stand, which were undone or overruled, and what they bind together or keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from marsad.incidents.records import Judgement

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bonds:
    """Pairs of event keys, each in order, that a person says are one happening (``same``) or two (``different``)."""

    same: frozenset[Pair]
    different: frozenset[Pair]


def pair_of(a: str, b: str) -> Pair:
    """The two keys in order."""
    return (a, b) if a < b else (b, a)


def settle_judgements(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements by id, each marked with whether it is undone and, for one a later one contradicts, by which.

    An undo that is itself undone undoes nothing. Of two that contradict each other the later counts.
    """
    told = sorted(judgements, key=lambda j: j.id)
    undone: set[int] = set()
    for judgement in reversed(told):  # a later undo decides about an earlier one before that one is looked at
        if judgement.kind == "undo" and judgement.id not in undone and judgement.undoes is not None:
            undone.add(judgement.undoes)
    out = {j.id: replace(j, undone=j.id in undone) for j in told}
    standing = [j for j in out.values() if not j.undone]
    for n, earlier in enumerate(standing):
        later = next((j.id for j in reversed(standing[n + 1 :]) if _contradict(earlier, j)), None)
        out[earlier.id] = replace(earlier, overruled_by=later)
    return tuple(out.values())


def _contradict(earlier: Judgement, later: Judgement) -> bool:
    kinds = {earlier.kind, later.kind}
    if kinds == {"same", "different"}:
        return bool(_pairs(earlier) & _pairs(later))
    about_one = bool(set(earlier.left) & set(later.left))
    if kinds == {"accept", "reject"}:
        return about_one
    return kinds == {"correct"} and about_one and earlier.slot == later.slot


def _pairs(judgement: Judgement) -> set[Pair]:
    return {pair_of(a, b) for a, b in product(judgement.left, judgement.right) if a != b}


def find_bonds(judgements: Sequence[Judgement]) -> Bonds:
    """What the settled ``judgements`` bind and part. The latest word on a pair counts.

    A "same" that would, over others, join what a later "different" parts is left out.
    """
    same: set[Pair] = set()
    different: set[Pair] = set()
    for judgement in sorted(judgements, key=lambda j: -j.id):
        if judgement.undone or judgement.kind not in ("same", "different"):
            continue
        pairs = _pairs(judgement)
        if judgement.kind == "different":
            different |= {pair for pair in pairs if not _joined(same, pair)}
        else:
            _bind(judgement, same, different)
    return Bonds(frozenset(same), frozenset(different))


def _bind(judgement: Judgement, same: set[Pair], different: set[Pair]) -> None:
    for pair in sorted(_pairs(judgement)):
        with_it = same | {pair}
        if not any(_joined(with_it, parted) for parted in different):
            same.add(pair)


def _joined(pairs: set[Pair], pair: Pair) -> bool:
    """Whether ``pairs`` lead from one end of ``pair`` to the other."""
    reached, todo = {pair[0]}, [pair[0]]
    while todo:
        at = todo.pop()
        for a, b in pairs:
            other = b if a == at else a if b == at else None
            if other is not None and other not in reached:
                reached.add(other)
                todo.append(other)
    return pair[1] in reached
