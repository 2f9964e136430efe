"""What the overview shows, as files: one row or feature an incident, and the whole records as JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import select

from marsad.exports.csv import guard_cell
from marsad.store.connect import Workspace
from marsad.store.tables import INCIDENTS
from marsad.web.index import Row
from marsad.web.summing import COARSE

COLUMNS = (
    "id", "type", "level", "status", "grade", "start", "end", "date_precision", "places", "places_en", "admin1",
    "countries", "lat", "lon", "place_precision", "initiators", "targets", "killed_min", "killed_max", "wounded_min",
    "wounded_max", "outcomes", "count", "documents", "independent_origins", "origins", "outlets", "conflicts", "judged",
)  # fmt: skip
_JOIN = " | "
PAGE = 500

Writer: TypeAlias = Callable[..., Iterator[str]]


def csv_lines(rows: Sequence[Row], workspace: Workspace, *, coarse: bool) -> Iterator[str]:
    """Lines of a CSV table with a byte order mark, without which spreadsheets garble Arabic."""
    yield "\ufeff" + _line(COLUMNS)
    for row in rows:
        cells = row_cells(row, coarse=coarse)
        yield _line([guard_cell(cells[column]) for column in COLUMNS])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def row_cells(row: Row, *, coarse: bool = False) -> dict[str, Any]:
    """A row as cells: several values joined, unknown ones None; ``coarse`` leaves out names of places and of who speaks."""
    site = row.site
    tolls = {t["kind"]: t for t in row.tolls}
    lat, lon = point_of(site, coarse)
    return {
        "id": row.id, "type": row.type, "level": row.level, "status": row.status, "grade": row.grade,
        "start": row.start.isoformat() if row.start else None,
        "end": row.end.isoformat() if row.end else None,
        "date_precision": row.precision,
        "places": _joined("" if coarse else p["name"] for p in row.places),
        "places_en": _joined("" if coarse else p["name_en"] for p in row.places),
        "admin1": _joined(p["admin1"] for p in row.places),
        "countries": _joined(p["country"] for p in row.places),
        "lat": lat, "lon": lon,
        "place_precision": site["precision"] if site else None,
        "initiators": _joined(id or name for id, name in row.initiators),
        "targets": _joined(id or name for id, name in row.targets),
        **{f"{kind}_{end}": tolls.get(kind, {}).get(key) for kind in ("killed", "wounded") for end, key in (("min", "low"), ("max", "high"))},
        "outcomes": _joined(f"{t['kind']} {t['low']}..{t['high']}" for t in row.tolls),
        "count": row.count, "documents": row.documents, "independent_origins": row.independent,
        "origins": "" if coarse else _joined(row.origins), "outlets": _joined(sorted(row.outlets)),
        "conflicts": _joined(row.conflicts), "judged": _joined(row.judged),
    }  # fmt: skip


def point_of(site: Mapping[str, Any] | None, coarse: bool) -> tuple[float | None, float | None]:
    """Latitude and longitude of a place, rounded to a tenth of a degree when ``coarse``."""
    if site is None:
        return None, None
    lat, lon = float(site["lat"]), float(site["lon"])
    return (round(lat, COARSE), round(lon, COARSE)) if coarse else (lat, lon)


def _joined(values: Iterable[Any]) -> str:
    return _JOIN.join(dict.fromkeys(str(v) for v in values if v))


def geojson_lines(rows: Sequence[Row], workspace: Workspace, *, coarse: bool) -> Iterator[str]:
    """A GeoJSON feature collection (RFC 7946), one feature an incident; without a point its geometry is null."""
    yield '{"type": "FeatureCollection", "features": [\n'
    for n, row in enumerate(rows):
        cells = row_cells(row, coarse=coarse)
        lat, lon = cells.pop("lat"), cells.pop("lon")
        point = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
        feature = {"type": "Feature", "id": row.id, "geometry": point, "properties": cells}
        yield ("" if n == 0 else ",\n") + json.dumps(feature, ensure_ascii=False)
    yield "\n]}\n"


def jsonl_lines(rows: Sequence[Row], workspace: Workspace, *, coarse: bool) -> Iterator[str]:
    """Whole incident records, claims and all, one a line; in the public view the cells of the table instead."""
    if coarse:
        yield from (json.dumps(row_cells(row, coarse=True), ensure_ascii=False) + "\n" for row in rows)
        return
    for at in range(0, len(rows), PAGE):
        ids = [row.id for row in rows[at : at + PAGE]]
        query = select(INCIDENTS.c.id, INCIDENTS.c.record).where(INCIDENTS.c.id.in_(ids))
        with workspace.reader.begin() as connection:
            held = {r.id: r.record for r in connection.execute(query)}
        yield from (json.dumps(held[id], ensure_ascii=False) + "\n" for id in ids if id in held)


WRITERS: Mapping[str, tuple[Writer, str]] = {
    "csv": (csv_lines, "text/csv; charset=utf-8"),
    "geojson": (geojson_lines, "application/geo+json"),
    "jsonl": (jsonl_lines, "application/x-ndjson"),
}
