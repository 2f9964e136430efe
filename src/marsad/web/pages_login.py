"""Logging in and out, and making the first admin with the secret that the server printed when it started."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from marsad.errors import WorkspaceError
from marsad.store.users import ROLES, User, add_user, check_password, end_session, list_users, start_session
from marsad.web.access import SESSION_COOKIE
from marsad.web.forms import check_token, safe_path
from marsad.web.state import State, missing, state_of

router = APIRouter(include_in_schema=False)
Field = Annotated[str, Form(max_length=500)]


@router.get("/login")
def login(request: Request, back: str = "/") -> Response:
    """The form; where nobody may log in yet, that of the first admin."""
    state = _guarded(request)
    if not list_users(state.workspace):
        return RedirectResponse("/setup", 303)
    return state.templates.page(
        request, "login.html", {"back": safe_path(back), "problem": "", "wait": 0, "first": False, "said": ""}
    )


@router.post("/login")
def log_in(request: Request, name: Field, password: Field, token: Field = "", back: Field = "/") -> Response:
    """Check name and password; too many failures make the next try wait."""
    state = _guarded(request)
    check_token(request, token)
    keys = (f"name {name}", f"address {request.client.host if request.client else ''}")
    wait = state.brake.wait_seconds(*keys)
    user = None if wait else check_password(state.workspace, name, password)
    if user is None:
        if not wait:
            state.brake.failed(*keys)
        values = {
            "back": safe_path(back),
            "problem": "login.wait" if wait else "login.wrong",
            "wait": int(wait) + 1,
            "first": False,
            "said": "",
        }
        return state.templates.page(request, "login.html", values, status=429 if wait else 401)
    state.brake.succeeded(*keys)
    return _let_in(request, state, user, safe_path(back))


@router.get("/setup")
def setup(request: Request) -> Response:
    """The form of the first admin."""
    state = _guarded(request)
    if list_users(state.workspace):
        return RedirectResponse("/login", 303)
    return state.templates.page(
        request, "login.html", {"back": "/", "problem": "", "wait": 0, "first": True, "said": ""}
    )


@router.post("/setup")
def set_up(request: Request, secret: Field, name: Field, password: Field, token: Field = "") -> Response:
    """Make the first admin, for who has the secret."""
    state = _guarded(request)
    check_token(request, token)
    keys = ("setup",)
    wait = state.brake.wait_seconds(*keys)
    values = {"back": "/", "problem": "setup.wrong", "wait": int(wait) + 1, "first": True, "said": ""}
    if wait:
        return state.templates.page(request, "login.html", {**values, "problem": "login.wait"}, status=429)
    if not state.settings.secret or not secrets.compare_digest(
        secret.strip().encode(), state.settings.secret.encode()
    ):
        state.brake.failed(*keys)
        return state.templates.page(request, "login.html", values, status=401)
    try:
        user = add_user(state.workspace, name, ROLES[-1], password, now=datetime.now(UTC), first=True)
    except WorkspaceError as fault:
        return state.templates.page(
            request, "login.html", {**values, "problem": "setup.refused", "said": str(fault)}, status=400
        )
    return _let_in(request, state, user, "/")


@router.post("/logout")
def log_out(request: Request, token: Field = "") -> Response:
    """End the session."""
    state = _guarded(request)
    check_token(request, token)
    end_session(state.workspace, request.cookies.get(SESSION_COOKIE, ""))
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION_COOKIE)
    return response


def _let_in(request: Request, state: State, user: User, back: str) -> Response:
    token = start_session(state.workspace, user, now=datetime.now(UTC))
    response = RedirectResponse(back, 303)
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="strict", secure=secure)
    return response


def _guarded(request: Request) -> State:
    """The state; raises 404 where no login is asked for."""
    state = state_of(request)
    if not state.settings.login:
        raise missing(request.url.path)
    return state
