"""The choice of arguments, with the whole document in view: tasks ``place2``, ``time2``, ``source2`` (`parties.py` has those of parties).

A candidate is weighed by its own first score, by its rivals for the same slot, and by the part it plays in the
document's other happenings: the first one told, the one before, the others of the same type.
"""

from __future__ import annotations

from typing import Any

from marsad.events.drafts import Draft
from marsad.events.fill import Interval, Look
from marsad.events.scene import Scene
from marsad.events.scoring import Model
from marsad.events.sites import Site, said_kind, within
from marsad.mentions.found import At

PLACE_FROM, TIME_FROM, SOURCE_FROM = -0.5, -0.4, -0.5
OWN_LEAST, PRIOR_LEAST = -2.2, 0.0  # first scores under which a candidate is not weighed again
_NONE, _LOWEST, _HIGHEST = "none", "-4", "3"
_STEPS = {n: str(n) for n in range(-4, 4)}
_TOGETHER = 0.75  # how far the names of one list share their fate


def level_of(score: float | None) -> str:
    """A score as a coarse step, for features of features."""
    if score is None:
        return _NONE
    step = round(score)
    return _STEPS.get(step, _LOWEST if step < 0 else _HIGHEST)


def best_other(table: dict[Any, tuple[float, Any]], key: Any) -> float | None:
    """The highest first score among the rivals of a candidate."""
    return max((s for k, (s, _) in table.items() if k != key), default=None)


def _rank(table: dict[Any, tuple[float, Any]], key: Any) -> int:
    own = table[key][0] if key in table else -99.0
    return min(3, sum(1 for k, (s, _) in table.items() if k != key and s > own))


def score_of(table: dict[Any, tuple[float, Any]], key: Any) -> float | None:
    """The first score of a candidate, None where it has none."""
    return table[key][0] if key in table else None


def worth_weighing(looks: list[Look], n: int, slot: str, key: Any) -> bool:
    """Whether a candidate has any prospect: its own first score, or a part in another happening. Saves the second look."""
    own = score_of(getattr(looks[n], slot), key)
    if own is not None and own > OWN_LEAST:
        return True
    return any((s := score_of(getattr(look, slot), key)) is not None and s > PRIOR_LEAST for look in looks)


def shared_features(drafts: list[Draft], looks: list[Look], n: int, slot: str, key: Any) -> list[str]:
    """The part a candidate plays in the document's happenings, and its standing among its rivals."""
    draft, table = drafts[n], getattr(looks[n], slot)
    own = level_of(score_of(table, key))
    rival = level_of(best_other(table, key))
    rank = _rank(table, key)
    others = [(j, score_of(getattr(look, slot), key)) for j, look in enumerate(looks) if j != n]
    heard = [(s, j) for j, s in others if s is not None]
    prior, at = max(heard, default=(None, -1))
    before = score_of(getattr(looks[n - 1], slot), key) if n else None
    main = score_of(getattr(looks[0], slot), key) if n else None
    kin = "same" if at >= 0 and drafts[at].type == draft.type else "other"
    return [f"own={own}", f"own={own}|rank={rank}", f"own={own}|rival={rival}", f"rank={rank}", f"own={own}|prior={level_of(prior)}", f"prior={level_of(prior)}|{kin}",
            f"own={own}|before={level_of(before)}", f"own={own}|main={level_of(main)}", f"rival={rival}|main={level_of(main)}", f"rival={rival}|prior={level_of(prior)}",
            f"n={min(n, 3)}|own={own}", f"leads={sum(1 for s, _ in heard if s > 0) if len(heard) < 4 else 4}|own={own}", f"level={draft.level}|own={own}",
            f"type={draft.type}|own={own}", f"only={len(drafts) == 1}|own={own}"]


def place2_features(drafts: list[Draft], looks: list[Look], n: int, key: str, site: Site) -> list[str]:
    """Features of a location, the whole document in view."""
    out = shared_features(drafts, looks, n, "place", key)
    table = looks[n].place
    score = table[key][0] if key in table else None
    own = level_of(score)
    said = said_kind(site.place)
    kind = said if said in ("country", "admin1", "region", "sea", "governorate", "district") else "point"
    inner = max((s for s, o in table.values() if within(o, site)), default=None)
    outer = max((s for s, o in table.values() if within(site, o)), default=None)
    apart = max((s for k, (s, o) in table.items() if k != key and not within(o, site) and not within(site, o)), default=None)
    head = site.head or site
    mates = [s for s, o in table.values() if o is not site and (o.head or o) is head]
    good = sum(1 for s, _ in table.values() if s > 0)
    lead = "clear" if score is not None and (apart is None or score > apart + 1.5) else "first" if score is not None and (apart is None or score >= apart) else "behind"
    out += [f"kind={kind}|own={own}", f"inner={level_of(inner)}|own={own}", f"outer={level_of(outer)}|own={own}", f"good={min(4, good)}|own={own}",
            f"unknown={site.place.value.precision == 'unknown'}|own={own}", f"apart={level_of(apart)}|own={own}", f"apart={lead}|own={own}",
            f"inner={level_of(inner)}|kind={kind}", f"mates={level_of(max(mates, default=None))}|own={own}"]
    return out


def settle_places(drafts: list[Draft], looks: list[Look], n: int, model: Model) -> None:
    """Locations of one draft: the names of a list together or not at all; no container of a place that is in."""
    known: dict[str, Site] = {}
    for look in [looks[n], *looks]:
        for key, (_, site) in look.place.items():
            if key not in known and worth_weighing(looks, n, "place", key):
                known[key] = site
    scores = {key: model.score("place2", place2_features(drafts, looks, n, key, site)) for key, site in known.items()}
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
    drafts[n].sites = [s for s in sites if not any(o is not s and within(o, s) for o in sites)]
    for score, site in chosen:
        drafts[n].sure[f"place {site.name}"] = round(score, 2)


def time2_features(scene: Scene, drafts: list[Draft], looks: list[Look], n: int, days: Interval) -> list[str]:
    """Features of an interval of days for a draft, the whole document in view."""
    draft, look = drafts[n], looks[n]
    out = shared_features(drafts, looks, n, "time", days)
    own = level_of(look.time[days][0] if days in look.time else None)
    today = scene.ctx.published is not None and days == (scene.ctx.published, scene.ctx.published)
    cues = {c.split(":")[0] for f in draft.frames for c in f.cues}
    precision = "day" if days[0] == days[1] else "span"
    out += [f"today={today}|own={own}", f"today={today}|default={level_of(look.default if today else None)}|own={own}", f"vague={level_of(look.vague)}|own={own}",
            f"precision={precision}|level={draft.level}|own={own}", f"status={draft.status}|own={own}"]
    out += [f"cue={c}|own={own}" for c in sorted(cues) if c in ("background", "anaphora-other", "anaphora-same", "tally", "campaign", "total")]
    for name, j in (("main", 0), ("before", n - 1)):
        if n and j >= 0:
            top = max(looks[j].time.items(), key=lambda kv: kv[1][0], default=None)
            chosen = top is not None and top[0] == days
            kin = drafts[j].type == draft.type
            out += [f"{name}-top={chosen}|own={own}", f"{name}-top={chosen}|own={own}|kin={kin}"]
    return out


def settle_time(scene: Scene, drafts: list[Draft], looks: list[Look], n: int, model: Model) -> None:
    """The days of one draft, with the words that say so; none when nothing carries them."""
    known: dict[Interval, At[Any] | None] = {}
    for look in [looks[n], *looks]:
        for days, (_, m) in look.time.items():
            if days not in known and worth_weighing(looks, n, "time", days):
                known[days] = m
    published = scene.ctx.published
    if published is not None:
        known.setdefault((published, published), None)
    best: tuple[float, Interval | None] = (TIME_FROM, None)
    for days in known:
        score = model.score("time2", time2_features(scene, drafts, looks, n, days))
        if score > best[0]:
            best = (score, days)
    if best[1] is not None:
        drafts[n].days, drafts[n].time = best[1], known[best[1]]
        drafts[n].sure["time"] = round(best[0], 2)


def settle_sources(drafts: list[Draft], looks: list[Look], n: int, model: Model) -> None:
    """Speakers of one draft, one a name; of a name and its longer form the longer."""
    chosen: list[At[Any]] = []
    for name, (_, s) in looks[n].source.items():
        if not worth_weighing(looks, n, "source", name):
            continue
        score = model.score("source2", source2_features(drafts, looks, n, name, s))
        if score > SOURCE_FROM:
            chosen.append(s)
            drafts[n].sure[f"source {name}"] = round(score, 2)
    longest = sorted(chosen, key=lambda s: -len(s.value.name))
    kept: list[At[Any]] = []
    for s in longest:
        if not any(s.value.name in o.value.name for o in kept):
            kept.append(s)
    drafts[n].sources = sorted(kept, key=lambda s: s.first)


def source2_features(drafts: list[Draft], looks: list[Look], n: int, name: str, s: At[Any]) -> list[str]:
    """Features of a speaker, the whole document in view."""
    out = shared_features(drafts, looks, n, "source", name)
    own = level_of(score_of(looks[n].source, name))
    f = min(drafts[n].frames, key=lambda f: abs(f.first - s.first))
    side = "after" if s.first > f.first else "before"
    heard = sum(1 for k, (score, _) in looks[n].source.items() if k != name and score > 0)
    alone = all(score <= 0 for k, (score, _) in looks[n].source.items() if k != name)
    previous = max(looks[n - 1].source.items(), key=lambda kv: kv[1][0], default=None) if n else None
    carried = "-" if previous is None or previous[1][0] <= 0 else str(previous[0] == name)
    out += [f"kind={s.value.kind}|own={own}", f"cue={s.lead}|own={own}", f"side={side}|{s.lead}|own={own}", f"heard={min(3, heard)}|own={own}",
            f"kind={s.value.kind}|heard={min(3, heard)}|own={own}", f"alone={alone}|carried={carried}|own={own}", f"carried={carried}|{side}|own={own}",
            f"status={drafts[n].status}|{s.lead}|own={own}", f"frames={min(3, len(drafts[n].frames))}|own={own}"]
    return out
