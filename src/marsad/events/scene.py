"""The scene of a document: frames with what stands near them, ready to be compared and filled.

Token-range mentions are indexed by sentence once; each frame then knows its own time, places and parties, nearest
first, without having decided yet which of them are its arguments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from marsad.events.casualties import Casualty, find_casualties
from marsad.events.context import Context
from marsad.events.frames import Frame, find_frames
from marsad.mentions.found import At


@dataclass(slots=True)
class Site:
    """Places named as one location: the most specific name, and the containers said with it."""

    place: At[Any]
    containers: list[At[Any]]

    @property
    def name(self) -> str:
        return str(self.place.value.name)


@dataclass(slots=True)
class Scene:
    """A document's frames and mentions, those mentions by sentence."""

    ctx: Context
    frames: list[Frame]
    casualties: list[Casualty]
    sites: list[Site]
    actors_in: dict[int, list[At[Any]]] = field(default_factory=dict)
    times_in: dict[int, list[At[Any]]] = field(default_factory=dict)
    sites_in: dict[int, list[Site]] = field(default_factory=dict)
    casualties_in: dict[int, list[Casualty]] = field(default_factory=dict)
    speakers_in: dict[int, list[At[Any]]] = field(default_factory=dict)
    speaker_tokens: set[int] = field(default_factory=set)

    def distance(self, frame: Frame, first: int, last: int) -> int:
        """Tokens between a frame and a mention, 0 when they touch; the carrier verb counts as the frame."""
        gaps = [max(first - frame.last, frame.first - last, 0)]
        if frame.light_at >= 0:
            gaps.append(max(first - frame.light_at - 1, frame.light_at - last, 0))
        return min(gaps)


def set_scene(ctx: Context) -> Scene:
    """The scene of one document."""
    found = ctx.found
    sites = group_sites(ctx, found.places)
    scene = Scene(ctx, find_frames(ctx), find_casualties(ctx), sites)
    of = ctx.text.sent_of
    scene.actors_in = _by_sent(((of[m.first], m) for m in found.actors))
    scene.times_in = _by_sent(((of[m.first], m) for m in found.times))
    scene.sites_in = _by_sent(((of[s.place.first], s) for s in sites))
    scene.casualties_in = _by_sent(((c.sent, c) for c in scene.casualties))
    scene.speakers_in = _by_sent(((of[m.first], m) for m in found.speakers))
    scene.speaker_tokens = {i for m in found.speakers for i in range(m.first, m.last)}
    return scene


def _by_sent(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    out: dict[int, list[Any]] = defaultdict(list)
    for sent, item in pairs:
        out[sent].append(item)
    return dict(out)


_CONTAINERS = {"country": 4, "region": 3, "admin1": 3, "city": 2, "town": 2}


def group_sites(ctx: Context, places: list[At[Any]]) -> list[Site]:
    """Locations: a name and the containers that follow or precede it in the same phrase."""
    sites: list[Site] = []
    for m in places:
        last = sites[-1] if sites else None
        if last is not None and _one_phrase(ctx, last, m):
            _absorb(last, m)
        else:
            sites.append(Site(m, []))
    return sites


def _one_phrase(ctx: Context, site: Site, m: At[Any]) -> bool:
    tail = max([site.place, *site.containers], key=lambda p: p.last)
    gap = m.first - tail.last
    if gap > 5 or gap < 0 or not ctx.same_sent(tail.first, m.first):
        return False
    between = ctx.text.folded.deep[ctx.text.ends[tail.last - 1] : ctx.text.starts[m.first]]
    if any(c in between for c in ".;:!?\n") or any(ctx.function[i] in ("that", "break", "then", "prep-between", "when", "where") for i in range(tail.last, m.first)):
        return False
    first = ctx.text.deep[m.first]
    conj = first.startswith("و") and ctx.text.starts[m.first] + 1 == _raw_start(ctx, m)
    if conj or any(ctx.text.deep[i] == "و" for i in range(tail.last, m.first)):
        return False
    inner, outer = site.place.value, m.value
    if _contains(outer, inner) or _contains(inner, outer):
        return True
    return bool(outer.precision == "unknown" or inner.precision == "unknown") and _rank(outer) != _rank(inner) and outer.country == inner.country


def _raw_start(ctx: Context, m: At[Any]) -> int:
    """Folded start of a mention's name, which may begin inside its first token."""
    raw = m.value.start
    at = ctx.text.starts[m.first]
    while at < ctx.text.ends[m.first] and ctx.text.folded.starts[at] < raw:
        at += 1
    return at


def _contains(outer: Any, inner: Any) -> bool:
    if outer.kind == "country":
        return bool(outer.country == inner.country and inner.kind != "country")
    if outer.kind == "admin1":
        return bool(inner.kind not in ("country", "admin1", "sea") and inner.admin1 in (outer.admin1, None) and inner.country in (outer.country, None)) or (
            inner.kind == "admin1" and inner.name_en == outer.name_en)
    if outer.kind == "region":
        return bool(inner.kind not in ("country", "admin1", "region", "sea") and inner.country == outer.country)
    if outer.kind in ("city", "town"):
        return bool(inner.kind in ("quarter", "camp", "landmark", "village", "prison", "airport", "base", "place", "road") and inner.admin1 == outer.admin1)
    return False


def _rank(place: Any) -> int:
    return _CONTAINERS.get(place.kind, 1)


def _absorb(site: Site, m: At[Any]) -> None:
    if _rank(m.value) < _rank(site.place.value):
        site.containers.append(site.place)
        site.place = m
    else:
        site.containers.append(m)
