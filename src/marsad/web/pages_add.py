"""Add: a pasted text or dropped files are read at once, into the workspace or just to look."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from marsad.errors import InputError
from marsad.exports.records import report_record
from marsad.intake.files import MAX_BYTES, Intake
from marsad.intake.lines import parse_published
from marsad.intake.outlets import read_outlets
from marsad.reading import read_document
from marsad.records import Document
from marsad.web.adding import Inflow, Upload, add_inflow, read_uploads
from marsad.web.forms import check_token
from marsad.web.reports import view_report
from marsad.web.state import State, state_of

router = APIRouter(include_in_schema=False)
MOST_FILES = 50
PASTED = "pasted.txt"


@router.get("/add")
def add(request: Request) -> Response:
    """The form."""
    state = state_of(request)
    return state.templates.page(request, "add.html", _blank())


@router.post("/add")
def add_reports(
    request: Request,
    token: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    outlet: Annotated[str, Form(max_length=200)] = "",
    url: Annotated[str, Form(max_length=2000)] = "",
    keep: Annotated[str, Form()] = "yes",
    files: Annotated[list[UploadFile] | None, Form()] = None,
) -> Response:
    """Read what came. One report goes to its page; several, or faults, are told one by one."""
    state = state_of(request)
    check_token(request, token)
    said: dict[str, Any] = {"text": text, "published": published, "outlet": outlet, "url": url, "keep": keep}
    try:
        inflow = _read(state, said, [f for f in files or [] if f.filename])
    except InputError as fault:
        return state.templates.page(
            request, "add.html", {**_blank(), **said, "problem": str(fault)}, status=400
        )
    if keep != "yes" and len(inflow.taken) == 1 and not inflow.failures:
        return _look(request, state, inflow.taken[0].document)
    added = add_inflow(state.workspace, inflow, state.reader(), state.linker) if keep == "yes" else ()
    if len(added) == 1 and not inflow.failures and not inflow.notices:
        return RedirectResponse(f"/documents/{quote(added[0].id)}?added={added[0].state}", 303)
    kept_text = "" if added else text
    values = {**_blank(), **said, "text": kept_text, "inflow": inflow, "added": added}
    return state.templates.page(request, "add.html", values, status=200 if added else 400)


def _blank() -> dict[str, Any]:
    names = ("text", "published", "outlet", "url")
    return {
        **dict.fromkeys(names, ""),
        "keep": "yes",
        "problem": "",
        "inflow": None,
        "added": (),
        "max_mb": MAX_BYTES // 1_000_000,
    }


def _read(state: State, said: dict[str, Any], files: list[UploadFile]) -> Inflow:
    """What came with a form, read; raises InputError for a form that says nothing, or no date."""
    if not said["text"].strip() and not files:
        raise InputError("add.nothing")
    if len(files) > MOST_FILES:
        raise InputError("add.many")
    try:
        day = parse_published(said["published"] or None)
    except ValueError as fault:
        raise InputError("add.date") from fault
    uploads = [Upload(f.filename or "report.txt", f.file.read(MAX_BYTES + 1)) for f in files]
    if said["text"].strip():
        uploads.append(Upload(PASTED, said["text"].replace("\r\n", "\n").encode("utf-8", "replace")))
    inflow = read_uploads(uploads, Intake(day, said["outlet"], outlets=read_outlets(state.packs)))
    inflow.taken = [replace(t, document=_named(t.document, said["url"], day)) for t in inflow.taken]
    return inflow


def _named(document: Document, url: str, day: date | None) -> Document:
    """A pasted report's id is that of its content: "pasted" says nothing, and the next one would have it too."""
    if document.id == PASTED.removesuffix(".txt"):
        digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        named = f"{day}-{digest[:8]}" if day else digest[:12]
        return replace(document, id=named, url=url)
    return document


def _look(request: Request, state: State, document: Document) -> Response:
    """A report's page without keeping it."""
    reader = state.reader()
    report = read_document(document, reader)
    record = report_record(report)
    view = view_report(report.document, record["events"], reader)
    values = {"document": report.document, "record": record, "view": view, "added": "looked"}
    return state.templates.page(request, "document.html", values)
