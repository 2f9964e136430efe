"""Drafts: groups of frames that tell one happening, and the choices made for each group in turn.

The order is fixed: frames worth reading, groups, type, level, status, then arguments. Every choice is a
score of named features (`packs.weights.Model`); thresholds are the log odds 0 unless a constant says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marsad.events.casualties import Casualty
from marsad.events.features import frame_features
from marsad.events.frames import Frame
from marsad.events.join_features import join_blocks, survey
from marsad.events.open_features import open_features
from marsad.events.operations import NAMED
from marsad.events.outcome_features import casualty_blocks
from marsad.events.scene import Scene, Site
from marsad.events.type_features import TYPES, type_evidence, type_standing
from marsad.mentions.found import At
from marsad.packs.weights import Block, Model

KEEP_FROM = -0.8  # log odds under which a frame is not read at all
OUTCOME_FROM = -0.9  # log odds from which an outcome is given to a draft
OUTCOME_REACH = 3  # sentences between an outcome and the nearest word of its happening
MOST_GROUPS, FIRST_GROUPS = 14, 2  # groups a frame is compared with on long texts, of them always the first
FREED_BY = frozenset({"agreement", "release"})
TAKEN_BY = {"agreement": "released", "release": "released", "abduction": "abducted", "raid": "detained"}


@dataclass(slots=True)
class Draft:
    """One happening in the making; ``sure`` are log odds by task, for `explain`."""

    frames: list[Frame]
    type: str = ""
    level: str = "incident"
    status: str = "reported"
    time: At[Any] | None = None
    days: tuple[date, date] | None = None
    sites: list[Site] = field(default_factory=list)
    initiators: list[At[Any]] = field(default_factory=list)
    targets: list[At[Any]] = field(default_factory=list)
    casualties: list[Casualty] = field(default_factory=list)
    sources: list[At[Any]] = field(default_factory=list)
    sure: dict[str, float] = field(default_factory=dict)

    @property
    def opening(self) -> Frame:
        """The first frame of the body, of the title where there is no other."""
        return min(self.frames, key=lambda f: (f.kind == "title", f.first))

    @property
    def head(self) -> Frame:
        """The frame whose words name the event: from the body rather than the title, the surest first; the own name of a campaign before all."""
        body = [f for f in self.frames if f.kind != "title"] or self.frames
        campaign = self.level == "campaign"
        return max(body, key=lambda f: (campaign and f.word is NAMED, f.type == self.type or self.type in f.tools, f.form != "instrument", -f.first))


def read_frames(scene: Scene, model: Model) -> list[tuple[Frame, float]]:
    """Frames worth reading, with their log odds of telling a happening."""
    out = []
    for frame in scene.frames:
        frame.features = frame_features(scene, frame)
        score = model.score("keep", frame.features)
        if score > KEEP_FROM:
            out.append((frame, score))
    return out


def group_frames(scene: Scene, frames: list[Frame], model: Model) -> list[Draft]:
    """Groups by first frame: each frame joins the group it fits best, or opens one where that fits better."""
    groups: list[list[Frame]] = []
    for frame in frames:
        if not groups:
            groups.append([frame])
            continue
        around = survey(groups, frame)
        alone = model.score("join", open_features(scene, groups, frame, around))
        joined = {n: model.weigh("join", join_blocks(scene, groups, n, frame, around)) for n in near_groups(groups, frame)}
        best = max(joined, key=joined.__getitem__)
        if joined[best] > alone:
            groups[best].append(frame)
        else:
            groups.append([frame])
    return [Draft(g) for g in groups]


def near_groups(groups: list[list[Frame]], frame: Frame) -> list[int]:
    """Groups a frame may belong to: the first ones (title and lead) and those told lately; bounds the work on long texts."""
    if len(groups) <= MOST_GROUPS:
        return list(range(len(groups)))
    lately = sorted(range(FIRST_GROUPS, len(groups)), key=lambda n: groups[n][-1].first)[FIRST_GROUPS - MOST_GROUPS :]
    return [*range(FIRST_GROUPS), *sorted(lately)]


def choose_type(scene: Scene, draft: Draft, model: Model) -> str:
    """The type with the highest score."""
    opening = draft.opening
    scores = model.scores("type", TYPES, type_evidence(scene, draft.frames, opening))
    best, pick = -99.0, "other"
    for own, (t, block) in zip(scores, type_standing(draft.frames, opening), strict=True):
        score = own + model.weigh("type", (block,))
        if score > best:
            best, pick = score, t
    draft.sure["type"] = round(best, 2)
    return pick


def as_outcome(draft_type: str, kind: str) -> str:
    """What an outcome is in a happening of a type, '' for nothing: captives and people without a word of their own
    are freed in an exchange or a release, those held in a kidnapping are abducted."""
    if kind == "":
        return TAKEN_BY.get(draft_type, "")
    if draft_type in FREED_BY:
        return "released" if kind in ("detained", "abducted", "displaced") else kind
    return "abducted" if draft_type == "abduction" and kind == "detained" else kind


def outcome_owner(scene: Scene, drafts: list[Draft], c: Casualty, model: Model) -> Draft | None:
    """The draft an outcome belongs to, or None."""
    best, pick = OUTCOME_FROM, None
    for draft in drafts:
        if not as_outcome(draft.type, c.kind):
            continue
        blocks = owner_blocks(scene, draft, c)
        score = model.weigh("outcome", blocks) if blocks else best
        if score > best:
            best, pick = score, draft
    return pick


def owner_blocks(scene: Scene, draft: Draft, c: Casualty) -> list[Block]:
    """What speaks for an outcome belonging to a draft, seen from its nearest frame; nothing when it is far off."""
    frames = draft.frames
    if not frames[0].sent - OUTCOME_REACH <= c.sent <= frames[-1].sent + OUTCOME_REACH or min([abs(f.sent - c.sent) for f in frames]) > OUTCOME_REACH:
        return []
    frame = frames[0]
    if len(frames) > 1:
        sent, strong = c.sent, scene.ctx.strong
        frame = min(frames, key=lambda f: (abs(f.sent - sent), strong[f.first] != strong[c.word_at], scene.distance(f, c.first, c.last)))
    first = frames[0].sent <= scene.frames[0].sent
    gap = max(-1, min(4, c.sent - frames[-1].sent))
    return [*casualty_blocks(scene, frame, c), (_owner, (as_outcome(draft.type, c.kind), draft.type, c.kind, draft.level, c.counted, draft.status, min(4, len(frames)), first, gap))]


def _owner(kind: str, type_: str, said: str, level: str, counted: bool, status: str, size: int, first: bool, gap: int) -> list[str]:
    return [f"as={kind}|{type_}|{said}", f"level={level}|{counted}", f"level={level}|{type_}", f"status={status}", f"size={size}", f"lead={first}|gap={gap}"]
