"""Add: a pasted text or dropped files are read at once, into the workspace or just to look."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from marsad.errors import InputError
from marsad.exports.records import report_record
from marsad.intake.files import MAX_BYTES, Intake
from marsad.intake.lines import parse_published
from marsad.intake.outlets import read_outlets
from marsad.reading import read_document
from marsad.records import Document
from marsad.web.adding import Addition, Upload, add_documents, read_uploads
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
        documents, addition = _read(state, said, [f for f in files or [] if f.filename])
    except InputError as fault:
        return state.templates.page(
            request, "add.html", {**_blank(), **said, "problem": str(fault)}, status=400
        )
    if keep != "yes" and len(documents) == 1 and not addition.failures:
        return _look(request, state, documents[0])
    if keep == "yes":
        addition = replace(
            addition, added=add_documents(state.workspace, documents, addition.failures, state.reader())
        )
    if len(addition.added) == 1 and not addition.failures and not addition.notices:
        return RedirectResponse(f"/documents/{addition.added[0].id}?added={addition.added[0].state}", 303)
    kept_text = text if addition.failures and not addition.added else ""
    values = {**_blank(), **said, "text": kept_text, "addition": addition}
    return state.templates.page(request, "add.html", values, status=200 if addition.added else 400)


def _blank() -> dict[str, Any]:
    names = ("text", "published", "outlet", "url")
    return {
        **dict.fromkeys(names, ""),
        "keep": "yes",
        "problem": "",
        "addition": None,
        "max_mb": MAX_BYTES // 1_000_000,
    }


def _read(state: State, said: dict[str, Any], files: list[UploadFile]) -> tuple[list[Document], Addition]:
    """The documents of a form; raises InputError for a form that says nothing, or no date."""
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
    documents, failures, notices = read_uploads(
        uploads, Intake(day, said["outlet"], outlets=read_outlets(state.reader().packs))
    )
    named = [_named(d, said["url"], day) for d in documents]
    return named, Addition((), tuple(failures), tuple(notices))


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
