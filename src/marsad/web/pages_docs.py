"""The JSON interface described for people, from its own OpenAPI description; no viewer is loaded from elsewhere."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from marsad.web.state import state_of

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    """Every path of the interface with what it takes."""
    state = state_of(request)
    described = request.app.openapi()
    calls = [
        (method.upper(), path, told)
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    ]
    return state.templates.page(request, "docs.html", {"calls": calls, "described": described["info"]})
