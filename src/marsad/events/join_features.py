"""Named features of two words telling one happening: the task ``join``.

The nearest frame of a group is compared word by word; the group as a whole by its days, places, types and standing
(the first, the latest); and the frame by how much of its own it brings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.events.features import local_day, step
from marsad.events.frames import GENERIC, Frame
from marsad.events.scene import Scene, Site
from marsad.packs.weights import Block

MOST_RIVALS = 14  # groups that count as rivals on long texts
MOST_COMPARED = 6  # frames of a group whose surroundings are compared with a new one's, beside its first
_MID = frozenset({"cause", "during", "after", "before", "when", "break", "relative", "prep-in", "then", "that", "contrast", "prep-agent"})
_AGREE = {"day": ("day=same", "day=shared"), "place": ("place=same", "place=shared")}


@dataclass(frozen=True, slots=True)
class Near:
    """What stands near a frame, looked up once: its day, its locations with what is around them, parties and figures.

    ``news``: what its own clause brings: a day, a place, the article ("dpa", "-" for each that is not there).
    """

    day: Any
    sites: tuple[Site, ...]
    names: frozenset[str]
    around: frozenset[str | None]
    parties: frozenset[str]
    tolls: frozenset[tuple[str, int | None]]
    news: str


def near(scene: Scene, frame: Frame) -> Near:
    """What stands near ``frame``; kept on the frame."""
    if frame.near is None:
        sites = tuple(near_sites(scene, frame))
        names = frozenset(s.place.value.name_en or s.name for s in sites)
        around = names | {c.value.name_en for s in sites for c in s.containers} | {s.place.value.admin1 for s in sites}
        strong = scene.ctx.strong
        parties = frozenset(m.value.id for m in scene.actors_in.get(frame.sent, ()) if m.value.id and strong[m.first] == strong[frame.first])
        tolls = frozenset((c.kind, c.low) for c in scene.casualties_in.get(frame.sent, ()) if c.low is not None and strong[c.word_at] == strong[frame.first])
        frame.near = Near(local_day(scene, frame), sites, names, around, parties, tolls, _news(scene, frame))
    known: Near = frame.near
    return known


def near_sites(scene: Scene, frame: Frame) -> list[Site]:
    """Locations of the frame's sentence, those of its clause alone when it has some."""
    ctx = scene.ctx
    sites = scene.sites_in.get(frame.sent, [])
    own = [s for s in sites if ctx.clause[s.place.first] == ctx.clause[frame.first]]
    return own or list(sites)


def compare_days(a: Near, b: Near) -> str:
    """How the days near two frames stand to each other."""
    x, y = a.day, b.day
    if x is None or y is None:
        return "day=none" if x is None and y is None else "day=one"
    if x is y:
        return "day=shared"
    if x.value.earliest == y.value.earliest and x.value.latest == y.value.latest:
        return "day=same"
    apart = (x.value.latest or x.value.earliest) < y.value.earliest or (y.value.latest or y.value.earliest) < x.value.earliest
    return "day=apart" if apart else "day=overlap"


def compare_sites(a: Near, b: Near) -> str:
    """How the locations near two frames stand to each other."""
    if not a.sites or not b.sites:
        return "place=none" if not a.sites and not b.sites else "place=one"
    if a.names & b.names:
        return "place=shared" if a.sites == b.sites else "place=same"
    if a.names & b.around or b.names & a.around:
        return "place=within"
    return "place=province" if a.around & b.around - {None, ""} else "place=apart"


def _parties(a: Near, b: Near) -> str:
    if not a.parties or not b.parties:
        return "party=one"
    return "party=equal" if a.parties == b.parties else "party=some" if a.parties & b.parties else "party=apart"


def _figures(a: Near, b: Near) -> str:
    if not a.tolls or not b.tolls:
        return "toll=one" if a.tolls or b.tolls else "toll=none"
    kinds = {k for k, _ in a.tolls} & {k for k, _ in b.tolls}
    return "toll=same" if a.tolls & b.tolls else "toll=differ" if kinds else "toll=other"


def _news(scene: Scene, frame: Frame) -> str:
    ctx, clause = scene.ctx, scene.ctx.clause[frame.first]
    day = any(ctx.clause[m.first] == clause and m.value.earliest for m in scene.times_in.get(frame.sent, ()))
    place = any(ctx.clause[s.place.first] == clause for s in scene.sites_in.get(frame.sent, ()))
    return f"{'d' if day else '-'}{'p' if place else '-'}{'a' if frame.hit.article else '-'}"


def type_relation(a: str, b: str) -> str:
    """How two types stand to each other: equal | generic (both say little) | half (one does) | differ."""
    if a == b:
        return "equal"
    if a in GENERIC and b in GENERIC:
        return "generic"
    return "half" if a in GENERIC or b in GENERIC else "differ"


@dataclass(frozen=True, slots=True)
class Survey:
    """The groups made so far, as the next frame finds them: those with a frame of its type, and the one told last."""

    kin: frozenset[int]
    latest: int


def survey(groups: list[list[Frame]], frame: Frame) -> Survey:
    """The survey of ``groups`` for ``frame``."""
    kin = frozenset(n for n, g in enumerate(groups) if any(f.likely == frame.likely for f in g))
    return Survey(kin, max(range(len(groups)), key=lambda g: groups[g][-1].first, default=-1))


def _scope(groups: list[list[Frame]], n: int) -> list[int]:
    """The groups that count on a long text: the first, this one, the last made."""
    return [0, 1, n, *range(len(groups) - MOST_RIVALS + 2, len(groups))]


def join_blocks(scene: Scene, groups: list[list[Frame]], n: int, frame: Frame, around: Survey) -> list[Block]:
    """What speaks for ``frame`` belonging to the group ``n`` of those made so far."""
    frames = groups[n]
    close = _closest(scene, frames, frame)
    out = pair_blocks(scene, close, frame)
    relations = {type_relation(f.likely, frame.likely) for f in frames}
    kin = "equal" if "equal" in relations else "half" if relations != {"differ"} else "differ"
    latest, rivals = around.latest, len(around.kin - {n})
    if len(groups) > MOST_RIVALS:
        scope = _scope(groups, n)
        latest = max(scope, key=lambda g: groups[g][-1].first)
        rivals = sum(1 for g in scope if g != n and g in around.kin)
    own = near(scene, frame)
    lately = [near(scene, f) for f in frames[:1] + frames[1:][-MOST_COMPARED:]]
    days = _verdict({compare_days(x, own) for x in lately}, "day=apart", _AGREE["day"])
    sites = _verdict({compare_sites(x, own) for x in lately}, "place=apart", _AGREE["place"])
    gap = min(4, frame.sent - close.sent)
    order = "latest" if n == latest else "first" if n == 0 else "other"
    word = any(f.lemma == frame.lemma for f in frames)
    out += [(_group, (kin, gap, order, min(4, len(frames)), min(4, len(groups)), any(f.kind == "title" for f in frames), min(2, rivals))),
            (_agreement, (days, sites, gap, kin)), (_news_of, (own.news, "in" if gap == 0 else "out", kin, frame.family))]
    if word:
        out.append((_same_word, (gap, frame.hit.article)))
    return out


def _closest(scene: Scene, frames: list[Frame], frame: Frame) -> Frame:
    """The frame of a group's body that stands nearest before another."""
    if len(frames) == 1:
        return frames[0]
    body = [f for f in frames if f.kind != "title"] or frames
    clause = scene.ctx.clause
    return min(body, key=lambda f: (frame.sent - f.sent, clause[frame.first] - clause[f.first], frame.first - f.last))


def _verdict(found: set[str], worst: str, best: tuple[str, str]) -> str:
    if best[0] in found or best[1] in found:
        return "agree"
    return "clash" if worst in found else "open"


def pair_blocks(scene: Scene, a: Frame, b: Frame) -> list[Block]:
    """What speaks for frame ``b`` (later) telling the same happening as ``a``."""
    ctx = scene.ctx
    gap = b.sent - a.sent
    where = "title" if a.kind == "title" and b.kind != "title" else "clause" if ctx.clause[a.first] == ctx.clause[b.first] else "sent" if gap == 0 else (
        "next" if gap == 1 else "near" if gap <= 3 else "far")
    relation = type_relation(a.likely, b.likely)
    inside = where in ("clause", "sent")
    x, y = near(scene, a), near(scene, b)
    out: list[Block] = [(_types, (where, relation, a.likely, b.likely, inside)), (_families, (a.family, b.family, inside)),
                        (_forms, (a.form, b.form, inside, a.lemma == b.lemma, where, b.hit.article, relation)),
                        (_surroundings, (compare_days(x, y), compare_sites(x, y), _parties(x, y), _figures(x, y), where))]
    if b.marks or a.marks:
        out.append((_marked, (a.marks, b.marks, where, relation)))
    if inside:
        _between(out, scene, a, b)
    elif b.hit.article and a.likely == b.likely:
        out.append((_definite, (where,)))
    return out


def _between(out: list[Block], scene: Scene, a: Frame, b: Frame) -> None:
    ctx = scene.ctx
    lo, hi = min(a.last, b.last), max(a.first, b.first)
    mid = tuple(sorted(_MID.intersection(ctx.function[lo:hi])))
    out.append((_middle, (mid, step(hi - lo), min(3, ctx.strong[hi] - ctx.strong[min(lo, hi)]))))
    if b.hit.conjunction and b.first > a.first:
        out.append((_joined, (b.hit.conjunction, type_relation(a.likely, b.likely), a.family, b.family)))
    if b.light:
        out.append((_carried, (b.light,)))


def _types(where: str, relation: str, a: str, b: str, inside: bool) -> list[str]:
    pair = f"p:pair={a}+{b}" if a <= b else f"p:pair={b}+{a}"
    return [f"p:where={where}", f"p:types={relation}", f"p:types={relation}|{where}", pair, f"{pair}|{'in' if inside else 'out'}"]


def _families(a: str, b: str, inside: bool) -> list[str]:
    return [f"p:kin={a}+{b}", f"p:kin={a}+{b}|{'in' if inside else 'out'}"]


def _forms(a: str, b: str, inside: bool, same: bool, where: str, article: bool, relation: str) -> list[str]:
    out = [f"p:forms={a[:4]}+{b[:4]}|{'in' if inside else 'out'}"]
    if same:
        out += ["p:lemma", f"p:lemma|{where}"]
    if article:
        out += ["p:definite", f"p:definite|{where}", f"p:definite|{relation}"]
    return out


def _marked(a: tuple[tuple[str, bool], ...], b: tuple[tuple[str, bool], ...], where: str, relation: str) -> list[str]:
    out = [f"p:a-{klass}" for klass, _ in a if klass != "this"]
    for klass, beside in b:
        if klass == "this":
            out.append("p:this")
            continue
        out += [f"p:b-{klass}", f"p:b-{klass}|{where}"]
        if beside:
            out += [f"p:b-{klass}!", f"p:b-{klass}!|{relation}"]
    return out


def _surroundings(day: str, place: str, party: str, toll: str, where: str) -> list[str]:
    out = [f"p:{day}", f"p:{place}", f"p:{party}", f"p:{toll}"]
    return [*out, f"p:{place}|{where}"] if place in ("place=province", "place=apart") else out


def _definite(where: str) -> list[str]:
    return [f"p:definite-kin|{where}"]


def _middle(mid: tuple[str, ...], apart: int, breaks: int) -> list[str]:
    return [*(f"p:mid={w}" for w in mid), f"p:apart={apart}", f"p:breaks={breaks}"]


def _joined(conjunction: str, relation: str, a: str, b: str) -> list[str]:
    return [f"p:and={conjunction}", f"p:and={conjunction}|{relation}", f"p:and|{a}+{b}"]


def _carried(light: str) -> list[str]:
    return [f"p:b-light={light}"]


def _group(kin: str, gap: int, order: str, size: int, groups: int, title: bool, rivals: int) -> list[str]:
    return [f"kin={kin}|gap={gap}", f"order={order}|gap={gap}", f"order={order}|kin={kin}", f"size={size}|gap={gap}", f"groups={groups}|{order}", f"title={title}|gap={gap}",
            f"rivals={rivals}|kin={kin}"]


def _agreement(days: str, sites: str, gap: int, kin: str) -> list[str]:
    return [f"days={days}", f"days={days}|gap={gap}", f"days={days}|kin={kin}", f"sites={sites}", f"sites={sites}|gap={gap}", f"sites={sites}|kin={kin}"]


def _news_of(news: str, same: str, kin: str, family: str) -> list[str]:
    return [f"news={news}|{same}", f"news={news}|{same}|{kin}", f"family={family}|{same}", f"family={family}|{same}|{kin}"]


def _same_word(gap: int, article: bool) -> list[str]:
    return ["word", f"word|gap={gap}", f"word|definite={article}"]
