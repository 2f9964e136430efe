"""Claims: each value of each slot of an incident, by the origin that gives it, with its words and when it was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from marsad.incidents.areas import name_key
from marsad.incidents.origins import Member, Voice
from marsad.incidents.records import Claim, Saying
from marsad.incidents.sighting import party_key

PLACE, INITIATOR, TARGET, DATE, TYPE, STATUS, LEVEL, COUNT = "place", "initiator", "target", "date", "type", "status", "level", "count"
TOLLS = ("killed", "wounded", "detained", "abducted", "released", "displaced", "surrendered", "missing")
REVISED, STANDS, DIFFERS = "revised", "stands", "differs"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A slot's filler as one event has it: what it is compared by, what is shown, its figures and its words."""

    slot: str
    key: str
    shown: str
    low: int | None = None
    high: int | None = None
    span: Span = (0, 0)
    quote: str = ""


def make_claims(members: Sequence[Member], voices: Mapping[str, Sequence[Voice]]) -> tuple[Claim, ...]:
    """The claims of an incident, by slot in the order of the guide, then by when they were first said.

    A figure is its nearest speaker's; every other value is said by all speakers of its event. A figure that the same
    origin later replaced is marked ``revised``: a sequence, not a conflict.
    """
    found: dict[tuple[str, str, str], Claim] = {}
    for member in members:
        for value in event_values(member.record):
            for voice in _speakers(value, voices[member.sighting.key]):
                key = (value.slot, value.key, voice.origin)
                found[key] = _added(found.get(key), value, voice.origin, member)
    order = {slot: n for n, slot in enumerate((TYPE, LEVEL, STATUS, DATE, PLACE, INITIATOR, TARGET, COUNT, *TOLLS))}
    claims = sorted(found.values(), key=lambda c: (order[c.slot], c.first_said or date.max, c.value, c.origin))
    return _with_revisions(claims)


def _speakers(value: Value, voices: Sequence[Voice]) -> Sequence[Voice]:
    placed = [v for v in voices if v.end > v.start]
    if value.slot not in TOLLS or len(placed) < 2 or value.span == (0, 0):
        return voices
    return [min(placed, key=lambda v: (_gap(value.span, (v.start, v.end)), v.origin))]


def _gap(a: Span, b: Span) -> int:
    return max(0, b[0] - a[1], a[0] - b[1])


def _added(claim: Claim | None, value: Value, origin: str, member: Member) -> Claim:
    saying = Saying(member.document, member.sighting.key, *value.span, value.quote)
    said = member.published
    if claim is None:
        return Claim(value.slot, value.shown, origin, value.low, value.high, said, said, STANDS, (saying,))
    days = [day for day in (claim.first_said, claim.last_said, said) if day]
    sayings = claim.sayings if saying in claim.sayings else (*claim.sayings, saying)
    return replace(claim, first_said=min(days, default=None), last_said=max(days, default=None), sayings=sayings)


def _with_revisions(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Figures that their origin left for another are revised: all its later reports give another of that kind."""
    latest: dict[tuple[str, str], date] = {}
    for claim in claims:
        if claim.slot in TOLLS and claim.last_said:
            key = (claim.slot, claim.origin)
            latest[key] = max(latest.get(key, date.min), claim.last_said)
    out = []
    for claim in claims:
        last = latest.get((claim.slot, claim.origin))
        revised = claim.slot in TOLLS and last is not None and claim.last_said is not None and claim.last_said < last
        out.append(replace(claim, state=REVISED) if revised else claim)
    return tuple(out)


def event_values(record: Mapping[str, Any]) -> Iterator[Value]:
    """The fillers of an event record, each with its words."""
    trigger = record["trigger"]
    said, span = trigger["text"], (trigger["start"], trigger["end"])
    yield Value(TYPE, record["type"], record["type"], span=span, quote=said)
    yield Value(LEVEL, record["level"], record["level"], span=span, quote=said)
    yield Value(STATUS, record["status"], record["status"], span=span, quote=said)
    if record["start"] or record["end"]:
        time = record.get("time") or {}
        start, end = record["start"] or record["end"], record["end"] or record["start"]
        shown = start if start == end else f"{start}..{end}"
        yield Value(DATE, shown, shown, span=(time.get("start", 0), time.get("end", 0)), quote=time.get("text") or "")
    for place in record["places"]:
        yield Value(PLACE, f"{name_key(place['name'])}:{place.get('country')}", place["name"], span=_span(place), quote=place.get("mention") or "")
    for slot, role in ((INITIATOR, "initiators"), (TARGET, "targets")):
        for party in record[role]:
            yield Value(slot, party_key(party), party.get("id") or party["name"], span=_span(party), quote=party.get("mention") or "")
    if record.get("count") is not None:
        yield Value(COUNT, str(record["count"]), str(record["count"]), record["count"], record["count"], span, said)
    for toll in record["outcomes"]:
        low, high = toll["min"], toll["max"]
        of = f" ({toll['of']})" if toll.get("of") else ""
        yield Value(toll["kind"], f"{low}:{high}{of}", f"{show_range(low, high)}{of}", low, high, _span(toll), toll.get("mention") or "")


def _span(part: Mapping[str, Any]) -> Span:
    start, end = part.get("span") or (0, 0)
    return int(start), int(end)


def show_range(low: int | None, high: int | None) -> str:
    """A figure as people write it.

    >>> show_range(3, 3), show_range(15, None), show_range(20, 99), show_range(None, None)
    ('3', '15 or more', '20 to 99', 'some')
    """
    if low is None and high is None:
        return "some"
    if high is None:
        return f"{low} or more"
    return f"{high}" if low == high else f"{low or 0} to {high}"
