"""Named features of a time being when something happened: tasks ``time``, and ``default`` for the day of publication where no words date it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.events.features import step
from marsad.events.role_features import lead_of
from marsad.events.scene import Scene
from marsad.events.telling import INSIDE, Telling
from marsad.mentions.found import At
from marsad.packs.weights import Block

_SIGHT = 12  # tokens before and after words of time in which what is told there is looked for
_SAID_WITHIN = 6  # tokens before words of time in which a word of saying counts


@dataclass(frozen=True, slots=True)
class Moment:
    """Words of time as every happening sees them: what leads into them, and what is told before and after.

    ``back`` and ``ahead``: the token of the nearest frame (-1: none, or a word of saying), its name if it is none, and "~" when it is further off.
    """

    before: str
    word: str
    said: bool
    short: bool
    back: tuple[int, str, str]
    ahead: tuple[int, str, str]


def _moment(scene: Scene, m: At[Any]) -> Moment:
    ctx = scene.ctx
    before, word = _time_lead(scene, m)
    said = any(ctx.speech[i] for i in range(max(0, m.first - _SAID_WITHIN), m.first) if ctx.strong[i] == ctx.strong[m.first])
    s = ctx.text.sents[ctx.text.sent_of[m.first]]
    back = _told(scene, range(m.first - 1, max(s.first, m.first - _SIGHT) - 1, -1), m.first - 3)
    ahead = _told(scene, range(m.last, min(s.last, m.last + _SIGHT)), m.last + 2)
    return Moment(before, word, said, len(m.value.quote.split()) == 1, back, ahead)


def _time_lead(scene: Scene, m: At[Any]) -> tuple[str, str]:
    """The class of what stands before words of time, and the last word before them that is no function word."""
    ctx, at = scene.ctx, m.first - 1
    lead = lead_of(scene, m)
    while at >= 0 and ctx.same_sent(at, m.first) and (ctx.function[at].startswith("prep") or ctx.function[at] in ("this", "since")):
        at -= 1
    word = ctx.text.deep[at] if at >= 0 and ctx.same_sent(at, m.first) and m.first - at <= 3 else ""
    return lead, word


def _told(scene: Scene, tokens: range, near: int) -> tuple[int, str, str]:
    """The first frame or word of saying among ``tokens``; one up to ``near`` is near."""
    speech, types = scene.ctx.speech, scene.types
    for i in tokens:
        if speech[i] or i in types:
            far = "" if (i >= near if tokens.step < 0 else i <= near) else "~"
            return (-1, "speech", far) if speech[i] else (i, "", far)
    return -1, "none", ""


def time_blocks(telling: Telling, m: At[Any]) -> list[Block]:
    """What speaks for a time mention being when it happened."""
    scene, value = telling.scene, m.value
    moment = scene.once(_moment, m, (m.first, m.last))  # composed times are made anew for every happening, at the words of one
    f = telling.nearest(m.first, m.last)
    where = telling.where(f, m.first)
    out: list[Block] = [(_standing, (where, value.role, telling.level, value.precision, value.earliest is not None, f.kind, min(3, len(telling.frames)), telling.type)),
                        (_word, (moment.word, value.role, where))]
    if where not in INSIDE:
        return out
    first = m.first
    side, low, high = ("after", f.first, first) if first >= f.first else ("before", first, f.first)
    rank = sum(1 for o in scene.times_in.get(f.sent, ()) if low <= o.first < high and o.first != first)
    between = sum(1 for g in scene.frames_in.get(f.sent, ()) if low < g.first < high and g.first not in telling.firsts)
    out += [(_stand, (side, where, step(scene.distance(f, first, m.last)), min(2, rank), min(2, between), f.form)),
            (_lead, (moment.before, value.role, _by(telling, moment.back), _by(telling, moment.ahead), side, where))]
    if moment.said:
        out.append((_spoken, (where, side)))
    if moment.short:
        out.append((_short, ()))
    return out


def _by(telling: Telling, told: tuple[int, str, str]) -> str:
    at, name, far = told
    return (name or ("own" if at in telling.firsts else "other")) + far


def _standing(where: str, role: str, level: str, precision: str, resolved: bool, frame: str, frames: int, type_: str) -> list[str]:
    return [f"where={where}", f"role={role}", f"role={role}|{level}", f"precision={precision}|{level}", f"role={role}|{where}", f"resolved={resolved}", f"frame={frame}|{where}",
            f"level={level}|{where}", f"frames={frames}|{where}", f"role={role}|{level}|{where}", f"type={type_}|{role}"]


def _word(word: str, role: str, where: str) -> list[str]:
    return [f"word={word}|{role}", f"word={word}|{where}"]


def _stand(side: str, where: str, gap: int, rank: int, between: int, form: str) -> list[str]:
    return [f"side={side}|{where}", f"gap={gap}|{side}", f"rank={rank}|{side}", f"between={between}|{side}", f"form={form}|{side}|{where}"]


def _lead(before: str, role: str, back: str, ahead: str, side: str, where: str) -> list[str]:
    return [f"before={before}", f"before={before}|{role}", f"back={back}|ahead={ahead}|{side}", f"back={back}|{where}", f"ahead={ahead}|{where}"]


def _spoken(where: str, side: str) -> list[str]:
    return ["said", f"said|{where}", f"said|{side}"]


def _short() -> list[str]:
    return ["short"]


@dataclass(frozen=True, slots=True)
class _Days:
    """The first days of a document's times by sentence: those sentences, in order, and the days."""

    sents: list[int]
    days: list[date]


def _days_told(scene: Scene, times: list[At[Any]]) -> _Days:
    told = [(sent, m.value.earliest) for sent in sorted(scene.times_in) for m in scene.times_in[sent] if m.value.earliest]
    return _Days([sent for sent, _ in told], [day for _, day in told])


def default_time_features(telling: Telling) -> list[str]:
    """What speaks for the day of publication where no words date an event: the task ``default``."""
    scene, frames = telling.scene, telling.frames
    ctx = scene.ctx
    first = min(frames, key=lambda f: f.first)
    lead = min((f.sent for f in frames if f.kind != "title"), default=99)
    cues = {c.split(":")[0] for f in frames for c in f.cues}
    out = ["default", f"default|{telling.level}", f"default|{telling.status}", f"default|type={telling.type}", f"default|lead={min(4, max(0, lead - scene.lead))}",
           f"default|title={first.kind == 'title'}", f"default|frames={min(3, len(frames))}"]
    out += [f"default|cue={c}" for c in sorted(cues)]
    dated = any(m.value.earliest and m.value.role == "point" for f in frames for m in scene.times_in.get(f.sent, ()))
    out.append(f"default|dated={dated}")
    told = scene.once(_days_told, ctx.found.times)
    if ctx.published in told.days:
        out.append("default|today-named")
    before = bisect_left(told.sents, lead)
    out.append(f"default|earlier={'none' if not before else 'today' if told.days[before - 1] == ctx.published else 'other'}")
    if any(f.form == "present" for f in frames):
        out.append("default|present")
    if any((f.light_at >= 0 and ctx.function[f.light_at] == "was") or any(c.startswith("background") for c in f.cues) for f in frames):
        out.append("default|background")
    return out
