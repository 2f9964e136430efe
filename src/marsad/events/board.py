"""First scores of all happenings side by side: what the second look asks of them, counted once a document.

A candidate is weighed again by its own first score, by its rivals for the same slot, and by the part it plays
in the other happenings: the first one told, the one before, the others of the same type.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from marsad.events.drafts import Draft
from marsad.events.fill import Look
from marsad.packs.weights import Block

OWN_LEAST, PRIOR_LEAST = -2.2, 0.0  # first scores under which a candidate is not weighed again
SURE = 0.0  # first score from which a party counts as having a part in another happening
_NONE, _LOWEST, _HIGHEST = "none", "-4", "3"
_STEPS = {n: str(n) for n in range(-4, 4)}
_MOST_HEARD = 4
_MOST_RANK = 3
Table = dict[Any, tuple[float, Any]]


def level_of(score: float | None) -> str:
    """A score as a coarse step, for features of features."""
    if score is None:
        return _NONE
    step = round(score)
    return _STEPS.get(step, _LOWEST if step < 0 else _HIGHEST)


@dataclass(slots=True)
class Scores:
    """The first scores of one slot in one happening, whatever the others are: by candidate, its coarse ``level`` and its ``rank``
    beside them; the two best; ``hopeful``: candidates with a part in it; ``prospects``: those worth a second look."""

    table: Table
    level: dict[Hashable, str]
    rank: dict[Hashable, int]
    best: tuple[float, Hashable] | None
    second: tuple[float, Hashable] | None
    hopeful: set[Hashable]
    prospects: set[Hashable]


@dataclass(slots=True)
class Slot:
    """The first scores of one slot by happening; ``hopeful``: candidates with a part in some; ``heard``: by candidate, what was asked for."""

    scores: list[Scores]
    hopeful: set[Hashable]
    heard: dict[Hashable, list[tuple[float, int]]] = field(default_factory=dict)

    def heard_of(self, key: Hashable) -> list[tuple[float, int]]:
        """A candidate's (score, happening) from the highest."""
        heard = self.heard.get(key)
        if heard is None:
            heard = self.heard[key] = [(s.table[key][0], j) for j, s in enumerate(self.scores) if key in s.table]
            heard.sort(reverse=True)
        return heard


@dataclass(slots=True)
class Board:
    """The happenings of a document (or those in view of one) and their first scores by slot; ``leads``: by role, the happenings that each party leads; ``parties``: every candidate party."""

    drafts: list[Draft]
    looks: list[Look]
    slots: dict[str, Slot] = field(default_factory=dict)
    leads: dict[str, dict[Hashable, list[int]]] = field(default_factory=dict)
    parties: dict[str, Any] = field(default_factory=dict)

    def slot(self, name: str) -> Slot:
        """The first scores of a slot; counted once a happening."""
        slot = self.slots.get(name)
        if slot is None:
            scores = [_scores_of(look, name) for look in self.looks]
            slot = self.slots[name] = Slot(scores, set().union(*[s.hopeful for s in scores]))
        return slot

    def level(self, slot: str, n: int, key: Hashable) -> str:
        """The step of a candidate's first score in happening ``n``."""
        return self.slot(slot).scores[n].level.get(key, _NONE)

    def best_but(self, slot: str, n: int, but: Hashable) -> tuple[float | None, Hashable]:
        """The highest first score of a happening and whose it is, one candidate left aside."""
        s = self.slot(slot).scores[n]
        best = s.best
        if best is not None and best[1] == but:
            best = s.second
        return best if best is not None else (None, "")

    def rival_level(self, slot: str, n: int, but: Hashable) -> str:
        """The step of the highest first score of a happening, one candidate left aside."""
        score, key = self.best_but(slot, n, but)
        return _NONE if score is None else self.level(slot, n, key)

    def level_elsewhere(self, slot: str, n: int, key: Hashable) -> str:
        """The step of the highest first score of a candidate in the other happenings."""
        s = self.slot(slot)
        for _, j in s.heard_of(key):
            if j != n:
                return s.scores[j].level[key]
        return _NONE

    def worth_weighing(self, slot: str, n: int, key: Hashable) -> bool:
        """Whether a candidate has any prospect: its own first score, or a part in a happening. Saves the second look."""
        s = self.slot(slot)
        return key in s.hopeful or key in s.scores[n].prospects

    def known(self, slot: str, n: int) -> dict[Any, Any]:
        """Candidates worth weighing for happening ``n``: its own first, then those of the others in their order."""
        s = self.slot(slot)
        hopeful, prospects = s.hopeful, s.scores[n].prospects
        out = {key: value for key, (_, value) in s.scores[n].table.items() if key in hopeful or key in prospects}
        if not hopeful <= out.keys():
            for other in s.scores:
                out.update((key, value) for key, (_, value) in other.table.items() if key in hopeful and key not in out)
        return out

    def shared(self, slot: str, n: int, key: Hashable) -> list[Block]:
        """The part a candidate plays in the document's happenings, and its standing among its rivals."""
        s, draft = self.slot(slot), self.drafts[n]
        scores = s.scores
        here = scores[n]
        mine = here.level.get(key, _NONE)
        prior, kin, leads = _NONE, "other", 0
        heard = s.heard.get(key) or s.heard_of(key)
        for score, j in heard:
            if j != n:
                if prior is _NONE:
                    prior, kin = scores[j].level[key], "same" if self.drafts[j].type == draft.type else "other"
                leads += score > 0
        if len(heard) - (mine is not _NONE) >= _MOST_HEARD:
            leads = _MOST_HEARD
        rival = self.rival_level(slot, n, key)
        first, last = (scores[0].level.get(key, _NONE), scores[n - 1].level.get(key, _NONE)) if n else (_NONE, _NONE)
        rank = here.rank[key] if mine is not _NONE else min(_MOST_RANK, len(here.table))
        return [(_standing, (mine, rank, n if n < 3 else 3, leads, len(scores) == 1)), (_against, (mine, rival, first)), (_prior, (mine, rival, prior, kin)),
                (_before, (mine, last, draft.level)), (_kind, (mine, draft.type))]


def _scores_of(look: Look, slot: str) -> Scores:
    """The first scores of a slot in a happening; counted once."""
    known = look.scores.get(slot)
    if known is None:
        known = look.scores[slot] = _make_scores(getattr(look, slot))
    made: Scores = known
    return made


def _make_scores(table: Table) -> Scores:
    order = sorted([(score, key) for key, (score, _) in table.items()], key=itemgetter(0), reverse=True)
    rank: dict[Hashable, int] = {}
    above, last = 0, None
    for n, (score, key) in enumerate(order):
        if score != last:
            above, last = min(_MOST_RANK, n), score
        rank[key] = above
    return Scores(table, {key: level_of(score) for score, key in order}, rank, order[0] if order else None, order[1] if len(order) > 1 else None,
                  {key for score, key in order if score > PRIOR_LEAST}, {key for score, key in order if score > OWN_LEAST})


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
