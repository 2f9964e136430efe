"""Faults that show only when rows are held against others: dangling references, points far from their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

from marsad.packs.findings import ERROR, WARNING, Finding
from marsad.packs.rows import Row
from marsad.packs.structure import found

FAR_FROM_COUNTRY = 900.0  # km from the nearest unit of the country: beyond, a point is a slip (the Sahara is that wide)
FEWEST_UNITS = 4  # units a country must have for its points to be judged by them
FAR_FROM_UNIT = 600.0  # km from the point of its unit: beyond, another unit or a slip (desert provinces are 1,000 across)
KM_A_DEGREE = 111.2
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PackRows:
    """What references need of a pack: its kind and countries, rows by list, actor entries with their lines."""

    name: str
    kind: str
    countries: frozenset[str]
    lists: dict[str, list[Row]]
    actors: list[tuple[int, dict[str, Any]]]


def check_references(packs: Sequence[PackRows]) -> Iterator[Finding]:
    """Actor ids, units and countries that nothing declares, over all packs."""
    actors = {str(entry.get("id")) for pack in packs for _, entry in pack.actors}
    units = {(r.get("country"), r.get("name_en")) for pack in packs for r in pack.lists.get("admin1", ())}
    with_units = {country for country, _ in units}
    for pack in packs:
        yield from _check_ids(pack, actors)
        for row in (*pack.lists.get("admin2", ()), *pack.lists.get("places", ())):
            unit, country = row.get("admin1"), row.get("country")
            if unit and (country, unit) not in units:
                severity = ERROR if country in with_units else WARNING
                mend = "write name_en of admin1.csv, of the same country"
                yield found(row, "admin1", f"no unit {unit!r} in {country or 'no country'}", mend, severity)
        yield from _check_countries(pack)


def _check_ids(pack: PackRows, actors: set[str]) -> Iterator[Finding]:
    mend = "declare it in actors.yaml, or mend the id"
    columns = (("aliases", ("actor",)), ("persons", ("actor",)), ("outlets", ("affiliation",)), ("nationalities", ("military", "government", "police")))
    for stem, names in columns:
        for row in pack.lists.get(stem, ()):
            for column in names:
                if row.get(column) and row.get(column) not in actors:
                    yield found(row, column, f"no actor {row.get(column)!r}", mend)
    for line, entry in pack.actors:
        for key in ("parents", "partners", "successors"):
            for other in entry.get(key) or ():
                if isinstance(other, dict) and str(other.get("id")) not in actors:
                    yield Finding(pack.name, "actors.yaml", line, key, f"no actor {other.get('id')!r}", mend)


def _check_countries(pack: PackRows) -> Iterator[Finding]:
    if pack.kind != "theatre":
        return
    listed = ", ".join(sorted(pack.countries))
    for stem in ("admin1", "admin2", "places", "seed_places"):
        for row in pack.lists.get(stem, ()):
            if row.get("country") and row.get("country") not in pack.countries:
                said = f"{row.get('country')} is not a country of this pack ({listed})"
                yield found(row, "country", said, "move the row to the pack of that country", WARNING)


def check_points(packs: Sequence[PackRows]) -> Iterator[Finding]:
    """Points that lie far from their country or unit, and those that fit when latitude and longitude change places."""
    units = _units(packs)
    for pack in packs:
        for stem in ("admin1", "admin2", "places", "seed_places"):
            for row in pack.lists.get(stem, ()):
                point, known = point_of(row), units.get(row.get("country"), {})
                others = [p for name, p in known.items() if stem != "admin1" or name != row.get("name_en")]
                if point is None or len(others) < FEWEST_UNITS:
                    continue
                if _nearest(point, others) > FAR_FROM_COUNTRY:
                    yield _far(row, point, others)
                    continue
                unit = known.get(row.get("admin1"))
                if unit and row.get("kind") not in ("sea", "river", "road") and distance_km(point, unit) > FAR_FROM_UNIT:
                    away = f"{distance_km(point, unit):.0f} km from the point of {row.get('admin1')}"
                    yield found(row, "lat", away, "mend the point or the unit", WARNING)


def _far(row: Row, point: Point, units: Sequence[Point]) -> Finding:
    if _nearest((point[1], point[0]), units) < FAR_FROM_COUNTRY:
        return found(row, "lat", "latitude and longitude are swapped", f"write {point[1]} under lat, {point[0]} under lon")
    away = f"{_nearest(point, units):.0f} km from the nearest unit of {row.get('country')}"
    return found(row, "lat", away, "mend the point or the country")


def _nearest(point: Point, others: Sequence[Point]) -> float:
    return min(distance_km(point, other) for other in others)


def _units(packs: Sequence[PackRows]) -> dict[str, dict[str, Point]]:
    """The points of the units of each country, by English name."""
    out: dict[str, dict[str, Point]] = defaultdict(dict)
    for pack in packs:
        for row in pack.lists.get("admin1", ()):
            if point := point_of(row):
                out[row.get("country")][row.get("name_en")] = point
    return out


def point_of(row: Row | Mapping[str, str]) -> Point | None:
    """Latitude and longitude of a row; None when it has none that can be read."""
    try:
        return float(row.get("lat") or ""), float(row.get("lon") or "")
    except ValueError:
        return None


def distance_km(a: Point, b: Point) -> float:
    """Distance on a flat map, in kilometres; good to a few per cent over a country."""
    return KM_A_DEGREE * hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians((a[0] + b[0]) / 2)))
