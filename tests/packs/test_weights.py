"""Blocks weigh what their names weigh, however often they were seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.packs.weights import Block, Model, named


def _sides(where: str, side: str) -> list[str]:
    return [f"where={where}", f"side={side}|{where}"]


def _word(word: str) -> list[str]:
    return [f"w={word}"]


PLACES, SIDES, WORDS = ("clause", "sent", "far"), ("before", "after"), ("raid", "strike")
BLOCKS = st.one_of(
    st.builds(lambda w, s: (_sides, (w, s)), st.sampled_from(PLACES), st.sampled_from(SIDES)), st.builds(lambda w: (_word, (w,)), st.sampled_from(WORDS)))
NAMES = sorted({name for w in PLACES for s in SIDES for name in _sides(w, s)} | {name for w in WORDS for name in _word(w)})
TABLES = st.dictionaries(st.sampled_from([*NAMES, "bias"]), st.integers(-9, 9).map(float))


@given(st.lists(st.lists(BLOCKS, max_size=6), max_size=4), TABLES, TABLES)
def test_blocks_weigh_what_their_names_weigh(groups: list[list[Block]], one: dict[str, float], other: dict[str, float]) -> None:
    model = Model({"a": one, "b": other})
    for blocks in [*groups, *groups]:  # the second time from memory
        assert model.weigh("b", blocks) == model.score("b", named(blocks))
        assert model.weigh_pair("a", "b", blocks) == (model.score("a", named(blocks)), model.score("b", named(blocks)))


@given(st.lists(BLOCKS, max_size=6), st.dictionaries(st.sampled_from([f"{n}>{c}" for n in NAMES for c in "xy"]), st.integers(-9, 9).map(float)))
def test_scores_by_class_are_those_of_the_names_with_the_class(blocks: list[Block], table: dict[str, float]) -> None:
    model = Model({"type": table})
    for _ in range(2):
        scores = model.scores("type", ("x", "y"), blocks)
        assert scores == [model.score("type", [f"{name}>{c}" for name in named(blocks)]) for c in "xy"]


def test_a_task_without_weights_scores_nothing() -> None:
    assert Model({}).weigh("none", [(_word, ("raid",))]) == 0.0
