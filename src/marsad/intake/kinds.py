"""What kind of input some bytes are, by their first ones, and the reader of each kind."""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from marsad.intake.failures import Flaw

TEXT, LINES, PAGE, PDF, DOCX, MAIL = "text", "lines", "page", "pdf", "docx", "mail"
WARC, WACZ, TELEGRAM, PARQUET = "warc", "wacz", "telegram", "parquet"
# Those that are read as one document, whole in memory; the others are streams of many.
WHOLE = frozenset({TEXT, PAGE, PDF, DOCX, MAIL})
ENDINGS = {
    ".txt": TEXT, ".text": TEXT, ".jsonl": LINES, ".ndjson": LINES, ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE, ".pdf": PDF,
    ".docx": DOCX, ".eml": MAIL, ".mht": MAIL, ".mhtml": MAIL, ".warc": WARC, ".wacz": WACZ, ".parquet": PARQUET,
}  # fmt: skip
LISTED = ".txt .jsonl .html .pdf .docx .eml .mhtml .warc(.gz) .wacz .parquet and Telegram's result.json"
# Readers by kind: the module, and what to install where the kind's library is not part of Marsad itself. They are
# imported when the first input of their kind is met, as commands are: `marsad add notes.txt` loads no PDF library.
_READERS = {
    TEXT: ("texts", ""), LINES: ("lines", ""), PAGE: ("pages", ""), PDF: ("pdf", ""), DOCX: ("docx", ""), MAIL: ("mail", ""),
    WARC: ("warc", "warc"), WACZ: ("wacz", "warc"), TELEGRAM: ("telegram", ""), PARQUET: ("tables", "batch"),
}  # fmt: skip
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAGIC = (
    (b"\x1f\x8b", "a gzip file", "unpack it first: gunzip FILE"),
    (b"SQLite format 3\x00", "an SQLite database", "name reports here; a workspace goes to --db"),
    *((magic, "a picture", "name the page it stands on") for magic in (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "save it as .docx or as plain text in UTF-8"),
)


def find_kind(head: bytes, ending: str) -> str | Flaw:
    """The kind of input whose first bytes are ``head`` and whose name ends in ``ending``, or why it is none."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _find_zip(head, ending)
    if head.startswith(b"WARC/") or _unzipped(head).startswith(b"WARC/"):
        return WARC
    if head.startswith(b"PAR1"):
        return PARQUET
    if ending in (".eml", ".mht", ".mhtml"):
        return MAIL
    for magic, reason, mend in _MAGIC:
        if head.startswith(magic):
            return Flaw(reason, mend)
    if _PAGE.match(head) or ENDINGS.get(ending) == PAGE:
        return PAGE
    if ending == ".json" and start.startswith(b"["):
        return Flaw("one JSON list", "make it JSON lines, one report a line: jq -c '.[]' FILE > FILE.jsonl")
    if ending in (".json", "") and start.startswith(b"{") and b'"messages"' in head:
        return TELEGRAM
    if ENDINGS.get(ending) == LINES or (ENDINGS.get(ending) != TEXT and start.startswith(b"{")):
        return LINES
    return TEXT


def _find_zip(head: bytes, ending: str) -> str | Flaw:
    if ending == ".wacz":
        return WACZ
    if ending == ".docx" or b"word/" in head or b"[Content_Types].xml" in head[:100]:
        return DOCX
    if b"datapackage.json" in head[:200] or b"archive/" in head[:100]:
        return WACZ
    return Flaw("a ZIP or office file", "unpack it, or save the document as .docx or plain text in UTF-8")


def _unzipped(head: bytes) -> bytes:
    if not head.startswith(b"\x1f\x8b"):
        return b""
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def is_read(name: str, ending: str) -> bool:
    """Whether a file of this name in a folder is read; others are passed over."""
    return ending in ENDINGS or name.lower().endswith(".warc.gz") or name.lower() == "result.json"


def reader_of(kind: str) -> Callable[..., Iterator[Any]] | Flaw:
    """The ``read`` of a kind's module: of whole inputs (capture, intake), of streams (stream, source, stem, intake).

    A flaw names the extra to install where the kind's library is not there.
    """
    module, extra = _READERS[kind]
    try:
        read: Callable[..., Iterator[Any]] = importlib.import_module(f"marsad.intake.{module}").read
        return read
    except ModuleNotFoundError as fault:
        if not extra or (fault.name or "").startswith("marsad"):
            raise
        return Flaw(f"{fault.name} is needed for this kind of file", f"pip install 'marsad[{extra}]'")
