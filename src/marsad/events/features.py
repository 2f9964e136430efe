"""Named features of every choice. Names are short and readable: they are the keys of `weights.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.events.casualties import Casualty
from marsad.events.frames import GENERIC, Frame
from marsad.events.scene import Scene, Site

MOST_RIVALS = 14  # groups that count as rivals on long texts
MOST_COMPARED = 6  # frames of a group whose surroundings are compared with a new one's, beside its first
_STEPS = (0, 1, 2, 4, 7, 12, 20, 40)


def step(n: int) -> int:
    """A distance as the highest step it reaches."""
    out = 0
    for s in _STEPS:
        if n >= s:
            out = s
    return out


def frame_features(scene: Scene, frame: Frame) -> list[str]:
    """What speaks for a frame telling a happening of its own or of another frame: the task ``keep``."""
    ctx, hit = scene.ctx, frame.hit
    form = frame.form
    sent = ctx.text.sents[frame.sent]
    out = [f"w={frame.lemma}", f"w={frame.lemma}|{form}", f"form={form}", f"kind={frame.kind}", f"strength={frame.word.strength or form}",
           f"type={frame.type}", f"type={frame.type}|{form}", f"sent={step(frame.sent)}", f"trouble={min(4, int(ctx.trouble * 4))}"]
    out += [f"cue={c}" for c in frame.cues]
    if hit.article:
        out.append("definite")
    if hit.pronoun:
        out.append("pronoun")
    if hit.preposition:
        out.append(f"prep={hit.preposition}")
    before = ctx.function[frame.first - 1] if frame.first > sent.first else "start"
    out.append(f"before={before}")
    if frame.light:
        out.append(f"light={frame.light}")
    if frame.first > sent.first and ctx.speech[frame.first - 1]:
        out.append(f"said={ctx.speech[frame.first - 1]}")
    out += _surroundings(scene, frame)
    return out


def _surroundings(scene: Scene, frame: Frame) -> list[str]:
    """Which kinds of arguments stand in the frame's clause or sentence."""
    ctx, out = scene.ctx, []
    clause = ctx.clause[frame.first]
    for name, items in (("time", scene.times_in.get(frame.sent, ())), ("actor", scene.actors_in.get(frame.sent, ()))):
        near = [m for m in items if ctx.clause[m.first] == clause]
        if name == "time":
            dated = [m for m in items if m.value.earliest]
            out.append("time=clause" if any(m in near for m in dated) else "time=sent" if dated else "time=vague" if items else "time=no")
        else:
            party = [m for m in items if m.value.id]
            out.append("actor=clause" if any(m in near for m in party) else "actor=sent" if party else "actor=no")
    sites = scene.sites_in.get(frame.sent, ())
    out.append("place=clause" if any(ctx.clause[s.place.first] == clause for s in sites) else "place=sent" if sites else "place=no")
    hurt = scene.casualties_in.get(frame.sent, ())
    out.append("hurt=clause" if any(c.clause == clause for c in hurt) else "hurt=sent" if hurt else "hurt=no")
    if any(m.last == frame.first and m.value.kind in ("cardinal", "vague") for m in ctx.found.counts):
        out.append("counted")
    return out


def local_day(scene: Scene, frame: Frame) -> Any:
    """The dated time mention nearest to a frame in its sentence, its own clause first; None without one."""
    ctx = scene.ctx
    dated = [m for m in scene.times_in.get(frame.sent, ()) if m.value.earliest is not None]
    return min(dated, key=lambda m: (ctx.clause[m.first] != ctx.clause[frame.first], scene.distance(frame, m.first, m.last)), default=None)


def pair_features(scene: Scene, a: Frame, b: Frame) -> list[str]:
    """What speaks for frame ``b`` (later) telling the same happening as ``a``; part of the task ``join``."""
    ctx = scene.ctx
    gap = b.sent - a.sent
    where = "title" if a.kind == "title" and b.kind != "title" else "clause" if ctx.clause[a.first] == ctx.clause[b.first] else "sent" if gap == 0 else (
        "next" if gap == 1 else "near" if gap <= 3 else "far")
    relation = _type_relation(a.likely, b.likely)
    out = [f"where={where}", f"types={relation}", f"types={relation}|{where}"]
    inside = "in" if where in ("clause", "sent") else "out"
    low, high = sorted((a.likely, b.likely))
    out += [f"pair={low}+{high}", f"pair={low}+{high}|{inside}", f"kin={a.family}+{b.family}", f"kin={a.family}+{b.family}|{inside}"]
    if a.lemma == b.lemma:
        out += ["lemma", f"lemma|{where}"]
    out.append(f"forms={a.form[:4]}+{b.form[:4]}|{'in' if where in ('clause', 'sent') else 'out'}")
    if b.hit.article:
        out += ["definite", f"definite|{where}", f"definite|{relation}"]
    if any(c.startswith("this") for c in b.cues):
        out.append("this")
    for klass in ("anaphora-other", "anaphora-same", "background", "total", "tally", "update"):
        if any(c.startswith(klass + ":") for c in b.cues):
            out += [f"b-{klass}", f"b-{klass}|{where}"]
        if any(c.startswith(klass + ":") for c in a.cues):
            out.append(f"a-{klass}")
        if f"{klass}:after:beside" in b.cues or f"{klass}:before:beside" in b.cues:
            out += [f"b-{klass}!", f"b-{klass}!|{relation}"]
    x, y = near(scene, a), near(scene, b)
    place = _sites(x, y)
    out += [_days(x, y), place, _parties(x, y), _figures(x, y)]
    if place in ("place=province", "place=apart"):
        out.append(f"{place}|{where}")
    if where in ("clause", "sent"):
        out += _between(scene, a, b)
    elif b.hit.article and a.likely == b.likely:
        out.append(f"definite-kin|{where}")
    return out


def _type_relation(a: str, b: str) -> str:
    if a == b:
        return "equal"
    if a in GENERIC and b in GENERIC:
        return "generic"
    return "half" if a in GENERIC or b in GENERIC else "differ"


@dataclass(frozen=True, slots=True)
class Near:
    """What stands near a frame, looked up once: its day, its locations with what is around them, parties and figures."""

    day: Any
    sites: tuple[Site, ...]
    names: frozenset[str]
    around: frozenset[str | None]
    parties: frozenset[str]
    tolls: frozenset[tuple[str, int | None]]


def near(scene: Scene, frame: Frame) -> Near:
    """What stands near ``frame``; kept on the frame."""
    if frame.near is None:
        sites = tuple(near_sites(scene, frame))
        names = frozenset(s.place.value.name_en or s.name for s in sites)
        around = names | {c.value.name_en for s in sites for c in s.containers} | {s.place.value.admin1 for s in sites}
        strong = scene.ctx.strong
        parties = frozenset(m.value.id for m in scene.actors_in.get(frame.sent, ()) if m.value.id and strong[m.first] == strong[frame.first])
        tolls = frozenset((c.kind, c.low) for c in scene.casualties_in.get(frame.sent, ()) if c.low is not None and strong[c.word_at] == strong[frame.first])
        frame.near = Near(local_day(scene, frame), sites, names, around, parties, tolls)
    known: Near = frame.near
    return known


def near_sites(scene: Scene, frame: Frame) -> list[Site]:
    """Locations of the frame's sentence, those of its clause alone when it has some."""
    ctx = scene.ctx
    sites = scene.sites_in.get(frame.sent, [])
    own = [s for s in sites if ctx.clause[s.place.first] == ctx.clause[frame.first]]
    return own or list(sites)


def _days(a: Near, b: Near) -> str:
    x, y = a.day, b.day
    if x is None or y is None:
        return "day=none" if x is None and y is None else "day=one"
    if x is y:
        return "day=shared"
    if x.value.earliest == y.value.earliest and x.value.latest == y.value.latest:
        return "day=same"
    apart = (x.value.latest or x.value.earliest) < y.value.earliest or (y.value.latest or y.value.earliest) < x.value.earliest
    return "day=apart" if apart else "day=overlap"


def _sites(a: Near, b: Near) -> str:
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


def _between(scene: Scene, a: Frame, b: Frame) -> list[str]:
    ctx = scene.ctx
    lo, hi = min(a.last, b.last), max(a.first, b.first)
    words = {ctx.function[i] for i in range(lo, hi) if ctx.function[i]}
    out = [f"mid={w}" for w in words if w in ("cause", "during", "after", "before", "when", "break", "relative", "prep-in", "then", "that", "contrast", "prep-agent")]
    out.append(f"apart={step(hi - lo)}")
    out.append(f"breaks={min(3, ctx.strong[hi] - ctx.strong[min(lo, hi)])}")
    if b.hit.conjunction and b.first > a.first:
        out += [f"and={b.hit.conjunction}", f"and={b.hit.conjunction}|{_type_relation(a.likely, b.likely)}", f"and|{a.family}+{b.family}"]
    if b.light:
        out.append(f"b-light={b.light}")
    return out


def join_features(scene: Scene, groups: list[list[Frame]], n: int, frame: Frame) -> list[str]:
    """What speaks for ``frame`` belonging to the group ``n`` of those made so far: the task ``join``.

    The nearest frame of the group is compared word by word; the group as a whole by its days, places, types and
    standing (the first, the latest); and the frame by how much of its own it brings.
    """
    frames = groups[n]
    body = [f for f in frames if f.kind != "title"] or frames
    close = min(body, key=lambda f: (frame.sent - f.sent, scene.ctx.clause[frame.first] - scene.ctx.clause[f.first], frame.first - f.last))
    out = ["p:" + f for f in pair_features(scene, close, frame)]
    kin = "equal" if any(f.likely == frame.likely for f in frames) else "half" if any(_type_relation(f.likely, frame.likely) != "differ" for f in frames) else "differ"
    gap = min(4, frame.sent - close.sent)
    scope = range(len(groups)) if len(groups) <= MOST_RIVALS else [0, 1, n, *range(len(groups) - MOST_RIVALS + 2, len(groups))]
    latest = max(scope, key=lambda g: groups[g][-1].first)
    order = "latest" if n == latest else "first" if n == 0 else "other"
    out += [f"kin={kin}|gap={gap}", f"order={order}|gap={gap}", f"order={order}|kin={kin}", f"size={min(4, len(frames))}|gap={gap}", f"groups={min(4, len(groups))}|{order}"]
    out.append(f"title={any(f.kind == 'title' for f in frames)}|gap={gap}")
    own = near(scene, frame)
    lately = [near(scene, f) for f in frames[:1] + frames[1:][-MOST_COMPARED:]]
    days, sites = {_days(x, own) for x in lately}, {_sites(x, own) for x in lately}
    for name, found, worst, best in (("days", days, "day=apart", ("day=same", "day=shared")), ("sites", sites, "place=apart", ("place=same", "place=shared"))):
        verdict = "clash" if worst in found and not found & set(best) else "agree" if found & set(best) else "open"
        out += [f"{name}={verdict}", f"{name}={verdict}|gap={gap}", f"{name}={verdict}|kin={kin}"]
    out += _own_news(scene, frame, gap, kin)
    rivals = [g for g in scope if g != n and any(f.likely == frame.likely for f in groups[g])]
    out.append(f"rivals={min(2, len(rivals))}|kin={kin}")
    if any(f.lemma == frame.lemma for f in frames):
        out += ["word", f"word|gap={gap}", f"word|definite={frame.hit.article}"]
    return out


def _own_news(scene: Scene, frame: Frame, gap: int, kin: str) -> list[str]:
    """What the frame's own clause brings: a day, a place, a figure, a word for "another"."""
    ctx, clause = scene.ctx, scene.ctx.clause[frame.first]
    day = any(ctx.clause[m.first] == clause and m.value.earliest for m in scene.times_in.get(frame.sent, ()))
    place = any(ctx.clause[s.place.first] == clause for s in scene.sites_in.get(frame.sent, ()))
    news = f"{'d' if day else '-'}{'p' if place else '-'}{'a' if frame.hit.article else '-'}"
    same = "in" if gap == 0 else "out"
    return [f"news={news}|{same}", f"news={news}|{same}|{kin}", f"family={frame.family}|{same}", f"family={frame.family}|{same}|{kin}"]


def casualty_features(scene: Scene, frame: Frame, c: Casualty) -> list[str]:
    """What speaks for an outcome belonging to a frame's happening: the task ``outcome``."""
    ctx = scene.ctx
    gap = c.sent - frame.sent
    where = "clause" if c.clause == ctx.clause[frame.first] else "sent" if gap == 0 else "next" if gap == 1 else "prev" if gap == -1 else "far"
    own = frame.first <= c.word_at < frame.last
    out = [f"where={where}", f"own={own}", f"kind={c.kind}|{frame.type}", f"kind={c.kind}|{frame.type}|{where}", f"subset={c.subset}", f"form={c.form}|{where}",
           f"counted={c.counted}", f"counted={c.counted}|{where}"]
    if where in ("clause", "sent"):
        out.append(f"apart={step(abs(c.first - frame.first))}")
        out.append(f"side={'after' if c.first >= frame.first else 'before'}")
        out.append(f"breaks={min(3, abs(ctx.strong[c.word_at] - ctx.strong[frame.first]))}")
        lo, hi = min(c.word_at, frame.first), max(c.word_at, frame.first)
        between = sum(1 for f in scene.frames if lo < f.first < hi)
        side = "after" if c.first >= frame.first else "before"
        out += [f"between={min(3, between)}|{side}", f"between={min(3, between)}|{where}"]
        causes = {ctx.function[i] for i in range(lo, hi)} & {"cause", "during", "relative", "prep-in", "when", "break", "contrast"}
        out += [f"mid={m}|{side}" for m in sorted(causes)]
        out += [f"carrier={frame.light}|{side}"] if frame.light else []
    out += [f"w={c.lemma}|{c.counted}", f"w={c.lemma}|own={own}"]
    if c.low is None:
        out += ["uncounted", f"uncounted|{c.form}|{where}"]
    out.append(f"low={'none' if c.low is None else min(c.low, 3)}|{c.counted}|{c.form}")
    if c.definite:
        out += ["definite", f"definite|{where}", f"definite|{c.counted}"]
    sole = sum(1 for o in scene.casualties if o.kind == c.kind and o.counted and o is not c)
    out.append(f"others={min(2, sole)}|{c.counted}")
    return out + _rivals(scene, frame, c, where) + _same_figure(scene, c)


def _rivals(scene: Scene, frame: Frame, c: Casualty, where: str) -> list[str]:
    """Which other frame the outcome's own word is, and how many stand nearer to it."""
    ctx = scene.ctx
    near = [f for f in scene.frames if f.sent == c.sent]
    word = next((f for f in near if f.first <= c.word_at < f.last), None)
    out = [f"of={c.of}|{c.kind}", f"of={c.of}|{c.form}", f"role={'own' if word is frame else word.family if word else 'none'}|{frame.family}"]
    if where in ("clause", "sent"):
        gap = abs(c.word_at - frame.first)
        closer = sum(1 for f in near if f is not frame and abs(c.word_at - f.first) < gap and f is not word)
        inside = any(ctx.clause[f.first] == c.clause for f in near if f is not frame and f is not word)
        out += [f"closer={min(3, closer)}|{where}", f"inside={inside}|{where}", f"frame={frame.kind}|{frame.form}|{where}"]
    else:
        latest = max((f.first for f in scene.frames if f.first < c.word_at and f.sent < c.sent), default=-1)
        out += [f"empty={not near}|{where}", f"latest={latest == frame.first}|{where}", f"title={frame.kind == 'title'}|{where}"]
    for hit in ctx.cues:
        if ctx.text.sent_of[hit.first] == c.sent:
            side = "before" if hit.first < c.word_at else "after"
            klass = getattr(hit.entry.payload, "klass", "")
            if ctx.clause[hit.first] == c.clause:
                out.append(f"cue={klass}|{side}")
            elif klass in ("update", "total", "tally", "background"):
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
