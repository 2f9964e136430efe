"""What reports say of how things stand rather than of what happened: series of figures, who joined whom, named operations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from marsad.incidents.areas import name_key
from marsad.incidents.ledger import Belonging
from marsad.incidents.parties import Step, settle_memberships
from marsad.incidents.records import Saying
from marsad.store.connect import Workspace
from marsad.store.tables import DOCUMENTS, FIGURES, MEMBERSHIPS, OPERATIONS

_JOIN = "، "


def keep_standing(connection: Connection, document: int, record: Mapping[str, Any], *, new: bool = False) -> None:
    """Keep the series figures, joinings and named operations of a document's record in place of those kept before, if it is not ``new``."""
    for table in () if new else (FIGURES, MEMBERSHIPS, OPERATIONS):
        connection.execute(delete(table).where(table.c.document == document))
    figures = [_figure(document, record, figure) for figure in record.get("series") or ()]
    if figures:
        connection.execute(insert(FIGURES), figures)
    joinings = [_joining(document, joining) for joining in record.get("joinings") or ()]
    if joinings:
        connection.execute(insert(MEMBERSHIPS), joinings)
    operations = [_operation(document, operation) for operation in record.get("operations") or ()]
    if operations:
        connection.execute(insert(OPERATIONS), operations)


def _figure(document: int, record: Mapping[str, Any], figure: Mapping[str, Any]) -> dict[str, Any]:
    start, end = figure["span"]
    place = _JOIN.join(figure["places"])
    kept = {
        "subject": figure["subject"],
        "place": place,
        "low": figure["min"],
        "high": figure["max"],
        "as_of": figure["as_of"],
        "precision": figure["precision"],
        "source": figure["source"] or "",
        "published": record["published"],
        "saying": {"document": record["id"], "event": "", "start": start, "end": end, "quote": figure["quote"]},
    }
    day = date.fromisoformat(figure["as_of"]) if figure["as_of"] else None
    return {"document": document, "subject": figure["subject"], "place": place, "as_of": day, "record": kept}


def _operation(document: int, operation: Mapping[str, Any]) -> dict[str, Any]:
    return {"document": document, "name": name_key(operation["name"]), "phase": operation["phase"], "record": dict(operation)}


def _joining(document: int, joining: Mapping[str, Any]) -> dict[str, Any]:
    start, end = joining["span"]
    day = date.fromisoformat(joining["day"]) if joining["day"] else None
    return {
        "document": document,
        "party": joining["party"],
        "of": joining["of"],
        "leaves": bool(joining.get("leaves")),
        "start_date": day,
        "start": start,
        "end": end,
        "quote": joining["quote"],
    }


def list_memberships(workspace: Workspace, party: str = "") -> tuple[Belonging, ...]:
    """Who belonged to whom as reports say it, from joining to leaving, with all that say so; of one party, or all."""
    m = MEMBERSHIPS.c
    query = select(m.party, m.of, m.leaves, m.start_date, m.start, m.end, m.quote, DOCUMENTS.c.id).join_from(MEMBERSHIPS, DOCUMENTS)
    if party:
        query = query.where(or_(m.party == party, m.of == party))
    with workspace.reader.begin() as connection:
        return settle_memberships(
            Step(row.party, row.of, row.leaves, row.start_date, Saying(row.id, "", row.start, row.end, row.quote))
            for row in connection.execute(query)
        )
