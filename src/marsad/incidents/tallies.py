"""Tallies held against the record: which incidents in period and area fit what is claimed, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from marsad.incidents.areas import related_types, within_any
from marsad.incidents.ledger import Match, Tally
from marsad.incidents.parties import Kin
from marsad.incidents.records import Incident, Party

YES, MAYBE = "yes", "maybe"
_ROLES = ("initiator", "target")


def hold_tally(tally: Incident, candidates: Iterable[Incident], kin: Kin, overlaps: Sequence[str] = ()) -> Tally:
    """``tally`` against ``candidates``, the incidents on record whose days meet its period.

    Planned, denied and rejected incidents are not held against it. An incident fits (yes) when area, kind of action
    and parties agree, maybe when one of them is unknown on either side; else it is recorded in period and area only.
    """
    recorded = [c for c in candidates if _may_count(c) and within_any(c.places, tally.places) is not False]
    matches = [match for c in recorded if (match := fit(tally, c, kin))]
    by_id = {c.id: c for c in recorded}
    matching = [by_id[m.incident] for m in matches]
    return Tally(
        incident=tally,
        claimed=tally.count,
        recorded=len(recorded),
        matching=len(matches),
        missing=None if tally.count is None else tally.count - len(matches),
        matches=tuple(matches),
        outcomes=tuple((t.kind, t.low, t.high, *_total(matching, t.kind)) for t in tally.tolls),
        overlaps=tuple(sorted(overlaps)),
    )


def against_record(tally: Incident, record: Sequence[Incident], kin: Kin) -> Tally:
    """``tally`` against those of the ``record`` whose days meet its period, with the tallies that overlap it."""
    if tally.start is None or tally.end is None:
        return hold_tally(tally, (), kin)
    meeting = [i for i in record if i.start and i.end and i.start <= tally.end and i.end >= tally.start]
    others = [t.id for t in meeting if t.level == "tally" and t.id != tally.id and overlap(tally, t, kin)]
    return hold_tally(tally, meeting, kin, others)


def _may_count(incident: Incident) -> bool:
    return incident.level == "incident" and incident.status == "reported" and not incident.rejected


def _total(incidents: Sequence[Incident], kind: str) -> tuple[int, int]:
    """The least and the most that the incidents' tolls of ``kind`` add up to; an open end counts as its known one."""
    tolls = [t for incident in incidents for t in incident.tolls if t.kind == kind]
    low = sum(t.low or 0 for t in tolls)
    return low, max(low, sum(t.high if t.high is not None else t.low or 0 for t in tolls))


def fit(frame: Incident, incident: Incident, kin: Kin) -> Match | None:
    """How ``incident`` fits the area, kind of action and parties of ``frame`` (a tally or campaign); None when it does not."""
    told: list[tuple[str, bool | None]] = []
    if frame.places:
        told.append(("area", within_any(incident.places, frame.places)))
    if frame.type != "other":
        told.append(("kind", related_types(frame.type, incident.type)))
    day = incident.start or frame.start
    for role in _ROLES:
        asked = [p for p in frame.parties if p.role == role]
        if asked:
            found = _of_role(incident, role, symmetric=frame.type == "clash")
            told.append((role, _meet(asked, found, kin, day)))
    if not told or any(value is False for _, value in told):
        return None
    unknown = [name for name, value in told if value is None]
    if len(unknown) == len(told):
        return None
    why = ", ".join(name for name, value in told if value)
    return Match(incident.id, MAYBE if unknown else YES, f"{why} fit" + (f"; {', '.join(unknown)} unknown" if unknown else ""))


def _of_role(incident: Incident, role: str, *, symmetric: bool) -> list[Party]:
    return [p for p in incident.parties if symmetric or p.role == role]


def _meet(asked: Sequence[Party], found: Sequence[Party], kin: Kin, day: date | None) -> bool | None:
    known = [p.id for p in found if p.id]
    if not known or not all(p.id for p in asked):
        return None
    return any(kin.related(a.id, b, day) for a in asked for b in known)


def overlap(a: Incident, b: Incident, kin: Kin) -> bool:
    """Whether two tallies may count the same happenings: periods meet, and area, kind and initiators do not differ."""
    if None in (a.start, a.end, b.start, b.end) or a.start > b.end or b.start > a.end:  # type: ignore[operator]
        return False
    if a.places and b.places and within_any(a.places, b.places) is False and within_any(b.places, a.places) is False:
        return False
    if "other" not in (a.type, b.type) and not related_types(a.type, b.type):
        return False
    sides = [[p.id for p in t.parties if p.role == "initiator" and p.id] for t in (a, b)]
    return not all(sides) or any(kin.related(x, y, a.start) for x in sides[0] for y in sides[1])
