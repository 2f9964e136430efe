"""One incident: what is said of it by whom, in which words, and what people decided about it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from marsad.incidents.ledger import Dossier, Entry
from marsad.incidents.records import Claim, Incident, Origin
from marsad.store.incidents import Filter, find_incident
from marsad.store.judge import SLOTS
from marsad.store.ledger import list_campaigns, list_tallies
from marsad.web.index import Row
from marsad.web.sentences import tell_row
from marsad.web.state import State, missing, state_of

router = APIRouter(include_in_schema=False)
TOLLS = ("killed", "wounded", "detained", "abducted", "released", "displaced", "surrendered", "missing")
FRAMES = 20  # tallies, and campaigns, of the incident's days that are looked through
SHOWN = ("type", "level", "status", "start", "end", "date", "place", "initiator", "target", "count", *TOLLS)


@dataclass(frozen=True, slots=True)
class SlotView:
    """One slot: its claims by value, most supported first; ``conflict`` when they differ, ``judged`` when a person set it."""

    name: str
    claims: tuple[tuple[str, tuple[Claim, ...]], ...]
    conflict: bool
    judged: bool


@router.get("/incidents/{id}")
def incident(request: Request, id: str) -> Response:
    """All that is known of one incident."""
    state = state_of(request)
    dossier = find_incident(state.workspace, id)
    if dossier is None or state.settings.public:
        raise missing(id)
    if dossier.asked and not id.startswith("e-"):
        return RedirectResponse(f"/incidents/{dossier.incident.id}", 303)
    return state.templates.page(request, "incident.html", incident_values(request, state, dossier))


def incident_values(request: Request, state: State, dossier: Dossier) -> dict[str, Any]:
    """What the template of an incident needs."""
    index = state.keeper.now()
    wording = state.templates.wording(request)
    names = state.templates.names
    row = index.by_id.get(dossier.incident.id)
    return {
        "dossier": dossier,
        "incident": dossier.incident,
        "row": row,
        "sentence": tell_row(row, wording, names) if row else dossier.incident.title,
        "slots": gather_slots(dossier.incident),
        "origins": {o.id: o for o in dossier.incident.origins},
        "sources": group_copies(dossier.entries),
        "seen": seen_state(dossier),
        "likes": [
            _like(
                q.right_incident if q.left_incident == dossier.incident.id else q.left_incident,
                q,
                index.by_id,
            )
            for q in dossier.questions
        ],
        "tell": lambda r: tell_row(r, wording, names),
        "held": find_frames(state, dossier.incident, index.by_id),
        "choices": SLOTS,
        "site": next((p for p in dossier.incident.places if p.lat is not None), None),
        "parties": sorted(names.parties_en, key=lambda id: names.party(id, wording.preferences.lang)),
    }


def find_frames(state: State, incident: Incident, by_id: Mapping[str, Row]) -> list[Row]:
    """The tallies and campaigns that this incident counts towards, as far as they are among the latest of its days."""
    if incident.level != "incident" or incident.start is None:
        return []
    wanted = Filter(since=incident.start, until=incident.end or incident.start)
    tallies = list_tallies(state.workspace, wanted, state.kin, limit=FRAMES)
    campaigns = list_campaigns(state.workspace, wanted, state.kin, limit=FRAMES)
    frames = [(f.incident.id, f.matches) for f in tallies] + [(f.incident.id, f.matches) for f in campaigns]
    found = [id for id, matches in frames if any(m.incident == incident.id for m in matches)]
    return [by_id[id] for id in found if id in by_id]


def _like(other: str, question: Any, by_id: Mapping[str, Row]) -> dict[str, Any]:
    return {"id": other, "row": by_id.get(other), "question": question}


def gather_slots(incident: Incident) -> tuple[SlotView, ...]:
    """The slots that have claims, in the order of a sentence; those that nobody foresaw come last."""
    by_slot: dict[str, dict[str, list[Claim]]] = {}
    for claim in incident.claims:
        value = claim.value or f"{claim.low}..{claim.high}"
        by_slot.setdefault(claim.slot, {}).setdefault(value, []).append(claim)
    order = [s for s in SHOWN if s in by_slot] + sorted(set(by_slot) - set(SHOWN))
    return tuple(
        SlotView(
            slot,
            tuple(sorted(((v, tuple(c)) for v, c in by_slot[slot].items()), key=lambda item: -len(item[1]))),
            slot in incident.conflicts,
            slot in incident.judged,
        )
        for slot in order
    )


def group_copies(entries: Sequence[Entry]) -> tuple[tuple[Entry, tuple[Entry, ...]], ...]:
    """Each entry that is no copy, with the copies of its document folded in; a copy of none of them stands alone."""
    leads = {e.document: e for e in reversed(entries) if not e.copy_of}
    out: dict[str, list[Entry]] = {}
    firsts: list[Entry] = []
    for entry in entries:
        if entry.copy_of in leads:
            out.setdefault(leads[entry.copy_of].key, []).append(entry)
        else:
            firsts.append(entry)
    return tuple((e, tuple(out.get(e.key, ()))) for e in firsts)


def seen_state(dossier: Dossier) -> str:
    """A short digest of what a reader of this page has seen: another one later means that someone was quicker."""
    told = repr(
        (dossier.incident.id, sorted(dossier.incident.events), [(j.id, j.undone) for j in dossier.judgements])
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def origin_name(origins: Mapping[str, Origin], id: str) -> str:
    """The name of an origin; its id when the incident does not list it."""
    return origins[id].name if id in origins else id
