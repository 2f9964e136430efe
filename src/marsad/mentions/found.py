"""What the finders pass to one another inside this stage and to events: mentions with their tokens."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from marsad.gazetteer.merging import flat_km
from marsad.mentions.compile import Word
from marsad.mentions.lexicon import Hit
from marsad.records import ActorMention, CountMention, Mentions, PlaceMention, SpeakerMention, TimeMention
from marsad.text.tokens import Text

T = TypeVar("T")
LIKELY = "likely"  # the note of a place mention that only its surroundings make one
_CLOSE = 3  # tokens between a unit and a likely name in it
_BESIDE = 20  # tokens between a unit and a place in it that are named together
_UNITS = {"country": 3, "admin1": 2, "region": 2, "city": 1}


@dataclass(slots=True, eq=False)
class At(Generic[T]):
    """A mention at tokens ``[first, last)``. ``lead`` is the word class just before it (agent, partner, in, ...)."""

    first: int
    last: int
    value: T
    lead: str = ""
    note: str = ""


@dataclass(slots=True)
class Found:
    """All mentions of a document with their tokens, by first token, and the hits by token for the event stage."""

    text: Text
    times: list[At[TimeMention]] = field(default_factory=list)
    places: list[At[PlaceMention]] = field(default_factory=list)
    actors: list[At[ActorMention]] = field(default_factory=list)
    counts: list[At[CountMention]] = field(default_factory=list)
    speakers: list[At[SpeakerMention]] = field(default_factory=list)
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    countries: dict[str, float] = field(default_factory=dict)

    def mentions(self) -> Mentions:
        """The records alone."""
        return Mentions(
            times=tuple(m.value for m in self.times),
            places=tuple(m.value for m in _inner_first(self.places)),
            actors=tuple(m.value for m in self.actors),
            counts=tuple(m.value for m in self.counts),
            speakers=tuple(m.value for m in self.speakers),
        )


def _inner_first(places: list[At[PlaceMention]]) -> list[At[PlaceMention]]:
    """Places by start, but a unit or country named just before a place in it ("Aleppo - Al-Atarib") after that place."""
    out = list(places)
    for n in range(len(out) - 2, -1, -1):
        outer, inner = out[n], out[n + 1]
        near = _CLOSE if inner.value.precision == "unknown" and inner.note == LIKELY else _BESIDE  # what is but likely a name must stand at it
        if 0 <= inner.first - outer.last <= near and _holds(outer.value, inner.value):
            out[n], out[n + 1] = inner, outer
    return out


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    if inner.kind in _UNITS and _UNITS.get(outer.kind, 0) <= _UNITS[inner.kind]:
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind in ("mountain", "valley"):
        known = outer.lat is not None and outer.lon is not None and inner.lat is not None and inner.lon is not None
        return known and flat_km(outer.lat or 0.0, outer.lon or 0.0, inner.lat or 0.0, inner.lon or 0.0) <= (outer.radius_km or 0.0)
    return outer.kind in ("admin1", "city") and bool(outer.admin1) and (outer.country, outer.admin1) == (inner.country, inner.admin1)


def token_range(text: Text, start: int, end: int) -> tuple[int, int]:
    """Tokens ``[first, last)`` that the raw ``[start, end)`` covers."""
    raw = text.raw_starts
    first = bisect_left(raw, start)
    if first and first < len(raw) + 1 and (first == len(raw) or raw[first] > start):
        first -= 1
    return first, max(first + 1, bisect_left(raw, end))


def word_of(hit: Hit) -> Word:
    """The payload of a plain list hit."""
    assert isinstance(hit.entry.payload, Word)
    return hit.entry.payload
