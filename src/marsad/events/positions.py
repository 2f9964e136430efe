"""Where each party stands in the grammar of its sentence, found once a document.

A flat reading from left to right: the word that governs a party (a verb, a verbal noun, a word of
saying), the preposition or noun that ties it there, how many bare phrases stand before it, the verb
it may be the subject of, and whether a verb without a subject of its own takes it over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marsad.events.context import Context
from marsad.events.frames import Frame
from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit

REACH = 14  # tokens after a party in which its verb may stand
CHAIN = 3  # nouns that may stand between a preposition and a party: "on [posts of] the army"
_JOINED = 5  # tokens between two parties joined by "and"
_VERBS = ("past", "present")
_TIES = ("prep", "partner", "belong", "accused", "negation")
_MARKS = frozenset({"relative", "when", "if", "after", "before", "during", "cause"})
_FEMININE = ("ت", "تا")
_MANY = ("وا", "ون", "ين")
_AND, _SHE, _HE = "و", "ت", "ي"


@dataclass(frozen=True, slots=True)
class Head:
    """A word that can govern parties. ``form`` is past | present | noun | phrase | instrument | said; ``sort`` its outcome or type."""

    first: int
    last: int
    form: str
    lemma: str
    frame: str
    light: bool
    agreement: str
    sort: str = ""

    @property
    def verbal(self) -> bool:
        """Whether it is a verb, which has a subject."""
        return self.form in _VERBS


@dataclass(slots=True)
class Position:
    """``head`` governs; ``lead`` ties to it over ``steps`` nouns; ``nth`` bare phrases before; ``verb`` follows past ``gap``."""

    head: int = -1
    lead: str = "none"
    steps: int = 0
    nth: int = 0
    marks: str = ""
    joined: int = 0
    verb: int = -1
    gap: str = ""
    subject_of: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Positions:
    """Heads by first token, positions of parties by first token, bare phrases by head."""

    heads: dict[int, Head]
    of: dict[int, Position]
    bare: dict[int, int]


def find_positions(ctx: Context, frames: list[Frame]) -> Positions:
    """Positions of all parties of a document."""
    heads = _heads(ctx, frames)
    out = Positions(heads, {}, {})
    tied = {h.first: h.preposition for kind in ("place_word", "force", "person", "org_head", "instrument") for h in ctx.found.hits.get(kind, ()) if h.preposition}
    parties = {m.first: m for m in ctx.found.actors}
    counts = {m.first: m for m in ctx.found.counts}
    for sent in ctx.text.sents:
        _read(ctx, out, tied, parties, counts, sent.first, sent.last)
    for m in ctx.found.actors:
        _verb_after(ctx, out, m)
    _subjects(ctx, out, ctx.found.actors)
    return out


def _heads(ctx: Context, frames: list[Frame]) -> dict[int, Head]:
    out: dict[int, Head] = {}
    for i, klass in enumerate(ctx.speech):
        if klass and not ctx.function[i]:
            out[i] = Head(i, i + 1, "said", klass, "said", False, "")
    for hit in ctx.found.hits.get("trigger", ()):
        word = word_of(hit)
        if word.strength == "light" and not (word.pos == "noun" and word.outcome) and (hit.first not in out or hit.last > out[hit.first].last):
            out[hit.first] = Head(hit.first, hit.last, hit.entry.feature, word.name, word.frame, True, agreement_of(hit), word.outcome)
    for f in frames:
        out[f.first] = Head(f.first, f.last, f.form, f.lemma, f.word.frame, False, agreement_of(f.hit), f.word.outcome or f.type)
    return out


def agreement_of(hit: Hit) -> str:
    """Gender and number that a verb's form shows: f | m | many, '' for other words."""
    form = hit.entry.light
    if hit.entry.feature == "past":
        return "f" if form.endswith(_FEMININE) and not word_of(hit).name.endswith(_SHE) else "many" if form.endswith(_MANY[0]) else "m"
    if hit.entry.feature == "present":
        return "many" if form.endswith(_MANY) else "f" if form.startswith(_SHE) else "m" if form.startswith(_HE) else ""
    return ""


def gender_of(ctx: Context, m: At[Any]) -> str:
    """Gender and number that a party's first word shows: f | many | m."""
    word = ctx.text.light[m.first]
    if word.endswith(("ة", "ات")):
        return "f"
    return "many" if word.endswith(_MANY[1:]) else "m"


def _read(ctx: Context, out: Positions, tied: dict[int, str], parties: dict[int, At[Any]], counts: dict[int, Any], first: int, last: int) -> None:
    head, done, before, counted = -1, -1, None, -1
    marks = ""
    for i in range(first, last):
        if i > first and ctx.strong[i] != ctx.strong[i - 1]:
            head, before, marks = -1, None, ""
        if i in out.heads:
            head, before, marks = i, None, ""
            done = max(done, out.heads[i].last)
        if ctx.function[i] in _MARKS:
            marks = ctx.function[i]
        m = parties.get(i)
        if m is None:
            if i in counts and i >= done and _tie(ctx, out, tied, i, head, "")[0] == "word":
                out.bare[head] = out.bare.get(head, 0) + 1
                counted = counts[i].last
            continue
        position = out.of[i] = _place(ctx, out, tied, m, head, before)
        position.marks = marks
        if position.lead == "word" and not position.joined:
            if counted not in (i, i - 1):
                out.bare[head] = out.bare.get(head, 0) + 1
            position.nth = out.bare.get(head, 1) - 1
        before = m


def _place(ctx: Context, out: Positions, tied: dict[int, str], m: At[Any], head: int, before: At[Any] | None) -> Position:
    if before is not None and begins_with_and(ctx, m) and m.first - before.last <= _JOINED and not m.lead:
        other = out.of[before.first]
        return Position(other.head, other.lead, other.steps, other.nth, joined=other.joined + 1)
    lead, steps = _tie(ctx, out, tied, m.first, head, m.lead)
    return Position(head, lead, steps)


def is_people(m: At[Any] | None) -> bool:
    """Whether a mention is a noun for people who may suffer as well as do: "persons", "two soldiers"."""
    return m is not None and (m.value.kind.startswith(("people", "members", "victims")) or "+" in m.value.kind)


def begins_with_and(ctx: Context, m: At[Any]) -> bool:
    """Whether "and" is attached to a party or stands before it."""
    attached = ctx.text.deep[m.first].startswith(_AND) and ctx.text.raw_starts[m.first] < m.value.start
    return attached or (m.first > 0 and ctx.text.deep[m.first - 1] == _AND)


def _tie(ctx: Context, out: Positions, tied: dict[int, str], at: int, head: int, lead: str) -> tuple[str, int]:
    """What ties a phrase to its head: a preposition, over how many nouns; "word" where nothing does."""
    if lead:
        return lead, 0
    for steps in range(CHAIN + 1):
        i = at - 1 - steps
        if i < 0 or not ctx.same_sent(i, at):
            return ("start" if not steps else "word"), steps
        if ctx.function[i]:
            tie = ctx.function[i]
            return (tie if tie.startswith(_TIES) or not steps else "word"), steps
        if head >= 0 and i < out.heads[head].last:
            return "word", steps
        if ctx.text.between(i, i + 1).strip(" \"'()"):
            return ("comma" if not steps else "word"), steps
        if i in tied:
            return tied[i] + "~", steps + 1
    return "word", CHAIN


def _verb_after(ctx: Context, out: Positions, m: At[Any]) -> None:
    """The first verb after a party that may be said of it, and what stands between."""
    position, gap = out.of.get(m.first), ""
    if position is None:
        return
    for i in range(m.last, min(m.last + REACH, len(ctx.clause))):
        if not ctx.same_sent(i, m.first):
            return
        if ctx.function[i] == "relative":
            gap = "relative"
        elif ctx.function[i] in ("that", "where", "when", "cause", "contrast"):
            return
        head = out.heads.get(i)
        if head is not None and (head.verbal or head.form == "phrase"):
            position.verb, position.gap = i, gap or ("next" if i - m.last <= 1 else "far")
            return
        if head is not None and head.form == "said":
            position.gap = "said"
            return
        if i in out.of and not gap and not out.of[i].joined and out.of[i].lead != "belong":
            gap = "party"


def _subjects(ctx: Context, out: Positions, actors: list[At[Any]]) -> None:
    """Subjects of verbs: the party before, else the one just after, else that of the verb before."""
    before: dict[int, list[At[Any]]] = {}
    after: dict[int, At[Any]] = {}
    for m in actors:
        p = out.of.get(m.first)
        if p is None:
            continue
        if p.verb >= 0 and p.gap in ("next", "relative", "far") and not p.lead.startswith(("prep", "partner", "ل", "ب")):
            before.setdefault(p.verb, []).append(m)
        if p.head >= 0 and p.lead == "word" and p.nth == 0 and p.steps <= 2 and out.heads[p.head].verbal:
            after.setdefault(p.head, m)
    last: tuple[int, At[Any]] | None = None
    for at in sorted(out.heads):
        head = out.heads[at]
        if not head.verbal:
            continue
        chosen: At[Any] | None = None
        how = ""
        if at in after:
            chosen, how = after[at], "post"
        elif at in before:
            chosen, how = before[at][-1], "pre"
        elif last is not None and ctx.text.sent_of[at] - ctx.text.sent_of[last[0]] <= 1 and not out.bare.get(at):
            chosen, how = last[1], "carried"
        if how == "post" and last is not None and head.frame == "agent-patient" and ctx.text.sent_of[at] - ctx.text.sent_of[last[0]] <= 1 and is_people(chosen):
            out.of[last[1].first].subject_of.setdefault(at, "maybe")
        if chosen is not None:
            out.of[chosen.first].subject_of[at] = how
            if head.frame != "patient":
                last = (at, chosen)
