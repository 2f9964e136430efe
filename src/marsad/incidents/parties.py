"""Who belongs to whom on which day: parents, partners and members of parties, from packs and from what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from marsad.incidents.ledger import Belonging
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


def make_kin(belongings: Iterable[Belonging]) -> Kin:
    """Belongings made ready to be asked."""
    up: dict[str, list[Belonging]] = {}
    down: dict[str, list[Belonging]] = {}
    for belonging in belongings:
        up.setdefault(belonging.party, []).append(belonging)
        down.setdefault(belonging.of, []).append(belonging)
    return Kin({k: tuple(v) for k, v in up.items()}, {k: tuple(v) for k, v in down.items()})
