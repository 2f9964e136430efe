"""The JSON interface: the same data as the pages, with paging and filters; described at /docs and /openapi.json."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from marsad.exports.records import report_record
from marsad.intake.files import MAX_BYTES
from marsad.reading import read_document
from marsad.records import Document
from marsad.store.documents import PAGE, find_document, list_documents
from marsad.store.incidents import find_incident
from marsad.web.exporting import row_cells
from marsad.web.filtering import find_rows
from marsad.web.pages_overview import asked_of
from marsad.web.sentences import tell_row
from marsad.web.state import State, missing, state_of
from marsad.web.summing import bin_days, gather_places

router = APIRouter(prefix="/api", tags=["read"])
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]
FILTER = {
    "parameters": [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, "description": told}
        for name, told in (
            ("q", "Words of the reports, in any spelling; all must occur."),
            ("since", "First day, YYYY-MM-DD."),
            ("until", "Last day, YYYY-MM-DD."),
            ("place", "Part of a place's, governorate's or country's name."),
            ("party", "A party's id."),
            ("type", "An event type; may be repeated."),
            ("level", "incident (default), campaign, tally or all."),
            ("status", "reported, planned or denied."),
            ("grade", "acknowledged, corroborated, single, contested or denied."),
            ("outlet", "An outlet's name."),
            ("origin", "An origin's name."),
            ("review", "open or done."),
            ("conflict", "yes: only with claims that differ."),
            ("box", "west,south,east,north in degrees."),
            ("sort", "day (default), differing or documents."),
        )
    ]
}


class ReadRequest(BaseModel):
    """A report to be read and not kept."""

    text: str = Field(min_length=1, max_length=MAX_BYTES, description="The report, its title as first line.")
    published: date | None = Field(None, description="Publication date, YYYY-MM-DD.")
    outlet: str = Field("", max_length=200)


def _rows(request: Request, state: State) -> list[Any]:
    asked = asked_of(request)
    if asked.problems:
        told = "; ".join(f"{name}: {said!r} makes no sense" for name, said in asked.problems)
        raise HTTPException(400, told)
    return find_rows(state.keeper.now(), asked.filter, public=state.settings.public)


@router.get("/incidents", openapi_extra=FILTER)
def incidents(request: Request, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """Incidents that fit the filter, in short: `total`, `offset`, `incidents` with the columns of the CSV export."""
    state = state_of(request)
    rows = _rows(request, state)
    wording = state.templates.wording(request)
    found = [
        {
            **row_cells(row, coarse=state.settings.public),
            "sentence": "" if state.settings.public else tell_row(row, wording, state.templates.names),
        }
        for row in rows[offset : offset + limit]
    ]
    return {"total": len(rows), "offset": offset, "incidents": found}


@router.get("/incidents/{id}")
def incident(request: Request, id: str) -> dict[str, Any]:
    """One incident with its claims, origins, events, judgements and history."""
    state = state_of(request)
    dossier = None if state.settings.public else find_incident(state.workspace, id)
    if dossier is None:
        raise missing(id)
    return asdict(dossier)


@router.get("/places", openapi_extra=FILTER)
def places(request: Request) -> dict[str, Any]:
    """Points of the incidents that fit the filter, with their number in all (`n`) and by family of types; `km` is the radius."""
    state = state_of(request)
    rows = _rows(request, state)
    points = gather_places(rows, coarse=state.settings.public)
    return {"total": len(rows), "placeless": sum(r.site is None for r in rows), "places": points}


@router.get("/timeline", openapi_extra=FILTER)
def timeline(request: Request) -> dict[str, Any]:
    """Numbers over time: `step` (day, week, month, year) and `bins`, of each `vague` known to an interval only."""
    step, bins = bin_days(_rows(request, state_of(request)))
    return {"step": step, "bins": [asdict(b) for b in bins]}


@router.get("/gazetteer")
def gazetteer(request: Request, q: Annotated[str, Query(max_length=100)] = "") -> dict[str, Any]:
    """Known places whose name begins with `q`, in any spelling; `value` is how a correction writes them."""
    spots = private(request).spots.find(q)
    return {"places": [{**asdict(spot), "value": spot.value} for spot in spots]}


@router.get("/documents")
def documents(
    request: Request, outlet: str = "", q: str = "", page: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> dict[str, Any]:
    """Documents, latest first, 50 a page."""
    state = private(request)
    found = list_documents(state.workspace, outlet=outlet, search=q, page=page)
    return {
        "total": found.total,
        "page": page,
        "of_page": PAGE,
        "documents": [asdict(line) for line in found.lines],
    }


@router.get("/documents/{id:path}")
def document(request: Request, id: str) -> dict[str, Any]:
    """One document: its event record as `marsad extract` prints it, with its text."""
    kept = find_document(private(request).workspace, id)
    if kept is None:
        raise missing(id)
    return {**kept.record, "text": kept.document.text}


@router.post("/read")
def read(request: Request, asked: ReadRequest) -> dict[str, Any]:
    """Read a report and keep nothing: its event record, with the mentions."""
    state = private(request)
    document = Document(
        id="read",
        text=asked.text,
        published=asked.published,
        published_basis="given" if asked.published else "unknown",
        outlet=asked.outlet,
    )
    return report_record(read_document(document, state.reader()), mentions=True)


def private(request: Request) -> State:
    """The state; raises 404 in the public view, which shows no reports."""
    state = state_of(request)
    if state.settings.public:
        raise missing(request.url.path)
    return state
