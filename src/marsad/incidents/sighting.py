"""Sightings: events of documents in the form in which linking compares them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from marsad.incidents.areas import name_key
from marsad.incidents.records import Site

# A name in quotation marks right after the words that tell the action, or one adjective later, as operations are named.
_QUOTED = r"""["'“”«‘]{1,2}\s*([^"'“”«»‘’\n]{3,40}?)\s*["'“”»’]{1,2}"""
_NAME, _WITHIN = re.compile(r"^\s*(?:\w{3,12}\s+)?" + _QUOTED), re.compile(_QUOTED)
_MOST_NAME_WORDS = 5


@dataclass(frozen=True)
class Sighting:
    """One event of one document. ``key`` is the event's, ``document`` the document's hash.

    ``lead``: the first event that its document tells. ``initiators`` and ``targets`` are ids of parties; one that no pack knows is its folded name after a tilde.
    ``tolls`` are (kind, low, high). ``words`` are the trigger's words folded, ``names`` those of a named operation.
    """

    key: str
    document: str
    published: date | None
    type: str
    level: str
    status: str
    start: date | None
    end: date | None
    precision: str
    sites: tuple[Site, ...]
    initiators: frozenset[str]
    targets: frozenset[str]
    tolls: tuple[tuple[str, int | None, int | None], ...]
    count: int | None
    words: frozenset[str]
    names: frozenset[str]
    voices: frozenset[str]
    lead: bool

    @cached_property
    def parties(self) -> frozenset[str]:
        """All parties, whatever their role."""
        return self.initiators | self.targets

    @cached_property
    def site_keys(self) -> frozenset[str]:
        """The folded names of its places."""
        return frozenset(name_key(site.name) for site in self.sites)


def make_sighting(record: Mapping[str, Any], key: str, document: str, published: date | None, *, lead: bool = False) -> Sighting:
    """The sighting of an event record (as `marsad extract` prints it, or as gold has it)."""
    return Sighting(
        key=key,
        document=document,
        published=published,
        type=record["type"],
        level=record.get("level") or "incident",
        status=record.get("status") or "reported",
        start=_day(record.get("start") or record.get("end")),
        end=_day(record.get("end") or record.get("start")),
        precision=record.get("date_precision") or "unknown",
        sites=tuple(make_site(place) for place in record.get("places") or ()),
        initiators=frozenset(party_key(p) for p in record.get("initiators") or ()),
        targets=frozenset(party_key(p) for p in record.get("targets") or ()),
        tolls=tuple((o["kind"], o.get("min"), o.get("max")) for o in record.get("outcomes") or ()),
        count=record.get("count"),
        words=frozenset(name_key(_trigger(record)).split()),
        names=frozenset(name_key(name) for name in operation_names(record)),
        voices=frozenset(name_key(s if isinstance(s, str) else s.get("name") or "") for s in record.get("sources") or ()),
        lead=lead,
    )


def sighting_row(sighting: Sighting) -> list[Any]:
    """``sighting`` as plain values for JSON, in the order of its fields: a tenth of the event record it was made of."""
    s = sighting
    sites = [[t.name, t.name_en, t.admin1, t.country, t.lat, t.lon, t.precision, t.radius_km] for t in s.sites]
    days = [day and day.isoformat() for day in (s.published, s.start, s.end)]
    named = [sorted(names) for names in (s.initiators, s.targets, s.words, s.names, s.voices)]
    return [s.key, s.document, *days, s.type, s.level, s.status, s.precision, sites, *named, s.tolls, s.count, s.lead]


def row_sighting(row: Sequence[Any]) -> Sighting:
    """The sighting that `sighting_row` gave."""
    key, document, published, start, end, kind, level, status, precision, sites, *named, tolls, count, lead = row
    initiators, targets, words, names, voices = (frozenset(told) for told in named)
    return Sighting(
        key=key,
        document=document,
        published=_day(published),
        type=kind,
        level=level,
        status=status,
        start=_day(start),
        end=_day(end),
        precision=precision,
        sites=tuple(Site(*site) for site in sites),
        initiators=initiators,
        targets=targets,
        tolls=tuple((what, low, high) for what, low, high in tolls),
        count=count,
        words=words,
        names=names,
        voices=voices,
        lead=lead,
    )


def make_site(place: Mapping[str, Any]) -> Site:
    """The place of an event record as a Site; a precision that is not told is judged by what is known of the place."""
    admin1, country = place.get("admin1"), place.get("country")
    precision = place.get("precision") or ("exact" if admin1 else "country" if country else "unknown")
    at = (place.get("lat"), place.get("lon"))
    return Site(place["name"], place.get("name_en") or "", admin1, country, *at, precision, place.get("radius_km"))


def party_key(party: Mapping[str, Any]) -> str:
    """A party's id; for one that no pack knows its folded name after a tilde."""
    return party.get("id") or f"~{name_key(party.get('name') or party.get('mention') or '')}"


def operation_names(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The name of an operation as the text has it: in quotation marks after, or within, the words that tell the action.

    A quoted word that is a party's or place's mention ("SDF") is not an operation's name.
    """
    trigger = record["trigger"]
    if not isinstance(trigger, Mapping):
        return ()
    roles = ("initiators", "targets", "places")
    taken = {name_key(m.get("mention") or m.get("name") or "") for role in roles for m in record.get(role) or ()} - {""}
    for (start, end), quote in zip(record.get("evidence") or (), record.get("quotes") or ()):
        if start <= trigger["start"] < end:
            first, last = trigger["start"] - start, trigger["end"] - start
            within = _WITHIN.search(quote, max(0, first - 1))
            found = within if within and within.start(1) < last else _NAME.match(quote[last:])
            key = name_key(found.group(1)) if found else ""
            if found and len(key.split()) <= _MOST_NAME_WORDS and not any(key in t or t in key for t in taken):
                return (found.group(1),)
    return ()


def _trigger(record: Mapping[str, Any]) -> str:
    trigger = record["trigger"]
    return str(trigger["text"] if isinstance(trigger, Mapping) else trigger)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
