"""Features of a party's role that its place in the grammar of its sentence gives: tasks ``initiator`` and ``target``."""

from __future__ import annotations

from typing import Any

from marsad.events.frames import Frame
from marsad.events.positions import Head, Position, gender_of
from marsad.events.scene import Scene
from marsad.mentions.found import At

_MOST = 2  # bare phrases and tokens counted up to here


def grammar_features(scene: Scene, frames: list[Frame], type_: str, m: At[Any], klass: str) -> list[str]:
    """How a party hangs on the words of a happening (``frames``): what governs it, what it is the subject of, whose victim it is."""
    position = scene.positions.of.get(m.first)
    if position is None:
        return ["no-place"]
    own = {f.first for f in frames}
    light = {f.light_at for f in frames if f.light_at >= 0}
    kin = {f.first for f in scene.frames if f.type == type_} - own
    name = {**dict.fromkeys(kin, "kin"), **dict.fromkeys(light, "light"), **dict.fromkeys(own, "own")}
    out = _governed(scene, position, m, klass, type_, name) + _spoken_of(scene, position, m, klass, type_, name)
    return out + _hurt(scene, frames, m, klass)


def _relation(name: dict[int, str], head: Head | None) -> str:
    if head is None:
        return "none"
    return name.get(head.first) or ("said" if head.form == "said" else "other-light" if head.light else "other")


def _kind(head: Head | None) -> str:
    return f"{head.form}/{head.frame or '-'}" if head is not None else "-"


def _governed(scene: Scene, p: Position, m: At[Any], klass: str, type_: str, name: dict[int, str]) -> list[str]:
    head = scene.positions.heads.get(p.head)
    rel, kind = _relation(name, head), _kind(head)
    total = min(_MOST + 1, scene.positions.bare.get(p.head, 0))
    lead = f"{p.lead}{'+' if p.joined and p.lead == 'prep-between' else ''}"
    fine = f"{kind}/{head.sort}" if head is not None else "-"
    out = [f"f={rel}|{fine}|{lead}", f"f={rel}|{fine}|{lead}|{klass}", f"g={rel}", f"g={rel}|{lead}", f"g={rel}|{lead}|{min(_MOST, p.steps)}", f"g={rel}|{kind}|{lead}", f"g={rel}|{kind}|{lead}|{klass}", f"g={rel}|{lead}|{type_}",
           f"g={rel}|{lead}|{klass}|{type_}"]
    if head is not None and rel in ("own", "light"):
        out += [f"l={head.lemma}|{lead}", f"l={head.lemma}|{lead}|{klass}", f"l={head.lemma}|{head.form}|{lead}|{min(_MOST, p.nth)}/{total}"]
    if p.lead == "word":
        out += [f"np={rel}|{kind}|{min(_MOST, p.nth)}/{total}|{klass}", f"np={rel}|{fine}|{min(_MOST, p.nth)}/{total}|{klass}"]
        if head is not None and head.agreement and not p.nth and p.steps == 0:
            out.append(f"agree={rel}|{head.agreement}/{gender_of(scene.ctx, m)}|{'direct' if m.first - head.last <= 1 else 'far'}")
    if p.marks:
        out.append(f"marks={p.marks}|{rel}|{lead}")
    return out


def _spoken_of(scene: Scene, p: Position, m: At[Any], klass: str, type_: str, name: dict[int, str]) -> list[str]:
    out = []
    head = scene.positions.heads.get(p.verb)
    if head is not None:
        rel, kind = _relation(name, head), _kind(head)
        out += [f"v={rel}|{p.gap}|{p.lead}", f"v={rel}|{p.gap}|{kind}", f"v={rel}|{p.gap}|{kind}|{klass}", f"v={rel}|{p.gap}|{head.agreement}/{gender_of(scene.ctx, m)}"]
        if rel in ("own", "light"):
            out.append(f"vl={head.lemma}|{p.gap}|{p.lead}")
    roles = set()
    for at, how in p.subject_of.items():
        if at in name:
            roles.add(f"{name[at]}|{how}|{_kind(scene.positions.heads[at])}")
            roles.add(f"{name[at]}|{how}|{_kind(scene.positions.heads[at])}|{klass}")
            roles.add(f"{name[at]}|{how}|{scene.positions.heads[at].lemma}")
    out += [f"s={r}" for r in sorted(roles)]
    return out or ["s=none"]


def _hurt(scene: Scene, frames: list[Frame], m: At[Any], klass: str) -> list[str]:
    """Whether the party is among those killed, wounded or taken, and by a word of this happening."""
    sent = scene.ctx.text.sent_of[m.first]
    own = {f.first for f in frames}
    out = []
    for c in scene.casualties_in.get(sent, ()):
        if c.first <= m.first < c.last + 3:
            here = "in" if m.first < c.last else "at"
            out += [f"hurt={here}|{c.kind}|{klass}", f"hurt={here}|{c.form}|{c.word_at in own}|{klass}", f"hurt={here}|{scene.ctx.function[m.first - 1] if m.first else ''}|{klass}"]
    return out
