"""The reports that speed is measured on: the same for the same seed, no two alike, of the length told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.delitem(sys.modules, "make", raising=False)
    return __import__("make")


def test_reports_are_seeded_distinct_and_long_enough(make: object) -> None:
    make_reports = make.make_reports  # type: ignore[attr-defined]
    reports = list(make_reports(50, seed=7))
    assert reports == list(make_reports(50, seed=7))
    assert reports != list(make_reports(50, seed=8))
    assert len({r["text"] for r in reports}) == 50
    assert all(1350 <= len(r["text"]) <= 1650 for r in reports)  # figures may grow or shrink


def test_made_places_are_the_same_each_time(make: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "places", raising=False)
    monkeypatch.delitem(sys.modules, "run", raising=False)
    places = __import__("places")
    one, other = (places.made_table(tmp_path / name, 50).read_text(encoding="utf-8") for name in ("a.tsv", "b.tsv"))
    assert one == other and len(one.splitlines()) == 51
