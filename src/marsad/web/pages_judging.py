"""Judging: accept, reject, correct, merge, split, undo; signed, and never over what its author has not seen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from sqlalchemy.exc import DBAPIError
from starlette.responses import RedirectResponse, Response

from marsad.errors import WorkspaceError
from marsad.incidents.ledger import Dossier
from marsad.incidents.records import Judgement
from marsad.store.faults import plain_faults
from marsad.store.incidents import find_incident
from marsad.store.judge import judge, undo
from marsad.web.access import signer_of
from marsad.web.forms import check_token, safe_path
from marsad.web.pages_incident import TOLLS, seen_state
from marsad.web.preferences import write_preferences
from marsad.web.state import State, missing, state_of

router = APIRouter(include_in_schema=False)
KINDS = ("accept", "reject", "correct", "same", "different")
Field = Annotated[str, Form(max_length=500)]


@router.post("/judge")
def judge_incident(
    request: Request,
    kind: Field,
    incident: Field,
    left: Field,
    token: Field = "",
    seen: Field = "",
    right: Field = "",
    slot: Field = "",
    value: Field = "",
    note: Field = "",
    by: Field = "",
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Carry out one decision, and go back; when someone was quicker, show what they did and ask again."""
    state = state_of(request)
    check_token(request, token)
    name = signer_of(request, by)
    form = {
        "kind": kind,
        "incident": incident,
        "left": left,
        "right": right,
        "slot": slot,
        "value": value,
        "note": note,
        "by": by,
        "back": back,
    }
    dossier = _dossier(state, incident)
    if kind not in KINDS:
        raise HTTPException(400, kind)
    problem = (_check(slot, value) if kind == "correct" else "") or ("" if name else "judge.unsigned")
    if problem:
        return _ask_again(request, state, dossier, form, problem, 400)
    if seen != seen_state(dossier):
        return _ask_again(request, state, dossier, form, "judge.quicker", 409)
    try:
        with plain_faults(state.workspace.name):
            made = judge(
                state.workspace, kind, left, right, linker=state.linker, by=name, now=datetime.now(UTC), slot=slot if kind == "correct" else "",
                value=_value(state, dossier, slot, value) if kind == "correct" else "", note=note.strip(),
            )  # fmt: skip
    except WorkspaceError as fault:
        status = (
            503 if isinstance(fault.__cause__, DBAPIError) else 400
        )  # the workspace's fault, or the form's
        return _ask_again(request, state, dossier, form, "judge.refused", status, str(fault))
    return _done(request, made, back, by)


@router.post("/undo")
def undo_judgement(
    request: Request,
    number: Annotated[int, Form()],
    token: Field = "",
    by: Field = "",
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Take a judgement back."""
    state = state_of(request)
    check_token(request, token)
    name = signer_of(request, by)
    if not name:
        raise HTTPException(400, state.templates.wording(request).say("judge.unsigned"))
    made = undo(state.workspace, number, linker=state.linker, by=name, now=datetime.now(UTC))
    return _done(request, made, back, by)


def _dossier(state: State, id: str) -> Dossier:
    dossier = find_incident(state.workspace, id)
    if dossier is None:
        raise missing(id)
    return dossier


def _value(state: State, dossier: Dossier, slot: str, value: str) -> str:
    """The value to be kept; a place that no report of the incident names gets the point of the one that lists know."""
    if slot != "place":
        return value.strip()
    said = {name for place in dossier.incident.places for name in (place.name, place.name_en)}
    names = [name.strip() for name in value.split(",") if name.strip()]
    return ", ".join(name if name in said else state.spots.complete(name) for name in names)


def _check(slot: str, value: str) -> str:
    """The wording's key of what is wrong with a corrected value; '' when it can be one."""
    if not value.strip():
        return ""  # unknown is a value
    if slot in ("start", "end"):
        try:
            date.fromisoformat(value.strip())
        except ValueError:
            return "hint.day"
    if slot in TOLLS or slot == "count":
        parts = value.strip().replace("–", "-").split("-")
        if len(parts) > 2 or not all(p.strip().rstrip("+").isdigit() for p in parts):
            return "hint.number"
    return ""


def _ask_again(
    request: Request,
    state: State,
    dossier: Dossier,
    form: dict[str, str],
    problem: str,
    status: int,
    said: str = "",
) -> Response:
    """What its author wrote, kept, with what stands now, and the choice to send it all the same."""
    values = {"dossier": dossier, "form": form, "problem": problem, "said": said, "seen": seen_state(dossier)}
    return state.templates.page(request, "again.html", values, status=status)


def _done(request: Request, made: Judgement, back: str, by: str) -> Response:
    """Back to where the form stood, with the judgement to be undone at hand."""
    where = safe_path(back)
    path, _, query = where.partition("?")
    kept = [p for p in query.split("&") if p and not p.startswith("done=")]
    response = RedirectResponse(f"{path}?{'&'.join([*kept, urlencode({'done': made.id})])}", 303)
    if by:
        write_preferences(response, {"name": by}, secure=request.url.scheme == "https")
    return response
