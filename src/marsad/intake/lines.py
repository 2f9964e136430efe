"""JSON lines to documents: one report a line, checked where it enters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, BinaryIO

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, ValidationError

from marsad.intake.captures import LINE, Capture, Known, Step, Taken, digest, received
from marsad.intake.decode import decode_text, find_flaw
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.settings import Intake
from marsad.records import Document

FIELDS = ("text", "id", "published", "outlet", "title", "url")


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


def read(stream: BinaryIO, source: str, stem: str, intake: Intake) -> Iterator[Taken | Known | Failure]:
    """Documents and failures of ``stream`` in order; blank lines are let be.

    Holds one line at a time, and no more than the bound of it.
    """
    number = met = 0
    while raw := stream.readline(intake.max_bytes + 1):
        number += 1
        met += bool(raw.strip())
        if len(raw) > intake.max_bytes and not raw.endswith(b"\n"):
            taken = len(raw) + _skip_line(stream)
            yield failure(source, too_large(taken, intake.max_bytes), number)
        elif raw.strip():
            yield from take_line(raw.strip(), source, stem, number, intake)
    if not met:
        yield failure(source, Flaw("empty", "it must hold one report a line"))


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


def take_line(
    raw: bytes, source: str, stem: str, number: int, intake: Intake
) -> Iterator[Taken | Known | Failure]:
    """The document of one line or row, whose fields stand under the keys that ``intake.columns`` names."""
    name = f"{stem}-{number}"
    capture = Capture(f"{source}:{number}", raw, LINE, intake.now(), "", name, ".json", str(number))
    if intake.is_known(capture):
        yield Known(capture)
        return
    found = _parse(raw, intake.columns)
    if isinstance(found, Flaw):
        yield failure(source, found, number, capture=capture)
        return
    flaw = find_flaw(found.text)
    if flaw:
        yield failure(source, flaw, number, capture=capture)
        return
    day = found.published or intake.published
    known = intake.outlets.of(found.url) if found.url and not found.outlet else None
    document = Document(
        id=found.id or name,
        text=found.text,
        published=day,
        published_basis="given" if day else "unknown",
        title=found.title,
        outlet=found.outlet or (known.name if known else "") or intake.outlet,
        url=found.url,
        sha256=digest_line(found),
    )
    yield Taken(
        document, capture, (received(capture), Step("text of the line taken", "Marsad", digest(found.text)))
    )


def _parse(raw: bytes, columns: tuple[tuple[str, str], ...]) -> Line | Flaw:
    decoded = decode_text(raw)
    if isinstance(decoded, Flaw):
        return decoded
    try:
        if not columns:
            return Line.model_validate_json(decoded.text)
        row = json.loads(decoded.text)
        if not isinstance(row, dict):
            return Flaw("not a JSON object", "a line must hold one JSON object")
        mapped = {field: _value(row, key) for field, key in columns}
        return Line.model_validate(
            {k: v for k, v in row.items() if k in FIELDS} | {k: v for k, v in mapped.items() if v is not None}
        )
    except ValidationError as fault:
        return _line_flaw(fault)
    except (ValueError, RecursionError) as fault:
        return Flaw(f"broken JSON ({fault})", "a line must hold one whole JSON object")


def _value(row: dict[str, Any], key: str) -> Any:
    """The value under ``key``; under its parts where it holds points and is no key itself."""
    value: Any = row
    for part in [key] if key in row else key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


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
