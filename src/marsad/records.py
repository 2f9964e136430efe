"""The nouns of Marsad in flow order, as frozen records; imports nothing of ours.

Offsets are half-open ``[start, end)`` in code points of the document's raw text, and every
record that carries a quote satisfies ``document.text[start:end] == quote``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that support a value: the span, its quote and what they show."""

    start: int
    end: int
    quote: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One published text. ``published_basis`` is given | inferred | unknown."""

    id: str
    text: str
    published: date | None = None
    published_basis: str = "unknown"
    published_evidence: tuple[Evidence, ...] = ()
    published_note: str = ""
    title: str = ""
    outlet: str = ""
    url: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: ``kind`` is title | body | furniture | caption | post."""

    start: int
    end: int
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. ``earliest``/``latest`` inclusive days, None when it cannot be resolved.

    ``precision`` is day | week | month | year | range | unknown; ``role`` says how it may be used:
    point | period (a span a tally covers) | since (open start, runs to publication) | vague.
    """

    start: int
    end: int
    quote: str
    earliest: date | None
    latest: date | None
    precision: str
    role: str = "point"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number word or figure with its unit: low/high inclusive, None for open or unquantified.

    ``kind`` is cardinal | ordinal | dual | vague; ``noun`` is the folded word it counts, or ''.
    """

    start: int
    end: int
    quote: str
    low: int | None
    high: int | None
    kind: str = "cardinal"
    noun: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One gazetteer row that a name may mean."""

    name: str
    name_en: str
    kind: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    score: float = 0.0
    source: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name grounded to the best candidate. ``name`` is the gazetteer's for a place it knows, as said for others; ``mention``
    the other way the text's words name it: as said, or with (without) its feature word.

    ``precision`` is exact | near | admin3 | admin2 | admin1 | region | country | water | unknown; the place meant lies
    within ``radius_km`` of the point where that can be said. ``relation`` tells how the point was got from the name's
    own ("10 km east of"), '' when it is the name's own.
    """

    start: int
    end: int
    quote: str
    name: str
    name_en: str
    kind: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    candidates: tuple[PlaceCandidate, ...] = ()
    rule: str = ""
    radius_km: float | None = None
    pcode: str = ""
    admin2: str = ""
    relation: str = ""
    mention: str = ""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A party as named in the text; ``id`` is empty for one that no pack knows."""

    start: int
    end: int
    quote: str
    id: str
    name: str
    kind: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """Who says it. ``kind`` party | monitor | agency | medium | official | body | unnamed | witness | correspondent ..."""

    start: int
    end: int
    quote: str
    name: str
    kind: str
    hedge: str = "asserted"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that name an action, with the event type they stand for."""

    start: int
    end: int
    quote: str
    type: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one document before any event was built, each by start."""

    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    speakers: tuple[SpeakerMention, ...] = ()
    triggers: tuple[Trigger, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: ``kind`` killed | wounded | detained | abducted | released | displaced | surrendered | missing."""

    kind: str
    min: int | None
    max: int | None
    of: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one document reports it; every value carries the spans that say so."""

    trigger: Trigger
    type: str
    level: str = "incident"
    status: str = "reported"
    start: date | None = None
    end: date | None = None
    date_precision: str = "unknown"
    time: TimeMention | None = None
    places: tuple[PlaceMention, ...] = ()
    initiators: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    sources: tuple[SpeakerMention, ...] = ()
    count: int | None = None
    incident: str | None = None
    evidence: tuple[tuple[int, int], ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """A figure that is no event's: how many of ``subject`` at ``places`` as of a day; ``precision`` that of the day."""

    subject: str
    places: tuple[str, ...]
    low: int | None
    high: int | None
    as_of: date | None
    precision: str
    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Joining:
    """The document says that ``party`` joined (or ``leaves``) ``of``, both ids, on ``day`` or before it; the sentence that says so."""

    party: str
    of: str
    day: date | None
    start: int
    end: int
    quote: str
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class NamedOperation:
    """The document names an operation in a sentence: its name as said, the phase (1, 2, ...) if one is told, and what the
    sentence says of days, parties (ids) and places; the sentence."""

    name: str
    phase: int | None
    since: date | None
    until: date | None
    parties: tuple[str, ...]
    places: tuple[str, ...]
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """A document that was read: blocks, mentions, events (by first evidence), the place data it was read with, series,
    joinings, operations named."""

    document: Document
    blocks: tuple[Block, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    events: tuple[Event, ...] = ()
    gazetteer: str = ""
    figures: tuple[SeriesFigure, ...] = ()
    joinings: tuple[Joining, ...] = ()
    operations: tuple[NamedOperation, ...] = ()
