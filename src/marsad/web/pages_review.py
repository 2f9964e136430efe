"""The review queue: one incident at a time with what calls for a person, and how far the review is."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from marsad.store.incidents import MOST_QUESTIONS, find_incident, list_questions
from marsad.web.filtering import Filter, find_rows
from marsad.web.pages_incident import incident_values
from marsad.web.queue import line_up, measure_progress
from marsad.web.state import missing, state_of

router = APIRouter(include_in_schema=False)
SHOWN = 12  # of the queue beside the incident in hand


@router.get("/review")
def review(request: Request, item: str = "", reason: str = "", done: int = 0) -> Response:
    """The queue with its first incident, or the one asked for."""
    state = state_of(request)
    if state.settings.public:
        raise missing("/review")
    index = state.keeper.now()
    rows = find_rows(index, Filter(level="all"))
    items = line_up(index, list_questions(state.workspace, limit=MOST_QUESTIONS), rows)
    if reason:
        items = [i for i in items if reason in i.reasons]
    ids = [i.row.id for i in items]
    at = ids.index(item) if item in ids else 0
    dossier = find_incident(state.workspace, item or (ids[0] if ids else "")) if item or ids else None
    values = {
        "items": items[max(0, at - 2) : at + SHOWN],
        "total": len(items),
        "reason": reason,
        "done": done,
        "progress": measure_progress(index, index.rows),
        "here": dossier.incident.id if dossier else "",
        "before": ids[at - 1] if at > 0 else "",
        "after": ids[at + 1] if at + 1 < len(ids) else "",
        "reasons": items[at].reasons if items and ids[at] == (dossier.incident.id if dossier else "") else (),
    }
    if dossier is not None:
        values |= incident_values(request, state, dossier)
    return state.templates.page(request, "review.html", values)
