"""Folding: one spelling for what readers take as one word, with the way back to the raw text.

Two folded strings of one length are made. ``light`` drops what carries no letter (vowel marks,
tatweel, bidi controls, zero-width characters), opens presentation forms and unifies digit sets and
Persian letters. ``deep`` further merges the forms of alef, hamza carriers, ya and ta marbuta. A pair
that means different things (Ibb and August, "on" and Ali) is one in ``deep`` and still two in
``light``; who compares names must look at both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARKS = "".join(
    chr(c)
    for lo, hi in ((0x0300, 0x036F), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC),
                   (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x08D3, 0x08E1), (0x08E3, 0x08FF))
    for c in range(lo, hi + 1)
)
_TATWEEL = "\u0640"
_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2066\u2067\u2068\u2069\ufeff"
_LETTER = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc"
_OPEN = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")

# Letters of one word kept apart to slip past filters: "d.a.e.sh", "d a e sh", "da*esh".
_SPLIT = re.compile(
    rf"(?<![{_LETTER}\w])(?:[{_LETTER}][{_MARKS}]*[.\u00b7*_\-] ?){{2,}}[{_LETTER}](?![{_LETTER}\w])"
    rf"|(?<!\S)(?:[{_LETTER}][{_MARKS}]* ){{2,}}[{_LETTER}](?!\S)"
)
_SPLIT_SEPARATOR = re.compile(r"[.\u00b7*_\- ]")
_INNER = re.compile(
    rf"(?<=[{_LETTER}])[*_\u00b7](?=[{_LETTER}])"
    rf"|(?<![{_LETTER}])[{_LETTER}]{{2}}\.(?=[{_LETTER}]{{1,3}}(?![{_LETTER}]))"
    rf"|(?<![{_LETTER}])[{_LETTER}]\.(?=[{_LETTER}]{{2,4}}(?![{_LETTER}]))"
)
# A tatweel that touches no letter is a dash ("Damascus -- agency"), and stays one character.
_DROP = re.compile(f"[{_MARKS}{_INVISIBLE}]+|(?<=[{_LETTER}{_MARKS}{_INVISIBLE}]){_TATWEEL}+|{_TATWEEL}+(?=[{_LETTER}{_MARKS}])")
_TRAILING = frozenset(_MARKS + _TATWEEL)

_LIGHT: dict[int, str | None] = {ord(c): None for c in _MARKS + _INVISIBLE}
_LIGHT[ord(_TATWEEL)] = "-"
_LIGHT.update({ord(a): b for a, b in zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")})
_PERSIAN = {"ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ۀ": "ه", "ہ": "ه", "ھ": "ه",
            "ە": "ه", "ۃ": "ة", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز", "ٱ": "ا", "ۆ": "و", "ێ": "ي", "ڕ": "ر", "ڵ": "ل"}
_LIGHT.update({ord(a): b for a, b in _PERSIAN.items()})
_PUNCTUATION = {"،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                "‟": '"', "〝": '"', "″": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "…": ".",
                "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ", "\t": " ", "\r": " ",
                "\u2028": "\n", "\u2029": "\n"}
_LIGHT.update({ord(a): b for a, b in _PUNCTUATION.items()})
_LIGHT.update({c: chr(c + 32) for c in range(ord("A"), ord("Z") + 1)})
_DEEP = str.maketrans("أإآىئؤة", "اااييوه")
_MIXED = re.compile(rf"(?<=[{_LETTER}])[a-z](?=[{_LETTER}])")
_LATIN = dict(zip("abdefghijklmnoqrstuvwyz", "ابديفجهيجكلمنوقرستوفويز"))


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with its map: ``starts[i]`` is the raw offset of folded character ``i``.

    ``starts`` has one entry more than ``deep`` (the raw length), so slices of it are safe.
    """

    raw: str
    light: str
    deep: str
    starts: list[int] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw ``(start, end)`` of the folded ``[start, end)``, vowel marks of its last letter included."""
        first, last = self.starts[start], self.starts[end - 1] + 1
        raw, size = self.raw, len(self.raw)
        while last < size and raw[last] in _TRAILING:
            last += 1
        return first, last


def fold(raw: str) -> Folded:
    """Fold ``raw``; never fails, whatever the string holds.

    >>> fold("د.ا.ع.ش").deep == fold("داعـــش").deep   # Daesh, disguised and stretched
    True
    >>> fold("إب").deep == fold("آب").deep, fold("إب").light == fold("آب").light   # Ibb, August
    (True, False)
    """
    gaps = _disguises(raw)
    if not gaps and not _OPEN.search(raw) and not _DROP.search(raw):
        light = raw.translate(_LIGHT)
        starts: list[int] | range = range(len(raw) + 1)
    else:
        light, starts = _mapped(raw, gaps)
    if _MIXED.search(light):
        light = _MIXED.sub(lambda m: _LATIN.get(m.group(), m.group()), light)
    return Folded(raw, light, light.translate(_DEEP), starts)


def _disguises(raw: str) -> set[int]:
    """Raw offsets of the separators that keep the letters of one word apart."""
    gaps: set[int] = set()
    for m in _SPLIT.finditer(raw):
        gaps.update(m.start() + s.start() for s in _SPLIT_SEPARATOR.finditer(m.group()))
    gaps.update(m.end() - 1 for m in _INNER.finditer(raw))
    return gaps


def _mapped(raw: str, gaps: set[int]) -> tuple[str, list[int]]:
    """The light form and its map, for text in which characters are dropped or opened."""
    pieces: list[str] = []
    starts: list[int] = []
    special = sorted({m.start() for m in _OPEN.finditer(raw)} | gaps)
    done = 0
    for at in [*special, len(raw)]:
        for m in _DROP.finditer(raw, done, at):
            pieces.append(raw[done : m.start()])
            starts.extend(range(done, m.start()))
            done = m.end()
        pieces.append(raw[done:at])
        starts.extend(range(done, at))
        if at < len(raw) and at not in gaps:
            opened = "".join(c for c in unicodedata.normalize("NFKC", raw[at]) if ord(c) not in _LIGHT or _LIGHT[ord(c)])
            pieces.append(opened)
            starts.extend([at] * len(opened))
        done = at + 1
    starts.append(len(raw))
    return "".join(pieces).translate(_LIGHT), starts
