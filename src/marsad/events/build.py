"""The event stage as one call: mentions in, events out; and drafts to records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from marsad.events.board import Board
from marsad.events.casualties import Casualty
from marsad.events.context import make_context
from marsad.events.drafts import (
    Draft,
    as_outcome,
    choose_type,
    group_frames,
    outcome_owner,
    read_frames,
)
from marsad.events.event_features import draft_features, event_features
from marsad.events.fill import Look, look
from marsad.events.operations import NAMED
from marsad.events.parties import settle_parties
from marsad.events.scene import Scene, set_scene
from marsad.events.settle import settle_places, settle_sources, settle_time
from marsad.mentions.found import At, Found
from marsad.packs.weights import Model
from marsad.records import ActorMention, Event, Outcome, Trigger

MOST_IN_VIEW = 20  # happenings of a long text that are settled in view of one another
# Log odds from which a rarer level or status is read; below 0 because such events are rare in gold (best F1 there).
TALLY_FROM, CAMPAIGN_FROM, PLANNED_FROM, DENIED_FROM = -0.4, -0.8, -0.8, -1.5
EVENT_FROM = -0.1  # log odds from which a draft is an event
_DIPLOMATIC = frozenset({"agreement", "release", "other", "protest"})


def build_events(found: Found, published: date | None, model: Model) -> tuple[Event, ...]:
    """Events of one document by first evidence. Pure: the same mentions give the same events."""
    scene = set_scene(make_context(found, published))
    drafts = draft_events(scene, model)
    return tuple(_record(scene, d) for d in drafts)


def draft_events(scene: Scene, model: Model) -> list[Draft]:
    """The drafts that are events, filled."""
    kept = read_frames(scene, model)
    keeps = {f.n: s for f, s in kept}
    drafts = group_frames(scene, [f for f, _ in kept], model)
    for draft in drafts:
        draft.type = choose_type(scene, draft, model)
    out = []
    for n, draft in enumerate(drafts):
        features = draft_features(scene, draft, keeps)
        settle_level(draft, features, model)
        draft.sure["event"] = model.score("event", features + event_features(scene, drafts, n, keeps))
        if draft.sure["event"] > EVENT_FROM:
            out.append(draft)
    fill_drafts(scene, out, model)
    return out


def settle_level(draft: Draft, features: list[str], model: Model) -> None:
    """Level and status from the group's features."""
    tally = model.score("tally", features) - TALLY_FROM
    campaign = model.score("campaign", features) - CAMPAIGN_FROM
    if max(tally, campaign) > 0:
        draft.level = "tally" if tally >= campaign else "campaign"
    planned = model.score("planned", features) - PLANNED_FROM
    denied = model.score("denied", features) - DENIED_FROM
    if max(planned, denied) > 0:
        draft.status = "planned" if planned >= denied else "denied"


def fill_drafts(scene: Scene, drafts: list[Draft], model: Model) -> None:
    """All arguments of all drafts; an outcome goes to one draft only."""
    for c in scene.casualties:
        owner = outcome_owner(scene, drafts, c, model)
        if owner is not None:
            owner.casualties.append(replace(c, kind=as_outcome(owner.type, c.kind)))
    looks = [look(scene, d, model) for d in drafts]
    settle_drafts(scene, drafts, looks, model)


def settle_drafts(scene: Scene, drafts: list[Draft], looks: list[Look], model: Model) -> None:
    """The second look: every slot chosen with the whole document in view (on long texts: its first and its nearest happenings)."""
    board = Board(drafts, looks)
    for n in range(len(drafts)):
        near, at = board, n
        if len(drafts) > MOST_IN_VIEW:
            view = _view(len(drafts), n)
            near, at = Board([drafts[i] for i in view], [looks[i] for i in view]), view.index(n)
        settle_parties(scene, near, at, model)
        settle_places(scene, near, at, model)
        settle_time(scene, near, at, model)
        settle_sources(near, at, model)


def _view(count: int, n: int) -> list[int]:
    """The happenings that ``n`` is settled in view of; bounds the work on long texts."""
    if count <= MOST_IN_VIEW:
        return list(range(count))
    half = MOST_IN_VIEW // 2
    first = max(2, min(n - half, count - MOST_IN_VIEW + 2))
    return sorted({0, 1, n, *range(first, min(count, first + MOST_IN_VIEW - 2))})


def _record(scene: Scene, draft: Draft) -> Event:
    start, end = draft.days if draft.days else (None, None)
    precision = precision_of(start, end) if start and end else "unknown"
    head = draft.head
    trigger = _trigger(scene, draft)
    spans = sorted({(scene.ctx.folded_span(f.sent)) for f in draft.frames})
    return Event(
        trigger=trigger,
        type=draft.type,
        level=draft.level,
        status=draft.status,
        start=start,
        end=end,
        date_precision=precision,
        time=draft.time.value if draft.time else None,
        places=tuple(s.place.value for s in draft.sites),
        initiators=_parties(draft, draft.initiators),
        targets=_parties(draft, draft.targets),
        outcomes=merge_outcomes(scene, draft.casualties),
        sources=tuple(s.value for s in draft.sources),
        count=_count(scene, draft) if draft.level == "tally" else None,
        evidence=tuple(spans),
        why=(f"{head.word.origin} {head.form}", *(f"{k} {v:+.2f}" for k, v in draft.sure.items())),
    )


def _trigger(scene: Scene, draft: Draft) -> Trigger:
    head, ctx = draft.head, scene.ctx
    first, last = head.first, head.last
    begin, finish = ctx.text.starts[first], ctx.text.ends[last - 1]
    if head.hit.start > begin:
        begin = head.hit.start
    counted = next((m for m in ctx.found.counts if m.last == first and m.value.kind == "cardinal"), None)
    if draft.level == "tally" and counted is not None:
        begin = ctx.text.starts[counted.first]
    if head.word is NAMED:
        begin = min([ctx.text.starts[f.first] for f in draft.frames if f.last == first], default=begin)
    start, end = ctx.text.folded.span(begin, finish)
    return Trigger(start, end, ctx.text.folded.raw[start:end], draft.type, str(head.word.origin))


def precision_of(start: date, end: date) -> str:
    """day | month | year | week | range of an interval of whole days, as the annotation guide has it."""
    days = (end - start).days + 1
    if days == 1:
        return "day"
    next_day = date.fromordinal(end.toordinal() + 1)
    if start.day == 1 and next_day.day == 1:
        if (start.year, start.month) == (end.year, end.month):
            return "month"
        if start.month == 1 and next_day.month == 1 and start.year == end.year:
            return "year"
    return "week" if days == 7 else "range"


def _parties(draft: Draft, mentions: list[At[Any]]) -> tuple[ActorMention, ...]:
    out = []
    for m in mentions:
        value = m.value
        if value.kind in ("nation", "nation-adjective") and draft.type in _DIPLOMATIC:
            value = ActorMention(value.start, value.end, value.quote, value.name, value.name, value.kind, value.rule)
        out.append(value)
    return tuple(out)


def merge_outcomes(scene: Scene, casualties: list[Casualty]) -> tuple[Outcome, ...]:
    """One outcome a figure: subsets and repeats dropped, an unknown number dropped where one is known,
    and of two readings of one figure the open one ("at least 15") kept."""
    whole = [c for c in casualties if not c.subset]
    known = {c.kind for c in whole if c.low is not None}
    counted = {c.kind for c in whole if c.counted and c.low is not None}
    kept: dict[tuple[str, int | None], Casualty] = {}
    for c in whole:
        if (c.low is None and c.kind in known) or (not c.counted and c.low == 1 and c.kind in counted):
            continue
        before = kept.get((c.kind, c.low))
        if before is None or (before.high is not None and c.high is None):
            kept[c.kind, c.low] = c
    text, out = scene.ctx.text, []
    for c in sorted(kept.values(), key=lambda c: c.first):
        start, end = text.span(c.first, c.last)
        out.append(Outcome(c.kind, c.low, c.high, c.who, start, end, text.folded.raw[start:end]))
    return tuple(out)


def _count(scene: Scene, draft: Draft) -> int | None:
    for f in draft.frames:
        for m in scene.ctx.found.counts:
            if m.last == f.first and m.value.kind in ("cardinal", "dual") and m.value.low is not None:
                return int(m.value.low)
    return None
