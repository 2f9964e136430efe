"""What was received, as it was received, and what was made of it step by step."""

from __future__ import annotations

import hashlib
from dataclasses import InitVar, dataclass, field, replace
from datetime import datetime

from marsad.records import Document

# How a capture came in. Those of an address may come again changed; a line of a table may not.
FILE, LINE, FETCH, ARCHIVE, MESSAGE = "file", "line", "fetch", "archive", "message"
ADDRESSED = frozenset({FILE, FETCH, ARCHIVE, MESSAGE})


@dataclass(frozen=True, slots=True)
class Step:
    """One step from the bytes to the text: what was done, by what, and the SHA-256 of what came out."""

    done: str
    by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as received, with where and when: ``source`` is what a user calls it, ``address`` its URL or ''.

    ``body`` is as it came over the wire or lies on the disk, content encoding included; ``headers`` are those
    it came with; ``status`` is that of HTTP, None for what no server sent. ``part`` tells documents of one
    source apart: a line, a row, a message. ``name`` is the id a document gets that has none of its own.
    """

    source: str
    body: bytes
    via: str
    captured_utc: datetime
    address: str = ""
    name: str = ""
    ending: str = ""
    part: str = ""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    sha256: str = field(init=False, default="")  # of the bytes as received
    hashed: InitVar[str] = ""  # what these very bytes were hashed to before

    def __post_init__(self, hashed: str) -> None:
        object.__setattr__(self, "sha256", hashed or digest(self.body))

    def called(self, name: str, ending: str) -> Capture:
        """The same bytes, which are not hashed anew, under another name and ending."""
        return replace(self, name=name, ending=ending, hashed=self.sha256)

    def header(self, name: str) -> str:
        """The value of a header by its name in small letters; '' without it."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the source says of a document beside its text; '' and empty where it says nothing."""

    author: str = ""
    modified: str = ""
    language: str = ""
    captions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A document with the capture it was made of, the steps that made it, and what the source says of it."""

    document: Document
    capture: Capture
    steps: tuple[Step, ...]
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Unread:
    """A capture that holds nothing to read and is no failure: its ``language`` ('' for no report at all) and why."""

    capture: Capture
    language: str
    reason: str

    def __str__(self) -> str:
        return f"{self.capture.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Known:
    """A capture that the caller has dealt with before; it was not read again."""

    capture: Capture


def digest(content: bytes | str) -> str:
    """SHA-256 of bytes, or of a text's UTF-8, in hexadecimal."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(raw).hexdigest()


def received(capture: Capture) -> Step:
    """The first step of every document."""
    how = {FETCH: "fetched", ARCHIVE: "taken from an archive"}.get(capture.via, "read")
    return Step(how, capture.address or capture.source, capture.sha256)
