"""One happening as its arguments see it: its frames, and what of them is looked up once for all candidates."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.events.frames import Frame
from marsad.events.scene import Scene

INSIDE = frozenset({"clause", "strong", "sent"})  # where a candidate stands in the sentence of a frame


@dataclass(slots=True)
class Telling:
    """The frames of one happening, by first token.

    ``firsts`` are their first tokens, ``lights`` those of the verbs that carry them; ``near`` keeps the nearest frames by sentence.
    """

    scene: Scene
    frames: list[Frame]
    type: str
    level: str = "incident"
    status: str = "reported"
    firsts: frozenset[int] = frozenset()
    sents: frozenset[int] = frozenset()
    lights: frozenset[int] = frozenset()
    near: dict[int, list[Frame]] = field(default_factory=dict)

    def part(self, at: int) -> str:
        """The part that token ``at`` plays: "own" for the frames, "light" for the verbs that carry them, "kin" for frames of the same
        type in other happenings, '' for others."""
        if at in self.firsts:
            return "own"
        return "light" if at in self.lights else "kin" if self.scene.types.get(at) == self.type else ""

    def nearest(self, first: int, last: int) -> Frame:
        """The frame that stands nearest to tokens ``[first, last)``, in the same sentence if any does."""
        if len(self.frames) == 1:
            return self.frames[0]
        sent = self.scene.ctx.text.sent_of[first]
        near = self.near.get(sent)
        if near is None:
            near = self.near[sent] = _nearest_by_sent(self.frames, sent)
        return near[0] if len(near) == 1 else _nearest_by_tokens(self.scene, near, first, last)

    def where(self, frame: Frame, at: int) -> str:
        """Where token ``at`` stands, seen from a frame: clause | strong | sent | next | prev | after | before."""
        ctx = self.scene.ctx
        gap = ctx.text.sent_of[at] - frame.sent
        if gap == 0:
            if ctx.clause[at] == ctx.clause[frame.first]:
                return "clause"
            return "strong" if ctx.strong[at] == ctx.strong[frame.first] else "sent"
        return "next" if gap == 1 else "prev" if gap == -1 else "after" if gap > 1 else "before"


def make_telling(scene: Scene, frames: list[Frame], type_: str, level: str = "incident", status: str = "reported") -> Telling:
    """The telling of a group of frames."""
    firsts, lights = frozenset([f.first for f in frames]), frozenset([f.light_at for f in frames if f.light_at >= 0])
    return Telling(scene, frames, type_, level, status, firsts, frozenset([f.sent for f in frames]), lights)


def _nearest_by_sent(frames: list[Frame], sent: int) -> list[Frame]:
    """The frames of a group in the sentence nearest to one, before it or after it."""
    gaps = [abs(f.sent - sent) for f in frames]
    least = min(gaps)
    return [f for f, gap in zip(frames, gaps, strict=True) if gap == least]


def _nearest_by_tokens(scene: Scene, frames: list[Frame], first: int, last: int) -> Frame:
    strong = scene.ctx.strong
    here = strong[first]
    return min(frames, key=lambda f: (strong[f.first] != here, scene.distance(f, first, last)))
