"""The time measure: exact, found, false."""

from __future__ import annotations

from typing import Any

from marsad.evaluation.times import evaluate_times

TEXT = "وقع الهجوم أمس في شارع 17 تموز"  # The attack took place yesterday in 17 July Street
GOLD = [{"id": "t", "text": TEXT, "times": [{"text": "أمس", "earliest": "2020-01-01", "latest": "2020-01-01"}]}]


def told(words: str, day: str | None) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words), "earliest": day, "latest": day}


def test_the_exact_interval_is_a_hit() -> None:
    assert evaluate_times(GOLD, {"t": [told("أمس", "2020-01-01")]}).summary()["time"]["f1"] == 1.0


def test_another_interval_is_found_and_not_exact() -> None:
    summary = evaluate_times(GOLD, {"t": [told("أمس", "2020-01-02")]}).summary()
    assert (summary["found"], summary["exact"]) == (1.0, 0.0)


def test_a_resolved_name_is_a_false_hit_and_an_unresolved_one_is_not() -> None:
    hits = [told("أمس", "2020-01-01"), told("17 تموز", "2020-07-17")]
    measured = evaluate_times(GOLD, {"t": hits})
    assert [e.kind for e in measured.errors] == ["false"]
    assert evaluate_times(GOLD, {"t": [hits[0], told("17 تموز", None)]}).errors == ()
