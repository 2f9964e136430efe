"""Captures as a WARC file (ISO 28500:2017), one gzip member a record, for any web archive's tools."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import BinaryIO

from marsad.intake.captures import Capture
from marsad.intake.decode import SNIFFED
from marsad.intake.kinds import MAIL, PAGE, PDF, TEXT, find_kind

# Headers that told how the bytes came over the wire; the body is kept without chunks, so they would lie.
_HOP = frozenset({"transfer-encoding", "content-length", "connection", "keep-alive", "trailer"})
_TYPES = {PAGE: "text/html", TEXT: "text/plain", PDF: "application/pdf", MAIL: "message/rfc822"}
_SPACE = uuid.UUID(
    "8f2b1a56-6d0c-5c6c-9d5e-2f6f0c1a7e11"
)  # ids are made of content: the same captures, the same file


def write_warc(captures: Iterable[Capture], out: BinaryIO, *, software: str) -> int:
    """Write ``captures`` with an address, in their order; how many were written. ``software`` signs the file."""
    about = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    written = 0
    for capture in captures:
        if not capture.address.startswith(("http://", "https://")):
            continue
        if not written:
            out.write(_record("warcinfo", "", _moment(capture), "application/warc-fields", about))
        out.write(_captured(capture))
        written += 1
    return written


def _moment(capture: Capture) -> str:
    return capture.captured_utc.strftime("%Y-%m-%dT%H:%M:%SZ")


def _captured(capture: Capture) -> bytes:
    moment = _moment(capture)
    if capture.status is None:
        return _record("resource", capture.address, moment, _content_type(capture), capture.body)
    block = b"".join(_head(capture)) + b"\r\n" + capture.body
    payload = f"WARC-Payload-Digest: {_digest(capture.body)}\r\n"
    return _record("response", capture.address, moment, "application/http;msgtype=response", block, payload)


def _content_type(capture: Capture) -> str:
    said = capture.header("content-type")
    kind = find_kind(capture.body[:SNIFFED], capture.ending)
    return said or _TYPES.get(kind if isinstance(kind, str) else "", "application/octet-stream")


def _head(capture: Capture) -> Iterator[bytes]:
    phrase = HTTPStatus(capture.status).phrase if capture.status in list(HTTPStatus) else ""
    yield f"HTTP/1.1 {capture.status} {phrase}\r\n".encode("ascii")
    for name, value in capture.headers:
        if name.lower() not in _HOP:
            yield f"{_one_line(name)}: {_one_line(value)}\r\n".encode("utf-8", "surrogateescape")
    yield f"Content-Length: {len(capture.body)}\r\n".encode("ascii")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _record(kind: str, address: str, moment: str, content: str, block: bytes, more: str = "") -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    name = uuid.uuid5(_SPACE, f"{kind} {address} {moment} {_digest(block)}")
    fields = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: {moment}\r\n"
        f"{target}WARC-Block-Digest: {_digest(block)}\r\n{more}Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(fields.encode() + block + b"\r\n\r\n", mtime=0)


def _digest(block: bytes) -> str:
    """SHA-1 in base 32, the form that web archives compare records by; evidence rests on SHA-256."""
    return "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode("ascii")
