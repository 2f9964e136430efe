"""A grounded place as plain JSON values, with the precision codes of the event data sets it may be joined to."""

from __future__ import annotations

from typing import Any

from marsad.records import PlaceCandidate, PlaceMention

# ACLED codebook, GEO_PRECISION: 1 the town or village itself, 2 near it or a part of a region, 3 a larger region.
ACLED_GEO_PRECISION = {"exact": 1, "near": 2, "admin3": 2, "admin2": 2, "admin1": 3, "region": 3, "country": 3, "water": 3}
# UCDP GED codebook, where_prec: 1 exact, 2 within about 25 km, 3 second-order unit, 4 first-order unit, 5 a region or line
# without an outline, 6 the country, 7 water or air.
UCDP_WHERE_PREC = {"exact": 1, "near": 2, "admin3": 3, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "water": 7}
NEAR_KM = 25.0  # beyond this radius UCDP's "near" is a region


def place_record(place: PlaceMention, gazetteer: str) -> dict[str, Any]:
    """The place of a mention; ``gazetteer`` names the place data it was grounded in.

    A name that is in no list has no point: its codes are those of the container that the text tells.
    """
    return {
        "name": place.name,
        "name_en": place.name_en or None,
        "admin1": place.admin1,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "mention": place.mention or place.quote,
        "span": [place.start, place.end],
        "kind": place.kind,
        "admin2": place.admin2 or None,
        "pcode": place.pcode or None,
        "radius_km": place.radius_km,
        "relation": place.relation or None,
        "geo_precision": ACLED_GEO_PRECISION.get(_level(place)),
        "where_prec": _where_prec(place),
        "candidates": [_candidate(candidate) for candidate in place.candidates],
        "source": place.rule,
        "gazetteer": gazetteer,
    }


def _level(place: PlaceMention) -> str:
    """The precision, for a name in no list that of the container which is known."""
    if place.precision != "unknown":
        return place.precision
    return "admin1" if place.admin1 else "country" if place.country else ""


def _where_prec(place: PlaceMention) -> int | None:
    code = UCDP_WHERE_PREC.get(_level(place))
    if code == UCDP_WHERE_PREC["near"] and (place.radius_km or 0.0) > NEAR_KM:
        return UCDP_WHERE_PREC["region"]
    return code


def _candidate(candidate: PlaceCandidate) -> dict[str, Any]:
    return {
        "name": candidate.name,
        "name_en": candidate.name_en or None,
        "admin1": candidate.admin1,
        "country": candidate.country,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "score": candidate.score,
        "why": list(candidate.reasons),
        "source": candidate.source,
    }
