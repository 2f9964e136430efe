"""`marsad evaluate` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from marsad.cli import app

EVENT: dict[str, Any] = {
    "trigger": "قصف", "type": "shelling", "level": "incident", "status": "reported", "start": "2020-01-02", "end": "2020-01-02",
    "date_precision": "day", "places": [], "initiators": [], "targets": [], "outcomes": [], "sources": [], "count": None,
    "incident": None,
}  # fmt: skip  # shelled


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    line = {"id": "a", "published": "2020-01-02", "text": "قصف الجيش البلدة.", "events": [EVENT]}  # The army shelled the town.
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, args)])


def predictions(folder: Path, *events: dict[str, Any]) -> Path:
    path = folder / f"predicted-{len(events)}.jsonl"
    path.write_text(json.dumps({"id": "a", "events": events}, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_run_is_scored(gold: Path) -> None:
    result = run(gold, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["documents"] == 1


def test_errors_come_with_their_sentence(gold: Path) -> None:
    result = run(gold, "--predicted", predictions(gold.parent), "--errors", 1)
    assert "missed: 1" in result.stdout
    assert "قصف الجيش البلدة." in result.stdout


def test_gains_and_losses_are_listed(gold: Path) -> None:
    result = run(gold, "--predicted", predictions(gold.parent, EVENT), "--against", predictions(gold.parent))
    assert "gains: 1" in result.stdout
    assert "+ a [قصف] found" in result.stdout


def test_a_run_below_its_floor_fails(gold: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.yaml"
    good, bad = predictions(tmp_path, EVENT), predictions(tmp_path)
    assert run(gold, "--predicted", good, "--floors", floors, "--accept").exit_code == 0
    assert run(gold, "--predicted", good, "--floors", floors).exit_code == 0
    below = run(gold, "--predicted", bad, "--floors", floors)
    assert below.exit_code == 1
    assert "event: 0.000, floor 1.000" in below.stderr
    assert run(gold, "--predicted", bad, "--floors", floors, "--accept").exit_code == 125
    lowered = run(gold, "--predicted", bad, "--floors", floors, "--accept", "--lower", "a new guide")
    assert lowered.exit_code == 0
    assert "a new guide" in floors.read_text(encoding="utf-8")


def test_the_accepted_run_can_be_compared_with(gold: Path, tmp_path: Path) -> None:
    good = predictions(tmp_path, EVENT)
    run(gold, "--predicted", good, "--floors", tmp_path / "floors.yaml", "--accept")
    result = run(gold, "--predicted", good, "--against", tmp_path / "accepted" / "gold.jsonl")
    assert "gains: 0" in result.stdout
    assert "losses: 0" in result.stdout


@pytest.mark.parametrize(
    ("content", "words"), [("{", "gold.jsonl:1: broken JSON"), ('{"id": "a"}', "gold.jsonl:1: no text, events")]
)
def test_broken_gold_is_told_by_file_and_line(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    result = run(path)
    assert result.exit_code == 125
    assert words in result.stderr


def test_times_are_measured(tmp_path: Path) -> None:
    path = tmp_path / "times.jsonl"
    times = [{"text": "أمس", "earliest": "2020-01-01", "latest": "2020-01-01"}]  # yesterday
    line = {"id": "t", "published": "2020-01-02", "text": "وقع الهجوم أمس", "times": times}  # The attack was yesterday
    path.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    result = run(path, "--times", "--json")
    assert json.loads(result.stdout)["exact"] == 1.0
