"""The choice of initiators and targets, with the whole document in view: tasks ``initiator2`` and ``target2``.

A report says once who fights whom and then leaves it out: a party is weighed by what the words around
it say, by its rivals, by the part it plays in the other happenings, and by whom it faces in them.
"""

from __future__ import annotations

from typing import Any

from marsad.events.drafts import Draft
from marsad.events.fill import Look, actor_key
from marsad.events.scene import Scene
from marsad.events.scoring import Model
from marsad.events.settle import best_other, level_of, score_of, shared_features, worth_weighing
from marsad.events.role_features import stance_of
from marsad.mentions.found import At
from marsad.records import ActorMention

ROLE_FROM = -0.5
_SURE = 0.0  # first score from which a party counts as having a part in another happening
_OTHER = {"initiator": "target", "target": "initiator"}


def role2_features(scene: Scene, drafts: list[Draft], looks: list[Look], n: int, role: str, key: str, m: At[Any]) -> list[str]:
    """Features of a party for a role, the whole document in view."""
    out = shared_features(drafts, looks, n, role, key)
    across = getattr(looks[n], _OTHER[role])
    score = score_of(getattr(looks[n], role), key)
    own, opposite = level_of(score), level_of(score_of(across, key))
    klass, type_ = stance_of(scene, m).klass, drafts[n].type
    priors = [s for j, look in enumerate(looks) if j != n and (s := score_of(getattr(look, _OTHER[role]), key)) is not None]
    prior_other = level_of(max(priors, default=None))
    out += [f"opposite={opposite}", f"own={own}|opposite={opposite}", f"class={klass}|own={own}", f"class={klass}|type={type_}",
            f"facing={level_of(best_other(across, key))}|own={own}", f"priors={prior_other}|own={own}"]
    return out + _place_in_text(scene, drafts[n], role, key, m, own, klass) + _feud(drafts, looks, n, role, key, own)


def _place_in_text(scene: Scene, draft: Draft, role: str, key: str, m: At[Any], own: str, klass: str) -> list[str]:
    """How near, how early and how often the text names the party."""
    said = _said(scene).get(key, [])
    gap = min((abs(s - f.sent) for s in said for f in draft.frames), default=9)
    back = min((f.sent - s for s in said for f in draft.frames if s <= f.sent), default=9)
    often = min(4, len(said))
    far = 0 if gap == 0 else 1 if back == 1 else 2 if gap == 1 else 3 if gap == 2 else 4
    return [f"far={far}|own={own}", f"far={far}|class={klass}", f"often={often}|own={own}", f"often={often}|far={far}", f"far={far}|type={draft.type}",
            f"id={m.value.id}", f"id={m.value.id}|type={draft.type}", f"opens={min(said, default=9) <= 1}|own={own}"]


def _said(scene: Scene) -> dict[str, list[int]]:
    """The sentences that name each party; looked up once a document."""
    if not scene.said:
        sent_of = scene.ctx.text.sent_of
        for m in scene.ctx.found.actors:
            scene.said.setdefault(actor_key(m), []).append(sent_of[m.first])
    return scene.said


def _feud(drafts: list[Draft], looks: list[Look], n: int, role: str, key: str, own: str) -> list[str]:
    """Whom the party faces here and in the document's other happenings."""
    other = _OTHER[role]
    foe = _top(looks[n], other, key)
    out = [f"pair={key}|{foe}", f"foe={foe}|own={own}"]
    seen = set()
    for j, look in enumerate(looks):
        if j == n:
            continue
        as_role, as_other = _leader(look, role), _leader(look, other)
        kin = "kin" if drafts[j].type == drafts[n].type else "any"
        near = "next" if j == n - 1 else "else"
        if as_role == key:
            seen.add(f"{near}|{kin}|{'same-foe' if as_other == foe else 'foe'}")
        elif as_other == key:
            seen.add(f"{near}|{kin}|{'turned' if as_role == foe else 'other'}")
    return out + [f"feud={s}|own={own}" for s in sorted(seen)] + [f"feud={s}" for s in sorted(seen)]


def _leader(look: Look, role: str) -> str:
    """The likeliest party of a role in another happening; looked up once."""
    if role not in look.tops:
        look.tops[role] = _top(look, role, "")
    return look.tops[role]


def _top(look: Look, role: str, but: str) -> str:
    """The likeliest party of a role by first scores, '' where none is likely."""
    table = getattr(look, role)
    score, key = max(((s, k) for k, (s, _) in table.items() if k != but), default=(-9.0, ""))
    return key if score > _SURE else ""


def settle_parties(scene: Scene, drafts: list[Draft], looks: list[Look], n: int, model: Model) -> None:
    """Initiators and targets of one draft: each party in the role it fits best, if it fits one."""
    draft = drafts[n]
    picked: list[tuple[str, At[Any]]] = []
    for key, anyone in all_parties(looks).items():
        if not any(worth_weighing(looks, n, role, key) for role in _OTHER):
            continue
        best: tuple[float, str, At[Any]] = (ROLE_FROM, "", anyone)
        for role in _OTHER:
            m = getattr(looks[n], role).get(key, (0.0, anyone))[1]
            score = model.score(role + "2", role2_features(scene, drafts, looks, n, role, key, m))
            if score > best[0]:
                best = (score, role, m)
        if best[1]:
            picked.append((best[1], best[2]))
            draft.sure[f"{best[1]} {actor_key(best[2])}"] = round(best[0], 2)
    for role, m in sorted(picked, key=lambda p: p[1].first):
        (draft.initiators if role == "initiator" else draft.targets).append(m)
    if draft.type == "protest" and not draft.initiators:
        draft.initiators.append(_crowd(scene, draft))


def _crowd(scene: Scene, draft: Draft) -> At[ActorMention]:
    """Who protests where the text names only the protest."""
    head = draft.head
    start, end = scene.ctx.text.span(head.first, head.last)
    value = ActorMention(start, end, scene.ctx.text.folded.raw[start:end], "protesters", "protesters", "people", "a protest has protesters")
    return At(head.first, head.last, value)


def all_parties(looks: list[Look]) -> dict[str, At[Any]]:
    """Every candidate party of a document by key, its first mention with it."""
    out: dict[str, At[Any]] = {}
    for look in looks:
        for key, (_, m) in look.initiator.items():
            out.setdefault(key, m)
    return out
