"""Language, theme, digits, dates and name: set by a form that works without scripts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from marsad.web.forms import check_token, safe_path
from marsad.web.preferences import CHOICES, write_preferences

router = APIRouter(include_in_schema=False)


@router.post("/preferences")
async def keep_preferences(request: Request, back: Annotated[str, Form()] = "/") -> Response:
    """Keep what the form says, and go back to where it stood."""
    form = await request.form()
    check_token(request, str(form.get("token", "")))
    response = RedirectResponse(safe_path(back), 303)
    asked = {key: str(form[key]) for key in (*CHOICES, "name") if key in form}
    write_preferences(response, asked, secure=request.url.scheme == "https")
    return response
