"""First look at a draft's arguments: every candidate weighed by the words around it alone.

What comes out are scores, not choices; `settle.py` chooses when all drafts of the document have been
looked at, because a report tells who fights whom once and then leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marsad.events.composed import composed_times
from marsad.events.drafts import Draft
from marsad.events.role_features import role_blocks
from marsad.events.scene import Scene, Site
from marsad.events.site_features import site_blocks
from marsad.events.source_features import source_blocks
from marsad.events.telling import Telling, make_telling
from marsad.events.time_features import default_time_features, time_blocks
from marsad.mentions.found import At
from marsad.mentions.tribes import TRIBE
from marsad.packs.weights import Model

WINDOW = 2  # sentences around a draft's frames in which its arguments are sought, title and lead always
HEARD_WITHIN = 25  # sentences around a draft in which its speakers are sought; more than a report, less than a book
Interval = tuple[date, date]


@dataclass(slots=True)
class Look:
    """Scores of one draft's candidates, by party, by place name, by interval of days, by speaker."""

    initiator: dict[str, tuple[float, At[Any]]] = field(default_factory=dict)
    target: dict[str, tuple[float, At[Any]]] = field(default_factory=dict)
    place: dict[str, tuple[float, Site]] = field(default_factory=dict)
    time: dict[Interval, tuple[float, At[Any]]] = field(default_factory=dict)
    vague: float = -9.0
    default: float = -9.0
    source: dict[str, tuple[float, At[Any]]] = field(default_factory=dict)
    tops: dict[str, str] = field(default_factory=dict)
    scores: dict[str, Any] = field(default_factory=dict)


def window(scene: Scene, draft: Draft) -> set[int]:
    """Sentences in which a draft's arguments may stand."""
    out = {s for f in draft.frames for s in range(f.sent - WINDOW, f.sent + WINDOW + 1)}
    return out | {0, scene.lead}


def actor_key(m: At[Any]) -> str:
    """What makes two party mentions one party: the id, for a tribe its name too; else the words."""
    return f"{m.value.id} {m.value.name}" if m.value.kind == TRIBE else m.value.id or m.value.quote


def site_key(site: Site) -> str:
    """What makes two locations one: the English name, else the words."""
    return site.place.value.name_en or site.name


def party_candidates(scene: Scene, draft: Draft) -> dict[str, list[At[Any]]]:
    """Party mentions in the window by party, each list by first token."""
    out: dict[str, list[At[Any]]] = {}
    for sent in sorted(window(scene, draft)):
        for m in scene.actors_in.get(sent, ()):
            out.setdefault(actor_key(m), []).append(m)
    return out


def time_candidates(scene: Scene, draft: Draft) -> list[At[Any]]:
    """Time mentions in the window, by first token; then the intervals that those of its own sentences compose."""
    told = [m for s in sorted(window(scene, draft)) for m in scene.times_in.get(s, ())]
    own = {f.sent for f in draft.frames}
    here = [m for m in told if scene.ctx.text.sent_of[m.first] in own]
    return [m for m in told if m.value.role != "duration"] + composed_times(here, scene.ctx.published, draft.level != "incident")


def look(scene: Scene, draft: Draft, model: Model) -> Look:
    """All first scores of a draft."""
    out = Look()
    telling = telling_of(scene, draft)
    initiator, target, place = out.initiator, out.target, out.place
    for key, mentions in party_candidates(scene, draft).items():
        for m in mentions:
            first, second = model.weigh_pair("initiator", "target", role_blocks(telling, m))
            if key not in initiator or first > initiator[key][0]:
                initiator[key] = (first, m)
            if key not in target or second > target[key][0]:
                target[key] = (second, m)
    for sent in sorted(window(scene, draft)):
        for site in scene.sites_in.get(sent, ()):
            score, key = model.weigh("place", site_blocks(telling, site)), site_key(site)
            if key not in place or score > place[key][0]:
                place[key] = (score, site)
    _look_at_times(scene, draft, model, telling, out)
    first, last = min(f.sent for f in draft.frames), max(f.sent for f in draft.frames)
    for s in scene.ctx.found.speakers:
        if not first - HEARD_WITHIN <= scene.ctx.text.sent_of[s.first] <= last + HEARD_WITHIN:
            continue
        score = model.weigh("source", source_blocks(telling, s))
        if s.value.name not in out.source or score > out.source[s.value.name][0]:
            out.source[s.value.name] = (score, s)
    return out


def telling_of(scene: Scene, draft: Draft) -> Telling:
    """A draft as its arguments see it."""
    return make_telling(scene, draft.frames, draft.type, draft.level, draft.status)


def _look_at_times(scene: Scene, draft: Draft, model: Model, telling: Telling, out: Look) -> None:
    for m in time_candidates(scene, draft):
        score = model.weigh("time", time_blocks(telling, m))
        days = interval_of(scene, draft, m)
        if days is None:
            out.vague = max(out.vague, score)
        elif days not in out.time or score > out.time[days][0]:
            out.time[days] = (score, m)
    if scene.ctx.published is not None:
        out.default = model.score("default", default_time_features(telling))


def interval_of(scene: Scene, draft: Draft, m: At[Any]) -> Interval | None:
    """The days a time mention means for a draft: cut at publication for what has happened, open spans run up to it."""
    value, published = m.value, scene.ctx.published
    if value.earliest is None:
        return None
    start, end = value.earliest, value.latest or value.earliest
    if published is not None and draft.status != "planned":
        if draft.level == "campaign" and value.role in ("since", "duration"):
            end = published
        end = min(end, published)
        if start > end:
            return None
    return start, end
