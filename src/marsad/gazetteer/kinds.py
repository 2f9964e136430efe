"""What sources call a place, as a kind of the packs."""

from __future__ import annotations

_GEONAMES_CODES = {
    "PCLI": "country", "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3", "ADM4": "admin3", "PPLA": "city", "PPLC": "city",
    "PPLA2": "town", "PPLA3": "town", "PPLX": "quarter", "RGN": "region", "AIRP": "airport", "AIRB": "base", "AIRF": "airport",
    "INSM": "base", "MILB": "base", "PRN": "prison", "PRT": "port", "OILF": "field", "GASF": "field", "DAM": "dam", "RD": "road",
    "CMPRF": "camp", "CSTM": "crossing", "BRKS": "base", "WAD": "valley", "VAL": "valley", "STM": "river", "ISL": "island", "SEA": "sea",
    "MT": "mountain", "MTS": "mountain", "HLL": "mountain", "PK": "mountain", "RDGE": "mountain",
}  # fmt: skip
_GEONAMES_CLASSES = {"P": "village", "A": "admin3"}
_WORDS = {
    "country": "country", "region": "admin1", "adm1": "admin1", "admin1": "admin1", "governorate": "admin1", "county": "admin2",
    "adm2": "admin2", "admin2": "admin2", "district": "admin2", "localadmin": "admin3", "adm3": "admin3", "admin3": "admin3",
    "subdistrict": "admin3", "neighbourhood": "quarter", "macrohood": "quarter", "microhood": "quarter", "borough": "quarter",
    "quarter": "quarter", "community": "village", "locality": "village", "settlement": "village", "hamlet": "village", "village": "village",
    "town": "town", "city": "city", "camp": "camp", "airport": "airport", "base": "base", "port": "port", "prison": "prison",
    "field": "field", "crossing": "crossing", "dam": "dam", "mountain": "mountain", "valley": "valley", "river": "river", "sea": "sea",
    "road": "road", "island": "island", "landmark": "landmark",
}  # fmt: skip
UNITS = frozenset({"country", "admin1", "admin2", "admin3"})
SETTLED = frozenset({"city", "town", "village", "quarter", "camp"})
TOWN, CITY = 5_000, 100_000  # inhabitants from which a settlement is a town, a city


def kind_of(feature: str, population: int = 0) -> str:
    """The packs' kind for a source's word, GeoNames class and code ("P.PPLA"), or both ("locality:PPLA").

    A settlement whose size is not told is a village; what is neither settled nor named in the news is a landmark.
    """
    code = feature.strip()
    if ":" in code:
        word, _, exact = code.partition(":")
        kind = _GEONAMES_CODES.get(exact) or _WORDS.get(word.lower(), "landmark")
    elif "." in code:
        klass, _, exact = code.partition(".")
        kind = _GEONAMES_CODES.get(exact) or _GEONAMES_CLASSES.get(klass, "landmark")
    else:
        kind = _WORDS.get(code.lower(), "landmark" if code else "village")
    if kind == "village" and population >= TOWN:
        return "city" if population >= CITY else "town"
    return kind
