"""Documents: the list, and each report as it was with what was read in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from marsad.store.documents import PAGE, find_document, list_documents
from marsad.web.reports import view_report
from marsad.web.state import missing, state_of

router = APIRouter(include_in_schema=False)
STATES = ("added", "changed", "replaced", "already")


@router.get("/documents")
def documents(
    request: Request,
    outlet: str = "",
    q: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The documents of the workspace, latest first."""
    state = state_of(request)
    found = list_documents(state.workspace, outlet=outlet, search=q, page=page)
    values = {"found": found, "outlet": outlet, "q": q, "page": page, "last": max(1, -(-found.total // PAGE))}
    return state.templates.page(request, "documents.html", values)


@router.get("/documents/{id:path}")
def document(request: Request, id: str, added: str = "") -> Response:
    """One report: its text with marks, its events with the words behind each value."""
    state = state_of(request)
    kept = find_document(state.workspace, id)
    if kept is None:
        raise missing(id)
    view = view_report(kept.document, kept.record["events"], state.reader())
    return state.templates.page(
        request,
        "document.html",
        {
            "document": kept.document,
            "record": kept.record,
            "view": view,
            "added": added if added in STATES else "",
        },
    )
