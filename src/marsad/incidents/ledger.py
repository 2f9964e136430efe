"""What is kept beside incidents: questions, tallies against the record, series, memberships, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marsad.incidents.records import Incident, Judgement, Saying


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a comparison: its ``name``, what was ``found``, and the ``weight`` it adds to the score."""

    name: str
    found: str
    weight: float


@dataclass(frozen=True, slots=True)
class Question:
    """Two incidents that may be one: a person decides. ``left`` and ``right`` are event keys, ``parts`` the reasons."""

    left: str
    right: str
    left_incident: str
    right_incident: str
    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a series: how many of what, where, as of when, who says so in which words."""

    subject: str
    place: str
    low: int | None
    high: int | None
    as_of: date | None
    precision: str
    source: str
    published: date | None
    saying: Saying


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one subject at one place, by the day they hold for, then by publication."""

    subject: str
    place: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An incident on record held against a tally or campaign: ``fits`` yes | maybe, and why."""

    incident: str
    fits: str
    why: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What is claimed for a period, against the record.

    ``claimed`` is the number of happenings claimed (None: only outcomes are), ``recorded`` the number of incidents on
    record in period and area, ``matching`` those that also fit party and kind of action. ``missing`` = claimed less
    matching, None without a claimed number. ``outcomes``: kind, claimed low, claimed high, low and high of the matching
    incidents. ``overlaps``: ids of tallies whose period, area and party overlap, so that they must not be added up.
    """

    incident: Incident
    claimed: int | None
    recorded: int
    matching: int
    missing: int | None
    matches: tuple[Match, ...] = ()
    outcomes: tuple[tuple[str, int | None, int | None, int, int], ...] = ()
    overlaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign with what it gathers: its phases (campaigns of its name) and the incidents that fit it."""

    incident: Incident
    phases: tuple[str, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a named operation as reports tell it, apart or together: its ``number`` (None: none is told), the first
    and last day told of it, parties (ids), places as said, and the sentences."""

    number: int | None
    start: date | None
    end: date | None
    parties: tuple[str, ...]
    places: tuple[str, ...]
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """All that is on record under the name of an operation: its phases by day, and the incidents that it gathers."""

    name: str
    phases: tuple[Phase, ...]
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Belonging:
    """A party belongs to another in a role: ``kind`` parent | partner | member | renamed, from a day to a day (None: open).

    ``basis`` is the row of a pack, or the incident id of an agreement that was read; then ``sayings`` has the words.
    """

    party: str
    of: str
    kind: str
    start: date | None
    end: date | None
    basis: str
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyPage:
    """One party: names, kind, country, what it belongs to and who belongs to it, and its incidents by role."""

    id: str
    name: str
    kind: str
    country: str | None
    aliases: tuple[tuple[str, date | None, date | None], ...]
    belongs: tuple[Belonging, ...]
    members: tuple[Belonging, ...]
    initiated: int
    targeted: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet: documents, how many of them are near copies, first and last publication."""

    name: str
    documents: int
    copies: int
    first_published: date | None
    last_published: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an incident's history: ``what`` made | joined | left | merged | split | judged | undone."""

    at_utc: datetime
    what: str
    detail: str
    by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One document's event of an incident: the event record as read, and the document it is from.

    ``copy_of`` is the id of the document that this one copies or revises, '' for none; ``differs`` the words in which
    it departs from that one, as (theirs, ours). ``withdrawn`` is the day since when its outlet has taken the document
    back, ``superseded_by`` the id of the newer revision of its page; '' for neither.
    """

    key: str
    document: str
    outlet: str
    title: str
    url: str
    published: date | None
    record: Mapping[str, Any]
    copy_of: str = ""
    differs: tuple[tuple[str, str], ...] = ()
    withdrawn: str = ""
    superseded_by: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of one incident. ``asked`` is the id it was asked by, when that now leads elsewhere."""

    incident: Incident
    entries: tuple[Entry, ...]
    questions: tuple[Question, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    history: tuple[Change, ...] = ()
    asked: str = ""
