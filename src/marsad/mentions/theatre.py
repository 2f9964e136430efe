"""Which countries a report is about: a vote of its place names and of the parties at home, or in action, in one country."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from marsad.mentions.compile import Alias, Nation, PlaceName
from marsad.mentions.lexicon import Hit
from marsad.packs.rows import Membership

_SMALL = frozenset({"village", "quarter", "landmark", "camp", "crossing", "road"})  # kinds whose names are many places
_SHARE = 0.12  # a country with a smaller share of the votes is not the report's theatre


def theatre_votes(hits: dict[str, list[Hit]], published: date | None, theatre: str | None = None) -> dict[str, float]:
    """Share of the votes by country (ISO code), the report's own theatres only; ``theatre`` given wins outright."""
    votes: dict[str, float] = defaultdict(float)
    spans: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    names: set[tuple[str, ...]] = set()
    for hit in hits.get("place", ()):
        place = hit.entry.payload
        assert isinstance(place, PlaceName)
        if place.country and not place.needs_feature and not place.source:
            spans[(hit.first, hit.last)][place.country] = max(place.weight, spans[(hit.first, hit.last)].get(place.country, 0))
            names.add(hit.entry.words if place.kind in _SMALL else ())
    for span, meant in _longer_names(hits).items():  # "Ain al-Zarqa" in Syria says nothing of Zarqa in Jordan
        for inner in [i for i in spans if span[0] < i[0] and i[1] == span[1]]:
            spans[inner] = {country: weight for country, weight in spans[inner].items() if country in meant}
    for options in spans.values():
        total = sum(options.values())
        for country, weight in options.items():
            votes[country] += weight / total
    for hit in hits.get("actor", ()):
        alias = hit.entry.payload
        assert isinstance(alias, Alias)
        if alias.theatre or alias.actor.kind == "people":
            continue
        abroad = [m.id for m in alias.actor.theatres if _lasts(m, published)]
        home = [alias.actor.country] if alias.actor.country else []
        for country in abroad or home:
            votes[country] += 0.5 / len(abroad or home)
    for hit in hits.get("nation", ()):
        nation = hit.entry.payload
        assert isinstance(nation, Nation)
        votes[nation.country] += 1.0 if nation.part == "name" else 0.6
    if len(names) == 1 and () not in names and len(votes) == len({c for options in spans.values() for c in options}):
        votes.clear()  # one small place alone does not tell the country: its name may be a namesake's
    if theatre:
        votes = defaultdict(float, {theatre: 1.0})
    total = sum(votes.values()) or 1.0
    return {c: v / total for c, v in sorted(votes.items()) if v / total >= _SHARE}


def is_leading(country: str | None, countries: dict[str, float]) -> bool:
    """Whether a report speaks of a country at least half as much as of the one it speaks of most; of any, when it speaks of none."""
    return 2 * countries.get(country or "", 0.0) >= max(countries.values(), default=0.0)


def _longer_names(hits: dict[str, list[Hit]]) -> dict[tuple[int, int], set[str | None]]:
    """The countries of names of several words that begin like one ("Ain", "Kafr"), by their tokens."""
    heads = {h.first for h in hits.get("name_head", ())}
    out: dict[tuple[int, int], set[str | None]] = defaultdict(set)
    for hit in hits.get("place", ()) if heads else ():
        if hit.last > hit.first + 1 and hit.first in heads and isinstance(hit.entry.payload, PlaceName):
            out[hit.first, hit.last].add(hit.entry.payload.country)
    return out


def _lasts(abroad: Membership, published: date | None) -> bool:
    """Whether a party acts in a country on the day of publication; where that is not known, at any time."""
    return published is None or (
        (abroad.start is None or abroad.start <= published)
        and (abroad.end is None or published <= abroad.end)
    )
