"""Features of a party's role that its place in the grammar of its sentence gives: tasks ``initiator`` and ``target``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.events.positions import Head, Position, gender_of
from marsad.events.scene import Scene
from marsad.events.telling import Telling
from marsad.mentions.found import At
from marsad.packs.weights import Block

_MOST = 2  # bare phrases and tokens counted up to here


@dataclass(frozen=True, slots=True)
class Hold:
    """How a party hangs in its sentence, whatever happening is asked about: what governs it, the verb after it, who is hurt there.

    ``hurt`` holds for each outcome beside it: where, kind, form, token of the word, the function word before.
    """

    position: Position
    head: Head | None
    kind: str
    fine: str
    lead: str
    bare: int
    near: str
    verb: Head | None
    verb_kind: str
    gender: str
    subject_of: tuple[tuple[int, str, str, str], ...]
    hurt: tuple[tuple[str, str, str, int, str], ...]


def hold_of(scene: Scene, m: At[Any]) -> Hold | None:
    """The hold of a party mention, None where it has no place."""
    p = scene.positions.of.get(m.first)
    if p is None:
        return None
    heads = scene.positions.heads
    head, verb = heads.get(p.head), heads.get(p.verb)
    subject_of = tuple((at, how, _kind(heads[at]), heads[at].lemma) for at, how in p.subject_of.items())
    return Hold(
        p, head, _kind(head), f"{_kind(head)}/{head.sort}" if head is not None else "-",
        f"{p.lead}{'+' if p.joined and p.lead == 'prep-between' else ''}", min(_MOST + 1, scene.positions.bare.get(p.head, 0)),
        "direct" if head is not None and m.first - head.last <= 1 else "far", verb, _kind(verb), gender_of(scene.ctx, m), subject_of, _hurt(scene, m))


def _hurt(scene: Scene, m: At[Any]) -> tuple[tuple[str, str, str, int, str], ...]:
    """Whether the party is among those killed, wounded or taken, and by which word."""
    before = scene.ctx.function[m.first - 1] if m.first else ""
    return tuple(("in" if m.first < c.last else "at", c.kind, c.form, c.word_at, before)
                 for c in scene.casualties_in.get(scene.ctx.text.sent_of[m.first], ()) if c.first <= m.first < c.last + 3)


def _relation(telling: Telling, head: Head | None) -> str:
    if head is None:
        return "none"
    return telling.part(head.first) or ("said" if head.form == "said" else "other-light" if head.light else "other")


def _kind(head: Head | None) -> str:
    return f"{head.form}/{head.frame or '-'}" if head is not None else "-"


def grammar_blocks(out: list[Block], telling: Telling, hold: Hold | None, klass: str) -> None:
    """How a party hangs on the words of a happening: what governs it, what it is the subject of, whose victim it is."""
    if hold is None:
        out.append((_nowhere, ()))
        return
    p, head = hold.position, hold.head
    rel, nth = _relation(telling, head), min(_MOST, p.nth)
    out += [(_governed, (rel, hold.kind, hold.fine, hold.lead, klass)), (_tied, (rel, hold.lead, klass, min(_MOST, p.steps), telling.type))]
    if head is not None and rel in ("own", "light"):
        out.append((_governor, (head.lemma, head.form, hold.lead, klass, nth, hold.bare)))
    if p.lead == "word":
        out.append((_phrase, (rel, hold.kind, hold.fine, nth, hold.bare, klass)))
        if head is not None and head.agreement and not p.nth and p.steps == 0:
            out.append((_agreement, (rel, head.agreement, hold.gender, hold.near)))
    if p.marks:
        out.append((_marked, (p.marks, rel, hold.lead)))
    _spoken_of(out, telling, hold, klass)
    for here, kind, form, at, before in hold.hurt:
        out.append((_victim, (here, kind, form, at in telling.firsts, before, klass)))


def _spoken_of(out: list[Block], telling: Telling, hold: Hold, klass: str) -> None:
    p, verb, size = hold.position, hold.verb, len(out)
    if verb is not None:
        rel = _relation(telling, verb)
        out.append((_verb, (rel, p.gap, p.lead, hold.verb_kind, klass, verb.agreement, hold.gender)))
        if rel in ("own", "light"):
            out.append((_verb_word, (verb.lemma, p.gap, p.lead)))
    roles = [(part, how, kind, lemma) for at, how, kind, lemma in hold.subject_of if (part := telling.part(at))]
    if len(roles) == 1:
        out.append((_subject, (*roles[0], klass)))
    elif roles:
        out.append((_subjects, (tuple(roles), klass)))
    if len(out) == size:
        out.append((_subjects, ((), klass)))


def _nowhere() -> list[str]:
    return ["no-place"]


def _governed(rel: str, kind: str, fine: str, lead: str, klass: str) -> list[str]:
    return [f"f={rel}|{fine}|{lead}", f"f={rel}|{fine}|{lead}|{klass}", f"g={rel}|{kind}|{lead}", f"g={rel}|{kind}|{lead}|{klass}"]


def _tied(rel: str, lead: str, klass: str, steps: int, type_: str) -> list[str]:
    return [f"g={rel}", f"g={rel}|{lead}", f"g={rel}|{lead}|{steps}", f"g={rel}|{lead}|{type_}", f"g={rel}|{lead}|{klass}|{type_}"]


def _governor(lemma: str, form: str, lead: str, klass: str, nth: int, bare: int) -> list[str]:
    return [f"l={lemma}|{lead}", f"l={lemma}|{lead}|{klass}", f"l={lemma}|{form}|{lead}|{nth}/{bare}"]


def _phrase(rel: str, kind: str, fine: str, nth: int, bare: int, klass: str) -> list[str]:
    return [f"np={rel}|{kind}|{nth}/{bare}|{klass}", f"np={rel}|{fine}|{nth}/{bare}|{klass}"]


def _agreement(rel: str, agreement: str, gender: str, near: str) -> list[str]:
    return [f"agree={rel}|{agreement}/{gender}|{near}"]


def _marked(marks: str, rel: str, lead: str) -> list[str]:
    return [f"marks={marks}|{rel}|{lead}"]


def _verb(rel: str, gap: str, lead: str, kind: str, klass: str, agreement: str, gender: str) -> list[str]:
    return [f"v={rel}|{gap}|{lead}", f"v={rel}|{gap}|{kind}", f"v={rel}|{gap}|{kind}|{klass}", f"v={rel}|{gap}|{agreement}/{gender}"]


def _verb_word(lemma: str, gap: str, lead: str) -> list[str]:
    return [f"vl={lemma}|{gap}|{lead}"]


def _subject(part: str, how: str, kind: str, lemma: str, klass: str) -> list[str]:
    return [f"s={part}|{how}|{kind}", f"s={part}|{how}|{kind}|{klass}", f"s={part}|{how}|{lemma}"]


def _subjects(roles: tuple[tuple[str, str, str, str], ...], klass: str) -> list[str]:
    return sorted({name for role in roles for name in _subject(*role, klass)}) or ["s=none"]


def _victim(here: str, kind: str, form: str, own: bool, before: str, klass: str) -> list[str]:
    return [f"hurt={here}|{kind}|{klass}", f"hurt={here}|{form}|{own}|{klass}", f"hurt={here}|{before}|{klass}"]
