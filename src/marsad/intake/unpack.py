"""Packed bytes to plain ones, never more than a bound: a small file may unpack to a full disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from marsad.intake.failures import Flaw

UNPACKED_MOST = 50_000_000  # bytes of one document's parts together, unpacked
PART_BYTES = 1 << 16
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def unpack(body: bytes, encoding: str, most: int) -> bytes | Flaw:
    """``body`` without its HTTP content encoding (gzip, deflate, or several), or why it cannot be unpacked.

    >>> unpack(zlib.compress(b"a" * 1000), "deflate", 100).reason
    'more than 0.0001 MB unpacked'
    """
    names = [n.strip().lower() for n in encoding.split(",") if n.strip().lower() not in ("", "identity")]
    for name in reversed(names):
        if name not in _WINDOWS:
            return Flaw(
                f"packed as {name[:20]!r}, which was not asked for",
                "tell the site's operator, or save the page by hand",
            )
        found = _inflate(body, _WINDOWS[name], most)
        if found is None and name == "deflate":  # some servers send it without zlib's head
            found = _inflate(body, -15, most)
        if found is None:
            return Flaw(f"broken {name} data", "try again later")
        if isinstance(found, Flaw):
            return found
        body = found
    return body


def _inflate(body: bytes, window: int, most: int) -> bytes | Flaw | None:
    out = bytearray()
    packer = zlib.decompressobj(window)
    try:
        rest = body
        while rest and not packer.eof:
            out += packer.decompress(rest, PART_BYTES)
            if len(out) > most:
                return Flaw(
                    f"more than {most / 1e6:g} MB unpacked",
                    "it is no article; leave it out, or raise --max-mb",
                )
            rest = packer.unconsumed_tail
    except zlib.error:
        return None
    return bytes(out) if packer.eof else None


@contextmanager
def open_zip(raw: bytes) -> Iterator[zipfile.ZipFile | Flaw]:
    """A ZIP whose parts unpack to no more than the bound together, or the flaw that stops it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        yield Flaw(f"a broken ZIP file ({fault})", "get it again, or save it anew")
        return
    with archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > UNPACKED_MOST:
            yield Flaw(
                f"{size / 1e6:.0f} MB unpacked, more than {UNPACKED_MOST / 1e6:g}",
                "it is no report; leave it out",
            )
        else:
            yield archive
