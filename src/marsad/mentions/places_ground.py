"""The choice among the places that a name may mean, by features that can be told.

Candidates of one name that are one place (a listed one and an imported one) are first made one. Each feature has a
weight and a name; a candidate's score is their sum, and the record keeps the names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt

from marsad.gazetteer.names import name_words
from marsad.mentions.compile import SPELLED, PlaceName
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.theatre import is_leading

_ARTICLE = "ال"
EARTH_KM = 6371.0
NEAR = 8  # tokens around a name in which its container may be named
SAME_KM = 15.0  # two candidates of one name this near are one place
TOGETHER_KM = 25.0  # namesakes this near each other leave no doubt of where it was, only of which of them
LISTED_KM = 8.0  # a listed point is from memory: an imported one of the same name this near is the better one
_CODED_KM = 2.0  # of two imported points the farther one is taken when it bears a P-code and is not farther by more
# How far from its point the happening may be, in km, by kind: the size of such a place. Rivers, seas and roads have no size.
RADIUS_KM = {"city": 8.0, "town": 3.0, "village": 2.0, "quarter": 1.5, "camp": 1.5, "base": 3.0, "airport": 3.0, "prison": 1.0, "port": 3.0,
             "field": 8.0, "crossing": 2.0, "dam": 2.0, "mountain": 15.0, "valley": 15.0, "island": 10.0, "landmark": 1.0,
             "district": 20.0, "region": 60.0, "admin1": 60.0, "country": 400.0}  # fmt: skip
EXACT_KM = 5.0  # a point that may be off by more is not exact
_PRECISION = {"country": "country", "region": "region", "admin1": "admin1", "sea": "water", "river": "region", "road": "near",
              "mountain": "near", "valley": "near"}
# A district, camp, base or field bears the name of the town in it or beside it: it is meant where its feature word says so.
FACILITIES = frozenset({"district", "camp", "base", "airport", "prison", "port", "field", "crossing", "dam"})
_SIZE = {"city": 0.9, "town": 0.25}  # what is bigger is named more often
_WIDE = frozenset({"country", "admin1", "region", "sea", "river", "district"})
_SMALL = frozenset({"village", "quarter", "landmark"})
_URBAN = frozenset({"quarter", "landmark"})
_NAMESAKES = _SMALL | {"town", "camp"}
_SURVEYED = frozenset({"village", "town", "quarter"})  # settlements small enough to be at one point
_CLOSE_KM, FAR_KM = 40.0, 400.0  # from the other places of the document
SETTLED_THEATRE = 0.5  # share of the votes at which one country is the document's theatre
_LISTED = 2.0  # weight of a place that a pack lists
DOUBT = 1.5  # a lead smaller than this leaves a namesake possible: the place is told as near, not as exact
_TIE = 0.6  # a lead smaller than this between two countries decides nothing


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name elsewhere in the document: where it stands, and what it stands for when that is not in doubt."""

    first: int
    country: str | None
    admin1: str | None
    kind: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its score and the names of the features that made it."""

    place: PlaceName
    score: float
    reasons: tuple[str, ...]
    hit: Hit


def place_of(hit: Hit) -> PlaceName:
    """The payload of a hit of kind place."""
    assert isinstance(hit.entry.payload, PlaceName)
    return hit.entry.payload


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points on the sphere (haversine)."""
    dlat, dlon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    h = sin(dlat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(dlon) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))


def apart_km(a: PlaceName | Anchor, b: PlaceName | Anchor) -> float | None:
    """Kilometres between two places; None when a point is not known."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def fuse_places(hits: Iterable[Hit]) -> list[tuple[PlaceName, Hit]]:
    """The places that hits of one name stand for, each once: a surveyed point and a P-code are taken over from the imported ones."""
    out: list[tuple[PlaceName, Hit]] = []
    same: dict[int, list[PlaceName]] = {}
    for hit in sorted(hits, key=lambda h: -place_of(h).weight):
        place = place_of(hit)
        known = next((n for n, (other, _) in enumerate(out) if other is place or (place.source and _same(other, place))), None)
        if known is None:
            out.append((place, hit))
        elif out[known][0] is not place:
            same.setdefault(known, []).append(place)
    for n, others in same.items():
        own, hit = out[n]
        out[n] = (_fused(own, min(others, key=lambda p: _farther(own, p))), hit)
    return out


def _farther(known: PlaceName, other: PlaceName) -> float:
    """Kilometres from a listed place to an imported one of its name, less for one that bears a P-code."""
    return (apart_km(known, other) or 0.0) - _CODED_KM * bool(other.pcode)


def _same(known: PlaceName, other: PlaceName) -> bool:
    if known.country != other.country or (known.kind in _WIDE) != (other.kind in _WIDE) or (known.kind in FACILITIES) != (other.kind in FACILITIES):
        return False
    if known.admin1 and other.admin1 and known.admin1 != other.admin1:
        return False
    apart = apart_km(known, other)
    return apart is None or apart <= max(SAME_KM, known.radius_km or 0.0)


def _fused(known: PlaceName, other: PlaceName) -> PlaceName:
    fused = replace(known, pcode=known.pcode or other.pcode, admin2=known.admin2 or other.admin2)
    if other.lat is None or known.source:
        return fused
    surveyed = known.kind in _SURVEYED and other.kind in _SURVEYED and (apart_km(known, other) or 0.0) <= LISTED_KM
    if known.lat is None or known.radius_km is not None or surveyed:
        return replace(fused, lat=other.lat, lon=other.lon, radius_km=None, source=other.source)
    return fused


def rank_places(places: Sequence[tuple[PlaceName, Hit]], at: int, anchors: Iterable[Anchor], countries: dict[str, float],
                feature: Hit | None) -> list[Choice]:
    """Candidates by falling score, each with its reasons; ``at`` is the first token of the name."""
    others = [a for a in anchors if a.first != at]
    out = []
    own = {p.admin1 for p, _ in places if p.kind == "admin1"}
    for place, hit in places:
        told = [*(_spelled(place, hit) if len(places) > 1 else ()), ("listed" if place.weight >= _LISTED else "known", place.weight), ("size", _SIZE.get(place.kind, 0.0)), *_theatre(place, countries), *_containers(place, at, others),
                *_said(place, feature), *_neighbours(place, others, own)]
        out.append(Choice(place, round(sum(v for _, v in told), 3), tuple(f"{name} {value:+.1f}" for name, value in told if value), hit))
    order = sorted(range(len(out)), key=lambda n: (out[n].score, n), reverse=True)
    return [out[n] for n in order]


def _spelled(place: PlaceName, hit: Hit) -> list[tuple[str, float]]:
    """How the name as said agrees with the listed one: other letters, or with the article where the other has none."""
    if hit.entry.feature == SPELLED:
        return [("spelled otherwise", -1.0)]
    if not place.source:
        return []
    words = name_words(place.name)
    article = len(words) == 1 and place.name.startswith(_ARTICLE) != hit.article
    return [("spelled otherwise", -0.2 * (words != hit.entry.words)), ("article otherwise", -0.7 * article)]


def _theatre(place: PlaceName, countries: dict[str, float]) -> list[tuple[str, float]]:
    share = countries.get(place.country or "", 0.0)
    told = [("theatre", 4.0 * share)]
    if not share and place.country and place.kind not in _WIDE and max(countries.values(), default=0.0) >= SETTLED_THEATRE:
        told.append(("another theatre", -2.0))
    return told


def _containers(place: PlaceName, at: int, others: Sequence[Anchor]) -> list[tuple[str, float]]:
    """What the text names around it: its province or country beside it or anywhere, or other provinces only."""
    if place.kind == "admin1":
        return [("country beside it", 1.0)] if any(a.country == place.country and a.kind in ("admin1", "country") and abs(a.first - at) <= NEAR for a in others) else []
    units = [a for a in others if a.kind == "admin1"]
    near = [a for a in units if abs(a.first - at) <= NEAR]
    told: list[tuple[str, float]] = []
    if any((a.country, a.admin1) == (place.country, place.admin1) for a in near):
        told.append(("province beside it", 3.0))
    elif any((a.country, a.admin1) == (place.country, place.admin1) for a in units):
        told.append(("province in the text", 1.5))
    elif near and place.admin1 and place.kind in _SMALL:
        told.append(("other provinces beside it", -1.0))
    if any(a.country == place.country for a in others if a.kind in ("admin1", "country") and abs(a.first - at) <= NEAR):
        told.append(("country beside it", 1.0))
    return told


def _said(place: PlaceName, feature: Hit | None) -> list[tuple[str, float]]:
    """What the word before the name calls it."""
    said = (word_of(feature).type or "") if feature is not None else ""
    told: list[tuple[str, float]] = [("a word too", -1.5)] if place.needs_feature and not said else []
    if said and said == place.kind:
        told.append((f"said to be a {said}", 3.0 if said in FACILITIES else 1.5))
    elif said in ("village", "town") and place.kind in ("country", "admin1"):
        told.append((f"said to be a {said}", -0.5))
    if place.kind == "admin1" and said == "governorate":
        told.append(("said to be a governorate", 2.0))
    if place.kind in FACILITIES and said != place.kind:
        told.append((f"not said to be a {place.kind}", -0.75))
    return told


def _neighbours(place: PlaceName, others: Sequence[Anchor], own: Collection[str | None]) -> list[tuple[str, float]]:
    """How near the document's other places lie, those whose names are not in doubt.

    Tells nothing of a unit, nor of a chief town that may be its unit (``own``): what lies in the unit is near both.
    """
    if place.kind in _WIDE or place.admin1 in own:
        return []
    away = [d for a in others if a.kind not in _WIDE and (d := apart_km(place, a)) is not None]
    if not away:
        return []
    nearest = min(away)
    return [("near its other places", 1.0)] if nearest <= _CLOSE_KM else [("far from its other places", -0.75)] if nearest > FAR_KM else []


def open_rivals(choices: Sequence[Choice]) -> list[Choice]:
    """The candidates that nothing tells from the best one, and that lie elsewhere; empty when the best is meant."""
    best = choices[0]
    if best.place.kind in _WIDE:
        return []
    away = lambda p: p.country != best.place.country or (apart_km(p, best.place) or 0.0) > SAME_KM  # noqa: E731
    wide = lambda p: p.kind in _WIDE and not (p.kind == "region" and p.country != best.place.country)  # noqa: E731
    return [c for c in choices[1:] if best.score - c.score < _TIE and not wide(c.place) and away(c.place)]


def doubt_km(choices: Sequence[Choice]) -> float | None:
    """How far the farthest namesake lies that the best candidate leads by little (in its country, where there is one); None
    when it is not in doubt, as a city is not: nothing but its being listed, or a bigger place, may have chosen it."""
    best = choices[0]
    if best.place.kind == "city":
        return None
    close = [c.place for c in choices[1:] if best.score - c.score < DOUBT and c.place.kind not in _WIDE]
    own = [p for p in close if p.country == best.place.country] or close
    away = [d for p in own if (d := apart_km(best.place, p)) is not None and d > SAME_KM]
    return max(away, default=None)


def is_stray(best: Choice, anchors: Sequence[Anchor]) -> bool:
    """Whether a name of the imported places is more likely a person's or a word: nothing introduces it, and the places
    that the text names beside it lie elsewhere."""
    if not best.place.source or best.place.weight >= _LISTED:
        return False
    others = [a for a in anchors if a.first != best.hit.first and a.kind not in ("region", "sea", "river")]
    if any((a.country, a.admin1) == (best.place.country, best.place.admin1) for a in others if a.kind == "admin1"):
        return False
    away = [d for a in others if a.kind not in _WIDE and (d := apart_km(best.place, a)) is not None]
    if away:
        return min(away) > _CLOSE_KM
    return any(a.kind in ("admin1", "country") for a in others) and all(a.country != best.place.country or a.kind == "admin1" for a in others)


def is_namesake(best: PlaceName, at: int, anchors: Sequence[Anchor], sent: Collection[int], countries: dict[str, float]) -> bool:
    """Whether a small place only bears the name that was said: what is told with it lies elsewhere.

    Then the place meant is one that no list holds: a village of another country than the towns and provinces beside it
    (in the same sentence, whose tokens are ``sent``), of which the report hardly speaks; a quarter far from them, or of a
    country that nothing else in the report is in.
    """
    if best.kind not in _NAMESAKES:
        return False
    others = [a for a in anchors if a.first != at and (a.lat, a.lon) != (best.lat, best.lon)]
    if best.kind in _URBAN and others and all(a.country != best.country for a in others):
        return True
    near = [a for a in others if abs(a.first - at) <= NEAR and a.first in sent and a.kind in ("admin1", *_SIZE)]
    if near and all(a.country != best.country for a in near):
        return not is_leading(best.country, countries)
    if best.kind not in _URBAN or any(a.kind == "admin1" and (a.country, a.admin1) == (best.country, best.admin1) for a in near):
        return False
    return min((d for a in near if (d := apart_km(best, a)) is not None), default=0.0) > _CLOSE_KM


def precision_of(place: PlaceName) -> tuple[str, float | None]:
    """Precision and radius in km of a place meant as such."""
    radius = RADIUS_KM.get(place.kind)
    if place.level:
        return place.level, radius if place.level == "admin2" else 10.0
    if place.kind == "district":
        return "admin2", radius
    kind = _PRECISION.get(place.kind)
    if kind:
        return kind, radius
    if place.lat is None:
        return ("admin1", RADIUS_KM["admin1"]) if place.admin1 else ("country", RADIUS_KM["country"])
    if place.radius_km is not None and place.radius_km > EXACT_KM:
        return "near", place.radius_km
    return "exact", radius
