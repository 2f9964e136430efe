"""The scene of a document: frames with what stands near them, ready to be compared and filled.

Token-range mentions are indexed by sentence once; each frame then knows its own time, places and parties, nearest
first, without having decided yet which of them are its arguments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from marsad.events.casualties import Casualty, find_casualties
from marsad.events.context import Context
from marsad.events.frames import Frame, document_means, find_frames
from marsad.events.positions import Positions, find_positions
from marsad.events.sites import Site, group_sites
from marsad.mentions.found import At, word_of

Item = TypeVar("Item")
Made = TypeVar("Made")
_NO_KINDS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scene:
    """A document's frames and mentions, those mentions by sentence.

    ``types`` are the types of frames by first token, ``tools_in`` instruments by sentence (token, name, type), ``counted`` the kinds of
    numbers before a token; ``memory`` keeps what `once` has made, ``within`` which locations (by identity) lie inside which.
    """

    ctx: Context
    frames: list[Frame]
    casualties: list[Casualty]
    sites: list[Site]
    actors_in: dict[int, list[At[Any]]] = field(default_factory=dict)
    times_in: dict[int, list[At[Any]]] = field(default_factory=dict)
    sites_in: dict[int, list[Site]] = field(default_factory=dict)
    casualties_in: dict[int, list[Casualty]] = field(default_factory=dict)
    speaker_tokens: set[int] = field(default_factory=set)
    lead: int = 0
    positions: Positions = field(default_factory=lambda: Positions({}, {}, {}))
    frames_in: dict[int, list[Frame]] = field(default_factory=dict)
    tools_in: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)
    types: dict[int, str] = field(default_factory=dict)
    means: list[str] = field(default_factory=list)
    counted: dict[int, set[str]] = field(default_factory=dict)
    within: dict[tuple[int, int], bool] = field(default_factory=dict)
    memory: dict[tuple[Callable[..., Any], Hashable], Any] = field(default_factory=dict)

    def once(self, make: Callable[[Scene, Item], Made], item: Item, key: Hashable = None) -> Made:
        """``make(scene, item)``, made once for an item that lives as long as the scene; for others ``key`` says which it is."""
        at = (make, id(item) if key is None else key)
        made: Made | None = self.memory.get(at)
        if made is None:
            made = self.memory[at] = make(self, item)
        return made

    def is_counted(self, frame: Frame, *kinds: str) -> bool:
        """Whether a count of one of ``kinds`` stands right before a frame."""
        return not self.counted.get(frame.first, _NO_KINDS).isdisjoint(kinds)

    def distance(self, frame: Frame, first: int, last: int) -> int:
        """Tokens between a frame and a mention, 0 when they touch; the carrier verb counts as the frame."""
        gap = first - frame.last if first >= frame.last else frame.first - last if frame.first > last else 0
        if frame.light_at >= 0:
            at = frame.light_at
            gap = min(gap, first - at - 1 if first > at else at - last if at > last else 0)
        return gap


def set_scene(ctx: Context) -> Scene:
    """The scene of one document."""
    found = ctx.found
    sites = group_sites(ctx, found.places)
    scene = Scene(ctx, find_frames(ctx), find_casualties(ctx), sites)
    scene.lead = next((n for n, s in enumerate(ctx.text.sents) if s.kind == "body"), 0)
    of = ctx.text.sent_of
    scene.actors_in = _by_sent((of[m.first], m) for m in found.actors)
    scene.times_in = _by_sent((of[m.first], m) for m in found.times)
    scene.sites_in = _by_sent((of[s.place.first], s) for s in sites)
    scene.casualties_in = _by_sent((c.sent, c) for c in scene.casualties if c.kind)
    tools = ((h.first, word_of(h)) for h in found.hits.get("instrument", ()))
    scene.tools_in = _by_sent((of[at], (at, word.name, word.type)) for at, word in tools)
    for m in found.counts:
        scene.counted.setdefault(m.last, set()).add(m.value.kind)
    scene.means = document_means(scene.frames)
    scene.frames_in = _by_sent((f.sent, f) for f in scene.frames)
    scene.types = {f.first: f.type for f in scene.frames}
    scene.positions = find_positions(ctx, scene.frames)
    scene.speaker_tokens = {i for m in found.speakers for i in range(m.first, m.last)}
    return scene


def _by_sent(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    out: dict[int, list[Any]] = defaultdict(list)
    for sent, item in pairs:
        out[sent].append(item)
    return dict(out)
