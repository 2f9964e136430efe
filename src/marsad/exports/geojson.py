"""Events as GeoJSON (RFC 7946) for maps: one feature an event and place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

_KEPT = ("type", "level", "status", "start", "end", "date_precision", "count", "incident", "quotes")


def write_geojson(records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write the events of ``records`` as one FeatureCollection, each feature as soon as it comes.

    An event with several places gives one feature each, which share ``properties.event``; an event without a
    place, a place without a point and a whole country have a null geometry. How many there are of these stands at
    the end. ``place_precision`` says how far a point can be trusted.
    """
    out.write(b'{"type": "FeatureCollection", "features": [')
    number = without = 0
    for record in records:
        for feature in features(record):
            out.write((",\n" if number else "\n").encode() + _bytes(feature))
            number += 1
            without += feature["geometry"] is None
    out.write(b'\n], "count": %d, "without_point": %d}\n' % (number, without))


def features(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The features of one document's record, by event, then place."""
    for position, event in enumerate(record["events"], 1):
        key = f"{record['id']}#{position}"
        shared = _shared(record, event, key)
        for number, place in enumerate(event["places"] or [None], 1):
            where = _where(place) if place else {}
            yield {
                "type": "Feature",
                "id": f"{key}/{number}",
                "geometry": _point(place),
                "properties": shared | where,
            }


def _shared(record: Mapping[str, Any], event: Mapping[str, Any], key: str) -> dict[str, Any]:
    about = {k: record.get(k) for k in ("outlet", "published", "published_basis", "title")}
    about |= {k: record[k] for k in ("withdrawn", "superseded_by") if k in record}
    return {
        "event": key,
        "document": record["id"],
        **about,
        **{k: event[k] for k in _KEPT},
        "trigger": event["trigger"]["text"],
        "initiators": [a["id"] or a["name"] for a in event["initiators"]],
        "targets": [a["id"] or a["name"] for a in event["targets"]],
        "outcomes": [{k: o[k] for k in ("kind", "min", "max", "of")} for o in event["outcomes"]],
        "sources": [s["name"] for s in event["sources"]],
    }


def _where(place: Mapping[str, Any]) -> dict[str, Any]:
    named = {"place": place["name"], "place_en": place["name_en"], "place_precision": place["precision"]}
    return named | {key: place[key] for key in ("admin1", "country")}


def _point(place: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if place is None or place["lat"] is None or place["lon"] is None or place["precision"] == "country":
        return None  # the middle of a country is no place on a map
    return {"type": "Point", "coordinates": [round(place["lon"], 6), round(place["lat"], 6)]}


def _bytes(feature: Mapping[str, Any]) -> bytes:
    return json.dumps(feature, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")
