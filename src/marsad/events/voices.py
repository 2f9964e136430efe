"""How far a voice carries: features of a speaker being a source of a happening that the whole text gives.

A verb of saying covers what follows it, on into sentences that carry it on ("it added") and up to the next
voice; "according to" covers its own sentence; background told with "had" has a voice of its own or none.
"""

from __future__ import annotations

from typing import Any

from marsad.events.frames import Frame
from marsad.events.scene import Scene
from marsad.mentions.found import At

_OPENING = 3  # tokens at the start of a sentence


def reach_features(scene: Scene, frames: list[Frame], f: Frame, s: At[Any], where: str) -> list[str]:
    """Features of the way from speaker ``s`` to frame ``f``, and of the speaker's part in the document."""
    ctx, speakers = scene.ctx, scene.ctx.found.speakers
    text = ctx.text
    name, at = s.value.name, s.first
    side = "after" if at >= f.first else "before"
    low, high = (f.first, at) if side == "after" else (at, f.first)
    between = {o.value.name for o in speakers if low < o.first < high and o.value.name != name}
    local = [o for o in speakers if text.sent_of[o.first] == f.sent]
    here = "self" if any(o.value.name == name for o in local) else "other" if local else "none"
    sent = text.sents[f.sent]
    opening = {ctx.function[i] for i in range(sent.first, min(sent.first + _OPENING, sent.last))}
    gap = max(-4, min(4, text.sent_of[at] - f.sent))
    steps = min(3, abs(ctx.strong[at] - ctx.strong[f.first]))
    same = text.sents[text.sent_of[at]].paragraph == sent.paragraph
    counts: dict[str, int] = {}
    for o in speakers:
        counts[o.value.name] = counts.get(o.value.name, 0) + 1
    voices = min(4, len(counts))
    main = counts[name] == max(counts.values())
    out = [f"rivals={min(2, len(between))}|{side}|{where}", f"here={here}|{where}", f"here={here}|{s.lead}|{side}", f"here={here}|gap={gap}", f"gap={gap}|{s.lead}",
           f"steps={steps}|{side}|{s.lead}", f"paragraph={same}|{where}", f"voices={voices}|{where}", f"voices={voices}|main={main}|here={here}",
           f"times={min(3, counts[name])}|{where}", f"main={main}|{where}", f"kind={s.value.kind}|here={here}", f"rivals={min(2, len(between))}|here={here}|{side}"]
    if "was" in opening:
        out += [f"was|{where}", f"was|here={here}", f"was|{s.lead}|{where}"]
    if "break" in opening:
        out.append(f"break|here={here}|{where}")
    return out + _own_act(scene, frames, s, where) + _position(scene, f, s, where)


def _own_act(scene: Scene, frames: list[Frame], s: At[Any], where: str) -> list[str]:
    """Whether the speaker is a party that is named near the happening too, its own act or its own loss."""
    party = next((m.value.id for m in scene.ctx.found.actors if m.first == s.first and m.value.id), "")
    if not party:
        return []
    near = any(m.value.id == party and m.first != s.first for f in frames for m in scene.actors_in.get(f.sent, ()))
    return [f"party-near={near}|{s.lead}", f"party-near={near}|{where}"]


def _position(scene: Scene, f: Frame, s: At[Any], where: str) -> list[str]:
    """Where the speaker stands in its own sentence and in the document."""
    text = scene.ctx.text
    sent = text.sents[text.sent_of[s.first]]
    place = "start" if s.first - sent.first <= _OPENING else "end" if sent.last - s.last <= _OPENING else "middle"
    nth = "first" if s is scene.ctx.found.speakers[0] else "later"
    return [f"place={place}|{where}", f"place={place}|{s.lead}|{where}", f"nth={nth}|{where}", f"nth={nth}|frame={f.kind}|{sent.kind}"]
