"""Resolution: one value a slot by a published rule, the others kept beside it, and a grade with its reason.

Rules, as docs/incidents.md prints them:

- type, level, date: the value that most independent origins give; of two with as many the more exact one (a day before
  a month), then the one said first.
- places, parties: all that are named, most supported first; a governorate gives way to a place within it.
- figures: of each origin its latest; from the lowest of the lows to the highest of the highs; a conflict where two
  origins' ranges do not meet.
- status: planned only where all say so, denied only where all do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from marsad.incidents.areas import lies_within, same_site
from marsad.incidents.claims import COUNT, DATE, INITIATOR, LEVEL, PLACE, REVISED, STATUS, TARGET, TOLLS, TYPE
from marsad.incidents.compare import Relations
from marsad.incidents.origins import Member
from marsad.incidents.records import Claim, Origin, Party, Site, Toll
from marsad.incidents.sighting import make_site, party_key

_PRECISIONS = ("day", "week", "range", "month", "year", "unknown")
_EXACT = ("exact", "admin1", "region", "country", "water", "unknown")


def support(claims: Iterable[Claim], slot: str, origins: Mapping[str, Origin]) -> dict[str, int]:
    """For each value of ``slot`` how many independent origins give it; a value of dependent ones only counts 0."""
    told: dict[str, set[str]] = {}
    for claim in claims:
        if claim.slot == slot:
            told.setdefault(claim.value, set()).add(claim.origin)
    return {value: sum(origins[o].independent for o in who) for value, who in told.items()}


def resolve_value(claims: Sequence[Claim], slot: str, origins: Mapping[str, Origin]) -> str:
    """The value of ``slot`` that most independent origins give, else the one said first; '' when nobody gives any."""
    counts = support(claims, slot, origins)
    first: dict[str, date] = {}
    for claim in claims:
        if claim.slot == slot:
            first[claim.value] = min(first.get(claim.value, date.max), claim.first_said or date.max)
    return min(counts, key=lambda v: (-counts[v], first[v], v), default="")


def resolve_date(members: Sequence[Member], claims: Sequence[Claim], origins: Mapping[str, Origin]) -> tuple[date | None, date | None, str]:
    """Start, end and precision."""
    counts = support(claims, DATE, origins)
    best: tuple[tuple[int, int, int, date, str], Member] | None = None
    for member in members:
        s = member.sighting
        if s.start is None or s.end is None:
            continue
        shown = s.start.isoformat() if s.start == s.end else f"{s.start}..{s.end}"
        exact = _PRECISIONS.index(s.precision) if s.precision in _PRECISIONS else len(_PRECISIONS)
        rank = (-counts.get(shown, 0), exact, (s.end - s.start).days, member.published or date.max, shown)
        if best is None or rank < best[0]:
            best = (rank, member)
    if best is None:
        return None, None, "unknown"
    return best[1].sighting.start, best[1].sighting.end, best[1].sighting.precision


def resolve_status(claims: Sequence[Claim]) -> str:
    """planned or denied where all say so, else reported."""
    told = {claim.value for claim in claims if claim.slot == STATUS}
    return told.pop() if len(told) == 1 else "reported"


def resolve_sites(members: Sequence[Member]) -> tuple[Site, ...]:
    """Places, each once with its most exact form, most reports first; what only contains another is left out."""
    sites = [make_site(place) for member in members for place in member.record["places"]]
    groups: list[list[Site]] = []
    for site in sorted(sites, key=_site_rank):
        group = next((g for g in groups if same_site(g[0], site)), None)
        if group is None:
            groups.append([site])
        else:
            group.append(site)
    kept = [g for g in groups if not any(h is not g and lies_within(h[0], g[0]) and not same_site(h[0], g[0]) for h in groups)]
    return tuple(g[0] for g in sorted(kept, key=lambda g: (-len(g), _site_rank(g[0]))))


def _site_rank(site: Site) -> tuple[int, bool, str, str]:
    exact = _EXACT.index(site.precision) if site.precision in _EXACT else len(_EXACT)
    return exact, site.lat is None, site.name, site.admin1 or ""


def resolve_parties(members: Sequence[Member], claims: Sequence[Claim], origins: Mapping[str, Origin]) -> tuple[Party, ...]:
    """Parties by role, most supported first."""
    out: dict[tuple[str, str], Party] = {}
    for slot, role in ((INITIATOR, "initiators"), (TARGET, "targets")):
        counts = support(claims, slot, origins)
        for member in members:
            for party in member.record[role]:
                shown = party.get("id") or party["name"]
                out.setdefault((slot, party_key(party)), Party(slot, party.get("id") or "", party["name"], max(1, counts.get(shown, 0))))
    return tuple(sorted(out.values(), key=lambda p: (p.role, -p.origins, p.id, p.name)))


def resolve_tolls(claims: Sequence[Claim]) -> tuple[Toll, ...]:
    """One range a kind, over the latest figures of each origin (its largest where one report gives several)."""
    out = []
    for kind in TOLLS:
        told = [c for c in claims if c.slot == kind]
        standing: dict[str, Claim] = {}
        for claim in told:
            if claim.state != REVISED and (claim.low is not None or claim.high is not None):
                held = standing.get(claim.origin)
                if held is None or _size(claim) > _size(held):
                    standing[claim.origin] = claim
        if told:
            revised = any(c.state == REVISED for c in told)
            out.append(_toll(kind, list(standing.values()), revised))
    return tuple(out)


def _size(claim: Claim) -> tuple[int, int]:
    return claim.low or 0, claim.high or claim.low or 0


def _toll(kind: str, figures: Sequence[Claim], revised: bool) -> Toll:
    if not figures:
        return Toll(kind, None, None, revised=revised)
    lows = [c.low or 0 for c in figures]
    highs = [c.high for c in figures]
    closed = [high for high in highs if high is not None]
    open_from = max((c.low or 0 for c in figures if c.high is None), default=-1)
    high = None if open_from >= max(closed, default=-1) else max(closed)
    return Toll(kind, min(lows), high, conflict=bool(closed) and max(lows) > min(closed), revised=revised)


def find_conflicts(members: Sequence[Member], claims: Sequence[Claim], tolls: Sequence[Toll], relations: Relations) -> tuple[str, ...]:
    """The slots on which reports contradict each other, in the order of the guide."""
    out = [slot for slot in (TYPE, LEVEL, STATUS, COUNT) if len({c.value for c in claims if c.slot == slot}) > 1]
    spans = [(s.start, s.end) for m in members if (s := m.sighting).start and s.end]
    if spans and max(start for start, _ in spans) > min(end for _, end in spans):  # two of them do not meet
        out.append(DATE)
    if _apart([m.sighting.sites for m in members]):
        out.append(PLACE)
    for slot, sides in ((INITIATOR, [m.sighting.initiators for m in members]), (TARGET, [m.sighting.targets for m in members])):
        named = [side - relations.vague for side in sides if side - relations.vague]
        if any(not any(relations.kin.related(x, y, None) for x in a for y in b) for a in named for b in named):
            out.append(slot)
    return (*out, *(toll.kind for toll in tolls if toll.conflict))


def _apart(told: Sequence[Sequence[Site]]) -> bool:
    """Whether two reports name exact places none of which is the other's."""
    exact = [[s for s in sites if s.precision == "exact"] for sites in told]
    return any(a and b and not any(same_site(x, y) for x in a for y in b) for n, a in enumerate(exact) for b in exact[:n])


def grade(members: Sequence[Member], origins: Sequence[Origin], conflicts: Sequence[str], relations: Relations) -> tuple[str, str]:
    """The grade of an incident and its rule in words."""
    denied = [m for m in members if m.sighting.status == "denied"]
    day = next((m.sighting.start for m in members if m.sighting.start), None)
    doers = {p for m in members for p in m.sighting.initiators}
    admits = next((o for o in origins if o.party and any(relations.kin.related(o.party, d, day) for d in doers)), None)
    independent = sum(o.independent for o in origins)
    if denied and len(denied) == len(members):
        return "denied", "every report says that the side accused denies it"
    if admits and not denied:
        return "acknowledged", f"{admits.name} speaks for {admits.party}, which did it"
    if denied:
        return "contested", f"{len(denied)} of {len(members)} reports say that it is denied"
    if INITIATOR in conflicts:
        return "contested", "origins name different sides as having done it"
    if independent > 1:
        return "corroborated", f"{independent} independent origins report it"
    return "single", "one origin reports it" + (f", repeated in {len(members)} reports" if len(members) > 1 else "")
