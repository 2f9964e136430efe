"""Named features of argument choices: who did it, to whom, where, when, and who says so.

An argument is weighed against a group of frames (one happening); the frame nearest to it speaks.
"""

from __future__ import annotations

from typing import Any

from marsad.events.features import step
from marsad.events.frames import Frame
from marsad.events.grammar import grammar_features
from marsad.events.scene import Scene
from marsad.events.sites import Site, said_kind
from marsad.events.voices import reach_features
from marsad.mentions.found import At

_CLASS = {"people-singular": "people", "people-plural": "people", "people-dual": "people",
          "members-singular": "members", "members-plural": "members", "members-dual": "members"}
_FORCES = frozenset({"military", "police", "government", "coalition"})


def actor_class(m: At[Any]) -> str:
    """A coarse class of a party for features: people | gunmen | force | group | nation | adjective | members."""
    kind, id_ = m.value.kind, m.value.id
    if id_ in ("unidentified-gunmen", "lone-attacker", "palestinian-attacker"):
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


def nearest(scene: Scene, frames: list[Frame], first: int, last: int) -> Frame:
    """The frame of a group that stands nearest to tokens ``[first, last)``, in the same sentence if any does."""
    if len(frames) == 1:
        return frames[0]
    sent = scene.ctx.text.sent_of[first]
    return min(frames, key=lambda f: (abs(f.sent - sent), scene.ctx.strong[f.first] != scene.ctx.strong[first], scene.distance(f, first, last)))


def _where(scene: Scene, frame: Frame, at: int) -> str:
    ctx = scene.ctx
    gap = ctx.text.sent_of[at] - frame.sent
    if gap == 0:
        if ctx.clause[at] == ctx.clause[frame.first]:
            return "clause"
        return "strong" if ctx.strong[at] == ctx.strong[frame.first] else "sent"
    return "next" if gap == 1 else "prev" if gap == -1 else "after" if gap > 1 else "before"


def role_features(scene: Scene, frames: list[Frame], type_: str, m: At[Any]) -> list[str]:
    """What speaks for a party mention being initiator or target: tasks ``initiator`` and ``target``."""
    f = nearest(scene, frames, m.first, m.last)
    where, klass = _where(scene, f, m.first), actor_class(m)
    side = "after" if m.first >= f.first else "before"
    voice = f"{f.form}/{f.word.frame or f.light or '-'}"
    out = [f"where={where}", f"class={klass}", f"class={klass}|{where}", f"type={type_}|{klass}", f"id={m.value.id}", f"kind={f.kind}"]
    if where in ("clause", "strong", "sent"):
        gap = step(scene.distance(f, m.first, m.last))
        out += [f"side={side}|{where}", f"side={side}|{voice}", f"side={side}|{voice}|{klass}", f"gap={gap}|{side}", f"w={f.lemma}|{side}", f"side={side}|{type_}|{klass}"]
        out += _subject(scene, f, m, side, klass)
        rank = sum(1 for o in scene.actors_in.get(f.sent, ()) if o is not m and (f.last <= o.first < m.first if side == "after" else m.last <= o.first < f.first))
        out.append(f"rank={min(2, rank)}|{side}|{f.form}")
    if m.first in scene.speaker_tokens:
        out += ["speaker", f"speaker|{where}"]
    if m.value.kind.endswith("-plural") or "+members" in m.value.kind or "+people" in m.value.kind:
        ending = m.value.quote.split()[0].rstrip("\"'”")[-2:]
        if ending in ("ون", "ين"):
            out.append(f"case={'subject' if ending == 'ون' else 'object'}|{side}")
    if _accused(scene, m):
        out.append("accused")
    out += grammar_features(scene, frames, type_, m, klass)
    return out


def _lead(scene: Scene, m: At[Any]) -> str:
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


def _subject(scene: Scene, f: Frame, m: At[Any], side: str, klass: str) -> list[str]:
    """Whether the mention directly follows the verb, the carrier verb or the noun it may belong to."""
    out = []
    if side == "after" and m.first - f.last <= 1:
        out += [f"direct|{f.form}", f"direct|{f.form}|{klass}", f"direct|{f.lemma}"]
    if f.light_at >= 0:
        after_light = f.light_at < m.first and (m.first < f.first or f.light_after)
        near = abs(m.first - f.light_at) <= 3
        out += [f"light={f.light}|{'after' if after_light else 'before'}|{side}", f"light={f.light}|{side}|{_lead(scene, m)}"]
        if near:
            out.append(f"light={f.light}|near|{'after' if after_light else 'before'}")
    if side == "before" and f.first - m.last <= 1:
        out.append(f"precedes|{f.form}")
    return out


def _accused(scene: Scene, m: At[Any]) -> bool:
    ctx = scene.ctx
    return any(ctx.function[i] in ("accused", "belong") for i in range(max(0, m.first - 5), m.first) if ctx.same_sent(i, m.first))


def site_features(scene: Scene, frames: list[Frame], type_: str, site: Site) -> list[str]:
    """What speaks for a location being where it happened: the task ``place``. One of a list stands where the list does."""
    ctx, m, head = scene.ctx, site.place, site.head or site
    f = nearest(scene, frames, m.first, m.last)
    where, lead = _where(scene, f, head.place.first), head.lead
    side = "after" if m.first >= f.first else "before"
    said = said_kind(m)
    kind = said if said in ("country", "admin1", "region", "sea", "governorate", "district") else "point"
    out = [f"where={where}", f"kind={kind}", f"kind={kind}|{where}", f"type={type_}|{kind}", f"frame={f.kind}|{where}", f"contained={bool(site.containers)}",
           f"unknown={m.value.precision == 'unknown'}", f"said={said}", f"anaphor={site.anaphor}|{where}", f"title={site.titled}|{where}", f"listed={site.head is not None}|{where}"]
    if where in ("clause", "strong", "sent"):
        low, high = min(f.first, head.place.first), max(f.first, head.place.first)
        rank = sum(1 for o in scene.sites_in.get(f.sent, ()) if o is not site and o.head is None and low < o.place.first < high)
        other = any(g not in frames and g.sent == f.sent and low < g.first < high for g in scene.frames)
        out += [f"side={side}|{where}", f"lead={lead}", f"lead={lead}|{type_}", f"lead={lead}|{side}", f"gap={step(scene.distance(f, head.start, head.place.last))}|{side}",
                f"rank={min(3, rank)}|{side}", f"note={m.note}|{side}", f"w={f.lemma}|{side}|{lead}", f"word={head.before}", f"word={head.before}|{lead}",
                f"lead={lead}|{where}", f"over={other}|{side}", f"over={other}|{where}"]
        if side == "before" and m.first <= ctx.text.sents[f.sent].first + 2:
            out.append("opens-sentence")
        if head.start == f.last:
            out += [f"direct|{lead}", f"direct|{f.form}|{lead}"]
    else:
        out += [f"far|{lead}", f"far|{where}|{lead}"]
    if m.first in scene.speaker_tokens:
        out.append("in-speaker")
    if kind in ("country", "admin1", "region", "governorate") and any(o is not site and _inside(o, site) for g in frames for o in scene.sites_in.get(g.sent, ())):
        out += ["has-inner", f"has-inner|{where}"]
    out.append(f"mentions={min(3, site.mentions)}|{where}")
    return out


def _inside(inner: Site, outer: Site) -> bool:
    a, b = inner.place.value, outer.place.value
    if b.kind == "country":
        return bool(a.country == b.country and a.kind != "country")
    return bool(a.admin1 == b.admin1 and a.admin1 and a.kind not in ("admin1", "country", "region"))


def time_features(scene: Scene, frames: list[Frame], type_: str, level: str, m: At[Any]) -> list[str]:
    """What speaks for a time mention being when it happened: the task ``time``."""
    ctx = scene.ctx
    f = nearest(scene, frames, m.first, m.last)
    where = _where(scene, f, m.first)
    side = "after" if m.first >= f.first else "before"
    value = m.value
    out = [f"where={where}", f"role={value.role}", f"role={value.role}|{level}", f"precision={value.precision}|{level}", f"role={value.role}|{where}",
           f"resolved={value.earliest is not None}", f"frame={f.kind}|{where}", f"level={level}|{where}", f"frames={min(3, len(frames))}|{where}",
           f"role={value.role}|{level}|{where}", f"type={type_}|{value.role}"]
    before, word = _time_lead(scene, m)
    out += [f"word={word}|{value.role}", f"word={word}|{where}"]
    if where in ("clause", "strong", "sent"):
        rank = sum(1 for o in scene.times_in.get(f.sent, ()) if o.first != m.first and min(f.first, m.first) <= o.first < max(f.first, m.first))
        between = sum(1 for g in scene.frames if g not in frames and g.sent == f.sent and min(f.first, m.first) < g.first < max(f.first, m.first))
        back, ahead = _told_by(scene, frames, m)
        out += [f"side={side}|{where}", f"gap={step(scene.distance(f, m.first, m.last))}|{side}", f"rank={min(2, rank)}|{side}", f"between={min(2, between)}|{side}",
                f"before={before}", f"before={before}|{value.role}", f"back={back}|ahead={ahead}|{side}", f"back={back}|{where}", f"ahead={ahead}|{where}",
                f"form={f.form}|{side}|{where}"]
        said = any(ctx.speech[i] for i in range(max(0, m.first - 6), m.first) if ctx.strong[i] == ctx.strong[m.first])
        if said:
            out += ["said", f"said|{where}", f"said|{side}"]
        if _vague_head(value.quote):
            out.append("short")
    return out


def _time_lead(scene: Scene, m: At[Any]) -> tuple[str, str]:
    """The class of what stands before words of time, and the last word before them that is no function word."""
    ctx, at = scene.ctx, m.first - 1
    lead = _lead(scene, m)
    while at >= 0 and ctx.same_sent(at, m.first) and (ctx.function[at].startswith("prep") or ctx.function[at] in ("this", "since")):
        at -= 1
    word = ctx.text.deep[at] if at >= 0 and ctx.same_sent(at, m.first) and m.first - at <= 3 else ""
    return lead, word


def _told_by(scene: Scene, frames: list[Frame], m: At[Any]) -> tuple[str, str]:
    """What is told just before and just after words of time in their sentence: own | other | speech | none, and how far."""
    ctx, sent = scene.ctx, scene.ctx.text.sent_of[m.first]
    marks = {f.first: "own" if f in frames else "other" for f in scene.frames if f.sent == sent}
    s = ctx.text.sents[sent]
    back = ahead = "none"
    for i in range(m.first - 1, max(s.first, m.first - 12) - 1, -1):
        if i in marks or ctx.speech[i]:
            back = ("speech" if ctx.speech[i] else marks[i]) + ("" if m.first - i <= 3 else "~")
            break
    for i in range(m.last, min(s.last, m.last + 12)):
        if i in marks or ctx.speech[i]:
            ahead = ("speech" if ctx.speech[i] else marks[i]) + ("" if i - m.last <= 2 else "~")
            break
    return back, ahead


def _vague_head(quote: str) -> bool:
    return len(quote.split()) == 1


def default_time_features(scene: Scene, frames: list[Frame], type_: str, level: str, status: str) -> list[str]:
    """What speaks for the day of publication where no words date an event: the task ``time`` too."""
    ctx = scene.ctx
    first = min(frames, key=lambda f: f.first)
    body = [f for f in frames if f.kind != "title"]
    lead = min((f.sent for f in body), default=99)
    cues = {c.split(":")[0] for f in frames for c in f.cues}
    out = ["default", f"default|{level}", f"default|{status}", f"default|type={type_}", f"default|lead={min(4, max(0, lead - scene.lead))}",
           f"default|title={first.kind == 'title'}", f"default|frames={min(3, len(frames))}"]
    out += [f"default|cue={c}" for c in sorted(cues)]
    dated = any(m.value.earliest and m.value.role == "point" for f in frames for m in scene.times_in.get(f.sent, ()))
    out.append(f"default|dated={dated}")
    if any(m.value.earliest == ctx.published for ms in scene.times_in.values() for m in ms):
        out.append("default|today-named")
    previous = [m for s in range(lead) for m in scene.times_in.get(s, ()) if m.value.earliest]
    out.append(f"default|earlier={'none' if not previous else 'today' if previous[-1].value.earliest == ctx.published else 'other'}")
    if any(f.form == "present" for f in frames):
        out.append("default|present")
    if any((f.light_at >= 0 and ctx.function[f.light_at] == "was") or any(c.startswith("background") for c in f.cues) for f in frames):
        out.append("default|background")
    return out


def source_features(scene: Scene, frames: list[Frame], s: At[Any]) -> list[str]:
    """What speaks for a speaker being a source of an event: the task ``source``."""
    ctx = scene.ctx
    f = nearest(scene, frames, s.first, s.last)
    where = _where(scene, f, s.first)
    side = "after" if s.first >= f.first else "before"
    gap = ctx.text.sent_of[s.first] - f.sent
    out = [f"where={where}", f"cue={s.lead}", f"cue={s.lead}|{where}", f"kind={s.value.kind}", f"kind={s.value.kind}|{where}", f"side={side}|{where}",
           f"cue={s.lead}|{side}|{where}", f"sents={max(-3, min(3, gap))}", f"frame={f.kind}|{where}", f"frames={min(3, len(frames))}|{where}"]
    out.append(f"speaker-lead={ctx.text.sent_of[s.first] == scene.lead}|{where}")
    last_before = [o for o in ctx.found.speakers if o.first <= f.first]
    if last_before and last_before[-1] is s:
        out += ["last", f"last|{where}"]
    if len({o.value.name for o in ctx.found.speakers}) == 1:
        out.append("only")
    cont = any(ctx.speech[i] for i in range(ctx.text.sents[f.sent].first, min(ctx.text.sents[f.sent].first + 3, f.first)))
    if cont and gap < 0:
        out.append(f"continued|{where}")
    if any(c.startswith("background:") for c in f.cues) and gap < 0:
        out.append("background|earlier")
    return out + reach_features(scene, frames, f, s, where)
