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
_NOTHING = "\0"  # holds the place of a character that is dropped
_COMMON = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u200f\u200e\u200b\u200c\u200d\ufeff"
_RARE = re.compile(f"[{''.join(sorted(set(_MARKS + _INVISIBLE) - set(_COMMON)))}]")
_TRAILING = frozenset(_MARKS + _TATWEEL)

# A stretched letter; two halves of a word, each stretched toward the gap. A tatweel that touches no letter is a dash.
_STRETCH = re.compile(
    rf"(?<=[{_LETTER}{_MARKS}]){_TATWEEL}+[ .*\u00b7]{{1,2}}{_TATWEEL}+(?=[{_LETTER}])"
    rf"|(?<=[{_LETTER}{_MARKS}{_INVISIBLE}]){_TATWEEL}+|{_TATWEEL}+(?=[{_LETTER}{_MARKS}])"
)

# Letters of one word kept apart to slip past filters ("d.a.e.sh", "d a e sh", "da*esh"), and an agency's initials.
_BEFORE, _AFTER = r"(?<![^\s(\"'\[])", r"(?![^\s)\"'\].,:!?;/-])"
_SPACED_HINT = re.compile(rf" [{_LETTER}] [{_LETTER}](?![{_LETTER}])")
_SPACED = re.compile(rf"{_BEFORE}[{_LETTER}](?: [{_LETTER}]){{2,}}{_AFTER}")
_SPLIT_HINT = re.compile(rf"[.\u00b7*~^\u2022_-] ?[{_LETTER}][.\u00b7*~^\u2022_-]")
_SPLIT = re.compile(rf"(?<![{_LETTER}\w])(?:[{_LETTER}][.\u00b7*~^\u2022_\-] ?){{2,}}[{_LETTER}](?![{_LETTER}\w])")
_SEPARATOR = re.compile(r"[.\u00b7*~^\u2022_\- ]")
_INNER = re.compile(
    rf"[*\u00b7~^\u2022](?<=[{_LETTER}].)(?=[{_LETTER}])"
    rf"|\.(?<=(?<![{_LETTER}])[{_LETTER}][{_LETTER}].)(?=[{_LETTER}]{{1,3}}(?![{_LETTER}]))"
    rf"|\.(?<=(?<![{_LETTER}])[{_LETTER}].)(?=[{_LETTER}]{{2,4}}(?![{_LETTER}]))"
)

_PERSIAN = {"ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ۀ": "ه", "ہ": "ه", "ھ": "ه",
            "ە": "ه", "ۃ": "ة", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز", "ٱ": "ا", "ۆ": "و", "ێ": "ي", "ڕ": "ر", "ڵ": "ل"}
_PUNCTUATION = {"،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                "‟": '"', "〝": '"', "″": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
                "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ", "\t": " ", "\r": " ",
                "\u2028": "\n", "\u2029": "\n", _TATWEEL: "-"}
_DIGITS = dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789"))
_CAPITALS = {chr(c): chr(c + 32) for c in range(ord("A"), ord("Z") + 1)}
# Pairs for str.replace: over text of few distinct letters it is four times as fast as str.translate.
_LIGHT = tuple({**_DIGITS, **_PERSIAN, **_PUNCTUATION, **_CAPITALS}.items())
_DEEP = tuple(zip("أإآىئؤة", "اااييوه"))
_MIXED = re.compile(rf"[a-z](?<=[{_LETTER}].)(?=[{_LETTER}])")
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
        first, last, after = self.starts[start], self.starts[end - 1] + 1, self.starts[end]
        if self.light[end - 1].isalpha():
            while last < after and self.raw[last] in _TRAILING:
                last += 1
        return first, last


def fold(raw: str) -> Folded:
    """Fold ``raw``; never fails, whatever the string holds.

    >>> fold("د.ا.ع.ش").deep == fold("داعـــش").deep   # Daesh, disguised and stretched
    True
    >>> fold("إب").deep == fold("آب").deep, fold("إب").light == fold("آب").light   # Ibb, August
    (True, False)
    """
    light = raw
    if _TATWEEL in light:
        light = _STRETCH.sub(_blank, light)
    for mark in _COMMON:
        light = light.replace(mark, _NOTHING)
    if _RARE.search(light):
        light = _RARE.sub(_NOTHING, light)
    for old, new in _LIGHT:
        light = light.replace(old, new)
    starts: list[int] | range = range(len(raw) + 1)
    if _OPEN.search(light):
        light, starts = _opened(light)
    if _NOTHING in light:
        light, starts = _without(light, starts)
    while True:
        if _MIXED.search(light):
            light = _MIXED.sub(lambda m: _LATIN.get(m.group(), m.group()), light)
        joined = _disguises(light)
        if not joined:
            return Folded(raw, light, _deep(light), starts)
        light, starts = _without("".join(_NOTHING if i in joined else c for i, c in enumerate(light)), starts)


def _deep(light: str) -> str:
    for old, new in _DEEP:
        light = light.replace(old, new)
    return light


def _blank(found: re.Match[str]) -> str:
    return _NOTHING * len(found.group())


def _disguises(light: str) -> set[int]:
    """Offsets of the separators that keep the letters of one word apart."""
    gaps = {m.start() for m in _INNER.finditer(light)}
    if _SPLIT_HINT.search(light):
        for m in _SPLIT.finditer(light):
            gaps.update(m.start() + s.start() for s in _SEPARATOR.finditer(m.group()))
    if _SPACED_HINT.search(light):
        for m in _SPACED.finditer(light):
            gaps.update(range(m.start() + 1, m.end(), 2))
    return gaps


def _opened(light: str) -> tuple[str, list[int]]:
    """The text with presentation forms opened into their letters, and its map."""
    pieces: list[str] = []
    starts: list[int] = []
    for at, c in enumerate(light):
        letters = c
        if _OPEN.match(c):
            letters = unicodedata.normalize("NFKC", c).replace(_TATWEEL, "")
            letters = "".join(x for x in letters if x not in _TRAILING)
            for old, new in _LIGHT:
                letters = letters.replace(old, new)
        pieces.append(letters)
        starts.extend([at] * len(letters))
    starts.append(len(light))
    return "".join(pieces), starts


def _without(light: str, starts: list[int] | range) -> tuple[str, list[int]]:
    """The text without the places of dropped characters, and its map."""
    pieces = light.split(_NOTHING)
    kept: list[int] = []
    at = 0
    for piece in pieces:
        end = at + len(piece)
        kept.extend(starts[at:end])
        at = end + 1
    kept.append(starts[-1])
    return "".join(pieces), kept
