"""Judging: a person's word on incidents and events, written down and carried out in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from marsad.errors import WorkspaceError
from marsad.incidents.build import check_value
from marsad.incidents.compare import Linker
from marsad.incidents.keys import first_event
from marsad.incidents.records import Judgement
from marsad.packs.schema import EVENT_TYPES
from marsad.store.connect import Workspace
from marsad.store.incidents import current_id
from marsad.store.judgements import read_judgements, write_judgement
from marsad.store.regroup import Hand, regroup
from marsad.store.runs import as_utc
from marsad.store.tables import CHANGES, EVENTS

PAIRS = ("same", "different")
SLOTS = ("type", "level", "status", "start", "end", "place", "initiator", "target", "count", "killed", "wounded", "detained",
         "abducted", "released", "displaced", "surrendered", "missing")  # fmt: skip
_ALLOWED = {
    "type": EVENT_TYPES,
    "level": frozenset({"incident", "campaign", "tally"}),
    "status": frozenset({"reported", "planned", "denied"}),
}


def judge(
    workspace: Workspace,
    kind: str,
    left: str,
    right: str = "",
    *,
    linker: Linker,
    by: str,
    now: datetime,
    slot: str = "",
    value: str = "",
    note: str = "",
) -> Judgement:
    """Write down that ``left`` (and ``right``) are judged and carry it out; the judgement as it stands.

    ``left`` and ``right`` are ids of incidents (all their events are meant) or keys of events. ``kind``: same and
    different take both; accept and reject one; correct one, with ``slot`` and ``value`` ('' for unknown). Raises
    WorkspaceError, one line with the mend, for an id that nothing has or a judgement that makes no sense.
    """
    if (kind in PAIRS) != bool(right):
        raise WorkspaceError(f"{kind} takes {'two incidents or events' if kind in PAIRS else 'one incident or event'}")
    if (kind == "correct") != bool(slot) or (slot and slot not in SLOTS):
        raise WorkspaceError(f"correct takes a slot and a value; slots: {', '.join(SLOTS)}")
    problem = check_value(slot, value, _ALLOWED) if slot else ""
    if problem:
        raise WorkspaceError(problem)
    with workspace.writer.begin() as connection:
        sides = [_keys(connection, name) for name in (left, right) if name]
        if len(sides) == 2 and set(sides[0]) & set(sides[1]):
            if kind == "same" or left == right:
                raise WorkspaceError(f"{left} and {right} are one incident already; name two, or an event of it (e-...)")
            sides[0] = tuple(k for k in sides[0] if k not in sides[1]) or sides[0]
        number = write_judgement(
            connection, kind, by=by, now=now, left=sides[0], right=sides[1] if right else (), slot=slot, value=value, note=note
        )
        return _carried_out(connection, number, linker, Hand(by, now))


def undo(workspace: Workspace, number: int, *, linker: Linker, by: str, now: datetime, note: str = "") -> Judgement:
    """Take back judgement ``number`` (an undo too); the undo as it stands. Raises WorkspaceError for one that is not there."""
    with workspace.writer.begin() as connection:
        found = next((j for j in read_judgements(connection) if j.id == number), None)
        if found is None:
            raise WorkspaceError(f"no judgement {number}; see them with: marsad judge list")
        if found.undone:
            raise WorkspaceError(f"judgement {number} is undone already")
        made = write_judgement(connection, "undo", by=by, now=now, note=note, undoes=number)
        return _carried_out(connection, made, linker, Hand(by, now))


def _keys(connection: Connection, name: str) -> tuple[str, ...]:
    """The keys of the events that ``name`` means: one event, or all of an incident."""
    current = current_id(connection, name)
    if not current:
        raise WorkspaceError(f"{name}: no incident or event of that id; see them with: marsad incidents")
    if name.startswith("e-"):
        return (name,)
    rows = connection.execute(select(EVENTS.c.key).where(EVENTS.c.incident == current).order_by(EVENTS.c.key))
    return tuple(row.key for row in rows) or (first_event(current),)


def _carried_out(connection: Connection, number: int, linker: Linker, hand: Hand) -> Judgement:
    """Group again what judgement ``number`` is about, undone ones it leads to included; the judgement as it stands."""
    told = {j.id: j for j in read_judgements(connection)}
    meant, at = set(), number
    while True:
        meant |= {*told[at].left, *told[at].right}
        undoes = told[at].undoes
        if undoes is None:
            break
        at = undoes
    query = select(EVENTS.c.pk, EVENTS.c.incident).where(EVENTS.c.key.in_(meant))
    rows = connection.execute(query).all()
    for incident in sorted({row.incident for row in rows if row.incident}):
        detail = f"judgement {number}: {told[number].kind} {told[number].slot} {told[number].value}".strip()
        values = {"incident": incident, "at_utc": as_utc(hand.now), "what": "judged", "detail": detail, "by": hand.by}
        connection.execute(insert(CHANGES).values(values))
    regroup(connection, {row.pk for row in rows}, {row.incident for row in rows if row.incident}, linker, hand)
    return told[number]
