"""Filling a draft's slots from the mentions around its frames: parties, places, time, sources."""

from __future__ import annotations

from typing import Any

from marsad.events.drafts import Draft
from marsad.events.scene import Scene, Site
from marsad.events.scoring import Model
from marsad.events.slot_features import default_time_features, role_features, site_features, source_features, time_features
from marsad.mentions.found import At

WINDOW = 2  # sentences around a draft's frames in which its arguments are sought, title and lead always
ROLE_FROM, PLACE_FROM, SOURCE_FROM, TIME_FROM = 0.0, 0.0, 0.0, 0.0


def window(scene: Scene, draft: Draft) -> set[int]:
    """Sentences in which a draft's arguments may stand."""
    out = {s for f in draft.frames for s in range(f.sent - WINDOW, f.sent + WINDOW + 1)}
    lead = next((n for n, s in enumerate(scene.ctx.text.sents) if s.kind == "body"), 0)
    return out | {0, lead}


def actor_key(m: At[Any]) -> str:
    """What makes two party mentions one party: the id, else the words."""
    return m.value.id or m.value.quote


def party_candidates(scene: Scene, draft: Draft) -> dict[str, list[At[Any]]]:
    """Party mentions in the window by party, each list by first token."""
    out: dict[str, list[At[Any]]] = {}
    for sent in sorted(window(scene, draft)):
        for m in scene.actors_in.get(sent, ()):
            if m.value.id or not m.value.kind.startswith("members"):
                out.setdefault(actor_key(m), []).append(m)
    return out


def fill_parties(scene: Scene, draft: Draft, model: Model) -> None:
    """Initiators and targets: each party in the role that its best mention fits, if it fits one."""
    picked: list[tuple[str, float, At[Any]]] = []
    for mentions in party_candidates(scene, draft).values():
        best = max(((score, role, m) for m in mentions for role, score in _roles(scene, draft, m, model)), key=lambda x: x[0])
        if best[0] > ROLE_FROM:
            picked.append((best[1], best[0], best[2]))
    for role, score, m in sorted(picked, key=lambda p: p[2].first):
        (draft.initiators if role == "initiator" else draft.targets).append(m)
        draft.sure[f"{role}:{actor_key(m)}"] = round(score, 2)


def _roles(scene: Scene, draft: Draft, m: At[Any], model: Model) -> list[tuple[str, float]]:
    features = role_features(scene, draft.frames, draft.type, m)
    return [(role, model.score(role, features)) for role in ("initiator", "target")]


def fill_sites(scene: Scene, draft: Draft, model: Model) -> None:
    """Locations above the threshold, one a name; a container is left out when something inside it is in."""
    chosen: dict[str, tuple[float, Site]] = {}
    for sent in window(scene, draft):
        for site in scene.sites_in.get(sent, ()):
            score = model.score("place", site_features(scene, draft.frames, draft.type, site))
            key = site.place.value.name_en or site.name
            if score > PLACE_FROM and score > chosen.get(key, (PLACE_FROM, site))[0]:
                chosen[key] = (score, site)
    sites = [s for _, s in sorted(chosen.values(), key=lambda x: x[1].place.first)]
    draft.sites = [s for s in sites if not any(o is not s and _within(o, s) for o in sites)]
    for score, site in chosen.values():
        draft.sure[f"place:{site.name}"] = round(score, 2)


def _within(inner: Site, outer: Site) -> bool:
    a, b = inner.place.value, outer.place.value
    if b.kind == "country":
        return bool(a.country == b.country and a.kind != "country")
    if b.kind in ("admin1", "region"):
        same = a.admin1 == b.admin1 if b.kind == "admin1" else a.country == b.country
        return bool(same and a.kind not in ("admin1", "country", "region"))
    return any(c.value.name == b.name for c in inner.containers)


def time_candidates(scene: Scene, draft: Draft) -> list[At[Any]]:
    """Time mentions in the window, by first token."""
    return [m for s in sorted(window(scene, draft)) for m in scene.times_in.get(s, ()) if m.value.role != "duration"]


def fill_time(scene: Scene, draft: Draft, model: Model) -> None:
    """The time mention that dates the event, else the day of publication, else nothing."""
    best, pick, default = TIME_FROM, None, False
    for m in time_candidates(scene, draft):
        score = model.score("time", time_features(scene, draft.frames, draft.type, draft.level, m))
        if score > best:
            best, pick, default = score, m, False
    if scene.ctx.published is not None:
        score = model.score("default", default_time_features(scene, draft.frames, draft.type, draft.level, draft.status))
        if score > best and (pick is None or score > best + 1.0):
            best, pick, default = score, None, True
    draft.time, draft.default_time = pick, default
    draft.sure["time"] = round(best, 2)


def fill_sources(scene: Scene, draft: Draft, model: Model) -> None:
    """Speakers the information comes from, one a name."""
    seen: dict[str, At[Any]] = {}
    for s in scene.ctx.found.speakers:
        score = model.score("source", source_features(scene, draft.frames, s))
        if score > SOURCE_FROM:
            name = s.value.name
            if not any(name in other or other in name for other in seen):
                seen[name] = s
                draft.sure[f"source:{name}"] = round(score, 2)
    draft.sources = sorted(seen.values(), key=lambda s: s.first)
