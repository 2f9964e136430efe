"""Campaigns gather their incidents by name, phase, period, parties and area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from marsad.incidents.areas import name_key
from marsad.incidents.ledger import Campaign, Match
from marsad.incidents.parties import Kin
from marsad.incidents.records import Incident
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
