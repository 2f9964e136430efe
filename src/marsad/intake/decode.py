"""Bytes to text, or the flaw that stops it: encoding, binary data, empty, not Arabic."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import cchardet

from marsad.intake.failures import Flaw
from marsad.intake.languages import ARABIC, NAMES, arabic_share, find_language, has_article

SNIFFED = 4096  # bytes looked at to tell what kind of file it is
# One-byte encodings of Arabic: pages of the 1990s to 2010s, and what old word processors save.
LEGACY = ("windows-1256", "iso-8859-6")
# Share of bytes that may be broken in a text that says it is UTF-8: a cut character, a stray byte of an
# advertisement. More, and the encoding is another.
BROKEN_SHARE = 0.002
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAVE = "save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in; ``broken`` bytes stand in it as U+FFFD."""

    text: str
    charset: str
    broken: int = 0


def decode_text(raw: bytes, declared: str = "") -> Decoded | Flaw:
    """The text of ``raw`` as it stands (a byte order mark is not text), or why it cannot be read.

    UTF-8 where the bytes are UTF-8, whatever is ``declared``; else the declared encoding if it is one of
    Arabic; else windows-1256 or ISO-8859-6 where the bytes then give Arabic words.

    >>> decode_text("قصف على القرية".encode("windows-1256"))   # shelling of the village
    Decoded(text='قصف على القرية', charset='windows-1256', broken=0)
    """
    mark = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    if not mark and (at := raw[:SNIFFED].find(b"\x00")) >= 0:
        return Flaw(f"binary data (a zero byte at {at})", "name text files only")
    try:
        found = Decoded(raw.decode(mark or "utf-8"), mark.removesuffix("-sig") or "utf-8")
    except UnicodeDecodeError as fault:
        other = _decode_other(raw, declared, fault.start)
        if isinstance(other, Flaw):
            return other
        found = other
    # Every encoding read here writes a zero character with a zero byte, and bytes are looked through faster.
    at = found.text.find("\x00") if b"\x00" in raw else -1
    return Flaw(f"binary data (a zero character at {at})", "name text files only") if at >= 0 else found


def _decode_other(raw: bytes, declared: str, at: int) -> Decoded | Flaw:
    if len(_CONTROL.findall(raw[:SNIFFED])) * 20 > len(raw[:SNIFFED]):
        return Flaw(f"binary data (not UTF-8 at byte {at}, control characters)", "name text files only")
    broken = raw.decode("utf-8", "replace")
    number = broken.count("\ufffd")
    if number <= max(1, BROKEN_SHARE * len(raw)) and arabic_share(broken) >= 0.5 and at > 3:
        return Decoded(broken, "utf-8", number)
    guessed = str(cchardet.detect(raw).get("encoding") or "").lower()
    names = dict.fromkeys(n for n in (_known(declared), guessed, *LEGACY) if n in LEGACY)
    for name in names:
        text = raw.decode(name, "replace")
        if arabic_share(re.sub(r"<[^>]*>", " ", text)) >= 0.5 and has_article(text):
            return Decoded(text, name, text.count("\ufffd"))
    line = raw.count(b"\n", 0, at) + 1
    return Flaw(f"not UTF-8 at byte {at} (line {line})", _SAVE)


def _known(declared: str) -> str:
    """A declared encoding under the name it has here; '' for one that is none."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except LookupError:
        return ""
    return {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}.get(name, name)


def find_flaw(text: str) -> Flaw | None:
    """Why ``text`` is no Arabic report (empty, another script or language); None when it may be one."""
    if not text.strip():
        return Flaw("empty", "it must hold the text of a report")
    at = text.find("\x00")
    if at >= 0:
        return Flaw(f"a zero character (U+0000) at {at}", "remove it")
    language = find_language(text)
    if language == ARABIC:
        return None
    if language in ("other", ""):
        said = f"not Arabic ({arabic_share(text):.0%} of its letters)"
    else:
        said = f"{NAMES[language]} ({language}), another language of Arabic script"
    return Flaw(said, "Marsad reads Arabic reports only; leave it out", language or "other")
