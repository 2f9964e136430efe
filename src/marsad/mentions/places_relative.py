"""Positions told from a place: so many kilometres east of it, its northern countryside, its outskirts, between two of them.

Each gives a point and a radius in which the happening lies; the name stays the one that was said, and the relation
tells how the point was got from the name's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians, sin

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.places_ground import RADIUS_KM, distance_km
from marsad.mentions.words import Word as NumberWord
from marsad.records import CountMention, PlaceCandidate, PlaceMention
from marsad.text.tokens import Text

KM_A_DEGREE = 111.2
BEARINGS = {0: "north", 45: "north-east", 90: "east", 135: "south-east", 180: "south", 225: "south-west", 270: "west", 315: "north-west"}
# How far off a place lies what is told without a distance, in km. A governorate's countryside begins where its chief town ends.
RURAL_KM, WIDE_KM, SMALL_KM = 20.0, 10.0, 3.0
_ADDED_KM = {"edge": 3.0, "near": 5.0, "border": 15.0, "rural": 15.0}  # to the radius of the place itself
_TOLD = {"edge": "outskirts of", "near": "near", "border": "border of", "rural": "countryside of", "between": "between"}
_FAR_KM = 300.0  # a greater distance is not one from a place of the news
_UNSURE = 0.25  # share of a told distance that it may be off: it is rounded, and measured from an unknown edge
_BACK = 4  # tokens before a place's phrase in which its distance is told
_WIDE = frozenset({"admin1", "city", "district"})
_AND, _BY = "و", "ب"
_SETTLED = frozenset({"village", "town", "quarter", "landmark", "camp"})
_UNIT_KM = 150.0  # from the point of a province: what lies farther off in another one is not a border village
_URBAN = frozenset({"quarter", "landmark"})
_INNER = _URBAN | {"place"}
_APART = 3  # tokens between a quarter and the name of its town
_NO_RELATION = frozenset({"country", "region", "sea", "river"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands about a name: a kind of relation, degrees clockwise from north, kilometres."""

    kind: str = ""
    bearing: int | None = None
    distance_km: float | None = None


def relate_places(text: Text, hits: dict[str, list[Hit]], counts: Iterable[At[CountMention]], places: Sequence[At[PlaceMention]]) -> list[At[PlaceMention]]:
    """The places with the points and radii that the words about them give, in their order."""
    ordered = sorted(hits.get("place_word", ()), key=lambda h: h.last - h.first)  # of two the longer stands in a dict
    words = {h.last: h for h in ordered}
    after = {h.first: h for h in ordered if h.article and word_of(h).direction.isdecimal()}
    rural = {h.first: h for h in ordered if word_of(h).direction.startswith("rural ")}
    lengths = _lengths(hits, counts)
    out = []
    for place in places:
        told = _told_before(text, words, lengths, place.first)
        follower = after.get(place.last)
        if follower is not None and text.between(place.last - 1, place.last) == " " and told.kind == "rural":
            told = replace(told, bearing=_bearing(follower, after.get(follower.last)))
        if told == _Told() and place.value.kind in _WIDE and (side := rural.get(place.last)) is not None and _at_once(text, place.last):
            told = _Told("rural", int(word_of(side).direction.removeprefix("rural ")))
        out.append(replace(place, value=_moved(place.value, told)) if told != _Told() else place)
    return _in_towns(text, hits, _elsewhere(text, hits, _between(text, words, out)))


def _at_once(text: Text, at: int) -> bool:
    """Whether the word ``at`` follows the one before it at once, or as a label does: "Aleppo - the southern countryside"."""
    return text.sent_of[at - 1] == text.sent_of[at] and not text.between(at - 1, at).strip(" _#|-\u2013")


def _bearing(one: Hit, other: Hit | None) -> int:
    """Degrees of an adjective of direction, or of two ("the northern western" countryside)."""
    first = int(word_of(one).direction)
    if other is None:
        return first
    second = int(word_of(other).direction)
    return ((first + second + (360 if abs(first - second) > 180 else 0)) // 2) % 360 if abs(first - second) in (90, 270) else first


def _lengths(hits: dict[str, list[Hit]], counts: Iterable[At[CountMention]]) -> dict[int, float]:
    """Kilometres told in figures, by the token after their unit."""
    units = {h.first: (h.last, int(word.value)) for h in hits.get("number", ())
             if isinstance(word := h.entry.payload, NumberWord) and word.cls == "measure" and word.value.isdecimal()}
    out: dict[int, float] = {}
    for count in counts:
        value = count.value
        if value.kind == "measure" and value.low is not None:
            for at in (count.last, count.last - 1):
                if at in units:
                    last, metres = units[at]
                    out[last] = value.low * metres / 1000
                    break
    return out


def _told_before(text: Text, words: dict[int, Hit], lengths: dict[int, float], at: int) -> _Told:
    """What stands before a name: feature words are passed over, directions and a distance before them taken up."""
    told = _Told()
    while at in words and text.sent_of[words[at].first] == text.sent_of[at - 1] and not text.between(at - 1, at).strip(" \"'()"):
        relation = word_of(words[at]).direction
        if words[at].article and relation.isdecimal():
            break  # "Eastern Qalamoun, Jayrud": the adjective is of the name before it
        rural, _, bearing = relation.rpartition(" ") if relation.startswith("rural ") else ("", "", relation)
        if bearing.isdecimal() and told.bearing is None:
            told = replace(told, bearing=int(bearing), kind=rural or told.kind)
        elif relation and not bearing.isdecimal() and not told.kind:
            told = replace(told, kind=relation)
        at = words[at].first
    length = next((lengths[i] for i in range(at, max(0, at - _BACK), -1) if i in lengths and text.sent_of[i - 1] == text.sent_of[at - 1]), None)
    if length is not None and length <= _FAR_KM and told.kind != "between":
        told = replace(told, distance_km=length)
    return told


def _moved(place: PlaceMention, told: _Told) -> PlaceMention:
    if place.lat is None or place.lon is None or place.kind in _NO_RELATION or told.kind == "between":
        return place
    own = RADIUS_KM.get(place.kind, SMALL_KM) if place.kind != "admin1" else RADIUS_KM["city"]
    if told.bearing is None:
        if told.distance_km is not None:
            return replace(place, precision="near", radius_km=round(told.distance_km + own, 1), relation=f"{told.distance_km:g} km from")
        if place.kind == "admin1" or not told.kind:
            return place
        return replace(place, precision="near", radius_km=own + _ADDED_KM[told.kind], relation=_TOLD[told.kind])
    untold = SMALL_KM if place.kind not in _WIDE else RURAL_KM if told.kind == "rural" else WIDE_KM
    away = untold if told.distance_km is None else told.distance_km
    radius = own + away * (_UNSURE if told.distance_km is not None else 1.0)
    lat, lon = shift_point(place.lat, place.lon, away, told.bearing)
    side = BEARINGS[told.bearing]
    relation = f"{told.distance_km:g} km {side} of" if told.distance_km is not None else f"{side}ern countryside of" if told.kind == "rural" else f"{side} of"
    return replace(place, lat=round(lat, 4), lon=round(lon, 4), precision="near", radius_km=round(radius, 1), relation=relation)


def shift_point(lat: float, lon: float, km: float, bearing: int) -> tuple[float, float]:
    """The point ``km`` away in the direction ``bearing`` (degrees clockwise from north); flat, for tens of kilometres.

    >>> shift_point(36.0, 37.0, 111.2, 0)
    (37.0, 37.0)
    """
    north, east = km * cos(radians(bearing)) / KM_A_DEGREE, km * sin(radians(bearing)) / KM_A_DEGREE
    return lat + north, lon + east / cos(radians(lat))


def _between(text: Text, words: dict[int, Hit], places: list[At[PlaceMention]]) -> list[At[PlaceMention]]:
    """Two places named after "between", or as the ends of a road, lie at the middle, with half their distance as radius."""
    out = list(places)
    for n, (one, other) in enumerate(pairwise(places)):
        if not 0 <= other.first - one.last <= 2 or text.sent_of[one.first] != text.sent_of[other.first]:
            continue
        kind = _pair_kind(words, one.first)
        a, b = one.value, other.value
        if not kind or a.lat is None or a.lon is None or b.lat is None or b.lon is None or {a.kind, b.kind} & _NO_RELATION:
            continue
        apart = distance_km(a.lat, a.lon, b.lat, b.lon)
        if 0 < apart <= _FAR_KM:
            middle = (round((a.lat + b.lat) / 2, 4), round((a.lon + b.lon) / 2, 4))
            for at, place, end in ((n, a, b), (n + 1, b, a)):
                moved = replace(place, lat=middle[0], lon=middle[1], precision="near", radius_km=round(max(apart / 2, SMALL_KM), 1),
                                relation=f"{kind} {end.name_en or end.name} and")
                out[at] = replace(out[at], value=moved)
    return out


def _elsewhere(text: Text, hits: dict[str, list[Hit]], places: list[At[PlaceMention]]) -> list[At[PlaceMention]]:
    """A name that the text puts in a province ("X in the countryside of Y") far from all that the lists know of it is another place: no point."""
    if not any(p.value.kind == "admin1" for p in places):
        return list(places)
    inside = {h.first for h in hits.get("function", ()) if word_of(h).klass == "prep-in" and not h.conjunction}
    inside |= {h.first for h in hits.get("place_word", ()) if h.preposition == _BY and not h.conjunction}
    fill = inside | {i for h in hits.get("place_word", ()) for i in range(h.first, h.last)}
    out = list(places)
    for n, (place, unit) in enumerate(pairwise(places)):
        if unit.value.kind != "admin1" or place.value.kind not in _SETTLED or place.value.admin1 == unit.value.admin1:
            continue
        said = unit.lead == _BY or not inside.isdisjoint(range(place.last, unit.first))
        if said and _joined(text, fill, place.last, unit.first) and _far_from(place.value, unit.value.candidates):
            out[n] = replace(place, value=replace(place.value, lat=None, lon=None, precision="unknown", radius_km=None, admin1=unit.value.admin1,
                                                  country=unit.value.country, admin2="", pcode="", relation=""))
    return out


def _far_from(place: PlaceMention, units: Sequence[PlaceCandidate]) -> bool:
    """Whether a listed place, or all that it may be, lies beyond the borders of a unit (the best of ``units``)."""
    if not units or units[0].lat is None or units[0].lon is None:
        return False
    points = [(place.lat, place.lon)] if place.lat is not None else [(c.lat, c.lon) for c in place.candidates]
    away = [distance_km(y, x, units[0].lat, units[0].lon) for y, x in points if y is not None and x is not None]
    return bool(away) and min(away) > _UNIT_KM


def _in_towns(text: Text, hits: dict[str, list[Hit]], places: list[At[PlaceMention]]) -> list[At[PlaceMention]]:
    """An unlisted quarter or street beside the name of its town, and a quarter in a sentence with one town alone, lies within
    that town: its point, with the town's size as radius. So does an unlisted name that is told to be in or at a town."""
    if not any(p.value.precision == "unknown" and p.value.kind in _INNER for p in places):
        return list(places)
    inside = {h.first for h in hits.get("function", ()) if word_of(h).klass == "prep-in" and not h.conjunction}
    fill = inside | {i for h in hits.get("place_word", ()) if word_of(h).klass in ("dropped", "kept", "inside") for i in range(h.first, h.last)}
    beside = {h.last for h in hits.get("place_word", ()) if word_of(h).klass == "direction"}
    out = list(places)
    for n, place in enumerate(places):
        if place.value.precision != "unknown" or place.value.kind not in _INNER or place.value.candidates:
            continue
        behind = [p for p in places[n + 1 : n + 2] if _joined(text, fill, place.last, p.first)]
        before = [p for p in places[max(0, n - 1) : n] if _joined(text, fill, p.last, place.first)]
        town = next((p for p in (*behind, *before) if _is_town(p.value)), None)
        if place.value.kind not in _URBAN:
            said = town is not None and town in behind and (town.lead == _BY or not inside.isdisjoint(range(place.last, town.first)))
            town = town if said else None
        elif town is None and place.value.kind == "quarter":
            town = _only_town(text, place, [p for p in places if p.first not in beside])
        if town is not None:
            out[n] = replace(place, value=_inside(place.value, town.value))
    return out


def _only_town(text: Text, place: At[PlaceMention], places: list[At[PlaceMention]]) -> At[PlaceMention] | None:
    """The town of a sentence that names one and no other place with a point."""
    told = [p for p in places if text.sent_of[p.first] == text.sent_of[place.first] and p.value.lat is not None and p.value.kind != "country"]
    return told[0] if told and _is_town(told[0].value) and len({(p.value.lat, p.value.lon) for p in told}) == 1 else None


def _inside(place: PlaceMention, town: PlaceMention) -> PlaceMention:
    size = RADIUS_KM["town" if town.kind == "town" else "city"]
    return replace(place, lat=town.lat, lon=town.lon, precision="near", radius_km=size + (0.0 if place.kind in _URBAN else WIDE_KM), admin1=town.admin1,
                   country=town.country, relation=f"in {town.name_en or town.name}")


def _joined(text: Text, fill: set[int], last: int, first: int) -> bool:
    """Whether nothing but feature words, a preposition of place (``fill``) and signs stand between two names of one sentence."""
    if not 0 <= first - last <= _APART or text.sent_of[max(0, last - 1)] != text.sent_of[first]:
        return False
    return all(i in fill for i in range(last, first)) and not text.deep[first].startswith(_AND)


def _is_town(place: PlaceMention) -> bool:
    """Whether a name stands for a town, or for a province that bears the name of its chief town."""
    chief = place.kind == "admin1" and any(c.kind == "city" and c.country == place.country for c in place.candidates)
    return (chief or place.kind in ("city", "town")) and place.lat is not None and not place.relation and place.precision != "unknown"


def _pair_kind(words: dict[int, Hit], at: int) -> str:
    """Whether the words before a name say "between" or "the road": what they are called in a relation."""
    while at in words:
        word = word_of(words[at])
        if word.direction == "between":
            return "between"
        if word.type == "road":
            return "on the road between"
        at = words[at].first
    return ""
