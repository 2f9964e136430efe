"""Building an incident from its events: claims, origins, resolved slots, grade, and what a person corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from marsad.incidents.areas import name_key
from marsad.incidents.claims import COUNT, LEVEL, PLACE, STATUS, TOLLS, TYPE, make_claims
from marsad.incidents.compare import Linker
from marsad.incidents.judging import settle_judgements
from marsad.incidents.keys import incident_id
from marsad.incidents.origins import Member, find_origins, order_members
from marsad.incidents.records import Claim, Incident, Judgement, Party, Site, Toll
from marsad.incidents.resolve import (
    find_conflicts,
    grade,
    resolve_date,
    resolve_parties,
    resolve_sites,
    resolve_status,
    resolve_tolls,
    resolve_value,
)
from marsad.incidents.sighting import operation_names


def build_incident(members: Sequence[Member], linker: Linker, judgements: Sequence[Judgement] = ()) -> Incident:
    """The incident that ``members`` are, a function of them and the ``judgements`` alone, in whatever order they come."""
    ordered = order_members(members)
    origins, voices = find_origins(ordered, linker.aliases)
    claims = make_claims(ordered, voices)
    by_id = {o.id: o for o in origins}
    start, end, precision = resolve_date(ordered, claims, by_id)
    tolls = resolve_tolls(claims)
    conflicts = find_conflicts(ordered, claims, tolls, linker.relations)
    told, rule = grade(ordered, origins, conflicts, linker.relations)
    count = resolve_value(claims, COUNT, by_id)
    days = [m.published for m in ordered if m.published]
    incident = Incident(
        id=incident_id(ordered[0].sighting.key),
        type=resolve_value(claims, TYPE, by_id),
        level=resolve_value(claims, LEVEL, by_id),
        status=resolve_status(claims),
        start=start,
        end=end,
        date_precision=precision,
        places=resolve_sites(ordered),
        parties=resolve_parties(ordered, claims, by_id),
        tolls=tolls,
        count=int(count) if count else None,
        names=_names(ordered),
        grade=told,
        rule=rule,
        title=next((m.title for m in ordered if m.title), ""),
        origins=origins,
        claims=_against(claims, tolls),
        events=tuple(m.sighting.key for m in ordered),
        documents=tuple(dict.fromkeys(m.document for m in ordered)),
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        conflicts=conflicts,
    )
    return apply_judgements(incident, judgements)


def _names(members: Sequence[Member]) -> tuple[str, ...]:
    out: dict[str, str] = {}
    for member in members:
        for name in operation_names(member.record):
            out.setdefault(name_key(name), name)
    return tuple(out.values())


def _against(claims: Sequence[Claim], tolls: Sequence[Toll]) -> tuple[Claim, ...]:
    """Standing figures that do not meet another origin's are told apart: ``differs``."""
    torn = {toll.kind for toll in tolls if toll.conflict}
    return tuple(replace(c, state="differs") if c.slot in torn and c.state == "stands" and c.low is not None else c for c in claims)


def apply_judgements(incident: Incident, judgements: Sequence[Judgement]) -> Incident:
    """``incident`` with what stands of the ``judgements`` about its events: corrected slots, accepted, rejected."""
    keys = set(incident.events)
    judged: dict[str, None] = {}
    for judgement in settle_judgements(judgements):
        if judgement.undone or judgement.overruled_by or not keys & set(judgement.left):
            continue
        if judgement.kind == "reject":
            incident = replace(incident, rejected=True)
        elif judgement.kind == "correct":
            incident = _corrected(incident, judgement.slot, judgement.value)
        if judgement.kind in ("accept", "reject", "correct"):
            judged[judgement.slot or judgement.kind] = None
    return replace(incident, judged=tuple(judged))


def _corrected(incident: Incident, slot: str, value: str) -> Incident:
    if slot == TYPE:
        return replace(incident, type=value)
    if slot == LEVEL:
        return replace(incident, level=value)
    if slot == STATUS:
        return replace(incident, status=value)
    if slot in ("start", "end"):
        day = date.fromisoformat(value) if value else None
        start, end = (day, incident.end) if slot == "start" else (incident.start, day)
        exact = "unknown" if day is None else "day" if start == end else "range"
        return replace(incident, start=start, end=end, date_precision=exact)
    if slot == "count":
        return replace(incident, count=int(value) if value else None)
    if slot in TOLLS:
        toll = Toll(slot, *parse_range(value))
        others = tuple(t for t in incident.tolls if t.kind != slot)
        return replace(incident, tolls=(*others, toll) if value else others)
    names = [name.strip() for name in value.split(",") if name.strip()]
    if slot == "place":
        return replace(incident, places=tuple(_site(name, incident.places) for name in names))
    parties = [p for p in incident.parties if p.role != slot] + [_party(slot, name, incident.parties) for name in names]
    return replace(incident, parties=tuple(sorted(parties, key=lambda p: (p.role, -p.origins, p.id, p.name))))


def _site(name: str, known: Sequence[Site]) -> Site:
    """The place of that name as reports gave it; one that no report named has its name, and the point given with it.

    >>> _site("Ariha @ 35.81 36.61", ()).lat
    35.81
    """
    name, _, point = (part.strip() for part in name.partition("@"))
    if point:
        lat, lon = parse_point(point)
        return Site(name, "", None, None, lat, lon, "exact")
    return next((s for s in known if name in (s.name, s.name_en)), Site(name, "", None, None, None, None, "unknown"))


def _party(role: str, name: str, known: Sequence[Party]) -> Party:
    found = next((p for p in known if name in (p.id, p.name)), None)
    return replace(found, role=role) if found else Party(role, name, name)


def parse_point(point: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, as written after a place's name. Raises ValueError for what is no point on Earth.

    >>> parse_point("35.81 36.61")
    (35.81, 36.61)
    """
    lat, lon = (float(part) for part in point.split())
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"{point!r} is no point")
    return lat, lon


def parse_range(value: str) -> tuple[int | None, int | None]:
    """The low and high of a figure as a person writes it. Raises ValueError for one that is none.

    >>> parse_range("4"), parse_range("4-7"), parse_range("15+"), parse_range("")
    ((4, 4), (4, 7), (15, None), (None, None))
    """
    text = value.strip().replace("\u2013", "-")
    if not text:
        return None, None
    if text.endswith("+"):
        return int(text[:-1]), None
    low, dash, high = text.partition("-")
    pair = int(low), int(high) if dash else int(low)
    if pair[0] < 0 or pair[0] > pair[1]:
        raise ValueError(f"{value!r} is no range")
    return pair


def check_value(slot: str, value: str, allowed: Mapping[str, frozenset[str]]) -> str:
    """What is wrong with ``value`` as a correction of ``slot``, with the mend; '' when nothing is.

    ``allowed`` has the values of closed slots. An empty value means unknown.
    """
    if slot in allowed:
        return "" if value in allowed[slot] else f"{slot}: no {value!r}; there are {', '.join(sorted(allowed[slot]))}"
    try:
        if slot in ("start", "end") and value:
            date.fromisoformat(value)
        elif slot == PLACE:
            for name in value.split(","):
                if "@" in name:
                    parse_point(name.partition("@")[2])
        elif slot in TOLLS or slot == COUNT:
            parse_range(value)
            if slot == COUNT and value:
                int(value)
    except ValueError:
        return f"{slot}: {value!r} cannot be read; write a day as 2024-05-31, a figure as 4, 4-7 or 15+, a place as NAME or NAME @ LATITUDE LONGITUDE"
    return ""
