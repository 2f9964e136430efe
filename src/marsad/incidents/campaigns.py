"""Campaigns gather their incidents by name, phase, period, parties and area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from marsad.incidents.areas import name_key
from marsad.incidents.ledger import Campaign, Match, Operation, Phase
from marsad.incidents.parties import Kin
from marsad.incidents.records import Incident, Saying
from marsad.incidents.tallies import YES, fit


def same_name(a: Incident, b: Incident) -> bool:
    """Whether two campaigns carry one name of an operation."""
    return bool({name_key(n) for n in a.names} & {name_key(n) for n in b.names})


def gather_campaign(campaign: Incident, phases: Sequence[Incident], candidates: Iterable[Incident], kin: Kin) -> Campaign:
    """``campaign`` with its ``phases`` (other campaigns of its name, by day) and those of ``candidates`` that belong to it.

    An incident that names the operation belongs (yes) whatever else is known of it; one without a name when area,
    kind of action and parties agree.
    """
    found = []
    for incident in candidates:
        named = same_name(campaign, incident)
        match = Match(incident.id, YES, "names the operation") if named else fit(campaign, incident, kin)
        if match and not incident.rejected:
            found.append(match)
    ordered = sorted(phases, key=lambda p: (p.start or date.max, p.id))
    return Campaign(campaign, tuple(p.id for p in ordered), tuple(found))


def gather_operation(told: Sequence[tuple[str, Mapping[str, Any]]], matches: Iterable[Match]) -> Operation:
    """The operation of which ``told`` are (document id, named operation of its record); ``matches`` are its incidents.

    Sentences that tell of the same phase make one phase, whatever report they stand in; those that tell none, another.
    The name is the one said most, then first.
    """
    names = [record["name"] for _, record in told]
    numbers = sorted({record["phase"] for _, record in told}, key=lambda n: (n is not None, n))
    phases = [_phase(number, [(doc, record) for doc, record in told if record["phase"] == number]) for number in numbers]
    return Operation(
        max(dict.fromkeys(names), key=names.count),
        tuple(sorted(phases, key=lambda p: (p.start or date.max, p.number is not None, p.number or 0))),
        tuple(sorted(matches, key=lambda m: (m.fits != YES, m.incident))),
    )


def _phase(number: int | None, told: Sequence[tuple[str, Mapping[str, Any]]]) -> Phase:
    days = [date.fromisoformat(record[key]) for _, record in told for key in ("since", "until") if record[key]]
    return Phase(
        number,
        min(days, default=None),
        max(days, default=None),
        tuple(dict.fromkeys(party for _, record in told for party in record["parties"])),
        tuple(dict.fromkeys(place for _, record in told for place in record["places"])),
        tuple(Saying(doc, "", record["span"][0], record["span"][1], record["quote"]) for doc, record in told),
    )
