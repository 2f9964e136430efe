"""What the overview draws of the rows that fit: counts, places for the map, bins for the time line. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marsad.web.families import FAMILIES, family
from marsad.web.index import Row

MOST_BINS = 120  # bars that a phone's width still shows apart
LEAST_BINS = 12
IDS_SHOWN = 8  # incidents of one point listed in its popup; the link shows all
# Radius in km drawn for a place that is no point: half the usual width of such an area in the packs' countries.
RADIUS_KM = {"near": 10, "admin3": 10, "admin2": 25, "admin1": 60, "region": 80, "country": 250, "water": 100}
COARSE = 1  # decimals of a degree, some 10 km, in the public view


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are shown: ``placeless`` have no point, ``dayless`` no date, ``conflicting`` claims that differ."""

    shown: int
    placeless: int
    dayless: int
    conflicting: int
    types: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of the time line, days inclusive. ``vague`` of its ``number`` are known to an interval only."""

    start: date
    end: date
    number: int
    vague: int


def count_rows(rows: Sequence[Row]) -> Counts:
    """The counts of ``rows``; types most first."""
    types = Counter(r.type for r in rows)
    return Counts(
        len(rows),
        sum(r.site is None for r in rows),
        sum(r.start is None and r.end is None for r in rows),
        sum(bool(r.conflicts) for r in rows),
        tuple(types.most_common()),
    )


def bin_days(rows: Iterable[Row]) -> tuple[str, tuple[Bin, ...]]:
    """The step (day, week, month, year) and the bars from the first to the last day, empty ones too, a dozen days at least.

    An incident stands at its first day; one that is known to an interval of more than a day is counted as vague.
    """
    dated = [(r.start or r.end, r.start != r.end or r.precision != "day") for r in rows if r.start or r.end]
    if not dated:
        return "day", ()
    days = [day for day, _ in dated if day]
    low, high = min(days), max(days)
    while (
        (high - low).days < LEAST_BINS and low > date.min and high < date.max
    ):  # one bar as wide as the page tells nothing
        low, high = low - timedelta(days=1), high + timedelta(days=1)
    step = _step((high - low).days)
    firsts = _firsts(low, high, step)
    sure, vague = Counter[date](), Counter[date]()
    for day, is_vague in dated:
        if day:
            (vague if is_vague else sure)[_first(day, step)] += 1
    ends = [*(f - timedelta(days=1) for f in firsts[1:]), _next(firsts[-1], step) - timedelta(days=1)]
    return step, tuple(Bin(f, e, sure[f] + vague[f], vague[f]) for f, e in zip(firsts, ends, strict=True))


def _step(days: int) -> str:
    for step, length in (("day", 1), ("week", 7), ("month", 30)):
        if days / length < MOST_BINS:
            return step
    return "year"


def _first(day: date, step: str) -> date:
    if step == "week":
        return day - timedelta(days=day.weekday()) if day.toordinal() > 7 else day
    if step == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == "year" else day


def _next(first: date, step: str) -> date:
    if step in ("day", "week"):
        return first + timedelta(days=1 if step == "day" else 7)
    later = first + timedelta(days=31 if step == "month" else 366)
    return _first(later, step)


def _firsts(low: date, high: date, step: str) -> list[date]:
    out = [_first(low, step)]
    while (following := _next(out[-1], step)) <= high:
        out.append(following)
    return out


def gather_places(rows: Iterable[Row], *, coarse: bool = False) -> list[dict[str, Any]]:
    """Points for the map, most incidents first: what stands at one point is one feature with its numbers by family.

    ``coarse``: coordinates rounded to a tenth of a degree, and no ids.
    """
    points: dict[tuple[float, float, str], dict[str, Any]] = {}
    for row in rows:
        if row.site is None:
            continue
        lat, lon = row.site["lat"], row.site["lon"]
        if coarse:
            lat, lon = round(lat, COARSE), round(lon, COARSE)
        precision = row.site["precision"]
        point = points.setdefault((lat, lon, precision), _point(row.site, lat, lon, coarse))
        point["km"] = max(point["km"], _radius_km(row.site, coarse))
        point["n"] += 1
        point[family(row.type)] += 1
        if not coarse and len(point["ids"]) < IDS_SHOWN:
            point["ids"].append(row.id)
    return sorted(points.values(), key=lambda p: (-p["n"], p["lat"], p["lon"]))


def _point(site: Mapping[str, Any], lat: float, lon: float, coarse: bool) -> dict[str, Any]:
    named = {"name": site["name"], "name_en": site["name_en"], "precision": site["precision"]}
    if coarse:
        named = {"name": "", "name_en": "", "precision": "near"}
    return {"lat": lat, "lon": lon, **named, "km": _radius_km(site, coarse), "n": 0, **dict.fromkeys(FAMILIES, 0), "ids": []}


def _radius_km(site: Mapping[str, Any], coarse: bool) -> float:
    """How far from its point the happening may be: as it was read, else as is usual of such a place; 10 at least when ``coarse``."""
    radius = float(site.get("radius_km") or RADIUS_KM.get(site["precision"], 0))
    return max(radius, 10.0) if coarse else radius
