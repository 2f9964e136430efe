"""Frames: the words that may tell a happening, each with its type, voice and carrier verb.

A frame is one mention of an action in one place of the text. Several frames, in title, lead and body,
make one event; which ones do is decided later.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from marsad.events.context import Context
from marsad.events.operations import find_operations
from marsad.mentions.compile import Word
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit, keep_longest

_SETTLES = {"": ("air_strike", "bombing", "shelling", "armed_attack"), "shelling": ("air_strike",), "armed_attack": ("air_strike", "bombing"),
            "raid": ("air_assault",)}
_NO_NAMES = ("people", "members", "victims")  # party mentions that are ordinary words, and may tell an action too
_MARKS = ("anaphora-other", "anaphora-same", "background", "total", "tally", "update")  # cues that tell one happening from another
_REACH = 5  # tokens between a noun and the verb that carries it
_MEANS = frozenset({"air_strike", "shelling", "bombing"})
GENERIC = frozenset({"", "armed_attack", "raid", "clash", "other"})


@dataclass(slots=True)
class Frame:
    """One mention of an action. ``type`` may be '' until an instrument or its group settles it.

    ``form`` is past | present | noun | phrase | instrument; ``light`` the carrier verb's form or '';
    ``tools`` the types of the instruments in its clause; ``likely`` the type they point to; ``family`` the kind of word; ``voice`` its form with what it makes of its subject;
    ``near`` what stands near it, filled when frames are compared.
    """

    n: int
    first: int
    last: int
    hit: Hit
    word: Word
    type: str
    form: str
    sent: int
    kind: str
    light: str = ""
    light_at: int = -1
    light_after: bool = False
    tools: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    likely: str = "any"
    family: str = ""
    voice: str = ""
    marks: tuple[tuple[str, bool], ...] = ()
    features: list[str] = field(default_factory=list)
    near: Any = None

    @property
    def lemma(self) -> str:
        """The listed form of the word that opens the frame."""
        return self.word.name


def document_means(frames: list[Frame]) -> list[str]:
    """Means of attack that a document names anywhere, most often named first."""
    counts = Counter(f.likely for f in frames if f.likely in _MEANS)
    return [t for t, _ in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))]


def _likely(frame: Frame) -> str:
    """The type its own clause points to: an instrument settles a word that does not say how."""
    for tool in _SETTLES.get(frame.type, ()):
        if tool in frame.tools:
            return tool
    return frame.type or "any"


def _family(frame: Frame) -> str:
    """What kind of word it is for comparing frames: a result (killed), a named action, a general one (air_strike~)."""
    if frame.word.outcome and frame.word.strength != "strong":
        return frame.word.outcome
    return frame.likely if frame.word.strength == "strong" or frame.form == "instrument" else frame.likely + "~"


def find_frames(ctx: Context) -> list[Frame]:
    """Frames by first token, of running text and title; instruments count where no action word is beside them."""
    names = [h for h in find_operations(ctx) if _readable(ctx, h)]
    named = {i for h in names for i in range(h.first, h.last)}
    triggers = [h for h in keep_longest(ctx.found.hits.get("trigger", ()), key=_once) if _readable(ctx, h) and h.first not in named]
    triggers = sorted([*triggers, *names], key=lambda h: h.first) if names else triggers
    lights = [h for h in triggers if word_of(h).strength == "light" and not word_of(h).type and word_of(h).pos != "noun"]
    tools = [h for h in keep_longest(ctx.found.hits.get("instrument", ())) if _readable(ctx, h)]
    places = {i for m in ctx.found.places for i in range(m.first, m.last)} | {
        i for m in ctx.found.actors if m.note != "force" and not m.value.kind.startswith(_NO_NAMES) for i in range(m.first, m.last)}
    heads = {m.first for m in ctx.found.actors if m.last > m.first + 1}  # "the Israeli strikes" names a party by what it did
    places |= {i for m in ctx.found.times for i in range(m.first, m.last)}
    frames: list[Frame] = []
    busy: set[int] = set()
    for hit in triggers:
        word = word_of(hit)
        if word.strength == "light" or (hit.first in places and not (word.strength == "strong" and hit.first in heads)):
            continue
        frames.append(_frame(ctx, hit, word.type, hit.entry.feature))
        busy.update(range(hit.first, hit.last))
    for hit in tools:
        if hit.first not in named and busy.isdisjoint(range(hit.first - 1, hit.last + 1)) and word_of(hit).pos != "adjective":
            frames.append(_frame(ctx, hit, word_of(hit).type, "instrument"))
    frames.sort(key=lambda f: f.first)
    for n, frame in enumerate(frames):
        frame.n = n
        _carrier(ctx, frame, lights)
        frame.tools = tuple(sorted({word_of(t).type for t in tools if _beside(ctx, frame, t)}))
        frame.likely = _likely(frame)
        frame.family = _family(frame)
        frame.voice = f"{frame.form}/{frame.word.frame or frame.light or '-'}"
        frame.cues = _cues(ctx, frame)
        frame.marks = _marks(frame.cues)
    return frames


def _once(hit: Hit) -> str:
    return "trigger"


def _readable(ctx: Context, hit: Hit) -> bool:
    return ctx.text.sents[ctx.text.sent_of[hit.first]].kind in ("title", "body", "heading")


def _frame(ctx: Context, hit: Hit, type_: str, form: str) -> Frame:
    sent = ctx.text.sent_of[hit.first]
    return Frame(0, hit.first, hit.last, hit, word_of(hit), type_, form, sent, ctx.text.sents[sent].kind)


def _beside(ctx: Context, frame: Frame, tool: Hit) -> bool:
    if ctx.text.sent_of[tool.first] != frame.sent:
        return False
    near = ctx.clause[tool.first] == ctx.clause[frame.first] or abs(tool.first - frame.first) <= 4
    return near and not (tool.first >= frame.first and tool.last <= frame.last)


def _carrier(ctx: Context, frame: Frame, lights: list[Hit]) -> None:
    if frame.form not in ("noun", "phrase", "instrument"):
        return
    for hit in lights:
        if ctx.text.sent_of[hit.first] != frame.sent or (ctx.strong[hit.first] != ctx.strong[frame.first] and hit.first < frame.first):
            continue
        before, after = frame.first - hit.last, hit.first - frame.last
        if 0 <= before <= _REACH * 2:
            frame.light, frame.light_at, frame.light_after = word_of(hit).name, hit.first, False
        elif 0 <= after <= _REACH and not frame.light and (hit.pronoun or ctx.clause[hit.first] == ctx.clause[frame.first] or ctx.function[hit.first - 1] == "relative"):
            frame.light, frame.light_at, frame.light_after = word_of(hit).name, hit.first, True
            return


def _cues(ctx: Context, frame: Frame) -> tuple[str, ...]:
    out = set()
    for hit in ctx.cues:
        if ctx.text.sent_of[hit.first] != frame.sent:
            continue
        word = word_of(hit)
        side = "before" if hit.first < frame.first else "after"
        beside = frame.last <= hit.first <= frame.last + 1 or hit.last in (frame.first, frame.first - 1)
        where = "beside" if beside else "clause" if ctx.clause[hit.first] == ctx.clause[frame.first] else "near" if abs(hit.first - frame.first) <= 6 else "sent"
        if word.direction in ("after", "") and side == "after" and where == "sent":
            continue
        out.add(f"{word.klass}:{side}:{where}")
    for back in (1, 2):
        at = frame.first - back
        if at >= 0 and ctx.text.sent_of[at] == frame.sent and ctx.function[at] in ("negation", "if", "this"):
            out.add(f"{ctx.function[at]}:{back}")
    return tuple(sorted(out))


def _marks(cues: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Classes of the cues that tell one happening from another, and whether each stands beside the frame; "this" among them."""
    out = [("this", False)] if any(c.startswith("this") for c in cues) else []
    for klass in _MARKS:
        here = [c for c in cues if c.startswith(klass + ":")]
        if here:
            out.append((klass, any(c.endswith(":beside") for c in here)))
    return tuple(out)
