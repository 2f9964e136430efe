"""How near to the true point places are grounded: the first place of the first event, else the first place mention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.errors import InputError
from marsad.evaluation.likeness import Record
from marsad.mentions.places_ground import distance_km

NEAR_KM, WIDE_KM = 5.0, 25.0  # shares are told within these distances
EXACT_KM = 10.0  # a place called exact should lie within this of the truth
CountryOf = Callable[[float, float], str]


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """One text: the place told of it (None when none was found) and how far from the truth (None without a point)."""

    doc: str
    gold: Record
    place: Record | None
    away_km: float | None
    wrong_country: bool


@dataclass(frozen=True, slots=True)
class PlaceEvaluation:
    """All texts measured, in their order."""

    results: tuple[PlaceResult, ...]

    def summary(self) -> dict[str, Any]:
        """Shares of all texts within 5 and 25 km, and what became of the others; ``exact`` is of the places called so."""
        total = len(self.results)
        exact = [r.away_km for r in self.results if r.place is not None and r.place.get("precision") == "exact" and r.away_km is not None]
        within = lambda km: sum(r.away_km is not None and r.away_km <= km for r in self.results)  # noqa: E731
        return {
            "texts": total,
            "within 5 km": _share(within(NEAR_KM), total),
            "within 25 km": _share(within(WIDE_KM), total),
            "wrong country": sum(r.wrong_country for r in self.results),
            "without a point": sum(r.place is not None and r.away_km is None for r in self.results),
            "no place": sum(r.place is None for r in self.results),
            "exact": len(exact),
            "exact within 10 km": _share(sum(km <= EXACT_KM for km in exact), len(exact)),
        }

    def misses(self, most: int) -> list[PlaceResult]:
        """The places farthest from the truth, worst first."""
        told = [r for r in self.results if r.away_km is not None and r.away_km > NEAR_KM]
        return sorted(told, key=lambda r: (-(r.away_km or 0.0), r.doc))[:most]


def _share(number: int, total: int) -> float:
    return round(number / total, 3) if total else 0.0


def first_place(record: Record) -> Record | None:
    """The first place of the first event, else the first place mention; None when the record has neither."""
    events = record.get("events") or ()
    if events and events[0].get("places"):
        return dict(events[0]["places"][0])
    mentions = (record.get("mentions") or {}).get("places") or ()
    return dict(mentions[0]) if mentions else None


def evaluate_places(gold: Sequence[Record], predicted: Mapping[str, Record], country_of: CountryOf) -> PlaceEvaluation:
    """Measure ``predicted`` records, by id, against gold texts with their true point (``lat``, ``lon``).

    The true country is the gold's own ``country``, else what ``country_of`` says of the point ('' when it cannot tell).
    """
    out = []
    for doc in gold:
        place = first_place(predicted[doc["id"]]) if doc["id"] in predicted else None
        away = None
        if place is not None and place.get("lat") is not None and place.get("lon") is not None:
            away = round(distance_km(place["lat"], place["lon"], doc["lat"], doc["lon"]), 1)
        told = place.get("country") if place else None
        truth = doc.get("country") or country_of(doc["lat"], doc["lon"])
        out.append(PlaceResult(str(doc["id"]), doc, place, away, bool(told and truth and told != truth)))
    return PlaceEvaluation(tuple(out))


def check_points(gold: Iterable[Record], file: str) -> None:
    """Raise InputError for a line without a true point."""
    for number, doc in enumerate(gold, 1):
        point = (doc["lat"], doc["lon"])
        if not all(isinstance(v, int | float) for v in point) or not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            raise InputError(f"{file}:{number}: lat {doc['lat']!r}, lon {doc['lon']!r} is no point; give degrees of WGS 84")
