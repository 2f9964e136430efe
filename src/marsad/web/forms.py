"""What every form has in common: its token, and where it may lead back to."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.requests import Request

from marsad.web.security import TOKEN_HEADER, token_fits


def check_token(request: Request, told: str) -> None:
    """Raise 403 unless the form (or the header) carries this browser's token."""
    if not token_fits(request, told or request.headers.get(TOKEN_HEADER, "")):
        raise HTTPException(403, "error.token")


def safe_path(path: str) -> str:
    """``path`` when it lies on this server, else the first page.

    >>> safe_path("/documents?page=2"), safe_path("//evil.example/"), safe_path("/\\\\\\\\evil.example")
    ('/documents?page=2', '/', '/')
    """
    fits = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if fits else "/"
