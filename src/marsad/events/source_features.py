"""Named features of a speaker being a source of a happening: the task ``source``.

A verb of saying covers what follows it, on into sentences that carry it on ("it added") and up to the next
voice; "according to" covers its own sentence; background told with "had" has a voice of its own or none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Any

from marsad.events.features import placed_words
from marsad.events.frames import Frame
from marsad.events.scene import Scene
from marsad.events.telling import Telling
from marsad.mentions.found import At
from marsad.packs.weights import Block

_OPENING = 3  # tokens at the start of a sentence


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as every happening sees it: its part in the document, its place in its sentence, the party it is, the words beside it."""

    times: int
    main: bool
    leads: bool
    place: str
    nth: str
    party: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a frame's sentence stands to voices: whose it names, how it opens, whether it carries on another's words, the last voice before the frame."""

    local: frozenset[str]
    was: bool
    breaks: bool
    carried: bool
    last: int


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of a document by the mention (its identity), how many names there are, and the mentions' first tokens, in order, with their names."""

    by_mention: dict[int, Voice]
    names: int
    firsts: list[int]
    said: list[str]


def make_voices(scene: Scene, speakers: list[At[Any]]) -> Voices:
    """The voices of a document's speakers."""
    text = scene.ctx.text
    counts = Counter(s.value.name for s in speakers)
    most = max(counts.values(), default=0)
    parties = {m.first: m.value.id for m in reversed(scene.ctx.found.actors) if m.value.id}
    out = {}
    for s in speakers:
        sent = text.sents[text.sent_of[s.first]]
        place = "start" if s.first - sent.first <= _OPENING else "end" if sent.last - s.last <= _OPENING else "middle"
        times = counts[s.value.name]
        out[id(s)] = Voice(times, times == most, text.sent_of[s.first] == scene.lead, place, "first" if s is speakers[0] else "later", parties.get(s.first, ""),
                           tuple(placed_words(scene, s.first, s.last)))
    order = sorted(speakers, key=lambda s: s.first)
    return Voices(out, len(counts), [s.first for s in order], [s.value.name for s in order])


def make_hearing(scene: Scene, f: Frame) -> Hearing:
    """How a frame's sentence stands to voices."""
    ctx = scene.ctx
    sent = ctx.text.sents[f.sent]
    told = scene.once(make_voices, ctx.found.speakers)
    first, end = bisect_left(told.firsts, sent.first), bisect_left(told.firsts, sent.last)
    local = frozenset(told.said[first:end])
    opening = ctx.function[sent.first : min(sent.first + _OPENING, sent.last)]
    carried = any(ctx.speech[sent.first : min(sent.first + _OPENING, f.first)])
    before = bisect_right(told.firsts, f.first)
    last = told.firsts[before - 1] if before else -1
    return Hearing(local, "was" in opening, "break" in opening, carried, last)


def source_blocks(telling: Telling, s: At[Any]) -> list[Block]:
    """What speaks for a speaker being a source of an event."""
    scene = telling.scene
    ctx = scene.ctx
    f = telling.nearest(s.first, s.last)
    told = scene.once(make_voices, ctx.found.speakers)
    voice, hearing = told.by_mention[id(s)], scene.once(make_hearing, f)
    where, name, kind, cue = telling.where(f, s.first), s.value.name, s.value.kind, s.lead
    sent = ctx.text.sent_of[s.first]
    gap = sent - f.sent
    side, low, high = ("after", f.first, s.first) if s.first >= f.first else ("before", s.first, f.first)
    between = told.said[bisect_right(told.firsts, low) : bisect_left(told.firsts, high)]
    rivals = min(2, len({*between} - {name})) if between else 0
    here = ("self" if name in hearing.local else "other") if hearing.local else "none"
    voices, same = min(4, told.names), ctx.text.sents[sent].paragraph == ctx.text.sents[f.sent].paragraph
    out: list[Block] = [
        (_standing, (where, cue, kind, side, f.kind)),
        (_reach, (where, min(3, len(telling.frames)), voice.leads, max(-4, min(4, gap)), here, cue, hearing.last == s.first)),
        (_way, (where, rivals, side, here, cue, min(3, abs(ctx.strong[s.first] - ctx.strong[f.first])), same, kind)),
        (_part, (where, here, voices, voice.main, min(3, voice.times), voice.place, cue, voice.nth, f.kind, ctx.text.sents[sent].kind)),
        (_beside, (voice.beside,)),
    ]
    if told.names == 1:
        out.append((_only, ()))
    if hearing.carried and gap < 0:
        out.append((_continued, (where,)))
    if gap < 0 and any(c.startswith("background:") for c in f.cues):
        out.append((_background, ()))
    if hearing.was or hearing.breaks:
        out.append((_opened, (hearing.was, hearing.breaks, where, here, cue)))
    if voice.party:
        near = any(m.value.id == voice.party and m.first != s.first for g in telling.sents for m in scene.actors_in.get(g, ()))
        out.append((_own_act, (near, cue, where)))
    return out


def _standing(where: str, cue: str, kind: str, side: str, frame: str) -> list[str]:
    return [f"where={where}", f"cue={cue}", f"cue={cue}|{where}", f"kind={kind}", f"kind={kind}|{where}", f"side={side}|{where}", f"cue={cue}|{side}|{where}", f"frame={frame}|{where}"]


def _reach(where: str, frames: int, leads: bool, gap: int, here: str, cue: str, last: bool) -> list[str]:
    out = [f"sents={max(-3, min(3, gap))}", f"frames={frames}|{where}", f"speaker-lead={leads}|{where}", f"here={here}|gap={gap}", f"gap={gap}|{cue}"]
    return [*out, "last", f"last|{where}"] if last else out


def _way(where: str, rivals: int, side: str, here: str, cue: str, steps: int, same: bool, kind: str) -> list[str]:
    return [f"rivals={rivals}|{side}|{where}", f"here={here}|{where}", f"here={here}|{cue}|{side}", f"steps={steps}|{side}|{cue}", f"paragraph={same}|{where}",
            f"kind={kind}|here={here}", f"rivals={rivals}|here={here}|{side}"]


def _part(where: str, here: str, voices: int, main: bool, times: int, place: str, cue: str, nth: str, frame: str, sent: str) -> list[str]:
    return [f"voices={voices}|{where}", f"voices={voices}|main={main}|here={here}", f"times={times}|{where}", f"main={main}|{where}", f"place={place}|{where}",
            f"place={place}|{cue}|{where}", f"nth={nth}|{where}", f"nth={nth}|frame={frame}|{sent}"]


def _beside(words: tuple[str, ...]) -> list[str]:
    return list(words)


def _only() -> list[str]:
    return ["only"]


def _continued(where: str) -> list[str]:
    return [f"continued|{where}"]


def _background() -> list[str]:
    return ["background|earlier"]


def _opened(was: bool, breaks: bool, where: str, here: str, cue: str) -> list[str]:
    out = [f"was|{where}", f"was|here={here}", f"was|{cue}|{where}"] if was else []
    return [*out, f"break|here={here}|{where}"] if breaks else out


def _own_act(near: bool, cue: str, where: str) -> list[str]:
    return [f"party-near={near}|{cue}", f"party-near={near}|{where}"]
