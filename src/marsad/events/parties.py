"""The choice of initiators and targets, with the whole document in view: tasks ``initiator2`` and ``target2``.

A report says once who fights whom and then leaves it out: a party is weighed by what the words around
it say, by its rivals, by the part it plays in the other happenings, and by whom it faces in them.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from marsad.events.board import SURE, Board
from marsad.events.drafts import Draft
from marsad.events.fill import Look, actor_key
from marsad.events.role_features import stance_of
from marsad.events.scene import Scene
from marsad.mentions.found import At
from marsad.packs.weights import Block, Model
from marsad.records import ActorMention

ROLE_FROM = -0.5
_OTHER = {"initiator": "target", "target": "initiator"}
_SHORT, _LONG = 2, 4  # sentences that are still near; the step of what is further off


def role2_blocks(scene: Scene, board: Board, n: int, role: str, key: str, m: At[Any]) -> list[Block]:
    """Features of a party for a role, the whole document in view."""
    across = _OTHER[role]
    own = board.level(role, n, key)
    klass, type_ = stance_of(scene, m).klass, board.drafts[n].type
    facing, priors = board.rival_level(across, n, key), board.level_elsewhere(across, n, key)
    return [*board.shared(role, n, key), (_opposite, (own, board.level(across, n, key), klass)), (_facing, (own, facing, priors)), (_class, (klass, type_)),
            *_place_in_text(scene, board.drafts[n], key, m, own, klass), *_feud(board, n, role, key, own)]


def _opposite(own: str, opposite: str, klass: str) -> list[str]:
    return [f"opposite={opposite}", f"own={own}|opposite={opposite}", f"class={klass}|own={own}"]


def _facing(own: str, facing: str, priors: str) -> list[str]:
    return [f"facing={facing}|own={own}", f"priors={priors}|own={own}"]


def _class(klass: str, type_: str) -> list[str]:
    return [f"class={klass}|type={type_}"]


def _place_in_text(scene: Scene, draft: Draft, key: str, m: At[Any], own: str, klass: str) -> list[Block]:
    """How near, how early and how often the text names the party."""
    said = scene.once(_said, scene.ctx.found.actors).get(key, [])
    far = _LONG
    for f in draft.frames:
        for s in said:
            d = f.sent - s
            if d == 0:
                far = 0
                break
            if d == 1:
                far = min(far, 1)
            elif d == -1:
                far = min(far, 2)
            elif -_SHORT <= d <= _SHORT:
                far = min(far, 3)
        if not far:
            break
    return [(_naming, (far, own, min(4, len(said)), bool(said) and said[0] <= 1)), (_distance, (far, klass, draft.type)), (_who, (m.value.id, draft.type))]


def _naming(far: int, own: str, often: int, opens: bool) -> list[str]:
    return [f"far={far}|own={own}", f"often={often}|own={own}", f"often={often}|far={far}", f"opens={opens}|own={own}"]


def _distance(far: int, klass: str, type_: str) -> list[str]:
    return [f"far={far}|class={klass}", f"far={far}|type={type_}"]


def _who(id_: str, type_: str) -> list[str]:
    return [f"id={id_}", f"id={id_}|type={type_}"]


def _said(scene: Scene, actors: list[At[Any]]) -> dict[str, list[int]]:
    """The sentences that name each party, in order."""
    out: dict[str, list[int]] = {}
    for m in actors:
        out.setdefault(actor_key(m), []).append(scene.ctx.text.sent_of[m.first])
    for sents in out.values():
        sents.sort()
    return out


def _feud(board: Board, n: int, role: str, key: str, own: str) -> list[Block]:
    """Whom the party faces here and in the document's other happenings."""
    other, drafts = _OTHER[role], board.drafts
    foe = _top(board, n, other, key)
    seen = set()
    for j in _led(board, role).get(key, ()):
        if j != n:
            part = "same-foe" if _leader(board, j, other) == foe else "foe"
            seen.add(f"{'next' if j == n - 1 else 'else'}|{'kin' if drafts[j].type == drafts[n].type else 'any'}|{part}")
    for j in _led(board, other).get(key, ()):
        if j != n and (leader := _leader(board, j, role)) != key:
            part = "turned" if leader == foe else "other"
            seen.add(f"{'next' if j == n - 1 else 'else'}|{'kin' if drafts[j].type == drafts[n].type else 'any'}|{part}")
    out: list[Block] = [(_pair, (key, foe)), (_foe, (foe, own))]
    if seen:
        out.append((_feuds, (tuple(sorted(seen)), own)))
    return out


def _pair(key: str, foe: str) -> list[str]:
    return [f"pair={key}|{foe}"]


def _foe(foe: str, own: str) -> list[str]:
    return [f"foe={foe}|own={own}"]


def _feuds(seen: tuple[str, ...], own: str) -> list[str]:
    return [f"feud={s}|own={own}" for s in seen] + [f"feud={s}" for s in seen]


def _leader(board: Board, j: int, role: str) -> str:
    """The likeliest party of a role in another happening; looked up once."""
    tops = board.looks[j].tops
    if role not in tops:
        tops[role] = _top(board, j, role, "")
    return tops[role]


def _led(board: Board, role: str) -> dict[Hashable, list[int]]:
    """The happenings by the likeliest party of a role; looked up once."""
    led = board.leads.get(role)
    if led is None:
        led = board.leads[role] = {}
        for j in range(len(board.looks)):
            led.setdefault(_leader(board, j, role), []).append(j)
    return led


def _top(board: Board, n: int, role: str, but: str) -> str:
    """The likeliest party of a role by first scores, '' where none is likely."""
    score, key = board.best_but(role, n, but)
    return str(key) if score is not None and score > SURE else ""


def settle_parties(scene: Scene, board: Board, n: int, model: Model) -> None:
    """Initiators and targets of one draft: each party in the role it fits best, if it fits one."""
    draft, looks = board.drafts[n], board.looks
    picked: list[tuple[str, At[Any]]] = []
    for key, anyone in _parties(board).items():
        if not board.worth_weighing("initiator", n, key) and not board.worth_weighing("target", n, key):
            continue
        best: tuple[float, str, At[Any]] = (ROLE_FROM, "", anyone)
        for role in _OTHER:
            m = getattr(looks[n], role).get(key, (0.0, anyone))[1]
            score = model.weigh(role + "2", role2_blocks(scene, board, n, role, key, m))
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


def _parties(board: Board) -> dict[str, At[Any]]:
    """Every candidate party in view; looked up once."""
    if not board.parties:
        board.parties = all_parties(board.looks)
    return board.parties


def all_parties(looks: list[Look]) -> dict[str, At[Any]]:
    """Every candidate party of a document by key, its first mention with it."""
    out: dict[str, At[Any]] = {}
    for look in looks:
        for key, (_, m) in look.initiator.items():
            out.setdefault(key, m)
    return out
