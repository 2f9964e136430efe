"""The forms in which place data come: which file is in which, and how its rows are read.

GeoNames' country dump (19 columns without a head) and its alternateNamesV2; tables with a head (OCHA's with P-codes,
Who's On First's, any other by telling its columns), comma, semicolon or tab.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from marsad.errors import InputError
from marsad.gazetteer.kinds import UNITS, kind_of
from marsad.gazetteer.names import clean_name, fit_names
from marsad.gazetteer.records import COLUMNS, COORDINATES, NO_POINT, SWAPPED, PlaceRow, RowFault

GEONAMES, ALTERNATES, TABLE, PCODES = "geonames", "alternates", "table", "pcodes"
FIELDS = ("name", "aliases", "name_en", "kind", "country", "admin1", "admin2", "admin3", "lat", "lon", "id", "pcode", "population", "geonames")
# What each field is called in the tables we know, lower case.
_HEADS: dict[str, tuple[str, ...]] = {
    "name": ("name_ar", "arabic", "name_arabic", "admin3name_ar", "admin2name_ar", "admin1name_ar", "adm3_ar", "adm2_ar", "adm1_ar"),
    "aliases": ("aliases_ar", "aliases", "alternate_names"),
    "name_en": ("name_en", "name_english", "admin3name_en", "admin2name_en", "admin1name_en", "adm3_en", "adm2_en", "adm1_en", "name"),
    "kind": ("feature", "kind", "type", "placetype", "featurecode"),
    "country": ("country", "iso2", "country_code", "iso_country", "admin0pcode", "adm0_pcode"),
    "admin1": ("admin1", "admin1name_en", "adm1_en"),
    "admin2": ("admin2", "admin2name_en", "adm2_en"),
    "admin3": ("admin3", "admin3name_en", "adm3_en"),
    "lat": ("lat", "latitude", "center_lat", "y", "point_y"),
    "lon": ("lon", "lng", "long", "longitude", "center_lon", "x", "point_x"),
    "id": ("source_id", "id", "geonameid", "objectid", "pcode", "admin3pcode", "admin2pcode", "admin1pcode"),
    "pcode": ("pcode", "p-code", "p_code", "admin3pcode", "admin2pcode", "admin1pcode", "adm3_pcode", "adm2_pcode", "adm1_pcode"),
    "population": ("population", "pop"),
    "geonames": ("gn_id", "geonameid", "geonames_id"),
}
_GEONAMES_COLUMNS = 19
_PCODE_HEAD = {"location", "admin level", "p-code", "name"}
Near = Callable[[str, float, float], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is laid out: its kind, delimiter, number of columns, and which column holds which field."""

    kind: str
    delimiter: str
    width: int
    columns: Mapping[str, int]


def find_form(first: str, given: Mapping[str, str], path: str) -> Form:
    """The form of the file that begins with the line ``first``; ``given`` maps fields to column names.

    Raises InputError for a file whose columns are not known, with the columns it has and what to tell.
    """
    line = first.rstrip("\r\n")
    cells = line.split("\t")
    if not given and len(cells) == _GEONAMES_COLUMNS and cells[0].isdigit():
        return Form(GEONAMES, "\t", _GEONAMES_COLUMNS, {})
    if not given and len(cells) in (8, 10) and cells[0].isdigit() and cells[1].isdigit():
        return Form(ALTERNATES, "\t", len(cells), {})
    delimiter = max("\t,;", key=line.count)
    head = [h.strip() for h in next(csv.reader([line], delimiter=delimiter), [])]
    lower = [h.lower() for h in head]
    if not given and set(lower) >= _PCODE_HEAD:
        return Form(PCODES, delimiter, len(head), {h: n for n, h in enumerate(lower)})
    columns = _columns(head, lower, given, path)
    missing = [f for f in ("lat", "lon") if f not in columns] + ([] if {"name", "aliases"} & set(columns) else ["name"])
    if missing:
        told = ", ".join(head[:20]) or "none"
        raise InputError(
            f"{path}: no column for {', '.join(missing)} (columns: {told}); tell it with --map {missing[0]}=COLUMN")
    return Form(TABLE, delimiter, len(head), columns)


def _columns(head: Sequence[str], lower: Sequence[str], given: Mapping[str, str], path: str) -> dict[str, int]:
    columns: dict[str, int] = {}
    for field in FIELDS:
        if field in given:
            if given[field] not in head:
                raise InputError(f"{path}: no column {given[field]!r} for {field} (columns: {', '.join(head[:20])})")
            columns[field] = head.index(given[field])
            continue
        named = next((n for n in _HEADS[field] if n in lower), "")
        if named:
            columns[field] = lower.index(named)
    return columns


def read_cells(lines: Iterator[tuple[int, str]], form: Form) -> Iterator[tuple[int, list[str]] | RowFault]:
    """Cells of each line with its row number; a fault for a line with another number of cells."""
    quoted = form.kind in (TABLE, PCODES) and form.delimiter != "\t"
    for row, line in lines:
        text = line.rstrip("\r\n")
        if not text:
            continue
        cells = next(csv.reader([text], delimiter=form.delimiter), []) if quoted else text.split(form.delimiter)
        if len(cells) != form.width:
            yield RowFault(row, COLUMNS, f"{len(cells)} columns where the first line has {form.width}")
        else:
            yield row, cells


def parse_row(row: int, cells: Sequence[str], form: Form, country: str, near: Near) -> tuple[PlaceRow | None, RowFault | None]:
    """The place of a row and what is wrong with it; no place when the row cannot be kept.

    ``country`` is for rows that name none; ``near`` says whether a point lies in or about a country.
    """
    raw = _geonames_values(cells) if form.kind == GEONAMES else _table_values(cells, form.columns)
    point, fault = _point(row, raw["lat"], raw["lon"])
    if fault:
        return None, fault
    names, unfit = fit_names([raw["name"], *raw["aliases"].split("|")])
    people = int(raw["population"]) if raw["population"].isdecimal() else 0
    kind = kind_of(raw["kind"], people)
    code = (raw["country"] or country).strip().upper()
    units = () if kind == "country" else tuple(raw[u] for u in ("admin1", "admin2", "admin3"))
    place = PlaceRow(row, raw["id"] or str(row), names, clean_name(raw["name_en"]), kind, code, units, point[0], point[1], people, raw["pcode"], raw["geonames"])
    if point == (None, None) and kind not in UNITS:
        return place, RowFault(row, NO_POINT, f"{_told(raw)} has no point")
    if point[0] is not None and point[1] is not None and code and not near(code, point[0], point[1]) and near(code, point[1], point[0]):
        return place, RowFault(row, SWAPPED, f"{_told(raw)}: latitude {point[0]} and longitude {point[1]} are swapped")
    if unfit:
        return place, RowFault(row, unfit, f"{_told(raw)}: {unfit}")
    return place, None


def _told(raw: Mapping[str, str]) -> str:
    return raw["name"] or raw["name_en"] or raw["id"]


def _point(row: int, lat: str, lon: str) -> tuple[tuple[float, float] | tuple[None, None], RowFault | None]:
    if not lat.strip() and not lon.strip():
        return (None, None), None
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        return (None, None), RowFault(row, COORDINATES, f"latitude {lat!r} and longitude {lon!r} are no numbers")
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        return (None, None), RowFault(row, COORDINATES, f"latitude {lat} and longitude {lon} are out of range")
    return (y, x), None


def _geonames_values(cells: Sequence[str]) -> dict[str, str]:
    return {
        "name": "", "aliases": cells[3].replace(",", "|"), "name_en": cells[1], "kind": f"{cells[6]}.{cells[7]}", "country": cells[8],
        "admin1": cells[10] and f"{cells[8]}.{cells[10]}", "admin2": cells[11], "admin3": cells[12], "lat": cells[4], "lon": cells[5],
        "id": f"gn:{cells[0]}", "pcode": "", "population": cells[14], "geonames": cells[0],
    }  # fmt: skip


def _table_values(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {field: cells[columns[field]].strip() if field in columns else "" for field in FIELDS}
