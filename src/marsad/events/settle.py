"""The choice of places, days and sources, with the whole document in view: tasks ``place2``, ``time2``, ``source2`` (`parties.py` has those of parties)."""

from __future__ import annotations

from typing import Any

from marsad.events.board import Board, level_of
from marsad.events.fill import Interval
from marsad.events.scene import Scene
from marsad.events.site_features import ground_of
from marsad.events.sites import Site, within
from marsad.mentions.found import At
from marsad.packs.weights import Block, Model

PLACE_FROM, TIME_FROM, SOURCE_FROM = -1.0, -0.9, -0.5
_TOGETHER = 0.75  # how far the names of one list share their fate
_TELLING = frozenset({"background", "anaphora-other", "anaphora-same", "tally", "campaign", "total"})


def place2_blocks(scene: Scene, board: Board, n: int, key: str, site: Site) -> list[Block]:
    """Features of a location, the whole document in view."""
    table = board.looks[n].place
    score = table[key][0] if key in table else None
    inner = outer = apart = mates = None
    head, good, known, own = site.head or site, 0, scene.within, id(site)
    for k, (s, o) in table.items():
        good += s > 0
        inside, around = known.get((id(o), own)), known.get((own, id(o)))
        if inside is None or around is None:  # looked up once a pair
            inside, around = known[id(o), own], known[own, id(o)] = within(o, site), within(site, o)
        if inside and (inner is None or s > inner):
            inner = s
        if around and (outer is None or s > outer):
            outer = s
        if not inside and not around and k != key and (apart is None or s > apart):
            apart = s
        if o is not site and (o.head or o) is head and (mates is None or s > mates):
            mates = s
    lead = "clear" if score is not None and (apart is None or score > apart + 1.5) else "first" if score is not None and (apart is None or score >= apart) else "behind"
    facts = (level_of(score), ground_of(scene, site).kind, level_of(inner), level_of(outer), min(4, good), site.place.value.precision == "unknown", level_of(apart), lead, level_of(mates))
    return [*board.shared("place", n, key), (_ground, facts)]


def _ground(own: str, kind: str, inner: str, outer: str, good: int, unknown: bool, apart: str, lead: str, mates: str) -> list[str]:
    return [f"kind={kind}|own={own}", f"inner={inner}|own={own}", f"outer={outer}|own={own}", f"good={good}|own={own}", f"unknown={unknown}|own={own}",
            f"apart={apart}|own={own}", f"apart={lead}|own={own}", f"inner={inner}|kind={kind}", f"mates={mates}|own={own}"]


def settle_places(scene: Scene, board: Board, n: int, model: Model) -> None:
    """Locations of one draft: the names of a list together or not at all; no container of a place that is in."""
    draft, known = board.drafts[n], board.known("place", n)
    scores = {key: model.weigh("place2", place2_blocks(scene, board, n, key, site)) for key, site in known.items()}
    lists: dict[int, list[float]] = {}
    for key, site in known.items():
        lists.setdefault(id(site.head or site), []).append(scores[key])
    chosen: list[tuple[float, Site]] = []
    for key, site in known.items():
        together = lists[id(site.head or site)]
        score = (1 - _TOGETHER) * scores[key] + _TOGETHER * sum(together) / len(together)
        if score > PLACE_FROM:
            chosen.append((score, site))
    sites = [s for _, s in sorted(chosen, key=lambda c: c[1].place.first)]
    draft.sites = [s for s in sites if not any(o is not s and within(o, s) for o in sites)]
    for score, site in chosen:
        draft.sure[f"place {site.name}"] = round(score, 2)


def time2_blocks(scene: Scene, board: Board, n: int, days: Interval) -> list[Block]:
    """Features of an interval of days for a draft, the whole document in view."""
    draft, look = board.drafts[n], board.looks[n]
    own = board.level("time", n, days)
    today = scene.ctx.published is not None and days == (scene.ctx.published, scene.ctx.published)
    precision = "day" if days[0] == days[1] else "span"
    out: list[Block] = [*board.shared("time", n, days),
                        (_days, (own, today, level_of(look.default if today else None), level_of(look.vague), precision, draft.level, draft.status))]
    cues = {c.split(":")[0] for f in draft.frames for c in f.cues} & _TELLING
    if cues:
        out.append((_cued, (tuple(sorted(cues)), own)))
    if n:
        scores = board.slot("time").scores
        for name, j in (("main", 0), ("before", n - 1)):
            top = scores[j].best
            out.append((_top_elsewhere, (name, top is not None and top[1] == days, own, board.drafts[j].type == draft.type)))
    return out


def _days(own: str, today: bool, default: str, vague: str, precision: str, level: str, status: str) -> list[str]:
    return [f"today={today}|own={own}", f"today={today}|default={default}|own={own}", f"vague={vague}|own={own}", f"precision={precision}|level={level}|own={own}",
            f"status={status}|own={own}"]


def _cued(cues: tuple[str, ...], own: str) -> list[str]:
    return [f"cue={c}|own={own}" for c in cues]


def _top_elsewhere(name: str, chosen: bool, own: str, kin: bool) -> list[str]:
    return [f"{name}-top={chosen}|own={own}", f"{name}-top={chosen}|own={own}|kin={kin}"]


def settle_time(scene: Scene, board: Board, n: int, model: Model) -> None:
    """The days of one draft, with the words that say so; none when nothing carries them."""
    known: dict[Interval, At[Any] | None] = board.known("time", n)
    published, draft = scene.ctx.published, board.drafts[n]
    if published is not None:
        known.setdefault((published, published), None)
    best: tuple[float, Interval | None] = (TIME_FROM, None)
    for days in known:
        score = model.weigh("time2", time2_blocks(scene, board, n, days))
        if score > best[0]:
            best = (score, days)
    if best[1] is not None:
        draft.days, draft.time = best[1], known[best[1]]
        draft.sure["time"] = round(best[0], 2)


def settle_sources(board: Board, n: int, model: Model) -> None:
    """Speakers of one draft, one a name; of a name and its longer form the longer."""
    draft, chosen = board.drafts[n], []
    for name, (_, s) in board.looks[n].source.items():
        if not board.worth_weighing("source", n, name):
            continue
        score = model.weigh("source2", source2_blocks(board, n, name, s))
        if score > SOURCE_FROM:
            chosen.append(s)
            draft.sure[f"source {name}"] = round(score, 2)
    longest = sorted(chosen, key=lambda s: -len(s.value.name))
    kept: list[At[Any]] = []
    for s in longest:
        if not any(s.value.name in o.value.name for o in kept):
            kept.append(s)
    draft.sources = sorted(kept, key=lambda s: s.first)


def source2_blocks(board: Board, n: int, name: str, s: At[Any]) -> list[Block]:
    """Features of a speaker, the whole document in view."""
    draft = board.drafts[n]
    own, scores = board.level("source", n, name), board.slot("source").scores
    side = "after" if s.first > min(draft.frames, key=lambda f: abs(f.first - s.first)).first else "before"
    heard = len(scores[n].hopeful) - (name in scores[n].hopeful)
    previous = scores[n - 1].best if n else None
    carried = "-" if previous is None or previous[0] <= 0 else str(previous[1] == name)
    return [*board.shared("source", n, name),
            (_voice, (own, s.value.kind, s.lead, side, min(3, heard), carried)), (_hedged, (own, draft.status, s.lead, min(3, len(draft.frames))))]


def _voice(own: str, kind: str, cue: str, side: str, heard: int, carried: str) -> list[str]:
    return [f"kind={kind}|own={own}", f"cue={cue}|own={own}", f"side={side}|{cue}|own={own}", f"heard={heard}|own={own}", f"kind={kind}|heard={heard}|own={own}",
            f"alone={not heard}|carried={carried}|own={own}", f"carried={carried}|{side}|own={own}"]


def _hedged(own: str, status: str, cue: str, frames: int) -> list[str]:
    return [f"status={status}|{cue}|own={own}", f"frames={frames}|own={own}"]
