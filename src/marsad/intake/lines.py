"""JSON lines to documents: one report a line, checked where it enters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, BinaryIO

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, ValidationError

from marsad.intake.decode import decode_text, find_flaw
from marsad.intake.failures import Failure, Flaw, failure
from marsad.records import Document


def parse_published(value: object) -> date | None:
    """The day of an ISO date or date-time as written; None for nothing. Raises ValueError.

    >>> parse_published("2023-06-07T21:30:00Z")
    datetime.date(2023, 6, 7)
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError(f"not a date ({value!r:.40})")
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise ValueError(f"not a date ({value!r:.40})") from None


def _name(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _nothing(value: object) -> object:
    return "" if value is None else value


_Published = Annotated[date | None, BeforeValidator(parse_published)]
_Words = Annotated[StrictStr, BeforeValidator(_nothing)]


class Line(BaseModel):
    """One report as a line holds it; further keys are let be."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: StrictStr
    id: Annotated[StrictStr, BeforeValidator(_name), BeforeValidator(_nothing)] = ""
    published: _Published = None
    outlet: _Words = ""
    title: _Words = ""
    url: _Words = Field(default="", validation_alias=AliasChoices("url", "origin_url"))


_MENDS = {
    "text": 'every line needs "text": "..." with the report',
    "published": "write it as YYYY-MM-DD, or leave it out",
    "id": "write it as text in quotation marks",
}
_AS_TEXT = "write it as text in quotation marks, or leave it out"


def read_lines(
    stream: BinaryIO,
    source: str,
    stem: str,
    *,
    max_bytes: int,
    published: date | None = None,
    outlet: str = "",
) -> Iterator[tuple[Document | Failure, int]]:
    """Documents and failures of ``stream`` in order, each with the bytes it took; blank lines are let be.

    Holds one line at a time, and no more than ``max_bytes`` of it.
    """
    number = 0
    while raw := stream.readline(max_bytes + 1):
        number += 1
        taken = len(raw)
        if taken > max_bytes and not raw.endswith(b"\n"):
            taken += _skip_line(stream)
            yield failure(source, too_large(taken, max_bytes), number), taken
        elif raw.strip():
            found = _document(raw.strip(), f"{stem}-{number}", published, outlet)
            yield (failure(source, found, number) if isinstance(found, Flaw) else found), taken


def too_large(size: int, bound: int) -> Flaw:
    """The flaw of one report that takes more bytes than the bound."""
    return Flaw(
        f"{size / 1e6:.1f} MB in one report, more than the bound of {bound / 1e6:g} MB",
        "split it into one report a file (or a JSON line), or raise --max-mb",
    )


def _skip_line(stream: BinaryIO) -> int:
    skipped = 0
    while part := stream.readline(1 << 20):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _document(raw: bytes, name: str, published: date | None, outlet: str) -> Document | Flaw:
    text = decode_text(raw)
    if isinstance(text, Flaw):
        return text
    try:
        line = Line.model_validate_json(text)
    except ValidationError as fault:
        return _line_flaw(fault)
    flaw = find_flaw(line.text)
    if flaw:
        return flaw
    day = line.published or published
    return Document(
        id=line.id or name,
        text=line.text,
        published=day,
        published_basis="given" if day else "unknown",
        title=line.title,
        outlet=line.outlet or outlet,
        url=line.url,
        sha256=digest_line(line),
    )


def digest_line(line: Line) -> str:
    """SHA-256 of what identifies the report of a line: its id, outlet, address, title and text.

    The order of keys and keys that are not read do not change it; nor does the publication date, so that
    a report whose date is learnt later stays the same report.
    """
    parts = [line.id, line.outlet, line.url, line.title, line.text]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def _line_flaw(fault: ValidationError) -> Flaw:
    first = fault.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        said = first["msg"].removeprefix("Invalid JSON: ").replace(" at line 1 column", " at column")
        return Flaw(f"broken JSON ({said})", "a line must hold one whole JSON object")
    if not first["loc"]:
        return Flaw("not a JSON object", 'a line must look like {"text": "...", "published": "YYYY-MM-DD"}')
    key = str(first["loc"][0])
    said = "missing" if first["type"] == "missing" else first["msg"].removeprefix("Value error, ")
    said = "not text" if first["type"] == "string_type" else said
    return Flaw(f"{key}: {said}", _MENDS.get(key, _AS_TEXT))
