"""Gold is whole: keys, values and words of every annotated report; and it names nobody it should not."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.packs.schema import EVENT_TYPES, OUTCOMES

GOLD = Path(__file__).parents[1] / "gold"
FILES = sorted(GOLD.glob("*.jsonl"))
DOC_KEYS = ["id", "outlet", "origin_url", "published", "topic", "title", "text", "events"]
EVENT_KEYS = [
    "trigger", "type", "level", "status", "start", "end", "date_precision", "places", "initiators", "targets", "outcomes",
    "sources", "count", "incident",
]  # fmt: skip
LEVELS, STATUSES = {"incident", "campaign", "tally"}, {"reported", "planned", "denied"}
PRECISIONS = {"day", "week", "month", "year", "range", "unknown"}


def docs_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


REPORTS = [(path.name, doc) for path in FILES for doc in docs_of(path) if "events" in doc]
TIMES = [(path.name, doc) for path in FILES for doc in docs_of(path) if "times" in doc]
HEADLINES = [(path.name, doc) for path in FILES for doc in docs_of(path) if "lat" in doc]
IDS = [f"{file}-{doc['id']}" for file, doc in REPORTS]


def test_every_line_is_a_report_a_list_of_times_or_a_headline() -> None:
    assert len(REPORTS) + len(TIMES) + len(HEADLINES) == sum(len(docs_of(path)) for path in FILES)


def test_ids_are_used_once() -> None:
    ids = [doc["id"] for _, doc in REPORTS]
    assert sorted({i for i in ids if ids.count(i) > 1}) == []


def test_a_headline_names_its_place_and_credits_its_point() -> None:
    assert len({doc["id"] for _, doc in HEADLINES}) == len(HEADLINES)
    for _, doc in HEADLINES:
        assert list(doc) == ["id", "published", "text", "place", "country", "lat", "lon", "source"]
        assert doc["place"] in doc["text"]
        assert (-90 <= doc["lat"] <= 90, -180 <= doc["lon"] <= 180, len(doc["country"])) == (True, True, 2)
        assert doc["source"].startswith(("OCHA ", "GeoNames ", "Who's On First "))


@pytest.mark.parametrize(("file", "doc"), REPORTS, ids=IDS)
def test_a_report_is_whole(file: str, doc: dict[str, Any]) -> None:
    assert list(doc) == DOC_KEYS
    assert date.fromisoformat(doc["published"])
    assert re.fullmatch(r"outlet-\d+", doc["outlet"])
    assert doc["origin_url"] == ""
    for event in doc["events"]:
        assert list(event) == EVENT_KEYS
        assert event["type"] in EVENT_TYPES
        assert (event["level"] in LEVELS, event["status"] in STATUSES, event["date_precision"] in PRECISIONS) == (True,) * 3
        assert all(o["kind"] in OUTCOMES for o in event["outcomes"])
        assert event["count"] is None or event["level"] == "tally"
        check_days(event, date.fromisoformat(doc["published"]))
        check_words(event, doc["text"])


def check_days(event: dict[str, Any], published: date) -> None:
    if event["start"] is None:
        assert (event["end"], event["date_precision"]) == (None, "unknown")
        return
    start, end = date.fromisoformat(event["start"]), date.fromisoformat(event["end"])
    assert start <= end
    assert event["status"] == "planned" or end <= published
    assert (event["date_precision"] == "day") == (start == end)


def check_words(event: dict[str, Any], text: str) -> None:
    parties = [p["mention"] for p in event["initiators"] + event["targets"]]
    for words in [event["trigger"], *(p["name"] for p in event["places"]), *parties, *event["sources"]]:
        assert words in text, words


def test_an_incident_is_told_by_two_reports_at_least() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for _, doc in REPORTS:
        for event in doc["events"]:
            if event["incident"]:
                told[event["incident"]].add(doc["id"])
    assert [key for key, docs in told.items() if len(docs) < 2] == []


@pytest.mark.parametrize(("file", "doc"), REPORTS, ids=IDS)
def test_no_account_or_address_is_named(file: str, doc: dict[str, Any]) -> None:
    handles = [h for h in re.findall(r"@\w+", doc["text"]) if not re.fullmatch(r"@(account|outlet)\w*", h)]
    assert handles == []
    assert [u for u in re.findall(r"https?://\S+|\bt\.co/\S+", doc["text"]) if not re.fullmatch(r"https?://t\.co/x+", u)] == []


@pytest.mark.parametrize(("file", "doc"), TIMES, ids=[f"{f}-{d['id']}" for f, d in TIMES])
def test_a_list_of_times_is_whole(file: str, doc: dict[str, Any]) -> None:
    assert doc["published"] is None or date.fromisoformat(doc["published"])
    for time in doc["times"]:
        assert time["text"] in doc["text"]
        assert (time["earliest"] is None) == (time["latest"] is None)
        assert time["earliest"] is None or date.fromisoformat(time["earliest"]) <= date.fromisoformat(time["latest"])
