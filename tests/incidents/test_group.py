"""Grouping: no order matters, no document is one with itself, and a person's word holds."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.incidents.group import MOST, RANKED, Level, Stand, group_events
from marsad.incidents.judging import Bonds, pair_of

KEYS = [f"e-{n}" for n in "abcdefgh"]
LEVEL = Level(0.3, 0.5)
NONE = Bonds(frozenset(), frozenset())
DAY, NEXT = date(2020, 2, 11), date(2020, 2, 12)
spans = st.sampled_from([(DAY, DAY), (DAY, DAY), (NEXT, NEXT), (DAY, NEXT), (None, None)])
stands = st.builds(lambda document, span: Stand(document, *span), st.sampled_from("ABCDE"), spans)
scores = st.dictionaries(st.sampled_from(list(combinations(KEYS, 2))), st.floats(0.0, 1.0))
events = st.fixed_dictionaries(dict.fromkeys(KEYS, stands))
pairs = st.frozensets(st.sampled_from(list(combinations(KEYS, 2))), max_size=3)


@given(events, scores, st.permutations(KEYS))
def test_the_order_of_events_does_not_matter(where: dict, told: dict, order: list) -> None:
    shuffled = {key: where[key] for key in order}
    backwards = dict(reversed(told.items()))
    assert group_events(where, told, LEVEL, NONE) == group_events(shuffled, backwards, LEVEL, NONE)


@given(events, scores)
def test_every_event_stands_in_one_group_and_no_document_twice(where: dict, told: dict) -> None:
    groups = group_events(where, told, LEVEL, NONE)
    assert sorted(key for group in groups for key in group) == KEYS
    assert all(len({where[key].document for key in group}) == len(group) for group in groups)


@given(events, scores, pairs, pairs)
def test_what_a_person_says_holds(where: dict, told: dict, same: frozenset, different: frozenset) -> None:
    same = frozenset(p for p in same if p not in different)
    joined = group_events(where, told, LEVEL, Bonds(same, frozenset()))
    assert all(any(set(pair) <= set(group) for group in joined) for pair in same)
    parted = group_events(where, told, LEVEL, Bonds(frozenset(), different))
    assert not any(set(pair) <= set(group) for group in parted for pair in different)


@given(events, scores, st.sets(st.sampled_from(KEYS), min_size=1))
def test_a_component_is_grouped_as_it_is_alone(where: dict, told: dict, few: set) -> None:
    """What is not linked to a group does not change it: why linking one document looks at its component only."""
    told = {pair: score for pair, score in told.items() if (pair[0] in few) == (pair[1] in few)}
    alone = group_events({k: where[k] for k in few}, {p: s for p, s in told.items() if p[0] in few}, LEVEL, NONE)
    assert set(alone) == {group for group in group_events(where, told, LEVEL, NONE) if group[0] in few}


def test_a_chain_of_chance_likenesses_does_not_grow() -> None:
    where = {key: Stand(key, DAY, DAY) for key in KEYS[:4]}
    chain = {pair_of(a, b): 0.35 for a, b in pairwise(KEYS[:4])}
    assert max(len(group) for group in group_events(where, chain, LEVEL, NONE)) == 2


def test_one_report_that_has_the_day_wrong_does_not_join_two_days() -> None:
    """Two strikes, each told twice; a report of the first that says the next day is nearest to one of its own."""
    days = {"e-a": DAY, "e-b": DAY, "e-c": NEXT, "e-d": NEXT, "e-e": NEXT}
    where = {key: Stand(key, day, day) for key, day in days.items()}
    told = {pair_of("e-a", "e-b"): 0.8, pair_of("e-c", "e-d"): 0.8, pair_of("e-a", "e-e"): 0.9, pair_of("e-b", "e-e"): 0.7}
    assert group_events(where, told, LEVEL, NONE) == (("e-a", "e-b", "e-e"), ("e-c", "e-d"))
    weak = {**told, pair_of("e-a", "e-e"): 0.4, pair_of("e-b", "e-e"): 0.4}
    assert group_events(where, weak, LEVEL, NONE) == (("e-a", "e-b"), ("e-c", "e-d"), ("e-e",)), "another day asks for more"


@pytest.mark.parametrize("reports", [2, 30, 300])
def test_any_number_of_reports_of_one_happening_are_one(reports: int) -> None:
    keys = [f"e-{n:03}" for n in range(reports)]
    where = {key: Stand(key, DAY, DAY) for key in keys}
    told = dict.fromkeys(combinations(keys, 2), 0.6)
    assert group_events(where, told, LEVEL, NONE) == (tuple(keys),)


@given(st.permutations(range(RANKED + 12)))
def test_partners_that_are_not_likely_enough_need_not_be_known(order: list) -> None:
    """Of an event with very many partners only the likeliest count: why the others are not kept, whenever they came."""
    where = {"e-hub": Stand("hub", DAY, DAY)} | {f"e-{n:02}": Stand(str(n), DAY, DAY) for n in order}
    told = {pair_of("e-hub", f"e-{n:02}"): 0.3 + n / 200 for n in order}
    likely = dict(sorted(told.items(), key=lambda item: -item[1])[:RANKED])
    assert group_events(where, told, LEVEL, NONE) == group_events(where, likely, LEVEL, NONE)
    assert MOST < RANKED
