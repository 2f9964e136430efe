"""Named features of a party for the roles of a happening: tasks ``initiator`` and ``target``.

What is the same for every happening is looked up once a mention (`Stance`); the rest is facts in blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.events.features import step
from marsad.events.frames import Frame
from marsad.events.grammar import Hold, grammar_blocks, hold_of
from marsad.events.scene import Scene
from marsad.events.telling import INSIDE, Telling
from marsad.mentions.found import At
from marsad.packs.weights import Block

_CLASS = {"people-singular": "people", "people-plural": "people", "people-dual": "people",
          "members-singular": "members", "members-plural": "members", "members-dual": "members"}
_FORCES = frozenset({"military", "police", "government", "coalition"})
_LONE = frozenset({"unidentified-gunmen", "lone-attacker", "palestinian-attacker"})
_SUBJECT, _OBJECT = "ون", "ين"


@dataclass(frozen=True, slots=True)
class Stance:
    """A party mention as every happening sees it: its class, case ending, what leads into it, its hold in the grammar."""

    klass: str
    case: str
    lead: str
    accused: bool
    speaks: bool
    hold: Hold | None


def stance_of(scene: Scene, m: At[Any]) -> Stance:
    """The stance of a party mention; looked up once a document."""
    return scene.once(_stance, m)


def _stance(scene: Scene, m: At[Any]) -> Stance:
    return Stance(actor_class(m), _case(m), lead_of(scene, m), _accused(scene, m), m.first in scene.speaker_tokens, hold_of(scene, m))


def actor_class(m: At[Any]) -> str:
    """A coarse class of a party for features: people | gunmen | force | group | nation | adjective | members."""
    kind, id_ = m.value.kind, m.value.id
    if id_ in _LONE:
        return "gunmen"
    if kind in _CLASS:
        return _CLASS[kind]
    if kind == "nation-adjective":
        return "adjective"
    if kind == "nation":
        return "nation"
    head = kind.split("+")[0]
    if head == "victims":
        return "victims"
    return "force" if head in _FORCES else "people" if head == "people" else "group"


def lead_of(scene: Scene, m: At[Any]) -> str:
    """The class of what stands just before a mention."""
    ctx = scene.ctx
    if m.lead:
        return m.lead
    at = m.first - 1
    if at < 0 or not ctx.same_sent(at, m.first):
        return "start"
    if ctx.function[at]:
        return ctx.function[at]
    if ctx.speech[at]:
        return "speech"
    if ctx.text.deep[m.first].startswith("و") and ctx.text.starts[m.first] < m.first:
        return "word"
    return "comma" if ctx.text.between(at, m.first).strip(" \"'()") else "word"


def _case(m: At[Any]) -> str:
    kind = m.value.kind
    if not (kind.endswith("-plural") or "+members" in kind or "+people" in kind):
        return ""
    ending = m.value.quote.split()[0].rstrip("\"'”")[-2:]
    return "subject" if ending == _SUBJECT else "object" if ending == _OBJECT else ""


def _accused(scene: Scene, m: At[Any]) -> bool:
    ctx = scene.ctx
    return any(ctx.function[i] in ("accused", "belong") for i in range(max(0, m.first - 5), m.first) if ctx.same_sent(i, m.first))


def role_blocks(telling: Telling, m: At[Any]) -> list[Block]:
    """What speaks for a party mention being initiator or target."""
    scene = telling.scene
    f = telling.nearest(m.first, m.last)
    where, stance = telling.where(f, m.first), stance_of(scene, m)
    klass, type_ = stance.klass, telling.type
    out: list[Block] = [(_standing, (where, klass, type_, f.kind)), (_id, (m.value.id,))]
    side = "after" if m.first >= f.first else "before"
    if where in INSIDE:
        rank = 0
        for o in scene.actors_in.get(f.sent, ()):
            if o is not m and (f.last <= o.first < m.first if side == "after" else m.last <= o.first < f.first):
                rank += 1
        out += [(_side, (side, where, f.voice, klass, step(scene.distance(f, m.first, m.last)))), (_word, (f.lemma, side)), (_way, (side, type_, klass, min(2, rank), f.form))]
        _subject(out, f, m, side, stance)
    if stance.speaks:
        out.append((_speaker, (where,)))
    if stance.case:
        out.append((_ending, (stance.case, side)))
    if stance.accused:
        out.append((_accusation, ()))
    grammar_blocks(out, telling, stance.hold, klass)
    return out


def _subject(out: list[Block], f: Frame, m: At[Any], side: str, stance: Stance) -> None:
    """Whether the mention directly follows the verb, the carrier verb or the noun it may belong to."""
    if side == "after" and m.first - f.last <= 1:
        out.append((_direct, (f.form, stance.klass, f.lemma)))
    if f.light_at >= 0:
        after = f.light_at < m.first and (m.first < f.first or f.light_after)
        out.append((_carried, (f.light, "after" if after else "before", side, stance.lead, abs(m.first - f.light_at) <= 3)))
    if side == "before" and f.first - m.last <= 1:
        out.append((_precedes, (f.form,)))


def _standing(where: str, klass: str, type_: str, kind: str) -> list[str]:
    return [f"where={where}", f"class={klass}", f"class={klass}|{where}", f"type={type_}|{klass}", f"kind={kind}"]


def _id(id_: str) -> list[str]:
    return [f"id={id_}"]


def _side(side: str, where: str, voice: str, klass: str, gap: int) -> list[str]:
    return [f"side={side}|{where}", f"side={side}|{voice}", f"side={side}|{voice}|{klass}", f"gap={gap}|{side}"]


def _word(lemma: str, side: str) -> list[str]:
    return [f"w={lemma}|{side}"]


def _way(side: str, type_: str, klass: str, rank: int, form: str) -> list[str]:
    return [f"side={side}|{type_}|{klass}", f"rank={rank}|{side}|{form}"]


def _direct(form: str, klass: str, lemma: str) -> list[str]:
    return [f"direct|{form}", f"direct|{form}|{klass}", f"direct|{lemma}"]


def _carried(light: str, order: str, side: str, lead: str, near: bool) -> list[str]:
    out = [f"light={light}|{order}|{side}", f"light={light}|{side}|{lead}"]
    return [*out, f"light={light}|near|{order}"] if near else out


def _precedes(form: str) -> list[str]:
    return [f"precedes|{form}"]


def _speaker(where: str) -> list[str]:
    return ["speaker", f"speaker|{where}"]


def _ending(case: str, side: str) -> list[str]:
    return [f"case={case}|{side}"]


def _accusation() -> list[str]:
    return ["accused"]
