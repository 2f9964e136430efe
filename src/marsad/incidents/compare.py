"""Comparing two events of different documents: named parts, each with what was found and what it weighs.

The weights are log odds learned from annotated reports (`tools/calibrate_links.py`) and kept in the language pack's
`links.tsv`; the score is their sum, a probability after the logistic function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp

from rapidfuzz.fuzz import ratio

from marsad.incidents.areas import distance_km, name_key, related_types
from marsad.incidents.group import Level
from marsad.incidents.ledger import Part
from marsad.incidents.parties import Kin
from marsad.incidents.records import Site
from marsad.incidents.sighting import Sighting

NEAR_KM = 20.0  # a village and its town; a quarter and its city
_ALIKE = 72.0  # per cent of a name's letters: spellings of one village (Barakh, Parkhe) reach it, neighbours do not
ONE_SPAN = frozenset({"same", "same span"})  # how `compare_days` calls one and the same day or span: such a pair is firm
_CLOSE = frozenset({"same", "alike", "near", "within"})
_MUTUAL = frozenset({"clash", "agreement"})  # their sides have no order
_LARGE = 10  # a figure that two happenings seldom share by chance
_NEWS_DAYS = 3  # reports that open with one happening are published within days of each other
# Findings that nothing else outweighs: such a pair is a question at most.
_APART = frozenset({("days", "2"), ("days", "apart"), ("place", "differ"), ("place", "far"), ("level", "tally"), ("type", "differ"), ("count", "differ")})
_DOUBT = 0.95  # of the score from which events are linked
_NEXT_DAYS = 2  # days between publications up to which a report may have the day wrong by one
_AGREE = frozenset({"large", "same", "small", "meet", "rise", "open"})  # figures of one kind that do not contradict
LOOSE = 0.2  # score from which events of different days or spans are linked; in annotated reports it parts 4 pairs of 24 and keeps 20 wrong ones out
_COARSE = frozenset({"week", "month", "year", "range"})


@dataclass(frozen=True, slots=True)
class Relations:
    """Who belongs to whom, and which ids stand for nobody in particular (civilians, unidentified gunmen)."""

    kin: Kin
    vague: frozenset[str]


@dataclass(frozen=True, slots=True)
class Linker:
    """What linking knows: weights by (part, found), the probabilities from which two events are one happening or worth
    a question, who belongs to whom, and the party of every folded alias."""

    weights: Mapping[tuple[str, str], float]
    link: float
    ask: float
    relations: Relations
    aliases: Mapping[str, tuple[tuple[str, date | None, date | None], ...]]

    @property
    def level(self) -> Level:
        """The scores from which events are linked."""
        return Level(self.link, max(self.link, LOOSE))


def read_link_weights(table: str) -> tuple[dict[tuple[str, str], float], float, float]:
    """Weights, link and ask of a pack's `links.tsv`: lines of part, found, weight; thresholds under ``threshold``."""
    weights: dict[tuple[str, str], float] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            part, found, weight = line.split("\t")
            weights[part, found] = float(weight)
    return weights, weights.pop(("threshold", "link"), 0.5), weights.pop(("threshold", "ask"), 0.2)


def compare_events(a: Sighting, b: Sighting, linker: Linker, *, copies: bool = False) -> tuple[float, tuple[Part, ...]]:
    """The probability that ``a`` and ``b`` are one happening, and its parts; the same whichever comes first.

    ``copies``: their documents are near copies of each other.
    """
    score, found = score_events(a, b, linker, copies=copies)
    return score, make_parts(found, linker)


def score_events(a: Sighting, b: Sighting, linker: Linker, *, copies: bool = False) -> tuple[float, Mapping[str, str]]:
    """As `compare_events`, with what was found by part, without its weights: most pairs that are compared are not alike."""
    found = dict(find_parts(a, b, linker.relations, copies=copies))
    weights = linker.weights
    total = sum([weights.get(part, 0.0) for part in found.items()])
    score = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
    if not copies and (not _APART.isdisjoint(found.items()) or _is_another_day(a, b, found)):
        score = min(score, linker.link * _DOUBT)
    return round(score, 4), found


def make_parts(found: Mapping[str, str], linker: Linker) -> tuple[Part, ...]:
    """What was found, with its weights."""
    return tuple(Part(name, what, round(linker.weights.get((name, what), 0.0), 3)) for name, what in found.items())


def _is_another_day(a: Sighting, b: Sighting, found: Mapping[str, str]) -> bool:
    """Whether two events a day apart have nothing to say that one of their reports has the day wrong: fresh news of one toll."""
    if found["days"] != "1":
        return False
    fresh = a.published is None or b.published is None or abs((a.published - b.published).days) <= _NEXT_DAYS
    return not fresh or found["figures"] not in _AGREE


def find_parts(a: Sighting, b: Sighting, relations: Relations, *, copies: bool = False) -> Iterator[tuple[str, str]]:
    """What the comparison finds: (part, found) in a fixed order."""
    days, places = compare_days(a, b), compare_places(a.sites, b.sites)
    yield "bias", "always"
    yield "type", "same" if a.type == b.type else "related" if related_types(a.type, b.type) else "differ"
    yield "level", "same" if a.level == b.level else "tally" if "tally" in (a.level, b.level) else "campaign"
    if a.status != b.status:
        yield "status", "planned" if "planned" in (a.status, b.status) else "denied"
    yield "days", days
    yield "place", places
    yield from _find_sides(a, b, relations)
    yield "figures", _compare_tolls(a, b)
    if a.count is not None or b.count is not None:
        yield "count", "same" if a.count == b.count else "one" if None in (a.count, b.count) else "differ"
    if a.names and b.names:
        yield "name", "same" if a.names & b.names else "differ"
    if a.words & b.words:
        yield "words", "shared"
    if a.voices & b.voices:
        yield "voices", "shared"
    if days == "same" and a.type == b.type and places in _CLOSE:
        yield "together", f"day, kind and {places}"
    if a.lead and b.lead and a.published and b.published and abs((a.published - b.published).days) <= _NEWS_DAYS:
        yield "leads", f"both, {'one kind' if a.type == b.type else 'two kinds'}"
    if copies:
        yield "copies", "same words" if a.words & b.words and a.type == b.type else "other words"


def _find_sides(a: Sighting, b: Sighting, relations: Relations) -> Iterator[tuple[str, str]]:
    """How the parties agree: side by side, or all together where the sides have no order."""
    day = a.start or b.start
    if a.type in _MUTUAL and b.type in _MUTUAL:
        yield "sides", _compare_parties(a.parties, b.parties, relations, day)
        return
    yield "initiators", _compare_parties(a.initiators, b.initiators, relations, day)
    yield "targets", _compare_parties(a.targets, b.targets, relations, day)
    crossed = (a.initiators & b.targets - b.initiators) | (b.initiators & a.targets - a.initiators)
    if crossed and not a.initiators & b.initiators:
        yield "roles", "crossed"


def compare_days(a: Sighting, b: Sighting) -> str:
    """same | within (a day in the other's longer span) | overlap | 1 | 2 | apart | unknown."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return "unknown"
    if (a.start, a.end) == (b.start, b.end):
        return "same" if a.precision not in _COARSE or b.precision not in _COARSE or a.start == a.end else "same span"
    gap = max((b.start - a.end).days, (a.start - b.end).days)
    if gap > 0:
        return str(gap) if gap <= 2 else "apart"
    spans = sorted((s.end - s.start).days for s in (a, b) if s.start and s.end)
    return "within" if spans[0] <= 1 and spans[1] > 2 else "overlap"


def compare_places(a: Iterable[Site], b: Iterable[Site]) -> str:
    """same | alike (spelt alike, one governorate) | near (within 20 km) | within (one contains the other) | area (one governorate) | far (in it, but apart) | country | differ | unknown."""
    order = ("same", "alike", "near", "within", "area", "far", "country", "differ")
    found = {_compare_sites(x, y) for x in a for y in b}
    return next((kind for kind in order if kind in found), "unknown")


def _compare_sites(a: Site, b: Site) -> str:
    if a.country and b.country and a.country != b.country:
        return "differ"
    if name_key(a.name) == name_key(b.name):
        return "same" if a.precision != "country" else "country"
    if "country" in (a.precision, b.precision):
        return "country" if a.country and b.country else "differ"
    one_area = bool(a.admin1) and a.admin1 == b.admin1
    if one_area and "admin1" not in (a.precision, b.precision) and ratio(name_key(a.name), name_key(b.name)) >= _ALIKE:
        return "alike"
    if a.precision == b.precision == "exact" and None not in (a.lat, a.lon, b.lat, b.lon):
        if distance_km(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0) <= NEAR_KM:
            return "near"
        return "far" if one_area else "differ"
    if one_area:
        return "within" if "admin1" in (a.precision, b.precision) else "area"
    return "differ"


def _compare_parties(a: frozenset[str], b: frozenset[str], relations: Relations, day: date | None) -> str:
    """same (all of the smaller side) | some | related | vague (one side names nobody in particular) | differ | one | none."""
    if not a or not b:
        return "one" if a or b else "none"
    named_a, named_b = a - relations.vague, b - relations.vague
    both = named_a & named_b
    if both:
        return "same" if len(both) == min(len(named_a), len(named_b)) else "some"
    if any(relations.kin.related(x, y, day) for x in named_a for y in named_b):
        return "related"
    if a & b and not (named_a and named_b):
        return "vague same"
    return "vague" if not named_a or not named_b else "differ"


def _compare_tolls(a: Sighting, b: Sighting) -> str:
    """large (a figure from 10 is shared) | same (from 3) | small (1 or 2) | meet (ranges overlap) | rise (within half of the larger) | differ | kind | none."""
    found = {_compare_figures(x, y) for x in a.tolls for y in b.tolls if x[0] == y[0]}
    order = ("large", "same", "small", "meet", "rise", "differ", "open")
    if found:
        return next(kind for kind in order if kind in found)
    return "other kinds" if a.tolls and b.tolls else "one" if a.tolls or b.tolls else "none"


def _compare_figures(a: tuple[str, int | None, int | None], b: tuple[str, int | None, int | None]) -> str:
    (_, low_a, high_a), (_, low_b, high_b) = a, b
    if (low_a is None and high_a is None) or (low_b is None and high_b is None):
        return "open"
    if low_a == low_b and low_a is not None:
        return "large" if low_a >= _LARGE else "same" if low_a > 2 else "small"
    if (high_b is None or (low_a or 0) <= high_b) and (high_a is None or (low_b or 0) <= high_a):
        return "meet"
    least, most = sorted((low_a or 0, low_b or 0))
    return "rise" if least * 2 >= most else "differ"
