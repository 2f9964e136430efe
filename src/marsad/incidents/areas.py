"""Areas and kinds of action: whether one place lies within another, and which kinds of event may be told as one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from marsad.incidents.records import Site
from marsad.text.fold import fold

EARTH_KM = 6371.0
SAME_KM = 5.0  # two points of one town

# Kinds of action that reports of one happening take for each other (annotation guide: raid or air_assault, clash or
# armed_attack, rockets or aircraft); a tally of one kind counts those of its family too.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"raid", "air_assault"}),
    frozenset({"air_strike", "shelling", "bombing"}),
    frozenset({"clash", "armed_attack", "raid"}),
    frozenset({"armed_attack", "bombing"}),
    frozenset({"armed_attack", "abduction"}),
    frozenset({"clash", "territory"}),
    frozenset({"agreement", "release"}),
)


@lru_cache(maxsize=20_000)  # the same names come again and again; folding them is a sixth of linking
def name_key(name: str) -> str:
    """A place's or party's name as it is compared: folded, without its article.

    >>> name_key("العطالة") == name_key("عطالة")   # the village of Atala, with and without the article
    True
    """
    words = fold(name).deep.lower().split()
    return " ".join(w[2:] if w.startswith("\u0627\u0644") and len(w) > 4 else w for w in words)


@lru_cache(maxsize=200)  # asked of every pair that is compared
def told_for(kind: str) -> frozenset[str]:
    """The kinds of action that reports of one happening may call it when one calls it ``kind``, itself among them."""
    return frozenset({kind}).union(*(family for family in FAMILIES if kind in family))


def related_types(a: str, b: str) -> bool:
    """Whether reports of one happening may call it ``a`` and ``b``."""
    return b in told_for(a)


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points on the sphere (haversine)."""
    dlat, dlon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    h = sin(dlat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(dlon) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))


def lies_within(place: Site, area: Site) -> bool | None:
    """Whether ``place`` lies in ``area``: the same place, or in its governorate or country; None when that is unknown."""
    if same_site(place, area):
        return True
    if place.country and area.country and place.country != area.country:
        return False
    if area.precision == "country":
        return True if place.country else None
    if area.precision == "admin1":
        return None if not place.admin1 or not area.admin1 else place.admin1 == area.admin1
    if area.precision == "exact" and place.precision == "exact":
        return False
    return None  # a region without an outline, or a place known only by its governorate


def same_site(a: Site, b: Site) -> bool:
    """Whether two places are one: by name, or by points within 5 km."""
    if name_key(a.name) == name_key(b.name):
        return not (a.country and b.country and a.country != b.country)
    if a.precision == b.precision == "exact" and None not in (a.lat, a.lon, b.lat, b.lon):
        return distance_km(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0) <= SAME_KM
    return False


def within_any(places: Iterable[Site], areas: Iterable[Site]) -> bool | None:
    """Whether one of ``places`` lies in one of ``areas``; None when there is nothing to say it by."""
    told = [lies_within(place, area) for area in areas for place in places]
    if True in told:
        return True
    return None if not told or None in told else False
