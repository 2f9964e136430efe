"""What a workspace holds beside incidents: tallies against the record, campaigns, series, parties, outlets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, and_, func, or_, select

from marsad.incidents.areas import name_key
from marsad.incidents.campaigns import gather_campaign, gather_operation
from marsad.incidents.keys import first_event
from marsad.incidents.ledger import Campaign, Figure, Match, Operation, Outlet, Series, Tally
from marsad.incidents.parties import Kin
from marsad.incidents.records import Incident
from marsad.incidents.tallies import YES, hold_tally, overlap
from marsad.store.connect import Workspace
from marsad.store.incidents import PAGE, Filter, current_id, list_incidents
from marsad.store.regroup import name_mark
from marsad.store.tables import DOCUMENTS, FIGURES, INCIDENT_PARTIES, INCIDENT_PLACES, INCIDENTS, OPERATIONS

_INCIDENT = TypeAdapter(Incident)
_FIGURE = TypeAdapter(Figure)


def list_tallies(workspace: Workspace, wanted: Filter, kin: Kin, *, limit: int = PAGE, offset: int = 0) -> tuple[Tally, ...]:
    """Tallies that fit ``wanted`` (its level is not looked at), latest first, each held against the incidents on record."""
    page = list_incidents(workspace, _at_level(wanted, "tally"), limit=limit, offset=offset)
    with workspace.reader.begin() as connection:
        return tuple(_held(connection, tally, kin) for tally in page.incidents)


def find_tally(workspace: Workspace, name: str, kin: Kin) -> Tally | None:
    """One tally by id, held against the record; None when there is none of that id."""
    with workspace.reader.begin() as connection:
        incident = _find(connection, name, "tally")
        return _held(connection, incident, kin) if incident else None


def list_campaigns(workspace: Workspace, wanted: Filter, kin: Kin, *, limit: int = PAGE, offset: int = 0) -> tuple[Campaign, ...]:
    """Campaigns that fit ``wanted``, latest first, each with its phases and the incidents that fit it."""
    page = list_incidents(workspace, _at_level(wanted, "campaign"), limit=limit, offset=offset)
    with workspace.reader.begin() as connection:
        return tuple(_gathered(connection, campaign, kin) for campaign in page.incidents)


def find_campaign(workspace: Workspace, name: str, kin: Kin) -> Campaign | None:
    """One campaign by id with what it gathers; None when there is none of that id."""
    with workspace.reader.begin() as connection:
        incident = _find(connection, name, "campaign")
        if incident is None:
            return None
        return _gathered(connection, incident, kin)


def list_operations(workspace: Workspace, kin: Kin, name: str = "") -> tuple[Operation, ...]:
    """Operations by name, latest first: the phases that reports tell, and the incidents that name or fit it; of one name, or all."""
    c = OPERATIONS.c
    query = select(c.name, c.record, DOCUMENTS.c.id).join_from(OPERATIONS, DOCUMENTS)
    if name:
        query = query.where(c.name == name_key(name))
    order = (c.name, DOCUMENTS.c.published.is_(None), DOCUMENTS.c.published, DOCUMENTS.c.sha256, c.pk)
    told: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    with workspace.reader.begin() as connection:
        for row in connection.execute(query.order_by(*order)):
            told.setdefault(row.name, []).append((row.id, row.record))
        found = [gather_operation(rows, _gathered_by_name(connection, key, kin)) for key, rows in told.items()]
    return tuple(sorted(found, key=lambda o: max((p.end for p in o.phases if p.end), default=date.min), reverse=True))


def _gathered_by_name(connection: Connection, key: str, kin: Kin) -> list[Match]:
    """What the campaigns of that folded name gather, themselves and whatever else names it among it."""
    named = _of_names(connection, [name_mark(key)])
    out = {i.id: Match(i.id, YES, "names the operation") for i in named}
    for campaign in named:
        if campaign.level == "campaign":
            for match in _gathered(connection, campaign, kin).matches:
                out.setdefault(match.incident, match)
    return list(out.values())


def list_series(workspace: Workspace, *, subject: str = "", place: str = "") -> tuple[Series, ...]:
    """Figures that are not events (people in a camp), by subject and place; each series by the day its figures hold for."""
    c = FIGURES.c
    told = [column == value for column, value in ((c.subject, subject), (c.place, place)) if value]
    query = select(c.subject, c.place, c.record).where(and_(True, *told)).order_by(c.subject, c.place, c.as_of, c.pk)
    out: dict[tuple[str, str], list[Figure]] = {}
    with workspace.reader.begin() as connection:
        for row in connection.execute(query):
            out.setdefault((row.subject, row.place), []).append(_FIGURE.validate_python(row.record))
    return tuple(Series(*key, tuple(sorted(figures, key=_moment))) for key, figures in out.items())


def _moment(figure: Figure) -> tuple[bool, date, date, str]:
    return figure.as_of is None, figure.as_of or date.max, figure.published or date.max, figure.saying.document


def count_parties(workspace: Workspace) -> Mapping[str, Mapping[str, int]]:
    """For every party on record its number of incidents by role (initiator, target), most first."""
    number = func.count()
    c = INCIDENT_PARTIES.c
    query = select(c.party, c.role, number).group_by(c.party, c.role).order_by(number.desc(), c.party)
    out: dict[str, dict[str, int]] = {}
    with workspace.reader.begin() as connection:
        for party, role, many in connection.execute(query):
            out.setdefault(party, {})[role] = many
    return out


def list_outlets(workspace: Workspace) -> tuple[Outlet, ...]:
    """Outlets with what they published, most documents first; ``copies`` are documents that follow another of their group."""
    c = DOCUMENTS.c
    copies = func.count().filter(and_(c.copy_group.is_not(None), c.copy_group != c.sha256))
    query = select(c.outlet, func.count().label("number"), copies, func.min(c.published), func.max(c.published)).group_by(c.outlet)
    with workspace.reader.begin() as connection:
        return tuple(Outlet(*row) for row in connection.execute(query.order_by(func.count().desc(), c.outlet)))


def _at_level(wanted: Filter, level: str) -> Filter:
    return Filter(
        wanted.since, wanted.until, wanted.place, wanted.party, wanted.type, wanted.grade, wanted.status, level,
        wanted.least_documents, wanted.rejected)  # fmt: skip


def _find(connection: Connection, name: str, level: str) -> Incident | None:
    current = current_id(connection, name if name.startswith("e-") else first_event(name))
    query = select(INCIDENTS.c.record).where(INCIDENTS.c.id == current, INCIDENTS.c.level == level)
    record = connection.execute(query).scalar_one_or_none()
    return None if record is None else _INCIDENT.validate_python(record)


def _held(connection: Connection, tally: Incident, kin: Kin) -> Tally:
    others = [t.id for t in _within(connection, tally, ("tally",), kin) if t.id != tally.id and overlap(tally, t, kin)]
    return hold_tally(tally, _within(connection, tally, ("incident",), kin), kin, others)


def _gathered(connection: Connection, campaign: Incident, kin: Kin) -> Campaign:
    named = [c for c in _of_name(connection, campaign) if c.id != campaign.id]
    phases = [c for c in named if c.level == "campaign"]
    within = {c.id: c for c in (*_within(connection, campaign, ("incident",), kin), *named) if c.level == "incident"}
    return gather_campaign(campaign, phases, within.values(), kin)


def _of_name(connection: Connection, campaign: Incident) -> list[Incident]:
    """Incidents of any level and day that carry the name of ``campaign``."""
    return _of_names(connection, [name_mark(name) for name in campaign.names])


def _of_names(connection: Connection, marks: Sequence[str]) -> list[Incident]:
    if not marks:
        return []
    named = select(INCIDENT_PLACES.c.incident).where(INCIDENT_PLACES.c.place.in_(marks))
    query = select(INCIDENTS.c.record).where(INCIDENTS.c.id.in_(named), INCIDENTS.c.rejected.is_(False))
    return [_INCIDENT.validate_python(r.record) for r in connection.execute(query.order_by(INCIDENTS.c.start_date, INCIDENTS.c.id))]


def _within(connection: Connection, frame: Incident, levels: tuple[str, ...], kin: Kin) -> list[Incident]:
    """Incidents whose days meet the period of ``frame``, and that share a party with it where it names any."""
    if frame.start is None or frame.end is None:
        return []
    c = INCIDENTS.c
    told = [c.level.in_(levels), c.rejected.is_(False), c.start_date <= frame.end, c.end_date >= frame.start]
    parties = {p.id for p in frame.parties if p.id}
    if parties:
        told.append(or_(c.id.in_(_of_parties(kin.around(parties))), c.id.not_in(_of_parties(None))))
    query = select(c.record).where(and_(*told)).order_by(c.start_date, c.id)
    return [_INCIDENT.validate_python(row.record) for row in connection.execute(query)]


def _of_parties(parties: Iterable[str] | None) -> Select[Any]:
    query = select(INCIDENT_PARTIES.c.incident)
    return query if parties is None else query.where(INCIDENT_PARTIES.c.party.in_(sorted(parties)))
