"""The nouns of this stage: incidents with their claims and origins, and judgements; frozen records in flow order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Saying:
    """Where a value is said: document id, event key, and the words at ``[start, end)`` of that document's text."""

    document: str
    event: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who first says it, after copies and quoting chains are collapsed; ``documents`` carry it, ``via`` media repeat it.

    ``kind`` is a speaker's kind, or outlet for a document that states it on its own account. ``party`` is the id of
    the party that speaks, '' otherwise. ``independent``: counts towards corroboration.
    """

    id: str
    name: str
    kind: str
    party: str = ""
    documents: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    independent: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """One origin's value for one slot of an incident; ``low``/``high`` for figures, None for open or unquantified.

    ``state`` is stands | revised (the origin later gave another figure) | differs (stands against the resolved value).
    """

    slot: str
    value: str
    origin: str
    low: int | None = None
    high: int | None = None
    first_said: date | None = None
    last_said: date | None = None
    state: str = "stands"
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an incident, most supported first; ``precision`` and ``radius_km`` as of a PlaceMention."""

    name: str
    name_en: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    radius_km: float | None = field(default=None, compare=False)  # says how sure the point is, not which place it is


@dataclass(frozen=True, slots=True)
class Party:
    """A party of an incident: ``role`` initiator | target; ``id`` empty for one that no pack knows; ``origins`` say so."""

    role: str
    id: str
    name: str
    origins: int = 1


@dataclass(frozen=True, slots=True)
class Toll:
    """A resolved outcome: range over the origins' latest figures. ``revised``: some origin changed its figure in time.

    ``conflict``: the origins' latest figures do not overlap. The figures themselves are the claims of slot ``kind``.
    """

    kind: str
    low: int | None
    high: int | None
    conflict: bool = False
    revised: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening as all documents report it: resolved slots, with the claims behind and beside them.

    ``id`` is that of its first event; every id ever given leads to the incident that holds that event. ``grade`` is
    acknowledged | corroborated | single | contested | denied, ``rule`` says why in words. ``level`` tally and
    campaign are kept as incidents of that level. ``conflicts`` names the slots whose claims differ; ``judged`` those
    that a person set. ``events`` are event keys, ``documents`` document ids, both by publication.
    """

    id: str
    type: str
    level: str
    status: str
    start: date | None
    end: date | None
    date_precision: str
    places: tuple[Site, ...] = ()
    parties: tuple[Party, ...] = ()
    tolls: tuple[Toll, ...] = ()
    count: int | None = None
    names: tuple[str, ...] = ()
    grade: str = "single"
    rule: str = ""
    title: str = ""
    origins: tuple[Origin, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    first_published: date | None = None
    last_published: date | None = None
    conflicts: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, append-only. ``kind`` same | different | accept | reject | correct | undo.

    ``left`` and ``right`` are the event keys it is about (both sides of same and different; else ``left`` only).
    correct sets ``slot`` to ``value``; undo takes back judgement ``undoes``, an undo too.
    """

    id: int
    kind: str
    by: str
    at_utc: datetime
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    slot: str = ""
    value: str = ""
    note: str = ""
    undoes: int | None = None
    undone: bool = False
    overruled_by: int | None = None
