"""Bytes to text, or the flaw that stops it: encoding, binary data, web pages, empty, not Arabic."""

from __future__ import annotations

import re

from marsad.intake.failures import Flaw

# Least share of Arabic letters among all letters. Reports with English names, links and embedded
# posts stay above .6 in our gold; English reports with Arabic names stay below .1.
ARABIC_SHARE = 0.3
# Letters that Arabic does not have and Persian, Urdu or Kurdish use all the time, and the share of
# them from which a text may be one of these. Arabic typed on a Persian keyboard passes that share too
# (ک, ی), so a text is refused only when the Arabic article is also missing from its words.
FOREIGN_SHARE = 0.03
ARTICLE_SHARE = 0.03
SNIFFED = 4096  # bytes looked at to tell what kind of file it is

_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\ufb50-\ufdff\ufe70-\ufefc]")
_FOREIGN = re.compile(
    "[\u067e\u0686\u0698\u06af\u06a9\u06cc\u06be\u06c1\u06d2\u0679\u0688\u0691\u06ce\u06c6\u0695\u06b5\u06d5]"
)
_ARTICLE = re.compile(
    "(?<![^\\W\\d_])[\u0648\u0641]?[\u0628\u0643]?\u0627\u0644[^\\W\\d_]{2}|(?<![^\\W\\d_])[\u0648\u0641]?\u0644\u0644[^\\W\\d_]{2}"
)
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)

_MAGIC = (
    (b"%PDF", "a PDF file", "save its text as UTF-8 .txt (pdftotext FILE)"),
    (b"PK\x03\x04", "a ZIP or office file", "unpack it, or save the document as plain text in UTF-8"),
    (b"\x1f\x8b", "a gzip file", "unpack it first: gunzip FILE"),
    (b"SQLite format 3\x00", "an SQLite database", "name reports here; a workspace goes to --db"),
    (b"\xff\xfe", "UTF-16 text", "save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE"),
    (b"\xfe\xff", "UTF-16 text", "save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE"),
)
# One-byte encodings of Arabic; the name of the first that gives Arabic words is offered as the mend.
_LEGACY = ("windows-1256", "iso-8859-6")
_SAVE = "save it as UTF-8"


def find_form(head: bytes) -> Flaw | None:
    """The flaw that the first bytes of a file already show; None when it may be text."""
    for magic, reason, mend in _MAGIC:
        if head.startswith(magic):
            return Flaw(reason, mend)
    if _PAGE.match(head):
        return Flaw("a web page (HTML)", "save the article's text as UTF-8 .txt")
    if (at := head.find(b"\x00")) >= 0:
        return Flaw(f"binary data (a zero byte at {at})", "name text files only")
    return None


def decode_text(raw: bytes) -> str | Flaw:
    """The text of ``raw`` exactly as it stands (a byte order mark is not text), or why it cannot be read.

    >>> decode_text("قصف".encode("utf-8"))   # shelling
    'قصف'
    >>> decode_text("قصف على القرية".encode("windows-1256")).mend   # shelling of the village
    'it looks like windows-1256: iconv -f windows-1256 -t UTF-8 FILE'
    """
    flaw = find_form(raw[:SNIFFED])
    if flaw:
        return flaw
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _not_utf8(raw, fault.start)
    at = text.find("\x00")
    return Flaw(f"binary data (a zero character at {at})", "name text files only") if at >= 0 else text


def _not_utf8(raw: bytes, at: int) -> Flaw:
    if len(_CONTROL.findall(raw[:SNIFFED])) * 20 > len(raw[:SNIFFED]):
        return Flaw(f"binary data (not UTF-8 at byte {at}, control characters)", "name text files only")
    line = raw.count(b"\n", 0, at) + 1
    reason = f"not UTF-8 at byte {at} (line {line})"
    for name in _LEGACY:
        guess = raw.decode(name, "replace")
        if arabic_share(guess) >= 0.5 and _ARTICLE.search(guess):
            return Flaw(reason, f"it looks like {name}: iconv -f {name} -t UTF-8 FILE")
    return Flaw(reason, _SAVE)


def arabic_share(text: str) -> float:
    """Share of Arabic letters among the letters of ``text``; 0.0 when it has none.

    >>> arabic_share("قصف Idlib")   # shelling
    0.375
    """
    letters = sum(map(len, _WORD.findall(text)))
    return len(_ARABIC.findall(text)) / letters if letters else 0.0


def find_flaw(text: str) -> Flaw | None:
    """Why ``text`` is no Arabic report (empty, another script or language); None when it may be one."""
    if not text.strip():
        return Flaw("empty", "it must hold the text of a report")
    at = text.find("\x00")
    if at >= 0:
        return Flaw(f"a zero character (U+0000) at {at}", "remove it")
    share = arabic_share(text)
    if share < ARABIC_SHARE:
        return Flaw(
            f"not Arabic ({share:.0%} of its letters)", "Marsad reads Arabic reports only; leave it out"
        )
    arabic, words = len(_ARABIC.findall(text)), len(_WORD.findall(text))
    foreign, articles = len(_FOREIGN.findall(text)) / arabic, len(_ARTICLE.findall(text)) / words
    if foreign >= FOREIGN_SHARE and articles < ARTICLE_SHARE:
        return Flaw("Arabic script but another language", "Marsad reads Arabic reports only; leave it out")
    return None
