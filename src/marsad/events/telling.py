"""One happening as its arguments see it: its frames, and what of them is looked up once for all candidates."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.events.frames import Frame
from marsad.events.scene import Scene

INSIDE = frozenset({"clause", "strong", "sent"})  # where a candidate stands in the sentence of a frame


@dataclass(slots=True)
class Telling:
    """The frames of one happening, by first token.

    ``firsts`` are their first tokens; ``part`` says which part a token plays: "own" for the frames, "light" for the
    verbs that carry them, "kin" for frames of the same type in other happenings.
    """

    scene: Scene
    frames: list[Frame]
    type: str
    level: str = "incident"
    status: str = "reported"
    firsts: frozenset[int] = frozenset()
    sents: frozenset[int] = frozenset()
    part: dict[int, str] = field(default_factory=dict)

    def nearest(self, first: int, last: int) -> Frame:
        """The frame that stands nearest to tokens ``[first, last)``, in the same sentence if any does."""
        if len(self.frames) == 1:
            return self.frames[0]
        return nearest(self.scene, self.frames, first, last)

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
    own = frozenset(f.first for f in frames)
    part = {f.first: "kin" for f in scene.frames if f.type == type_ and f.first not in own}
    part.update((f.light_at, "light") for f in frames if f.light_at >= 0)
    part.update((first, "own") for first in own)
    return Telling(scene, frames, type_, level, status, own, frozenset(f.sent for f in frames), part)


def nearest(scene: Scene, frames: list[Frame], first: int, last: int) -> Frame:
    """The frame of a group that stands nearest to tokens ``[first, last)``, in the same sentence if any does."""
    sent, strong = scene.ctx.text.sent_of[first], scene.ctx.strong
    gaps = [abs(f.sent - sent) for f in frames]
    least = min(gaps)
    near = [f for f, gap in zip(frames, gaps, strict=True) if gap == least]
    if len(near) == 1:
        return near[0]
    return min(near, key=lambda f: (strong[f.first] != strong[first], scene.distance(f, first, last)))
