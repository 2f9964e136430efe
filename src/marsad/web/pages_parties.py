"""Parties: what each did, what was done to it, what it said, and to whom it belonged when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from marsad.incidents.ledger import Belonging
from marsad.packs.rows import Actor, Packs
from marsad.store.standing import list_memberships
from marsad.web.index import Index, Row
from marsad.web.state import missing, state_of

router = APIRouter(include_in_schema=False)
LATEST = 15  # incidents listed on a party's page; the overview has all


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in the list, with its numbers of incidents by role and of those it speaks on."""

    id: str
    name: str
    initiated: int
    targeted: int
    said: int


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a party did, what was done to it, and on what it spoke: rows by day, and numbers by type."""

    initiated: tuple[Row, ...]
    targeted: tuple[Row, ...]
    said: tuple[Row, ...]
    types: tuple[tuple[str, int, int], ...]


@router.get("/parties")
def parties(request: Request) -> Response:
    """All parties on record, most incidents first."""
    state = state_of(request)
    lines = count_parties(state.keeper.now())
    most = max((max(p.initiated, p.targeted) for p in lines), default=1)
    return state.templates.page(request, "parties.html", {"lines": lines, "most": most})


@router.get("/parties/{id}")
def party(request: Request, id: str) -> Response:
    """One party."""
    state = state_of(request)
    packs = state.packs
    deeds = gather_deeds(state.keeper.now(), id)
    actor = packs.actors().get(id)
    if actor is None and not (deeds.initiated or deeds.targeted or deeds.said):
        raise missing(id)
    read = list_memberships(state.workspace, id)
    members = (*state.kin.down.get(id, ()), *(b for b in read if b.of == id))
    values = {
        "id": id,
        "actor": actor,
        "deeds": deeds,
        "latest": LATEST,
        "most": max((max(a, b) for _, a, b in deeds.types), default=1),
        "aliases": find_aliases(packs, id),
        "belongs": (*state.kin.up.get(id, ()), *(b for b in read if b.party == id)),
        "members": _ordered(members, packs.actors()),
    }
    return state.templates.page(request, "party.html", values)


def count_parties(index: Index) -> list[PartyLine]:
    """Parties of the incidents that stand; one that no pack knows has its name for an id."""
    names: dict[str, str] = {}
    by, against, said = Counter[str](), Counter[str](), Counter[str]()
    for row in index.rows:
        if row.rejected or row.level == "tally":
            continue
        for counts, side in ((by, row.initiators), (against, row.targets)):
            for id, name in dict.fromkeys(side):
                names.setdefault(id or name, name)
                counts[id or name] += 1
        said.update(row.speakers)
    for id in said:
        names.setdefault(id, id)
    lines = [PartyLine(id, names[id], by[id], against[id], said[id]) for id in names]
    return sorted(lines, key=lambda p: (-(p.initiated + p.targeted), p.id))


def gather_deeds(index: Index, id: str) -> Deeds:
    """The incidents of one party by role, latest first."""
    standing = [row for row in index.rows if not row.rejected]
    by = tuple(r for r in standing if any((i or n) == id for i, n in r.initiators))
    against = tuple(r for r in standing if any((i or n) == id for i, n in r.targets))
    said = tuple(r for r in standing if id in r.speakers)
    done, suffered = Counter(r.type for r in by), Counter(r.type for r in against)
    types = sorted({*done, *suffered}, key=lambda t: (-(done[t] + suffered[t]), t))
    return Deeds(by, against, said, tuple((t, done[t], suffered[t]) for t in types))


def find_aliases(packs: Packs, id: str) -> list[tuple[str, str, str]]:
    """The names that lists know for a party, with the days from and to which they hold ('' for open)."""
    rows = [row for row in packs.rows("aliases") if row.get("actor") == id]
    return [(form, row.get("from"), row.get("to")) for row in rows for form in row.forms("alias")]


def _ordered(members: tuple[Belonging, ...], actors: Mapping[str, Actor]) -> list[Belonging]:
    return sorted(members, key=lambda b: actors[b.party].name if b.party in actors else b.party)
