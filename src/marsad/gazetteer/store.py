"""The file that keeps imported places with their sources and faults: `places.db`, SQLite.

The index that reading uses (`places.idx`) is made from it when an import is whole and put in its place in one step.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from marsad.errors import PlacesError
from marsad.gazetteer.records import DUPLICATE, NO_ARABIC, OTHER_LETTERS, SHORT, PlaceRow, RowFault, Source

STORE, INDEX = "places.db", "places.idx"
FORM = 1  # of the tables below; a store of another form is refused
_SEPARATOR = "|"
_TABLES = """
CREATE TABLE IF NOT EXISTS source (key INTEGER PRIMARY KEY, name TEXT, path TEXT, licence TEXT, version TEXT, digest TEXT,
    rows INTEGER DEFAULT 0, whole INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS place (key INTEGER PRIMARY KEY, source INTEGER, row INTEGER, id TEXT, names TEXT, name_en TEXT, kind TEXT,
    country TEXT, units TEXT, lat REAL, lon REAL, population INTEGER, pcode TEXT, geonames TEXT, fault TEXT,
    into_key INTEGER, reason TEXT DEFAULT '', UNIQUE (source, id));
CREATE TABLE IF NOT EXISTS fault (source INTEGER, row INTEGER, kind TEXT, message TEXT);
CREATE TABLE IF NOT EXISTS word (words TEXT, place INTEGER);
CREATE INDEX IF NOT EXISTS word_place ON word (words);
CREATE INDEX IF NOT EXISTS place_geonames ON place (geonames);
"""


def default_folder() -> Path:
    """Where imported places are kept: MARSAD_PLACES, else the user's data folder."""
    told = os.environ.get("MARSAD_PLACES")
    if told:
        return Path(told)
    data = os.environ.get("XDG_DATA_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else None)
    return (Path(data) if data else Path.home() / ".local" / "share") / "marsad" / "places"


@contextmanager
def open_store(folder: Path, *, make: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to the store in ``folder``. Raises PlacesError when there is none, or it is of another form."""
    path = folder / STORE
    if not make and not path.is_file():
        raise PlacesError(f"{folder}: no imported places there; import some with: marsad places import FILE")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30)
    except (OSError, sqlite3.Error) as fault:
        raise PlacesError(f"{path}: cannot be opened ({fault}); name another folder with --to") from fault
    try:
        form = connection.execute("PRAGMA user_version").fetchone()[0]
        if form not in (0, FORM):
            raise PlacesError(f"{path}: made by another version of Marsad (form {form}); import anew into another folder")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_TABLES + f"PRAGMA user_version = {FORM};")
        yield connection
    except sqlite3.DatabaseError as fault:
        raise PlacesError(f"{path}: not a store of places, or damaged ({fault}); remove it and import anew") from fault
    finally:
        connection.close()


def start_source(db: sqlite3.Connection, name: str, path: str, licence: str, version: str, digest: str) -> Source:
    """The source of a file, made when it is new; one begun before is gone on with."""
    row = db.execute("SELECT key FROM source WHERE digest = ? AND name = ?", (digest, name)).fetchone()
    if row is None:
        with db:
            cursor = db.execute("INSERT INTO source (name, path, licence, version, digest) VALUES (?, ?, ?, ?, ?)",
                                (name, path, licence, version, digest))
        return read_source(db, int(cursor.lastrowid or 0))
    with db:
        db.execute("UPDATE source SET path = ? WHERE key = ?", (path, row[0]))
    return read_source(db, int(row[0]))


def credit_source(db: sqlite3.Connection, source: Source, licence: str, version: str) -> None:
    """Set the licence and version of a source, where they are told."""
    with db:
        db.execute("UPDATE source SET licence = coalesce(nullif(?, ''), licence), version = coalesce(nullif(?, ''), version) WHERE key = ?",
                   (licence, version, source.key))


_SOURCE = "SELECT key, name, path, licence, version, digest, rows, whole FROM source"


def read_source(db: sqlite3.Connection, key: int) -> Source:
    """The source of that key."""
    return _source(db.execute(f"{_SOURCE} WHERE key = ?", (key,)).fetchone())


def read_sources(db: sqlite3.Connection) -> list[Source]:
    """All sources in the order of their import."""
    return [_source(row) for row in db.execute(f"{_SOURCE} ORDER BY key")]


def _source(row: Sequence[object]) -> Source:
    key, name, path, licence, version, digest, rows, whole = row
    return Source(int(str(key)), str(name), str(path), str(licence), str(version), str(digest), int(str(rows)), bool(whole))


def keep_batch(db: sqlite3.Connection, source: Source, places: Iterable[tuple[PlaceRow, str]], faults: Iterable[RowFault], done: int) -> list[RowFault]:
    """Keep rows (with the fault that keeps each out of matching, or "") and faults in one step, and how many lines are done.

    The faults of rows whose id the source has already given are returned, and kept with the others.
    """
    twice: list[RowFault] = []
    with db:
        for place, fault in places:
            cursor = db.execute(
                "INSERT OR IGNORE INTO place (source, row, id, names, name_en, kind, country, units, lat, lon, population, pcode, geonames,"
                " fault) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (source.key, place.row, place.source_id, _SEPARATOR.join(place.names), place.name_en, place.kind, place.country,
                 _SEPARATOR.join(place.units), place.lat, place.lon, place.population, place.pcode, place.geonames, fault),
            )
            if not cursor.rowcount:
                twice.append(RowFault(place.row, DUPLICATE, f"id {place.source_id} stands in a row above; the first is kept"))
        db.executemany("INSERT INTO fault VALUES (?, ?, ?, ?)", [(source.key, f.row, f.kind, f.message) for f in (*faults, *twice)])
        db.execute("UPDATE source SET rows = ? WHERE key = ?", (done, source.key))
    return twice


def finish_source(db: sqlite3.Connection, source: Source) -> None:
    """Mark a source as whole; what an earlier file of its name gave goes."""
    with db:
        old = [key for (key,) in db.execute("SELECT key FROM source WHERE name = ? AND path = ? AND key <> ?", (source.name, source.path, source.key))]
        for table in ("place", "fault"):
            db.executemany(f"DELETE FROM {table} WHERE source = ?", [(key,) for key in old])
        db.executemany("DELETE FROM source WHERE key = ?", [(key,) for key in old])
        db.execute("UPDATE source SET whole = 1 WHERE key = ?", (source.key,))


def add_names(db: sqlite3.Connection, pairs: Iterable[tuple[str, str]]) -> int:
    """Add Arabic names to the places of these GeoNames ids; how many places had them added."""
    changed = 0
    with db:
        for geonames, name in pairs:
            for key, names in db.execute("SELECT key, names FROM place WHERE geonames = ?", (geonames,)).fetchall():
                known = names.split(_SEPARATOR) if names else []
                if name not in known:
                    db.execute("UPDATE place SET names = ?, fault = CASE WHEN fault IN (?, ?, ?) THEN '' ELSE fault END WHERE key = ?",
                               (_SEPARATOR.join([*known, name]), NO_ARABIC, OTHER_LETTERS, SHORT, key))
                    changed += 1
    return changed


def add_pcodes(db: sqlite3.Connection, found: Iterable[tuple[str, int]]) -> None:
    """Set the P-codes of places by key."""
    with db:
        db.executemany("UPDATE place SET pcode = ? WHERE key = ? AND pcode = ''", found)
