"""Importing tables of places: row by row into the store, resumable; then merging, and the index anew."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from marsad.errors import InputError
from marsad.gazetteer.files import digest_of, open_table, read_lines
from marsad.gazetteer.names import fit_names, latin_key
from marsad.gazetteer.records import KEPT_OUT, PlaceRow, RowFault, Source
from marsad.gazetteer.store import (
    add_names,
    add_pcodes,
    credit_source,
    finish_source,
    keep_batch,
    start_source,
)
from marsad.gazetteer.tables import ALTERNATES, PCODES, Form, find_form, parse_row, read_cells
from marsad.gazetteer.units import Units

BATCH = 5_000  # rows kept in one step: what a run that is cut short must do again at most
# Sources known by how their ids begin, with their licence.
_KNOWN = {
    "gn:": ("GeoNames", "CC BY 4.0"),
    "ocha:": ("OCHA", "CC BY-IGO"),
    "wof:": ("Who's On First", "CC BY / CC0 by source"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user tells of a file: its credit, the country of rows that name none, and columns by field."""

    source: str = ""
    licence: str = ""
    version: str = ""
    country: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """What came of a file: rows kept, rows fit to be matched, and faults by kind."""

    path: str
    rows: int = 0
    matched: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    already: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told while a file is imported: of bytes, and of faults (file, fault)."""

    on_bytes: Callable[[int], object] = bool
    on_fault: Callable[[str, RowFault], object] = lambda path, fault: None


def import_file(db: sqlite3.Connection, path: Path, wanted: Wanted, units: Units, watch: Watch) -> Outcome:
    """Bring one file into the store, from where an earlier run of it ended. Raises InputError for a file that is no table of places."""
    outcome = Outcome(str(path))
    digest = digest_of(path)
    version = wanted.version or datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    with open_table(path) as stream:
        lines = read_lines(stream, on_bytes=watch.on_bytes)
        first = next(lines, None)
        if first is None:
            raise InputError(f"{path}: empty; name a table of places")
        if isinstance(first, RowFault):
            raise InputError(f"{path}: {first}")
        form = find_form(first[1], wanted.columns, str(path))
        name, licence = _credit(form, lines_ahead := [item for _, item in zip(range(50), lines, strict=False)], wanted)
        source = start_source(db, name, str(path.resolve()), licence, version, digest)
        credit_source(db, source, wanted.licence, wanted.version)
        if source.whole:
            outcome.already = True
            return outcome
        body = chain(lines_ahead, lines) if form.columns else chain([first], lines_ahead, lines)
        _keep(db, source, form, (item for item in body if isinstance(item, RowFault) or item[0] > source.rows), wanted, units, watch, outcome)
    finish_source(db, source)
    return outcome


def _credit(form: Form, ahead: Iterable[tuple[int, str] | RowFault], wanted: Wanted) -> tuple[str, str]:
    """Name and licence of a file's source: as told, else by the ids of its first rows."""
    known = ("", "")
    if form.kind in ("geonames", ALTERNATES):
        known = _KNOWN["gn:"]
    elif form.kind == PCODES:
        known = _KNOWN["ocha:"]
    elif "id" in form.columns:
        rows = (cells[1] for cells in read_cells((a for a in ahead if not isinstance(a, RowFault)), form) if not isinstance(cells, RowFault))
        first = next(rows, None)
        known = next((v for k, v in _KNOWN.items() if first and first[form.columns["id"]].startswith(k)), known)
    return wanted.source or known[0] or "unnamed", wanted.licence or known[1] or "not told"


def _keep(db: sqlite3.Connection, source: Source, form: Form, lines: Iterator[tuple[int, str] | RowFault], wanted: Wanted, units: Units,
          watch: Watch, outcome: Outcome) -> None:
    if form.kind == ALTERNATES:
        _keep_alternates(db, source, form, lines, outcome)
        return
    if form.kind == PCODES:
        _keep_pcodes(db, form, lines, outcome)
        return
    places: list[tuple[PlaceRow, str]] = []
    faults: list[RowFault] = []
    row = source.rows

    def flush() -> None:
        twice = keep_batch(db, source, places, faults, row)
        for fault in (*faults, *twice):
            outcome.faults[fault.kind] += 1
            watch.on_fault(outcome.path, fault)
        outcome.rows += len(places) - len(twice)
        outcome.matched += sum(not kept_out for _, kept_out in places) - len(twice)
        places.clear()
        faults.clear()

    for item in _cells(lines, form):
        if isinstance(item, RowFault):
            faults.append(item)
            row = item.row
            continue
        row = item[0]
        place, fault = parse_row(row, item[1], form, wanted.country, units.near_country)
        if fault is not None:
            faults.append(fault)
        if place is not None:
            places.append((place, fault.kind if fault is not None and fault.kind in KEPT_OUT else ""))
        if len(places) + len(faults) >= BATCH:
            flush()
    flush()


def _cells(lines: Iterator[tuple[int, str] | RowFault], form: Form) -> Iterator[tuple[int, list[str]] | RowFault]:
    """Cells and faults in the order of the rows."""
    for line in lines:
        if isinstance(line, RowFault):
            yield line
        else:
            yield from read_cells(iter((line,)), form)


def _keep_alternates(db: sqlite3.Connection, source: Source, form: Form, lines: Iterator[tuple[int, str] | RowFault], outcome: Outcome) -> None:
    """Arabic names of GeoNames' alternateNamesV2, added to the places of those ids that are already there."""
    pairs: list[tuple[str, str]] = []
    for item in _cells(lines, form):
        if isinstance(item, RowFault):
            outcome.faults[item.kind] += 1
        elif item[1][2] == "ar":
            names, fault = fit_names([item[1][3]])
            outcome.faults[fault] += bool(fault)
            pairs += [(item[1][1], name) for name in names]
        if len(pairs) >= BATCH:
            outcome.rows += add_names(db, pairs)
            pairs = []
    outcome.rows += add_names(db, pairs)
    outcome.matched = outcome.rows
    outcome.faults += Counter()


def _keep_pcodes(db: sqlite3.Connection, form: Form, lines: Iterator[tuple[int, str] | RowFault], outcome: Outcome) -> None:
    """P-codes of OCHA's table of all countries, set on the units of level 1 and 2 that bear the same name."""
    known: dict[tuple[str, str, str], list[int]] = {}
    for key, country, kind, name in db.execute("SELECT key, country, kind, name_en FROM place WHERE kind IN ('admin1', 'admin2') AND pcode = ''"):
        known.setdefault((country, kind, latin_key(name)), []).append(key)
    countries = {country for country, _, _ in known}
    found: list[tuple[str, int]] = []
    for item in _cells(lines, form):
        if isinstance(item, RowFault):
            outcome.faults[item.kind] += 1
            continue
        cell = {head: item[1][n] for head, n in form.columns.items()}
        code = cell["p-code"].strip()
        if code[:2] in countries:
            same = known.get((code[:2], f"admin{cell['admin level']}", latin_key(cell["name"])), [])
            found += [(code, same[0])] if len(same) == 1 else []
    add_pcodes(db, found)
    outcome.rows = outcome.matched = len(found)
