"""What a workspace knows of incidents, as frozen records: pages of them, one with all that is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from marsad.incidents.areas import name_key
from marsad.incidents.copies import differences
from marsad.incidents.keys import first_event, incident_id
from marsad.incidents.ledger import Change, Dossier, Entry, Part, Question
from marsad.incidents.records import Incident
from marsad.store.connect import Workspace
from marsad.store.judgements import about
from marsad.store.tables import (
    CHANGES,
    COPIES,
    DOCUMENTS,
    EVENTS,
    INCIDENT_PARTIES,
    INCIDENT_PLACES,
    INCIDENTS,
    LINKS,
    REDIRECTS,
)
from marsad.store.withdrawals import read_flags

_INCIDENT = TypeAdapter(Incident)
PAGE = 50  # incidents on a page unless told
MOST_QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """What incidents are wanted; empty fields ask for nothing. Days are inclusive and meet the incident's interval.

    ``place`` is a name as said or in English, a governorate or a country's code; ``level`` '' asks for all levels.
    """

    since: date | None = None
    until: date | None = None
    place: str = ""
    party: str = ""
    type: str = ""
    grade: str = ""
    status: str = ""
    level: str = "incident"
    least_documents: int = 1
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Incidents by day, latest first (undated last), of ``total`` that fit."""

    incidents: tuple[Incident, ...]
    total: int
    offset: int


def list_incidents(workspace: Workspace, wanted: Filter, *, limit: int = PAGE, offset: int = 0) -> Page:
    """A page of the incidents that fit ``wanted``."""
    condition = _condition(wanted)
    order = (INCIDENTS.c.start_date.is_(None), INCIDENTS.c.start_date.desc(), INCIDENTS.c.id)
    with workspace.reader.begin() as connection:
        total = connection.execute(select(func.count()).select_from(INCIDENTS).where(condition)).scalar_one()
        rows = connection.execute(select(INCIDENTS.c.record).where(condition).order_by(*order).limit(limit).offset(offset))
        return Page(tuple(_INCIDENT.validate_python(row.record) for row in rows), int(total), offset)


def find_incident(workspace: Workspace, name: str) -> Dossier | None:
    """All that is known of the incident ``name`` (any id it ever had, or the key of one of its events); None if there is none."""
    with workspace.reader.begin() as connection:
        current = current_id(connection, name)
        record = connection.execute(select(INCIDENTS.c.record).where(INCIDENTS.c.id == current)).scalar_one_or_none()
        if record is None:
            return None
        incident = _INCIDENT.validate_python(record)
        return Dossier(
            incident,
            _entries(connection, incident.id),
            _questions(connection, incident.events),
            about(connection, incident.events),
            _history(connection, incident),
            asked="" if name == incident.id else name,
        )


def current_id(connection: Connection, name: str) -> str:
    """The id of the incident that ``name`` now leads to; '' for none."""
    key = name if name.startswith("e-") else first_event(name)
    for _ in range(2):
        found = connection.execute(select(EVENTS.c.incident).where(EVENTS.c.key == key)).scalar_one_or_none()
        if found:
            return str(found)
        moved = connection.execute(select(REDIRECTS.c.event).where(REDIRECTS.c.id == incident_id(key))).scalar_one_or_none()
        if moved is None:
            break
        key = str(moved)
    return ""


def list_questions(workspace: Workspace, *, limit: int = PAGE) -> tuple[Question, ...]:
    """Pairs of incidents that may be one, most likely first, which nobody has judged."""
    with workspace.reader.begin() as connection:
        return _asked(connection, None, limit)


def _condition(wanted: Filter) -> ColumnElement[bool]:
    c = INCIDENTS.c
    told: list[ColumnElement[bool]] = [c.documents >= wanted.least_documents, c.rejected == wanted.rejected]
    for column, value in ((c.level, wanted.level), (c.type, wanted.type), (c.grade, wanted.grade), (c.status, wanted.status)):
        if value:
            told.append(column == value)
    if wanted.since:
        told.append(func.coalesce(c.end_date, c.start_date) >= wanted.since)
    if wanted.until:
        told.append(func.coalesce(c.start_date, c.end_date) <= wanted.until)
    if wanted.place:
        told.append(c.id.in_(_with_place(wanted.place)))
    if wanted.party:
        told.append(c.id.in_(_with_party(wanted.party)))
    return and_(*told)


def _with_place(name: str) -> Select[Any]:
    return select(INCIDENT_PLACES.c.incident).where(INCIDENT_PLACES.c.place == name_key(name))


def _with_party(name: str) -> Select[Any]:
    return select(INCIDENT_PARTIES.c.incident).where(INCIDENT_PARTIES.c.party.in_({name, name_key(name)}))


def _entries(connection: Connection, incident: str) -> tuple[Entry, ...]:
    d, e = DOCUMENTS.c, EVENTS.c
    columns = (e.key, e.record, d.pk, d.id, d.outlet, d.title, d.url, d.published, d.text)
    query = select(*columns).join_from(EVENTS, DOCUMENTS).where(e.incident == incident)
    rows = connection.execute(query.order_by(d.published.is_(None), d.published, d.sha256, e.position)).all()
    flags = read_flags(connection, [row.pk for row in rows])
    out = []
    for n, row in enumerate(rows):
        copied, flag = _copied(connection, row.pk, [r for r in rows[:n] if r.pk != row.pk]), flags.get(row.pk, {})
        differs = differences(copied.text, row.text) if copied else ()
        out.append(
            Entry(row.key, row.id, row.outlet, row.title, row.url, row.published, {**row.record, "incident": incident},
                  copied.id if copied else "", differs, flag.get("withdrawn", ""), flag.get("superseded_by", ""))
        )  # fmt: skip
    return tuple(out)


def _copied(connection: Connection, document: int, earlier: Sequence[Any]) -> Any:
    """The first of the ``earlier`` rows whose document this one copies."""
    if not earlier:
        return None
    pairs = select(COPIES.c.left, COPIES.c.right).where(or_(COPIES.c.left == document, COPIES.c.right == document))
    others = {pk for pair in connection.execute(pairs) for pk in pair}
    return next((row for row in earlier if row.pk in others), None)


def _questions(connection: Connection, keys: Sequence[str]) -> tuple[Question, ...]:
    return _asked(connection, keys, MOST_QUESTIONS)


def _asked(connection: Connection, keys: Sequence[str] | None, limit: int) -> tuple[Question, ...]:
    a, b = EVENTS.alias("a"), EVENTS.alias("b")
    query = (
        select(LINKS.c.score, LINKS.c.parts, a.c.key.label("left"), b.c.key.label("right"), a.c.incident, b.c.incident.label("other"))
        .join_from(LINKS, a, LINKS.c.other == a.c.pk)
        .join(b, LINKS.c.event == b.c.pk)
        .where(LINKS.c.parts.is_not(None), a.c.incident != b.c.incident, ~_share_a_document(a, b))
        .order_by(LINKS.c.score.desc(), a.c.key, b.c.key)
        .limit(limit)
    )
    if keys is not None:
        query = query.where(or_(a.c.key.in_(keys), b.c.key.in_(keys)))
    out: dict[tuple[str, str], Question] = {}
    for row in connection.execute(query):
        parts = tuple(Part(*part) for part in row.parts)
        pair = (min(row.incident, row.other), max(row.incident, row.other))
        out.setdefault(pair, Question(row.left, row.right, row.incident, row.other, row.score, parts))
    return tuple(out.values())


def _share_a_document(a: Any, b: Any) -> ColumnElement[bool]:
    """Two incidents that one document tells apart are two; asking would only repeat what it says."""
    x, y = EVENTS.alias("x"), EVENTS.alias("y")
    told = select(x.c.pk).join(y, x.c.document == y.c.document)
    return exists(told.where(x.c.incident == a.c.incident, y.c.incident == b.c.incident).correlate(a, b))


def _history(connection: Connection, incident: Incident) -> tuple[Change, ...]:
    ids = [incident_id(key) for key in incident.events]
    query = select(CHANGES).where(CHANGES.c.incident.in_(ids)).order_by(CHANGES.c.pk)
    return tuple(Change(row.at_utc, row.what, row.detail, row.by) for row in connection.execute(query))
