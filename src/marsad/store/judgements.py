"""Judgements: appended, never changed; undone by another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from marsad.errors import WorkspaceError
from marsad.incidents.judging import settle_judgements
from marsad.incidents.records import Judgement
from marsad.store.connect import Workspace
from marsad.store.runs import as_utc
from marsad.store.tables import DOCUMENTS, EVENTS, JUDGED_EVENTS, JUDGEMENTS

KINDS = ("same", "different", "accept", "reject", "correct", "undo")
LEFT, RIGHT = "left", "right"


def list_judgements(workspace: Workspace, *, about_keys: Sequence[str] | None = None) -> tuple[Judgement, ...]:
    """All judgements by id, or those about one of the events ``about_keys``, with whether they still count."""
    with workspace.reader.begin() as connection:
        told = read_judgements(connection)
    return told if about_keys is None else _about(told, about_keys)


def about(connection: Connection, keys: Sequence[str]) -> tuple[Judgement, ...]:
    """The judgements about one of the events ``keys``, and those that undo them, settled, by id."""
    query = select(JUDGED_EVENTS.c.judgement).where(JUDGED_EVENTS.c.key.in_(keys)).distinct()
    found = {row.judgement for row in connection.execute(query)}
    todo = found
    while todo:
        undoing = connection.execute(select(JUDGEMENTS.c.id).where(JUDGEMENTS.c.undoes.in_(todo)))
        todo = {row.id for row in undoing} - found
        found |= todo
    return read_judgements(connection, found) if found else ()


def _about(told: Sequence[Judgement], keys: Sequence[str]) -> tuple[Judgement, ...]:
    wanted, found = set(keys), []
    ids: set[int] = set()
    for judgement in told:
        if wanted & {*judgement.left, *judgement.right} or judgement.undoes in ids:
            found.append(judgement)
            ids.add(judgement.id)
    return tuple(found)


def read_judgements(connection: Connection, ids: Collection[int] | None = None) -> tuple[Judgement, ...]:
    """All judgements, or those of ``ids``, settled, by id."""
    of_events, judgements = select(JUDGED_EVENTS), select(JUDGEMENTS)
    if ids is not None:
        of_events = of_events.where(JUDGED_EVENTS.c.judgement.in_(ids))
        judgements = judgements.where(JUDGEMENTS.c.id.in_(ids))
    sides: dict[tuple[int, str], list[str]] = {}
    for row in connection.execute(of_events.order_by(JUDGED_EVENTS.c.judgement, JUDGED_EVENTS.c.key)):
        sides.setdefault((row.judgement, row.side), []).append(row.key)
    return settle_judgements(
        Judgement(
            row.id, row.kind, row.by, row.at_utc, tuple(sides.get((row.id, LEFT), ())), tuple(sides.get((row.id, RIGHT), ())),
            row.slot, row.value, row.note, row.undoes)
        for row in connection.execute(judgements.order_by(JUDGEMENTS.c.id))
    )  # fmt: skip


def write_judgement(
    connection: Connection,
    kind: str,
    *,
    by: str,
    now: datetime,
    left: Sequence[str] = (),
    right: Sequence[str] = (),
    slot: str = "",
    value: str = "",
    note: str = "",
    undoes: int | None = None,
) -> int:
    """Append a judgement about event keys; its id. Raises WorkspaceError for one that makes no sense."""
    if kind not in KINDS:
        raise WorkspaceError(f"no judgement {kind!r}; there are {', '.join(KINDS)}")
    if not by.strip():
        raise WorkspaceError("a judgement is signed: say who judges")
    values = {"kind": kind, "by": by.strip(), "at_utc": as_utc(now), "slot": slot, "value": value, "note": note, "undoes": undoes}
    judgement = int(connection.execute(insert(JUDGEMENTS).values(values).returning(JUDGEMENTS.c.id)).scalar_one())
    rows = [
        {"judgement": judgement, "side": side, "anchor": key, "key": key, **_anchor(connection, key)}
        for side, keys in ((LEFT, left), (RIGHT, right))
        for key in dict.fromkeys(keys)
    ]
    if rows:
        connection.execute(insert(JUDGED_EVENTS), rows)
    return judgement


def _anchor(connection: Connection, key: str) -> Mapping[str, Any]:
    """Document and words of the event, by which the judgement finds it again when the document is read anew."""
    query = select(DOCUMENTS.c.sha256, EVENTS.c.type, EVENTS.c.record).join_from(EVENTS, DOCUMENTS).where(EVENTS.c.key == key)
    row = connection.execute(query).first()
    if row is None:
        raise WorkspaceError(f"{key}: no event of that key")
    trigger = row.record["trigger"]
    return {"sha256": row.sha256, "start": trigger["start"], "end": trigger["end"], "type": row.type}
