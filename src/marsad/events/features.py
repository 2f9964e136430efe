"""Named features of a word telling a happening: the task ``keep``. Names are short and readable: they are the keys of `weights.tsv`."""

from __future__ import annotations

from typing import Any

from marsad.events.frames import Frame
from marsad.events.scene import Scene
from marsad.mentions.places_likely import core_of

_STEPS = (0, 1, 2, 4, 7, 12, 20, 40)


def step(n: int) -> int:
    """A distance as the highest step it reaches."""
    out = 0
    for s in _STEPS:
        if n >= s:
            out = s
    return out


def words_beside(scene: Scene, first: int, last: int, before: int, after: int) -> list[str]:
    """The cores of the words next to tokens ``[first, last)`` in their sentence, in its order."""
    text = scene.ctx.text
    sent = text.sents[text.sent_of[first]]
    at = [*range(max(sent.first, first - before), first), *range(last, min(sent.last, last + after))]
    return [core_of(text.deep[j]) for j in at]


def placed_words(scene: Scene, first: int, last: int) -> list[str]:
    """The two words before tokens ``[first, last)`` and the two after, each with its place, as names of features."""
    before, after = words_beside(scene, first, last, 2, 0), words_beside(scene, first, last, 0, 2)
    return [f"w-{len(before) - i}={w}" for i, w in enumerate(before)] + [f"w+{i}={w}" for i, w in enumerate(after)]


def frame_features(scene: Scene, frame: Frame) -> list[str]:
    """What speaks for a frame telling a happening of its own or of another frame: the task ``keep``."""
    ctx, hit = scene.ctx, frame.hit
    form = frame.form
    sent = ctx.text.sents[frame.sent]
    out = [f"w={frame.lemma}", f"w={frame.lemma}|{form}", f"form={form}", f"kind={frame.kind}", f"strength={frame.word.strength or form}",
           f"type={frame.type}", f"type={frame.type}|{form}", f"sent={step(frame.sent)}", f"trouble={min(4, int(ctx.trouble * 4))}"]
    out += [f"cue={c}" for c in frame.cues]
    if hit.article:
        out.append("definite")
    if hit.pronoun:
        out.append("pronoun")
    if hit.preposition:
        out.append(f"prep={hit.preposition}")
    before = ctx.function[frame.first - 1] if frame.first > sent.first else "start"
    out.append(f"before={before}")
    if frame.light:
        out.append(f"light={frame.light}")
    if frame.first > sent.first and ctx.speech[frame.first - 1]:
        out.append(f"said={ctx.speech[frame.first - 1]}")
    out += _surroundings(scene, frame)
    return out


def _surroundings(scene: Scene, frame: Frame) -> list[str]:
    """Which kinds of arguments stand in the frame's clause or sentence."""
    ctx, out = scene.ctx, []
    clause = ctx.clause[frame.first]
    for name, items in (("time", scene.times_in.get(frame.sent, ())), ("actor", scene.actors_in.get(frame.sent, ()))):
        near = [m for m in items if ctx.clause[m.first] == clause]
        if name == "time":
            dated = [m for m in items if m.value.earliest]
            out.append("time=clause" if any(m in near for m in dated) else "time=sent" if dated else "time=vague" if items else "time=no")
        else:
            party = [m for m in items if m.value.id]
            out.append("actor=clause" if any(m in near for m in party) else "actor=sent" if party else "actor=no")
    sites = scene.sites_in.get(frame.sent, ())
    out.append("place=clause" if any(ctx.clause[s.place.first] == clause for s in sites) else "place=sent" if sites else "place=no")
    hurt = scene.casualties_in.get(frame.sent, ())
    out.append("hurt=clause" if any(c.clause == clause for c in hurt) else "hurt=sent" if hurt else "hurt=no")
    if scene.is_counted(frame, "cardinal", "vague"):
        out.append("counted")
    return out


def local_day(scene: Scene, frame: Frame) -> Any:
    """The dated time mention nearest to a frame in its sentence, its own clause first; None without one."""
    ctx = scene.ctx
    dated = [m for m in scene.times_in.get(frame.sent, ()) if m.value.earliest is not None]
    return min(dated, key=lambda m: (ctx.clause[m.first] != ctx.clause[frame.first], scene.distance(frame, m.first, m.last)), default=None)
