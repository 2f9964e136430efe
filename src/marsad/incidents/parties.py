"""Who belongs to whom on which day: parents, partners and members of parties, from packs and from what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from marsad.incidents.ledger import Belonging, PartyPage
from marsad.incidents.records import Saying
from marsad.packs.rows import Packs

_DEPTH = 4  # a battalion, its brigade, its army, its government; deeper chains are not in any pack


@dataclass(frozen=True, slots=True)
class Kin:
    """Belongings by party and by what they belong to."""

    up: Mapping[str, tuple[Belonging, ...]]
    down: Mapping[str, tuple[Belonging, ...]]

    def above(self, party: str, day: date | None) -> frozenset[str]:
        """What ``party`` belongs to on ``day``, directly or over others; every belonging counts when the day is unknown."""
        return self._reach(party, day, self.up, upward=True)

    def around(self, parties: Iterable[str]) -> frozenset[str]:
        """``parties``, all that ever belonged to them and all they ever belonged to."""
        out: set[str] = set()
        for party in parties:
            out |= {party} | self.above(party, None) | self._reach(party, None, self.down, upward=False)
        return frozenset(out)

    def related(self, a: str, b: str, day: date | None) -> bool:
        """Whether one of the two belongs to the other on ``day``, or both are one."""
        return a == b or b in self.above(a, day) or a in self.above(b, day)

    def _reach(self, party: str, day: date | None, steps: Mapping[str, tuple[Belonging, ...]], *, upward: bool) -> frozenset[str]:
        out: set[str] = set()
        level = {party}
        for _ in range(_DEPTH):
            level = {
                b.of if upward else b.party for name in level for b in steps.get(name, ()) if _holds(b, day)
            } - out - {party}
            if not level:
                break
            out |= level
        return frozenset(out)


def _holds(belonging: Belonging, day: date | None) -> bool:
    if day is None:
        return True
    return (belonging.start is None or belonging.start <= day) and (belonging.end is None or day <= belonging.end)


def pack_belongings(packs: Packs) -> tuple[Belonging, ...]:
    """The belongings that packs declare, by party."""
    return tuple(
        Belonging(actor.id, other.id, kind, other.start, other.end, f"{actor.pack}/actors.yaml")
        for actor in packs.actors().values()
        for kind, others in (("parent", actor.parents), ("partner", actor.partners), ("renamed", actor.successors))
        for other in others
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A report says that ``party`` joined ``of``, or left it, on ``day`` or before."""

    party: str
    of: str
    leaves: bool
    day: date | None
    saying: Saying


def settle_memberships(steps: Iterable[Step]) -> tuple[Belonging, ...]:
    """The memberships that reports tell, by party: each from the first day said of joining to the first said of leaving.

    Reports that say the same of one membership stand together; joining again begins another. What has no day is taken
    to be said of the first.
    """
    told: dict[tuple[str, str], list[Step]] = {}
    for step in sorted(steps, key=lambda s: (s.party, s.of, s.day is not None, s.day or date.min, s.leaves, s.saying.document)):
        told.setdefault((step.party, step.of), []).append(step)
    out: list[Belonging] = []
    for (party, of), rows in told.items():
        now: Belonging | None = None
        for step in rows:
            if now is None or (now.end is not None and not step.leaves):
                out += [now] if now else []
                now = Belonging(party, of, "member", None, None, "reports")
            first = (now.end or step.day, now.start) if step.leaves else (now.end, now.start or step.day)
            now = replace(now, end=first[0], start=first[1], sayings=(*now.sayings, step.saying))
        out += [now] if now else []
    return tuple(out)


def make_page(
    party: str, packs: Packs, belongings: Iterable[Belonging], *, initiated: int, targeted: int
) -> PartyPage:
    """What packs and reports know of ``party``: names with the days on which they hold, and who belongs to whom."""
    actor = packs.actors().get(party)
    told = list(belongings)
    return PartyPage(
        id=party,
        name=actor.name if actor else party,
        kind=actor.kind if actor else "",
        country=actor.country if actor else None,
        aliases=tuple((form, *alias.days) for alias in pack_aliases(packs) if alias.party == party for form in alias.forms),
        belongs=tuple(b for b in told if b.party == party),
        members=tuple(b for b in told if b.of == party),
        initiated=initiated,
        targeted=targeted,
    )


@dataclass(frozen=True, slots=True)
class Alias:
    """Forms that mean a party from a first to a last day (None: open)."""

    party: str
    forms: tuple[str, ...]
    days: tuple[date | None, date | None]


def pack_aliases(packs: Packs) -> tuple[Alias, ...]:
    """The aliases that packs hold, in their order."""
    return tuple(
        Alias(row.get("actor"), tuple(row.forms("alias")), (_day(row.get("from")), _day(row.get("to")))) for row in packs.rows("aliases")
    )


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None


def make_kin(belongings: Iterable[Belonging]) -> Kin:
    """Belongings made ready to be asked."""
    up: dict[str, list[Belonging]] = {}
    down: dict[str, list[Belonging]] = {}
    for belonging in belongings:
        up.setdefault(belonging.party, []).append(belonging)
        down.setdefault(belonging.of, []).append(belonging)
    return Kin({k: tuple(v) for k, v in up.items()}, {k: tuple(v) for k, v in down.items()})
