"""Blocks of a saved page: title, running text, captions, embedded posts and site furniture.

Nothing is removed: every line belongs to a block, and later stages read running text only. The
phrases that give furniture away are data (`furniture.csv`); line shape decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.packs.rows import Packs
from marsad.records import Block
from marsad.text.fold import Folded, fold

_LINE = re.compile(r"[^\n]+")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_POST = re.compile(r"^[\u2014\u2013-]{1,2} ?.*\(@\w+\)|pic\.twitter\.com|https?://t\.co/")
_SPACES = re.compile(r"\s+")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d")
TITLE_MOST = 160  # characters: a longer first line is a paragraph
SHORT_LINE = 40  # characters: a heading or furniture rather than a sentence


@dataclass(frozen=True, slots=True)
class FurnitureCues:
    """Folded phrases by how they are matched: whole line, start of line, anywhere in a short line."""

    lines: dict[str, str]
    starts: tuple[tuple[str, str], ...]
    contains: tuple[tuple[str, str], ...]


def furniture_cues(packs: Packs) -> FurnitureCues:
    """The cues of ``furniture.csv``, folded; longest first."""
    by_match: dict[str, dict[str, str]] = {"line": {}, "starts": {}, "contains": {}}
    for row in packs.rows("furniture"):
        for cue in row.forms("cue"):
            by_match.get(row.get("match"), {})[_plain(fold(cue).deep)] = row.get("class")
    longest = lambda d: tuple(sorted(d.items(), key=lambda kv: (-len(kv[0]), kv[0])))  # noqa: E731
    return FurnitureCues(by_match["line"], longest(by_match["starts"]), longest(by_match["contains"]))


def split_blocks(folded: Folded, cues: FurnitureCues) -> tuple[Block, ...]:
    """Blocks of a text, one a line that is not blank, in order; kinds title | body | heading | caption | post | furniture."""
    raw = folded.raw
    lines = [(m.start(), m.end()) for m in _LINE.finditer(raw) if m.group().strip()]
    out: list[Block] = []
    titled = related = False
    for n, (start, end) in enumerate(lines):
        line = raw[start:end].strip()
        kind, reason = _kind(line, cues)
        if kind == "" and related and len(line) < TITLE_MOST and not line.endswith((".", "،")):
            kind, reason = "furniture", "headline under a related-links line"
        related = kind == "related" and len(_plain(fold(line).deep)) < SHORT_LINE
        if kind == "related":
            kind = "furniture"
        if kind == "":
            kind, reason = _running(line, titled, n, len(lines))
            titled = True
        out.append(Block(start, end, kind, reason))
    return tuple(_posts(out, raw))


def _kind(line: str, cues: FurnitureCues) -> tuple[str, str]:
    """Kind and reason by the cues; ('', '') for a line they do not know."""
    plain = _plain(fold(line).deep)
    if plain in cues.lines:
        return cues.lines[plain], "site furniture"
    for cue, kind in cues.starts:
        if plain.startswith(cue) and (len(plain) == len(cue) or not plain[len(cue)].isalnum() or kind == "caption"):
            return kind, f"starts with {cue!r}"
    if len(line) < TITLE_MOST and not line.rstrip("\"”'»)").endswith("."):
        for cue, kind in cues.contains:
            if cue in plain:
                return "caption" if kind == "caption-mark" else kind, f"has {cue!r}"
    if not _ARABIC.search(line):
        return ("post" if _POST.search(line) else "furniture"), "no Arabic"
    return "", ""


def _running(line: str, titled: bool, at: int, count: int) -> tuple[str, str]:
    ends = line.rstrip("\"”'») ")[-1:] in (".", "؟", "!", "؛")
    if not titled and len(line) <= TITLE_MOST and count > 1 and not line.rstrip().endswith("."):
        return "title", "first line"
    if len(line) < SHORT_LINE and not ends:
        return ("furniture", "a date line") if _DATED.search(line) else ("heading", "short line")
    return "body", ""


def _posts(blocks: list[Block], raw: str) -> Iterable[Block]:
    """The paragraph before a post's signature belongs to the post."""
    for n, block in enumerate(blocks):
        if n + 1 < len(blocks) and blocks[n + 1].kind == "post" and block.kind == "body":
            yield Block(block.start, block.end, "post", "embedded post")
        else:
            yield block


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" \"'.:|/\\-*●•")
