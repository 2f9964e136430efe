"""Events for maps."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from marsad.exports.geojson import write_geojson
from marsad.exports.records import report_record
from marsad.records import Report

Make = Callable[..., Report]


def collection(records: Any) -> dict[str, Any]:
    out = io.BytesIO()
    write_geojson(records, out)
    return dict(json.loads(out.getvalue()))


def test_a_feature_an_event_and_place(make_report: Make) -> None:
    record = report_record(make_report())
    place = record["events"][0]["places"][0]
    record["events"][0]["places"] = [place, {**place, "name": "سرمين", "lat": None, "lon": None}]  # Sarmin
    found = collection([record])
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [36.6094, 35.8136]}
    assert (first["id"], second["id"]) == ("a#1/1", "a#1/2")
    assert first["properties"]["event"] == second["properties"]["event"] == "a#1"
    assert second["geometry"] is None and second["properties"]["place"] == "سرمين"
    assert (found["count"], found["without_point"]) == (2, 1)


def test_an_event_without_a_place_is_kept(make_report: Make) -> None:
    record = report_record(make_report())
    record["events"][0]["places"] = []
    found = collection([record])
    assert [f["geometry"] for f in found["features"]] == [None]
    assert found["without_point"] == 1


def test_a_whole_country_is_no_point_on_a_map(make_report: Make) -> None:
    record = report_record(make_report())
    record["events"][0]["places"][0]["precision"] = "country"
    assert [f["geometry"] for f in collection([record])["features"]] == [None]


def test_nothing_is_a_collection_too() -> None:
    assert collection([])["features"] == []


def test_features_go_out_as_records_come(make_report: Make) -> None:
    out = io.BytesIO()
    sizes = []

    def records() -> Iterator[dict[str, Any]]:
        for name in "abc":
            sizes.append(out.tell())
            yield report_record(make_report(name))

    write_geojson(records(), out)
    assert sizes == sorted(set(sizes))
