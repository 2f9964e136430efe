"""Named features of an outcome belonging to a happening: the task ``outcome``, seen from the happening's nearest frame."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.events.casualties import Casualty
from marsad.events.features import step
from marsad.events.frames import Frame
from marsad.events.scene import Scene
from marsad.packs.weights import Block

_CAUSES = frozenset({"cause", "during", "relative", "prep-in", "when", "break", "contrast"})
_WIDE_CUES = frozenset({"update", "total", "tally", "background"})


@dataclass(frozen=True, slots=True)
class Toll:
    """An outcome as every happening sees it: its names that never change, the frame its own word is, the nearest frame of an earlier sentence."""

    names: tuple[str, ...]
    word: Frame | None
    latest: int
    others: int


def _toll(scene: Scene, c: Casualty) -> Toll:
    word = next((f for f in scene.frames_in.get(c.sent, ()) if f.first <= c.word_at < f.last), None)
    latest = max((f.first for f in scene.frames if f.first < c.word_at and f.sent < c.sent), default=-1)
    others = min(2, sum(1 for o in scene.casualties if o.kind == c.kind and o.counted and o is not c))
    return Toll((*_cues(scene, c), *_same_figure(scene, c)), word, latest, others)


def casualty_blocks(scene: Scene, frame: Frame, c: Casualty) -> list[Block]:
    """What speaks for an outcome belonging to a frame's happening."""
    ctx, toll = scene.ctx, scene.once(_toll, c)
    gap, clause = c.sent - frame.sent, ctx.clause[frame.first]
    where = "clause" if c.clause == clause else "sent" if gap == 0 else "next" if gap == 1 else "prev" if gap == -1 else "far"
    own = frame.first <= c.word_at < frame.last
    low = "none" if c.low is None else str(min(c.low, 3))
    role = "own" if toll.word is frame else toll.word.family if toll.word else "none"
    out: list[Block] = [(_standing, (where, own, c.kind, frame.type, c.subset, c.form, c.counted)), (_word, (c.lemma, c.counted, own)),
                        (_figure, (low, c.counted, c.form, where, c.definite, toll.others)), (_of, (c.of, c.kind, c.form, role, frame.family)), (_fixed, (toll.names,))]
    near = scene.frames_in.get(c.sent, ())
    if where in ("clause", "sent"):
        side = "after" if c.first >= frame.first else "before"
        lo, hi = min(c.word_at, frame.first), max(c.word_at, frame.first)
        between = min(3, sum(1 for f in scene.frames if lo < f.first < hi))
        out.append((_way, (step(abs(c.first - frame.first)), side, min(3, abs(ctx.strong[c.word_at] - ctx.strong[frame.first])), between, where)))
        causes = _CAUSES.intersection(ctx.function[lo:hi])
        if causes or frame.light:
            out.append((_links, (tuple(sorted(causes)), frame.light, side)))
        others = [f for f in near if f is not frame and f is not toll.word]
        closer = min(3, sum(1 for f in others if abs(c.word_at - f.first) < hi - lo))
        out.append((_rivals, (closer, any(ctx.clause[f.first] == c.clause for f in others), where, frame.kind, frame.form)))
    else:
        out.append((_far, (not near, toll.latest == frame.first, frame.kind == "title", where)))
    return out


def _cues(scene: Scene, c: Casualty) -> list[str]:
    ctx, out = scene.ctx, []
    for hit in ctx.cues:
        if ctx.text.sent_of[hit.first] == c.sent:
            side = "before" if hit.first < c.word_at else "after"
            klass = getattr(hit.entry.payload, "klass", "")
            if ctx.clause[hit.first] == c.clause:
                out.append(f"cue={klass}|{side}")
            elif klass in _WIDE_CUES:
                out.append(f"sent-cue={klass}|{side}")
    return out


def _same_figure(scene: Scene, c: Casualty) -> list[str]:
    """How a figure stands to the others of its kind: told again, the highest, the sum of two, in the title."""
    if c.low is None:
        return []
    kin = [o for o in scene.casualties if o.kind == c.kind and o.low is not None and o is not c]
    lows = [o.low for o in kin if o.low is not None]
    again = sum(1 for o in kin if o.low == c.low and o.sent != c.sent)
    out = [f"again={min(2, again)}", f"top={not lows or c.low >= max(lows)}|{c.counted}"]
    beside = [o.low for o in kin if o.sent == c.sent and o.low is not None and o.low != c.low]
    if beside:
        out.append(f"beside={'more' if max(beside) > c.low else 'less'}|{c.counted}")
    if c.low > 2 and any(a + b == c.low for n, a in enumerate(lows) for b in lows[n + 1 :]):
        out.append("sum")
    if scene.ctx.text.sents[c.sent].kind == "title":
        out.append("in-title")
    return out


def _standing(where: str, own: bool, kind: str, type_: str, subset: bool, form: str, counted: bool) -> list[str]:
    return [f"where={where}", f"own={own}", f"kind={kind}|{type_}", f"kind={kind}|{type_}|{where}", f"subset={subset}", f"form={form}|{where}", f"counted={counted}",
            f"counted={counted}|{where}"]


def _word(lemma: str, counted: bool, own: bool) -> list[str]:
    return [f"w={lemma}|{counted}", f"w={lemma}|own={own}"]


def _figure(low: str, counted: bool, form: str, where: str, definite: bool, others: int) -> list[str]:
    out = [f"low={low}|{counted}|{form}", f"others={others}|{counted}"]
    if low == "none":
        out += ["uncounted", f"uncounted|{form}|{where}"]
    return [*out, "definite", f"definite|{where}", f"definite|{counted}"] if definite else out


def _of(of: str, kind: str, form: str, role: str, family: str) -> list[str]:
    return [f"of={of}|{kind}", f"of={of}|{form}", f"role={role}|{family}"]


def _fixed(names: tuple[str, ...]) -> list[str]:
    return list(names)


def _way(apart: int, side: str, breaks: int, between: int, where: str) -> list[str]:
    return [f"apart={apart}", f"side={side}", f"breaks={breaks}", f"between={between}|{side}", f"between={between}|{where}"]


def _links(causes: tuple[str, ...], light: str, side: str) -> list[str]:
    out = [f"mid={m}|{side}" for m in causes]
    return [*out, f"carrier={light}|{side}"] if light else out


def _rivals(closer: int, inside: bool, where: str, kind: str, form: str) -> list[str]:
    return [f"closer={closer}|{where}", f"inside={inside}|{where}", f"frame={kind}|{form}|{where}"]


def _far(empty: bool, latest: bool, title: bool, where: str) -> list[str]:
    return [f"empty={empty}|{where}", f"latest={latest}|{where}", f"title={title}|{where}"]
