"""Rows of place data as they are kept: one place of one source, and what is wrong with a row."""

from __future__ import annotations

from dataclasses import dataclass

# Faults of a row. The first four keep the row out of the store, the others only out of matching.
COLUMNS, COORDINATES, DUPLICATE, UNREADABLE = "columns", "coordinates", "duplicate id", "unreadable"
SWAPPED, NO_ARABIC, OTHER_LETTERS, SHORT, NO_POINT = "swapped coordinates", "no Arabic name", "other letters", "short name", "no point"
KEPT_OUT = (SWAPPED, NO_ARABIC, OTHER_LETTERS, SHORT, NO_POINT)


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row (1 is the first line of the file), as one word of the list above and a sentence."""

    row: int
    kind: str
    message: str

    def __str__(self) -> str:
        return f"row {self.row:,}: {self.message}"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of one source. ``lat``/``lon`` are WGS 84 degrees, None when the source has no point.

    ``names`` are the Arabic names that may be matched, the best first; ``kind`` is a kind of `places.csv`, or admin1,
    admin2, admin3; ``units`` are the source's own names or codes of the units it lies in, level 1 first.
    """

    row: int
    source_id: str
    names: tuple[str, ...]
    name_en: str
    kind: str
    country: str
    units: tuple[str, ...]
    lat: float | None
    lon: float | None
    population: int = 0
    pcode: str = ""
    geonames: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of place data as imported: its credit and how far its import has come."""

    key: int
    name: str
    path: str
    licence: str
    version: str
    digest: str
    rows: int
    whole: bool
