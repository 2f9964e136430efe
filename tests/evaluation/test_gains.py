"""Gains and losses between two runs."""

from __future__ import annotations

from typing import Any

from marsad.evaluation.gains import Change, compare_runs, sentence_with
from marsad.evaluation.score import evaluate

GOLD: dict[str, Any] = {
    "id": "a",
    "text": "عنوان\nقصف الجيش البلدة. ثم انسحب منها.",  # Title. The army shelled the town. Then it withdrew from it.
    "events": [
        {"trigger": "قصف", "type": "shelling", "start": "2020-01-02", "end": "2020-01-02", "places": [{"name": "أريحا"}]},
        {"trigger": "انسحب", "type": "territory", "start": "2020-01-02", "end": "2020-01-02", "places": []},
    ],
}


def runs(before: list[Any], after: list[Any]) -> list[Change]:
    old = evaluate([GOLD], {"a": {"id": "a", "events": before}})
    return compare_runs(old, evaluate([GOLD], {"a": {"id": "a", "events": after}}))


def test_a_run_against_itself_changes_nothing() -> None:
    assert runs(GOLD["events"], GOLD["events"]) == []


def test_an_event_newly_found_is_a_gain_and_one_lost_a_loss() -> None:
    shelling, withdrawal = GOLD["events"]
    changes = runs([shelling], [withdrawal])
    told = {(c.gain, c.what, (c.pair.gold or {})["trigger"]) for c in changes}
    assert told == {(False, ("found",), "قصف"), (True, ("found",), "انسحب")}  # shelled; withdrew


def test_a_slot_mended_is_named() -> None:
    shelling, withdrawal = GOLD["events"]
    changes = runs([shelling | {"places": []}, withdrawal], [shelling, withdrawal])
    assert [(c.gain, c.what) for c in changes] == [(True, ("accepted", "place"))]


def test_a_spurious_event_that_comes_or_goes_is_told() -> None:
    noise = {"trigger": "زار", "type": "other", "start": None, "end": None}  # visited
    assert [(c.gain, c.what) for c in runs([], [noise])] == [(False, ("spurious",))]
    assert [(c.gain, c.what) for c in runs([noise], [])] == [(True, ("spurious",))]


def test_the_sentence_is_that_of_the_trigger() -> None:
    text = GOLD["text"]
    assert sentence_with(text, {"trigger": "قصف"}) == "قصف الجيش البلدة."  # The army shelled the town.
    assert sentence_with(text, {"trigger": "انسحب"}) == "ثم انسحب منها."  # Then it withdrew from it.
    assert sentence_with(text, {"trigger": "زار"}) == ""
    at = text.index("انسحب")
    assert sentence_with(text, {"trigger": {"text": "انسحب", "start": at}}) == "ثم انسحب منها."
