"""From the store to the index: duplicates merged with reasons, units by our names, names in order."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from marsad.gazetteer.index import Place, write_index
from marsad.gazetteer.merging import Known, find_merges
from marsad.gazetteer.store import read_sources
from marsad.gazetteer.units import Units, map_units

_NOT_MATCHED = ("landmark", "country", "admin1")  # too many and too vague, or known to the packs
_SEPARATOR = "|"


def build_index(db: sqlite3.Connection, folder: Path, units: Units) -> tuple[str, int, int]:
    """Merge, then write the index; its version, how many places it holds, and how many rows were merged into others."""
    merged = merge_places(db)
    labels = db.execute("SELECT country, units, lat, lon FROM place WHERE fault = ''")
    named = map_units(((c, (u or "").split(_SEPARATOR)[0], lat, lon) for c, u, lat, lon in labels), units)
    credits = [{"source": s.name, "licence": s.licence, "version": s.version, "file": Path(s.path).name} for s in read_sources(db)]
    count = 0

    def told() -> Iterator[tuple[tuple[str, ...], Place]]:
        nonlocal count
        for item in _read_places(db, units, named):
            count += 1
            yield item

    return write_index(folder, told(), credits, units.heads, units.settlements), count, merged


def merge_places(db: sqlite3.Connection) -> int:
    """Find and keep which places are the same as others; how many rows are."""
    rows = db.execute("SELECT key, names, kind, country, lat, lon, geonames, pcode <> '', population FROM place WHERE fault = ''")
    places = [
        Known(key, tuple(names.split(_SEPARATOR)), kind, country, lat, lon, geonames, (coded, min(people or 0, 1)))
        for key, names, kind, country, lat, lon, geonames, coded, people in rows
        if names
    ]
    merges = find_merges(places)
    with db:
        db.execute("UPDATE place SET into_key = NULL, reason = '' WHERE into_key IS NOT NULL")
        db.executemany("UPDATE place SET into_key = ?, reason = ? WHERE key = ?", [(m.into, m.reason, m.key) for m in merges])
    return len(merges)


def _read_places(db: sqlite3.Connection, units: Units, named: dict[tuple[str, str], str]) -> Iterator[tuple[tuple[str, ...], Place]]:
    """The places that stand, each with its own names and those of the rows merged into it."""
    also: dict[int, list[str]] = defaultdict(list)
    codes: dict[int, str] = {}
    for into, names, pcode in db.execute("SELECT into_key, names, pcode FROM place WHERE into_key IS NOT NULL"):
        also[into] += names.split(_SEPARATOR)
        codes.setdefault(into, pcode)
    marks = ",".join("?" * len(_NOT_MATCHED))
    rows = db.execute(
        "SELECT p.key, p.row, p.id, p.names, p.name_en, p.kind, p.country, p.units, p.lat, p.lon, p.population, p.pcode, s.name, s.path"
        f" FROM place p JOIN source s ON s.key = p.source WHERE p.fault = '' AND p.into_key IS NULL AND p.names <> '' AND p.kind NOT IN ({marks})"
        " ORDER BY p.key", _NOT_MATCHED)
    for key, row, code, names, name_en, kind, country, labels, lat, lon, people, pcode, source, path in rows:
        own = names.split(_SEPARATOR)
        above = (labels or "").split(_SEPARATOR)
        admin1 = named.get((country, above[0]), "")
        if not admin1 and lat is not None:
            admin1 = units.nearest(country, lat, lon)
        yield (*own, *also[key]), Place(own[0], name_en, kind, country, admin1, above[1] if len(above) > 1 else "", lat, lon, people or 0,
                                        pcode or codes.get(key, ""), source, Path(path).name, row, code)
