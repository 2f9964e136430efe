"""Looking places up by name or id, in what comes with Marsad and in what was imported."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from marsad.gazetteer.index import Index
from marsad.gazetteer.names import latin_key, name_words
from marsad.packs.rows import Packs, Row

_LISTS = (("admin1", "admin1"), ("admin2", "admin2"), ("places", ""), ("seed_places", "town"))
_SEPARATOR = "|"
_MOST_NAMES = 2_000  # names that begin with what is sought that are looked at


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as it is shown: ``where`` is the row of a pack's list, or source and row of imported data."""

    name: str
    name_en: str
    kind: str
    admin1: str
    country: str
    lat: float | None
    lon: float | None
    pcode: str
    id: str
    where: str
    exact: bool = True


def search_packs(packs: Packs, name: str, country: str = "") -> Iterator[Entry]:
    """Listed places whose Arabic or English name is ``name`` or begins with it, in the order of the lists."""
    words, latin = " ".join(name_words(name)), latin_key(name)
    for stem, kind in _LISTS:
        for row in packs.rows(stem):
            if country and row.get("country") != country:
                continue
            names = [" ".join(name_words(n)) for n in (row.get("name"), *row.forms("aliases"))]
            english = latin_key(row.get("name_en"))
            exact = (bool(words) and words in names) or (bool(latin) and latin == english)
            if exact or (words and any(n.startswith(words) for n in names)) or (len(latin) > 2 and english.startswith(latin)):
                yield _entry(row, kind, exact)


def _entry(row: Row, kind: str, exact: bool) -> Entry:
    lat, lon = (float(row.get(c)) if row.get(c) else None for c in ("lat", "lon"))
    return Entry(row.get("name").split(_SEPARATOR)[0], row.get("name_en"), kind or row.get("kind"), row.get("admin1"), row.get("country"), lat, lon,
                 row.get("pcode"), str(row.origin), str(row.origin), exact)


def search_index(index: Index, name: str, country: str = "") -> Iterator[Entry]:
    """Imported places of which an Arabic name is ``name`` or begins with it, by name."""
    words = " ".join(name_words(name))
    if not words:
        return
    known: set[str] = set()
    start = bisect_left(index.names, words)
    for at in range(start, min(len(index.names), start + _MOST_NAMES)):
        if not index.names[at].startswith(words):
            return
        for place in index.places_at(at):
            if place.id not in known and country in ("", place.country):
                known.add(place.id)
                yield Entry(place.name, place.name_en, place.kind, place.admin1, place.country, place.lat, place.lon, place.pcode, place.id,
                            f"{place.source}, {place.file}:{place.row}", index.names[at] == words)


_COLUMNS = ("p.names, p.name_en, p.kind, p.country, p.units, p.lat, p.lon, p.pcode, p.id, s.name, s.path, p.row, p.fault, p.reason, p.key,"
            " s.licence, s.version, p.population, i.id")
_FROM = "FROM place p JOIN source s ON s.key = p.source LEFT JOIN place i ON i.key = p.into_key"


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the store in full: why it is kept out of matching, which place it was merged into and why."""

    entry: Entry
    names: tuple[str, ...]
    units: tuple[str, ...]
    population: int
    fault: str
    merged_into: str
    reason: str
    licence: str
    version: str


def search_store(db: sqlite3.Connection, name: str, country: str = "") -> Iterator[Entry]:
    """Imported places whose English name is ``name`` or begins with it, those without an Arabic name among them."""
    latin = latin_key(name)
    if len(latin) < 2:
        return
    first = name.strip()[:1].lower()
    for key, code, english in db.execute("SELECT key, country, name_en FROM place WHERE name_en <> '' AND (? = '' OR country = ?)", (country, country)):
        told = latin_key(english)
        if told == latin or (told.startswith(latin) and english[:1].lower() == first):
            kept = next(iter(_read(db, "p.key = ?", (key,))), None)
            if kept is not None and code == kept.entry.country:
                yield replace(kept.entry, exact=told == latin)


def find_kept(db: sqlite3.Connection, code: str) -> list[Kept]:
    """Rows of the store with that id, P-code or GeoNames id, in the order of their import."""
    return list(_read(db, "p.id = ? OR p.pcode = ? OR p.geonames = ? OR p.id = ?", (code, code, code, f"gn:{code}")))


def find_merged(db: sqlite3.Connection, code: str) -> list[tuple[str, str]]:
    """Ids and reasons of the rows that were merged into the place of that id."""
    rows = db.execute("SELECT m.id, m.reason FROM place m JOIN place p ON p.key = m.into_key WHERE p.id = ? ORDER BY m.key", (code,))
    return [(str(key), str(reason)) for key, reason in rows]


def _read(db: sqlite3.Connection, where: str, values: tuple[object, ...]) -> Iterator[Kept]:
    for row in db.execute(f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY p.key", values):
        names, name_en, kind, country, units, lat, lon, pcode, code, source, path, line, fault, reason, _, licence, version, people, into = row
        own = tuple(n for n in names.split(_SEPARATOR) if n)
        above = tuple((units or "").split(_SEPARATOR))
        entry = Entry(own[0] if own else "", name_en, kind, above[0], country, lat, lon, pcode, code, f"{source}, {path.rsplit('/', 1)[-1]}:{line}")
        yield Kept(entry, own, above, people or 0, fault, into or "", reason, licence, version)


def find_row(packs: Packs, where: str) -> Entry | None:
    """The listed place of a row told as `syria/places.csv:12`; None when there is none."""
    for stem, kind in _LISTS:
        for row in packs.rows(stem):
            if str(row.origin) == where:
                return _entry(row, kind, True)
    return None
