"""First scores of all happenings side by side: what the second look asks of them, counted once a document.

A candidate is weighed again by its own first score, by its rivals for the same slot, and by the part it plays
in the other happenings: the first one told, the one before, the others of the same type.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from marsad.events.drafts import Draft
from marsad.events.fill import Look
from marsad.packs.weights import Block

OWN_LEAST, PRIOR_LEAST = -2.2, 0.0  # first scores under which a candidate is not weighed again
SURE = 0.0  # first score from which a party counts as having a part in another happening
_NONE, _LOWEST, _HIGHEST = "none", "-4", "3"
_STEPS = {n: str(n) for n in range(-4, 4)}
_MOST_HEARD = 4
_FAR = -99.0
Table = dict[Any, tuple[float, Any]]


def level_of(score: float | None) -> str:
    """A score as a coarse step, for features of features."""
    if score is None:
        return _NONE
    step = round(score)
    return _STEPS.get(step, _LOWEST if step < 0 else _HIGHEST)


@dataclass(slots=True)
class Slot:
    """The first scores of one slot: by happening, each with its scores from the highest and its two best; by candidate, (score, happening)
    from the highest; ``hopeful``: candidates with a part in some happening."""

    tables: list[Table]
    ranked: list[list[float]]
    best: list[tuple[float, Hashable] | None]
    second: list[tuple[float, Hashable] | None]
    heard: dict[Hashable, list[tuple[float, int]]]
    hopeful: set[Hashable]


@dataclass(slots=True)
class Board:
    """The happenings of a document (or those in view of one) and their first scores by slot."""

    drafts: list[Draft]
    looks: list[Look]
    slots: dict[str, Slot] = field(default_factory=dict)

    def slot(self, name: str) -> Slot:
        """The first scores of a slot; counted once."""
        slot = self.slots.get(name)
        if slot is None:
            slot = self.slots[name] = _make_slot([getattr(look, name) for look in self.looks])
        return slot

    def score(self, slot: str, n: int, key: Hashable) -> float | None:
        """The first score of a candidate in happening ``n``, None where it has none."""
        found = self.slot(slot).tables[n].get(key)
        return found[0] if found is not None else None

    def best_but(self, slot: str, n: int, but: Hashable) -> tuple[float | None, Hashable]:
        """The highest first score of a happening and whose it is, one candidate left aside."""
        s = self.slot(slot)
        best = s.best[n]
        if best is not None and best[1] == but:
            best = s.second[n]
        return best if best is not None else (None, "")

    def heard_elsewhere(self, slot: str, n: int, key: Hashable) -> float | None:
        """The highest first score of a candidate in the other happenings."""
        return next((score for score, j in self.slot(slot).heard.get(key, ()) if j != n), None)

    def worth_weighing(self, slot: str, n: int, key: Hashable) -> bool:
        """Whether a candidate has any prospect: its own first score, or a part in a happening. Saves the second look."""
        s = self.slot(slot)
        if key in s.hopeful:
            return True
        own = s.tables[n].get(key)
        return own is not None and own[0] > OWN_LEAST

    def known(self, slot: str, n: int) -> dict[Any, Any]:
        """Candidates worth weighing for happening ``n``: its own first, then those of the others in their order."""
        s = self.slot(slot)
        out = {key: value for key, (_, value) in s.tables[n].items() if self.worth_weighing(slot, n, key)}
        if not s.hopeful <= out.keys():
            for table in s.tables:
                out.update((key, value) for key, (_, value) in table.items() if key in s.hopeful and key not in out)
        return out

    def shared(self, slot: str, n: int, key: Hashable) -> list[Block]:
        """The part a candidate plays in the document's happenings, and its standing among its rivals."""
        s, draft = self.slot(slot), self.drafts[n]
        tables, found = s.tables, s.tables[n].get(key)
        own = found[0] if found is not None else None
        least = _FAR if own is None else own
        rank = 0
        for score in s.ranked[n]:
            if score <= least or rank > 2:
                break
            rank += 1
        prior, kin, leads = None, "other", 0
        heard = s.heard.get(key, ())
        for score, j in heard:
            if j != n:
                if prior is None:
                    prior, kin = score, "same" if self.drafts[j].type == draft.type else "other"
                leads += score > 0
        if len(heard) - (own is not None) >= _MOST_HEARD:
            leads = _MOST_HEARD
        before = tables[n - 1].get(key) if n else None
        main = tables[0].get(key) if n else None
        mine, rival, prior_level = level_of(own), level_of(self.best_but(slot, n, key)[0]), level_of(prior)
        first, last = level_of(main[0] if main is not None else None), level_of(before[0] if before is not None else None)
        return [(_standing, (mine, rank, n if n < 3 else 3, leads, len(tables) == 1)), (_against, (mine, rival, first)), (_prior, (mine, rival, prior_level, kin)),
                (_before, (mine, last, draft.level)), (_kind, (mine, draft.type))]


def _make_slot(tables: list[Table]) -> Slot:
    heard: dict[Hashable, list[tuple[float, int]]] = {}
    best: list[tuple[float, Hashable] | None] = []
    second: list[tuple[float, Hashable] | None] = []
    ranked = []
    for j, table in enumerate(tables):
        order = sorted(((score, key) for key, (score, _) in table.items()), key=lambda p: -p[0])
        ranked.append([score for score, _ in order])
        best.append(order[0] if order else None)
        second.append(order[1] if len(order) > 1 else None)
        for score, key in order:
            heard.setdefault(key, []).append((score, j))
    for places in heard.values():
        places.sort(reverse=True)
    return Slot(tables, ranked, best, second, heard, {key for key, places in heard.items() if places[0][0] > PRIOR_LEAST})


def _standing(own: str, rank: int, n: int, leads: int, only: bool) -> list[str]:
    return [f"own={own}", f"own={own}|rank={rank}", f"rank={rank}", f"n={n}|own={own}", f"leads={leads}|own={own}", f"only={only}|own={own}"]


def _against(own: str, rival: str, main: str) -> list[str]:
    return [f"own={own}|rival={rival}", f"own={own}|main={main}", f"rival={rival}|main={main}"]


def _prior(own: str, rival: str, prior: str, kin: str) -> list[str]:
    return [f"own={own}|prior={prior}", f"prior={prior}|{kin}", f"rival={rival}|prior={prior}"]


def _before(own: str, before: str, level: str) -> list[str]:
    return [f"own={own}|before={before}", f"level={level}|own={own}"]


def _kind(own: str, type_: str) -> list[str]:
    return [f"type={type_}|own={own}"]
