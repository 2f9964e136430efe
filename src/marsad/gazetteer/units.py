"""Units of level 1 by our own names, from what sources call them: by name, else by the places that lie in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.gazetteer.merging import flat_km
from marsad.gazetteer.names import latin_key
from marsad.packs.rows import Packs
from marsad.text.fold import fold
from marsad.text.tokens import words_of

ASKED = 200  # places of a source's unit that are asked; more do not change the vote
AGREE = 0.6  # share of them that must lie in one of our units
NEAR_KM = 25.0  # how far the nearest listed place may be to speak for a point
FAR_KM = 900.0  # from the nearest unit's point: beyond, a point is not in the country (the Sahara is that wide)
_SETTLED = frozenset({"village", "town", "city", "quarter"})
_CELL = 0.5  # degrees: more than NEAR_KM, so that a point's neighbours are in the nine cells about it


@dataclass(slots=True)
class Units:
    """Our units by name, the points of those units, and the listed places by cell of half a degree; heads of names, and the words
    for what a settlement is, which sources put before names."""

    by_name: dict[tuple[str, str], str] = field(default_factory=dict)
    points: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    heads: frozenset[str] = frozenset()
    settlements: frozenset[str] = frozenset()
    cells: dict[tuple[str, int, int], list[tuple[float, float, str]]] = field(default_factory=lambda: defaultdict(list))

    def near_country(self, country: str, lat: float, lon: float) -> bool:
        """Whether a point may lie in a country; True for a country of which we have no units."""
        points = self.points.get(country)
        return not points or any(flat_km(lat, lon, *p) <= FAR_KM for p in points)

    def nearest(self, country: str, lat: float, lon: float) -> str:
        """The unit of the listed place nearest to a point; '' when none is near."""
        row, column = int(lat // _CELL), int(lon // _CELL)
        about = (p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in self.cells.get((country, row + i, column + j), ()))
        apart, unit = min(((flat_km(lat, lon, y, x), name) for y, x, name in about), default=(NEAR_KM + 1, ""))
        return unit if apart <= NEAR_KM else ""

    def country_at(self, lat: float, lon: float) -> str:
        """The country of the listed place nearest to a point; '' when none is near."""
        row, column = int(lat // _CELL), int(lon // _CELL)
        about = ((flat_km(lat, lon, y, x), country) for (country, i, j), places in self.cells.items() if abs(i - row) <= 1 and abs(j - column) <= 1
                 for y, x, _ in places)
        apart, country = min(about, default=(NEAR_KM + 1, ""))
        return country if apart <= NEAR_KM else ""


def load_units(packs: Packs) -> Units:
    """The units and places of ``packs``."""
    heads = frozenset(word for row in packs.rows("name_heads") for form in row.forms("form") for word in words_of(fold(form).deep))
    said = frozenset(words_of(fold(row.forms("form")[0]).deep)[0] for row in packs.rows("place_words") if row.get("class") == "dropped" and row.get("kind") in _SETTLED)
    units = Units(heads=heads, settlements=said)
    for row in packs.rows("admin1"):
        units.by_name[row.get("country"), latin_key(row.get("name_en"))] = row.get("name_en")
        if row.get("lat") and row.get("lon"):
            units.points[row.get("country")].append((float(row.get("lat")), float(row.get("lon"))))
    for row in (*packs.rows("places"), *packs.rows("seed_places")):
        if row.get("admin1") and row.get("lat") and row.get("lon"):
            lat, lon = float(row.get("lat")), float(row.get("lon"))
            units.cells[row.get("country"), int(lat // _CELL), int(lon // _CELL)].append((lat, lon, row.get("admin1")))
    return units


def map_units(labels: Iterable[tuple[str, str, float | None, float | None]], units: Units) -> dict[tuple[str, str], str]:
    """Our unit for each (country, label) of a source, given with the points of its places; those not told apart are left out."""
    out: dict[tuple[str, str], str] = {}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for country, label, lat, lon in labels:
        named = units.by_name.get((country, latin_key(label)))
        if named:
            out[country, label] = named
        elif lat is not None and lon is not None and votes[country, label].total() < ASKED:
            nearest = units.nearest(country, lat, lon)
            if nearest:
                votes[country, label][nearest] += 1
    for key, counted in votes.items():
        if counted:
            unit, most = min(counted.items(), key=lambda v: (-v[1], v[0]))
            if most >= AGREE * counted.total():
                out.setdefault(key, unit)
    return out
