"""Grouping: no order matters, no document is one with itself, and a person's word holds."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from marsad.incidents.group import group_events
from marsad.incidents.judging import Bonds, pair_of

KEYS = [f"e-{n}" for n in "abcdefgh"]
LINK = 0.3
NONE = Bonds(frozenset(), frozenset())
scores = st.dictionaries(st.sampled_from(list(combinations(KEYS, 2))), st.floats(0.0, 1.0))
documents = st.fixed_dictionaries({key: st.sampled_from("ABCDE") for key in KEYS})
pairs = st.frozensets(st.sampled_from(list(combinations(KEYS, 2))), max_size=3)


@given(documents, scores, st.permutations(KEYS))
def test_the_order_of_events_does_not_matter(where: dict, told: dict, order: list) -> None:
    shuffled = {key: where[key] for key in order}
    backwards = dict(reversed(told.items()))
    assert group_events(where, told, LINK, NONE) == group_events(shuffled, backwards, LINK, NONE)


@given(documents, scores)
def test_every_event_stands_in_one_group_and_no_document_twice(where: dict, told: dict) -> None:
    groups = group_events(where, told, LINK, NONE)
    assert sorted(key for group in groups for key in group) == KEYS
    assert all(len({where[key] for key in group}) == len(group) for group in groups)


@given(documents, scores, pairs, pairs)
def test_what_a_person_says_holds(where: dict, told: dict, same: frozenset, different: frozenset) -> None:
    same = frozenset(p for p in same if p not in different)
    joined = group_events(where, told, LINK, Bonds(same, frozenset()))
    assert all(any(set(pair) <= set(group) for group in joined) for pair in same)
    parted = group_events(where, told, LINK, Bonds(frozenset(), different))
    assert not any(set(pair) <= set(group) for group in parted for pair in different)


@given(documents, scores, st.sets(st.sampled_from(KEYS), min_size=1))
def test_a_component_is_grouped_as_it_is_alone(where: dict, told: dict, few: set) -> None:
    """What is not linked to a group does not change it: why linking one document looks at its component only."""
    told = {pair: score for pair, score in told.items() if (pair[0] in few) == (pair[1] in few)}
    alone = group_events({k: where[k] for k in few}, {p: s for p, s in told.items() if p[0] in few}, LINK, NONE)
    assert set(alone) == {group for group in group_events(where, told, LINK, NONE) if group[0] in few}


def test_a_chain_of_chance_likenesses_does_not_grow() -> None:
    where = {key: key for key in KEYS[:4]}
    chain = {pair_of(a, b): 0.35 for a, b in pairwise(KEYS[:4])}
    assert max(len(group) for group in group_events(where, chain, LINK, NONE)) == 2
