"""Whether an archive ends where its last record ends: a copy that was cut short gives no error of its own when it is read."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

WHOLE, CUT_LAST, CUT_LATER = "whole", "last", "later"
_PART = 1 << 18  # bytes read and unpacked at a time
_HEAD_BYTES = 64_000
_LENGTH = re.compile(rb"^content-length\s*:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)


def find_ending(stream: BinaryIO, at: int) -> str:
    """How a WARC file, plain or in gzip members, ends after the record that begins at ``at``.

    WHOLE; CUT_LAST: that record is not all there; CUT_LATER: it is, and one after it is not. A stream that cannot go
    back, or is packed in another way, counts as WHOLE. Leaves the stream at its end.
    """
    if not stream.seekable():
        return WHOLE
    stream.seek(at)
    magic = stream.read(5)
    follow = _follow_members if magic[:2] == b"\x1f\x8b" else _follow_records if magic == b"WARC/" else None
    whole = follow(stream, at) if follow is not None else None
    stream.seek(0, 2)
    if whole is None or whole[1]:
        return WHOLE
    return CUT_LATER if whole[0] else CUT_LAST


def _follow_members(stream: BinaryIO, at: int) -> tuple[bool, bool]:
    """Whether the gzip member at ``at``, and all from there on, end as they should."""
    stream.seek(at)
    rest, number = stream.read(_PART), 0
    while rest.strip(b"\0"):  # some writers fill up with zeros
        member = zlib.decompressobj(31)
        while not member.eof:
            try:
                member.decompress(rest, _PART)
            except zlib.error:
                return number > 0, False
            rest = member.unused_data if member.eof else member.unconsumed_tail or stream.read(_PART)
            if not rest and not member.eof:
                return number > 0, False
        rest, number = rest or stream.read(_PART), number + 1
    return True, True


def _follow_records(stream: BinaryIO, at: int) -> tuple[bool, bool]:
    """The same of records that are not packed, by their lengths."""
    size, number = stream.seek(0, 2), 0
    while at < size:
        stream.seek(at)
        head, end, _ = stream.read(_HEAD_BYTES).partition(b"\r\n\r\n")
        length = _LENGTH.search(head.replace(b"\r\n", b"\n"))
        after = at + len(head) + len(end) + int(length.group(1)) if length and end else size + 1
        if after > size or not head.startswith(b"WARC/"):
            return number > 0, False
        stream.seek(after)
        blank = stream.read(16)
        at, number = after + len(blank) - len(blank.lstrip(b"\r\n")), number + 1
    return True, True
