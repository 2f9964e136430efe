"""The application: routes, guards, static files and what a visitor is told when something goes wrong."""

from __future__ import annotations

import hashlib
import sqlite3
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from marsad import __version__
from marsad.api import default_reader
from marsad.errors import MarsadError
from marsad.incidents.linker import make_linker
from marsad.packs.load import load_packs
from marsad.store.connect import Workspace
from marsad.store.faults import plain_faults
from marsad.web import (
    api,
    pages_add,
    pages_docs,
    pages_documents,
    pages_incident,
    pages_judging,
    pages_ledger,
    pages_login,
    pages_method,
    pages_overview,
    pages_parties,
    pages_preferences,
    pages_review,
)
from marsad.web.access import Door
from marsad.web.gazetteer import collect_spots
from marsad.web.index import Keeper
from marsad.web.names import collect_names
from marsad.web.rendering import make_templates
from marsad.web.security import LOOPBACK, Guard
from marsad.web.state import Settings, State

STATIC = Path(str(files("marsad.web"))) / "static"
STYLES = Path(str(files("marsad.web"))) / "styles"
ROUTERS = tuple(
    module.router
    for module in (
        pages_overview,
        pages_incident,
        pages_judging,
        pages_review,
        pages_ledger,
        pages_login,
        pages_parties,
        pages_docs,
        pages_documents,
        pages_add,
        pages_method,
        pages_preferences,
        api,
    )
)


def make_app(workspace: Workspace, settings: Settings | None = None) -> FastAPI:
    """The application on an open ``workspace``."""
    settings = settings or Settings(hosts=LOOPBACK)
    app = FastAPI(title="Marsad", version=__version__, docs_url=None, redoc_url=None)
    stamp = read_stamp(STATIC)
    packs = load_packs()
    templates = make_templates(collect_names(packs), stamp, read_version(STYLES))
    linker = make_linker(packs)
    kin = linker.relations.kin
    app.state.marsad = State(
        workspace,
        templates,
        default_reader,
        settings,
        Keeper(workspace),
        kin,
        linker,
        collect_spots(packs),
        packs,
    )
    for router in ROUTERS:
        app.include_router(router)
    if STATIC.is_dir():
        app.mount("/static", Kept(directory=STATIC), name="static")
    app.add_api_route("/health", _health, include_in_schema=False)
    app.mount("/styles", Kept(directory=STYLES), name="styles")
    for kind in (MarsadError, DBAPIError, sqlite3.DatabaseError):
        app.add_exception_handler(kind, _tell_fault)
    app.add_exception_handler(StarletteHTTPException, _tell_missing)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(Exception, _tell_bug)
    app.add_middleware(GZipMiddleware, minimum_size=2000)
    if settings.login:
        app.add_middleware(Door, workspace=workspace)
    app.add_middleware(Guard, hosts=settings.hosts, public=settings.public)
    return app


class Kept(StaticFiles):
    """Static files that a browser keeps, since a changed file has another address."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file, to be kept for a day, checked again after."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "max-age=86400"
        return response


def read_stamp(folder: Path) -> str:
    """What the scripts were built from, in short; '' when they were not built."""
    stamp = folder / "stamp.txt"
    return stamp.read_text(encoding="utf-8")[:12] if stamp.is_file() else ""


def read_version(folder: Path) -> str:
    """A short digest of the styles."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.css")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _health() -> Response:
    """Whether the server is there; touches nothing."""
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _error(request: Request, status: int, key: str, detail: str) -> Response:
    """What went wrong as a page, or as JSON where a program asked."""
    if _wants_json(request):
        return JSONResponse({"error": key, "detail": detail}, status)
    state: State = request.app.state.marsad
    return state.templates.page(request, "error.html", {"key": key, "detail": detail}, status=status)


async def _tell_fault(request: Request, fault: Exception) -> Response:
    """A workspace that cannot be read or written: the one line that says why, and the mend."""
    line = str(fault)
    if not isinstance(fault, MarsadError):
        try:
            with plain_faults(request.app.state.marsad.workspace.name):
                raise fault
        except MarsadError as told:
            line = str(told)
    return _error(request, 503, "error.workspace", line)


async def _tell_missing(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException | StarletteHTTPException)
    known = {
        403: "error.forbidden",
        404: "error.missing",
        405: "error.method",
        409: "error.conflict",
        413: "error.large",
    }
    return _error(
        request, fault.status_code, known.get(fault.status_code, "error.request"), str(fault.detail)
    )


async def _tell_invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    told = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in fault.errors()[:5])
    return _error(request, 400, "error.request", told)


async def _tell_bug(request: Request, fault: Exception) -> Response:
    """A fault of ours: told as such; the server logs it whole and goes on."""
    if _wants_json(request):
        return JSONResponse({"error": "error.bug", "detail": type(fault).__name__}, 500)
    try:
        return _error(request, 500, "error.bug", type(fault).__name__)
    except KeyError:
        return PlainTextResponse(f"A fault in Marsad: {type(fault).__name__}\n", 500)
