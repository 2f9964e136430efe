"""Inputs that are one document each: unpacked, told by their kind, and read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from marsad.intake.captures import ADDRESSED, Capture, Known, Step, Taken, Unread, digest
from marsad.intake.decode import SNIFFED
from marsad.intake.failures import Failure, Flaw, Notice, failure
from marsad.intake.kinds import WHOLE, find_kind, reader_of
from marsad.intake.settings import Intake
from marsad.intake.unpack import UNPACKED_MOST, unpack

# What a server's word for a page's kind stands for; what it says of others counts less than their first bytes.
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}


def read_received(capture: Capture, intake: Intake) -> Iterator[Taken | Unread | Known | Failure | Notice]:
    """The document of bytes that a server sent or an archive held, known by their address and hash."""
    said = capture.header("content-type").partition(";")[0].strip().lower()
    named = capture.called(capture.name or page_name(capture), _ENDINGS.get(said, capture.ending))
    return read_whole(named, intake)


def read_whole(capture: Capture, intake: Intake) -> Iterator[Taken | Unread | Known | Failure | Notice]:
    """The document of one capture, or why there is none. Its steps begin with the bytes as received."""
    encoding = capture.header("content-encoding")
    body = (
        unpack(capture.body, encoding, min(UNPACKED_MOST, 10 * intake.max_bytes))
        if encoding
        else capture.body
    )
    if isinstance(body, Flaw):
        yield failure(capture.source, body, capture=capture)
        return
    kind = find_kind(body[:SNIFFED], capture.ending)
    if isinstance(kind, str) and kind not in WHOLE:
        kind = Flaw(
            "no page, text, PDF, Word document or mail",
            "name its address without what follows, or get it as a file",
        )
    read = reader_of(kind) if isinstance(kind, str) else kind
    if isinstance(read, Flaw):
        yield failure(capture.source, read, capture=capture)
        return
    if body is capture.body:
        yield from read(capture, intake)
        return
    for item in read(replace(capture, body=body), intake):
        yield _with_bytes(item, capture, encoding, body)


def _with_bytes(
    item: Taken | Unread | Failure, capture: Capture, encoding: str, body: bytes
) -> Taken | Unread | Failure:
    """``item`` as of the bytes received, the step of unpacking put in."""
    if not isinstance(item, Taken):
        return replace(item, capture=capture)
    first = replace(item.steps[0], sha256=capture.sha256)
    return replace(
        item,
        capture=capture,
        steps=(first, Step(f"unpacked {encoding}", "zlib", digest(body)), *item.steps[1:]),
    )


def page_name(capture: Capture) -> str:
    """An id for a page: its host and the first letters of its hash, the same whenever it is read."""
    host = (urlsplit(capture.address).hostname or "page").removeprefix("www.")
    return f"{host}-{capture.sha256[:12]}" if capture.via in ADDRESSED else capture.sha256[:16]
