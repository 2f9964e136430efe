"""Places that several sources, or one source twice, give: one of them stands, the others are kept with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians

from marsad.gazetteer.kinds import SETTLED
from marsad.gazetteer.names import name_words

# How near two places of one name and class must be to be one, in km. Units are compared by the points of their chief
# towns or centres, which sources choose differently.
SAME_KM = {"admin1": 300.0, "admin2": 60.0, "admin3": 30.0, "country": 3000.0}
SETTLED_KM = 5.0
KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Known:
    """What merging needs of a kept place. ``rank`` is higher for the one that should stand."""

    key: int
    names: tuple[str, ...]
    kind: str
    country: str
    lat: float | None
    lon: float | None
    geonames: str
    rank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """``key`` is taken to be the same place as ``into``, for ``reason``."""

    key: int
    into: int
    reason: str


def find_merges(places: Iterable[Known]) -> list[Merge]:
    """Which places are the same as a better ranked one; each merged once, never into one that is merged itself."""
    ordered = sorted(places, key=lambda p: (p.rank, -p.key), reverse=True)
    by_name: dict[tuple[str, str, tuple[str, ...]], list[Known]] = defaultdict(list)
    by_id: dict[str, Known] = {}
    out: list[Merge] = []
    for place in ordered:
        klass = "settled" if place.kind in SETTLED else place.kind
        keys = [(place.country, klass, name_words(name)) for name in place.names]
        merge = _same_id(place, by_id) or next((m for key in keys for other in by_name[key] if (m := _same(place, other, key[2]))), None)
        if merge is not None:
            out.append(merge)
            continue
        for key in keys:
            by_name[key].append(place)
        if place.geonames:
            by_id[place.geonames] = place
    return out


def _same_id(place: Known, by_id: dict[str, Known]) -> Merge | None:
    other = by_id.get(place.geonames) if place.geonames else None
    if other is None or {name_words(n) for n in place.names}.isdisjoint(name_words(n) for n in other.names):
        return None
    return Merge(place.key, other.key, f"same GeoNames id {place.geonames}")


def _same(place: Known, other: Known, words: tuple[str, ...]) -> Merge | None:
    name = " ".join(words)
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return Merge(place.key, other.key, f"same name {name}, one without a point") if place.kind in SAME_KM else None
    apart = flat_km(place.lat, place.lon, other.lat, other.lon)
    if apart > SAME_KM.get(place.kind, SETTLED_KM):
        return None
    return Merge(place.key, other.key, f"same name {name}, {apart:.1f} km apart")


def flat_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points on a flat map; good to a percent below 500 km."""
    return KM_A_DEGREE * hypot(lat_b - lat_a, (lon_b - lon_a) * cos(radians((lat_a + lat_b) / 2)))
