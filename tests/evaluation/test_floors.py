"""Floors: what sinks them, and what it takes to lower one."""

from __future__ import annotations

import pytest

from marsad.errors import InputError
from marsad.evaluation.floors import ALARMS, Floor, accept_scores, check_floor, floors_value, parse_floors

FLOOR = Floor("f00d", {"event": 0.8, ALARMS: 0.2})


def test_scores_at_the_floor_hold() -> None:
    assert check_floor(FLOOR, {"event": 0.8, ALARMS: 0.2}) == []


@pytest.mark.parametrize("scores", [{"event": 0.799, ALARMS: 0.2}, {"event": 0.8, ALARMS: 0.21}, {ALARMS: 0.2}])
def test_less_f1_or_more_alarms_or_nothing_is_below(scores: dict[str, float]) -> None:
    assert len(check_floor(FLOOR, scores)) == 1


def test_better_scores_are_accepted_without_a_reason() -> None:
    assert accept_scores(FLOOR, {"event": 0.9, ALARMS: 0.1}, sha256="f00d", day="2026-01-01").scores["event"] == 0.9


@pytest.mark.parametrize(("scores", "sha256"), [({"event": 0.7, ALARMS: 0.2}, "f00d"), ({"event": 0.9, ALARMS: 0.1}, "beef")])
def test_a_sinking_floor_or_another_gold_needs_a_reason_that_is_kept(scores: dict[str, float], sha256: str) -> None:
    with pytest.raises(InputError, match="--lower"):
        accept_scores(FLOOR, scores, sha256=sha256, day="2026-01-01")
    lowered = accept_scores(FLOOR, scores, sha256=sha256, day="2026-01-01", reason="gold mended")
    assert [item.reason for item in lowered.lowered] == ["gold mended"]
    assert parse_floors(floors_value({"dev.jsonl": lowered}), "f") == {"dev.jsonl": lowered}


@pytest.mark.parametrize("content", [["a"], {"dev": {}}, {"dev": {"sha256": "x", "scores": {"event": "high"}}}])
def test_a_broken_floors_file_is_told_by_name(content: object) -> None:
    with pytest.raises(InputError, match=r"gold/floors\.yaml"):
        parse_floors(content, "gold/floors.yaml")
