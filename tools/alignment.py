"""Which frame of a text tells which gold event: the labels that weights are learned from."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from marsad.evaluation.likeness import fold_name
from marsad.events.features import local_day
from marsad.events.frames import GENERIC, Frame
from marsad.events.scene import Scene

SURE = 2.4  # likeness from which a frame tells an event


def align_frames(scene: Scene, events: list[dict[str, Any]]) -> dict[int, int | None]:
    """Frame number to gold event number, or None for no event; frames in doubt tell none, since nothing says which event they would belong to."""
    spots = [_occurrences(scene, e["trigger"]) for e in events]
    out: dict[int, int | None] = {}
    for frame in scene.frames:
        scored = sorted(((_likeness(scene, frame, e, spots[n], n), n) for n, e in enumerate(events)), reverse=True)
        out[frame.n] = scored[0][1] if scored and scored[0][0] >= SURE else None
    return out


def _occurrences(scene: Scene, trigger: str) -> list[tuple[int, int]]:
    raw = scene.ctx.text.folded.raw
    return [(m.start(), m.end()) for m in re.finditer(re.escape(trigger), raw)]


def _likeness(scene: Scene, frame: Frame, event: dict[str, Any], spots: list[tuple[int, int]], n: int) -> float:
    ctx = scene.ctx
    start, end = ctx.text.span(frame.first, frame.last)
    score = 0.0
    if any(s < end and start < e for s, e in spots):
        score += 4.0 if len(spots) == 1 or frame.kind != "title" else 3.0
    sents = {ctx.text.sent_of[i] for s, _ in spots for i in [_token_at(ctx, s)]}
    gap = min((abs(frame.sent - s) for s in sents), default=9)
    score += 0.6 if gap == 0 else 0.2 if gap == 1 else 0.0
    score += _type_match(frame, event) + _day_match(scene, frame, event) + _place_match(scene, frame, event)
    tolls = {(o["kind"], o["min"]) for o in event["outcomes"]}
    near = [c for c in scene.casualties_in.get(frame.sent, ()) if ctx.strong[c.word_at] == ctx.strong[frame.first] and not c.subset]
    if any((c.kind, c.low) in tolls for c in near):
        score += 1.5 if any((c.kind, c.low) in tolls and c.low is not None for c in near) else 0.7
    elif near and tolls and any(c.low is not None for c in near):
        score -= 0.7
    ids = {a["id"] for a in event["initiators"] + event["targets"]}
    own = {m.value.id for m in scene.actors_in.get(frame.sent, ()) if m.value.id}
    score += 0.6 if ids & own else -0.4 if ids and own else 0.0
    if frame.kind == "title":
        score += 0.8 if n == 0 else -0.3
    return score


def _token_at(ctx: Any, raw: int) -> int:
    starts = ctx.text.raw_starts
    lo = max((i for i, s in enumerate(starts) if s <= raw), default=0)
    return lo


def _type_match(frame: Frame, event: dict[str, Any]) -> float:
    if frame.type == event["type"] or event["type"] in frame.tools:
        return 1.2
    if frame.type in GENERIC:
        return 0.3
    return -1.2


def _day_match(scene: Scene, frame: Frame, event: dict[str, Any]) -> float:
    day = local_day(scene, frame)
    if day is None or not event["start"]:
        return 0.0
    a, b = date.fromisoformat(event["start"]), date.fromisoformat(event["end"])
    x, y = day.value.earliest, day.value.latest or day.value.earliest
    if (a, b) == (x, y):
        return 1.0
    return -0.9 if b < x or y < a else 0.3


def _place_match(scene: Scene, frame: Frame, event: dict[str, Any]) -> float:
    names = {fold_name(p["name"]) for p in event["places"]}
    sites = {fold_name(s.name) for s in scene.sites_in.get(frame.sent, ())}
    if not names:
        return 0.0
    if names & sites:
        return 1.0
    sent = scene.ctx.text.sents[frame.sent]
    here = fold_name(scene.ctx.text.folded.deep[sent.start : sent.end])
    if any(f" {n} " in f" {here} " for n in names):
        return 1.0
    return -0.6 if sites else 0.0
