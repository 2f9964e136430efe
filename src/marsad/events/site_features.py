"""Named features of a location being where something happened: the task ``place``. One of a list stands where the list does."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.events.features import step
from marsad.events.scene import Scene, Site
from marsad.events.sites import said_kind
from marsad.events.telling import INSIDE, Telling
from marsad.packs.weights import Block

WIDE = frozenset({"country", "admin1", "region", "sea", "governorate", "district"})
_OUTER = frozenset({"country", "admin1", "region", "governorate"})
_NOT_INNER = frozenset({"admin1", "country", "region"})


@dataclass(frozen=True, slots=True)
class Ground:
    """A location as every happening sees it; ``first``: of its list."""

    said: str
    kind: str
    first: Site
    unknown: bool
    speaks: bool
    opens: bool


def ground_of(scene: Scene, site: Site) -> Ground:
    """What is the same for every happening of a location; looked up once a document."""
    return scene.once(_ground, site)


def _ground(scene: Scene, site: Site) -> Ground:
    m = site.place
    said = said_kind(m)
    opens = m.first <= scene.ctx.text.sents[scene.ctx.text.sent_of[m.first]].first + 2
    return Ground(said, said if said in WIDE else "point", site.head or site, m.value.precision == "unknown", m.first in scene.speaker_tokens, opens)


def site_blocks(telling: Telling, site: Site) -> list[Block]:
    """What speaks for a location being where it happened."""
    scene, m, ground = telling.scene, site.place, ground_of(telling.scene, site)
    head = ground.first
    f = telling.nearest(m.first, m.last)
    where, lead, at = telling.where(f, head.place.first), head.lead, head.place.first
    side = "after" if m.first >= f.first else "before"
    out: list[Block] = [(_standing, (where, ground.kind, telling.type, f.kind, bool(site.containers), ground.unknown, ground.said)),
                        (_told, (site.anaphor, site.titled, site.head is not None, min(3, site.mentions), where))]
    if where in INSIDE:
        low, high = (f.first, at) if f.first < at else (at, f.first)
        rank = sum(1 for o in scene.sites_in.get(f.sent, ()) if low < o.place.first < high and o is not site and o.head is None)
        other = any(low < g.first < high and g.first not in telling.firsts for g in scene.frames_in.get(f.sent, ()))
        out += [(_lead, (side, where, lead, telling.type, step(scene.distance(f, head.start, head.place.last)), min(3, rank), m.note, other)),
                (_words, (f.lemma, side, lead, head.before))]
        if side == "before" and ground.opens:
            out.append((_opening, ()))
        if head.start == f.last:
            out.append((_direct, (lead, f.form)))
    else:
        out.append((_far, (lead, where)))
    if ground.speaks:
        out.append((_speaker, ()))
    if ground.kind in _OUTER and _has_inner(telling, site):
        out.append((_inner, (where,)))
    return out


def _has_inner(telling: Telling, outer: Site) -> bool:
    """Whether a place inside this one is named beside a frame."""
    b, here = outer.place.value, telling.scene.sites_in
    for sent in telling.sents:
        for o in here.get(sent, ()):
            a = o.place.value
            if o is not outer and (a.country == b.country and a.kind != "country" if b.kind == "country" else a.admin1 and a.admin1 == b.admin1 and a.kind not in _NOT_INNER):
                return True
    return False


def _standing(where: str, kind: str, type_: str, frame: str, contained: bool, unknown: bool, said: str) -> list[str]:
    return [f"where={where}", f"kind={kind}", f"kind={kind}|{where}", f"type={type_}|{kind}", f"frame={frame}|{where}", f"contained={contained}",
            f"unknown={unknown}", f"said={said}"]


def _told(anaphor: str, titled: bool, listed: bool, mentions: int, where: str) -> list[str]:
    return [f"anaphor={anaphor}|{where}", f"title={titled}|{where}", f"listed={listed}|{where}", f"mentions={mentions}|{where}"]


def _lead(side: str, where: str, lead: str, type_: str, gap: int, rank: int, note: str, other: bool) -> list[str]:
    return [f"side={side}|{where}", f"lead={lead}", f"lead={lead}|{type_}", f"lead={lead}|{side}", f"gap={gap}|{side}", f"rank={rank}|{side}", f"note={note}|{side}",
            f"lead={lead}|{where}", f"over={other}|{side}", f"over={other}|{where}"]


def _words(lemma: str, side: str, lead: str, before: str) -> list[str]:
    return [f"w={lemma}|{side}|{lead}", f"word={before}", f"word={before}|{lead}"]


def _opening() -> list[str]:
    return ["opens-sentence"]


def _direct(lead: str, form: str) -> list[str]:
    return [f"direct|{lead}", f"direct|{form}|{lead}"]


def _far(lead: str, where: str) -> list[str]:
    return [f"far|{lead}", f"far|{where}|{lead}"]


def _speaker() -> list[str]:
    return ["in-speaker"]


def _inner(where: str) -> list[str]:
    return ["has-inner", f"has-inner|{where}"]
