"""Characters that look right and match nothing, or match only because folding mends them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from marsad.packs.findings import ERROR, WARNING

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000\t]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_TATWEEL = "\u0640"
# Where a tatweel is spelling: the mark of Hijri years, and a particle before a figure or standing alone.
_SPELLED = re.compile("(?<!\\w)هـ(?!\\w)|ـ(?=[\\d\\s|]|$)")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670]")
_LETTER = "\u0621-\u063a\u0641-\u064a"
_MIXED = re.compile(f"[A-Za-z](?=[{_LETTER}])|(?<=[{_LETTER}])[A-Za-z]")
_LOOK_ALIKES = {"ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۃ": "ة", "ٱ": "ا"}
_FOREIGN = re.compile("[\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc]")


def odd_characters(text: str, *, words: bool) -> Iterator[tuple[str, str, str]]:
    """Message, mend and severity for each kind of odd character in a cell.

    ``words``: the cell holds forms to be matched, where vowel marks, tatweel and foreign letters are faults too.
    """
    if _INVISIBLE.search(text):
        names = sorted({_named(c) for c in _INVISIBLE.findall(text)})
        yield f"invisible character {', '.join(names)}", "type the cell anew without it", ERROR
    if _SPACE.search(text):
        yield f"odd space {_named(_SPACE.findall(text)[0])}", "put a plain space", ERROR
    if found := _PRESENTATION.search(text):
        plain = unicodedata.normalize("NFKC", found.group())
        yield f"presentation forms {found.group()!r}", f"type {plain!r} with the plain letters", ERROR
    if words:
        yield from _odd_in_words(text)


def _odd_in_words(text: str) -> Iterator[tuple[str, str, str]]:
    if found := _MIXED.search(text):
        yield f"Latin letter {found.group()!r} inside an Arabic word", "type the Arabic letter", ERROR
    for letter, plain in _LOOK_ALIKES.items():
        if letter in text:
            yield f"{_named(letter)} looks like {plain!r}", f"type {plain!r}", ERROR
    rest = {c for c in _FOREIGN.findall(text) if c not in _LOOK_ALIKES}
    if rest:
        names = ", ".join(sorted(_named(c) for c in rest))
        yield f"letter of another language {names}", "folding opens it; the plain Arabic spelling is enough", WARNING
    if _TATWEEL in _SPELLED.sub("", text):
        yield "tatweel", "leave it out: folding drops it in texts", ERROR
    if _MARKS.search(text):
        marks = ", ".join(sorted({_named(c) for c in _MARKS.findall(text)}))
        yield f"vowel mark {marks}", "leave it out: folding drops marks in texts", ERROR


def _named(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed').lower()}"
