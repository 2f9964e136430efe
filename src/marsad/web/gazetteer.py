"""Places that the packs know, for a person who corrects one: looked up by the beginning of a name in any spelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.packs.rows import Packs, Row
from marsad.web.index import fold_words

LISTS = ("places", "seed_places", "admin1")
MOST = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A known place with its point."""

    name: str
    name_en: str
    admin1: str
    country: str
    lat: float
    lon: float

    @property
    def value(self) -> str:
        """The place as a correction writes it: name @ latitude longitude."""
        return f"{self.name} @ {self.lat:.4f} {self.lon:.4f}"


@dataclass(frozen=True, slots=True)
class Spots:
    """Known places by folded name, names in order."""

    by_name: Mapping[str, tuple[Spot, ...]]
    names: Sequence[str]

    def find(self, said: str) -> tuple[Spot, ...]:
        """Places whose name begins with ``said``, whole names first, a dozen at most; empty for less than two letters."""
        folded = fold_words(said.strip())
        if len(folded) < 2:
            return ()
        begun = [name for name in self.names if name.startswith(folded)]
        begun.sort(key=lambda name: (name != folded, len(name), name))
        found = dict.fromkeys(spot for name in begun[:MOST] for spot in self.by_name[name])
        return tuple(found)[:MOST]

    def complete(self, said: str) -> str:
        """``said`` with the point of the only place of that name; as it is when it has one, or when none or several fit."""
        if "@" in said:
            return said
        spots = self.by_name.get(fold_words(said.strip()), ())
        return spots[0].value if len(spots) == 1 else said


def collect_spots(packs: Packs) -> Spots:
    """The places of ``packs`` that have a point, under all their names."""
    held: dict[str, dict[Spot, None]] = {}
    for row in (row for name in LISTS for row in packs.rows(name)):
        spot = _spot(row)
        if spot is not None:
            for said in (spot.name, spot.name_en, *row.forms("aliases")):
                held.setdefault(fold_words(said), {})[spot] = None
    held.pop("", None)
    return Spots({name: tuple(spots) for name, spots in held.items()}, sorted(held))


def _spot(row: Row) -> Spot | None:
    if not row.get("lat") or not row.get("lon"):
        return None
    names = (row.get("name"), row.get("name_en"), row.get("admin1"), row.get("country"))
    return Spot(*names, float(row.get("lat")), float(row.get("lon")))
