"""Places measured against true points."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.errors import InputError
from marsad.evaluation.places import check_points, evaluate_places, first_place

GOLD: list[dict[str, Any]] = [{"id": n, "text": n, "lat": 35.0, "lon": 36.0} for n in ("near", "wide", "far", "none", "unknown")]


def told(lat: float | None, country: str | None = "SY", precision: str = "exact") -> dict[str, Any]:
    return {"events": [{"places": [{"name": "x", "lat": lat, "lon": 36.0, "country": country, "precision": precision}]}]}


RUN = {"near": told(35.04), "wide": told(35.2), "far": told(36.0, "IQ", "near"), "none": {"events": [], "mentions": {"places": []}}, "unknown": told(None, None, "unknown")}


def test_shares_and_misses() -> None:
    measured = evaluate_places(GOLD, RUN, lambda lat, lon: "SY")
    assert measured.summary() == {
        "texts": 5, "within 5 km": 0.2, "within 25 km": 0.4, "wrong country": 1, "without a point": 1, "no place": 1, "exact": 2, "exact within 10 km": 0.5,
    }  # fmt: skip
    assert [m.doc for m in measured.misses(1)] == ["far"]


def test_the_golds_own_country_wins_and_an_unknown_one_blames_nobody() -> None:
    assert evaluate_places([{**GOLD[2], "country": "IQ"}], RUN, lambda lat, lon: "SY").summary()["wrong country"] == 0
    assert evaluate_places([GOLD[2]], RUN, lambda lat, lon: "").summary()["wrong country"] == 0


def test_the_first_place_is_that_of_the_first_event_else_the_first_mention() -> None:
    mention = {"name": "m"}
    assert first_place({"events": [{"places": []}], "mentions": {"places": [mention]}}) == mention
    assert first_place({"events": [{"places": [{"name": "e"}]}], "mentions": {"places": [mention]}}) == {"name": "e"}
    assert first_place({"events": []}) is None


@pytest.mark.parametrize("lat", ["35", None, 95])
def test_a_line_without_a_point_is_refused(lat: object) -> None:
    with pytest.raises(InputError, match="f:2: lat"):
        check_points([GOLD[0], {"lat": lat, "lon": 36.0}], "f")
