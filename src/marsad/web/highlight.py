"""A report's text cut into stretches that know what stands in them, so that overlapping marks stay readable.

Marks are drawn by colour and lines only, never by space: a stretch may begin inside a word, and Arabic letters must
still join across it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from marsad.records import Block

# Controls that reorder or hide what follows: shown as marks, so that no report can turn the page's words round.
CONTROLS = {
    0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text to be shown: ``ref`` is what it belongs to (``m3``, ``e1``), ``kind`` how it looks."""

    start: int
    end: int
    ref: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text ``[start, start + len(text))`` with the same marks all through; ``control`` names a character made visible."""

    start: int
    text: str
    kinds: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    control: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the report, or what lies between two (``kind`` gap), with its stretches."""

    kind: str
    reason: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Parts that stand on one line of the report; ``kind`` is that of the first which is read, else of the first."""

    kind: str
    parts: tuple[Part, ...]


def cut_stretches(text: str, marks: Iterable[Mark], start: int, end: int) -> Iterator[Stretch]:
    """The stretches of ``text[start:end]`` in order; together they give it back character by character.

    >>> [(s.text, s.refs) for s in cut_stretches("abcd", [Mark(0, 3, "m0", "place"), Mark(2, 4, "m1", "time")], 0, 4)]
    [('ab', ('m0',)), ('c', ('m0', 'm1')), ('d', ('m1',))]
    """
    inside = [m for m in marks if m.start < end and m.end > start and m.end > m.start]
    edges = {start, end}
    for mark in inside:
        edges |= {max(mark.start, start), min(mark.end, end)}
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        over = [m for m in inside if m.start <= left and m.end >= right]
        kinds = tuple(dict.fromkeys(m.kind for m in over))
        refs = tuple(dict.fromkeys(m.ref for m in over))
        yield from _visible(text[left:right], left, kinds, refs)


def _visible(text: str, at: int, kinds: tuple[str, ...], refs: tuple[str, ...]) -> Iterator[Stretch]:
    run = 0
    for index, letter in enumerate(text):
        if ord(letter) in CONTROLS:
            if index > run:
                yield Stretch(at + run, text[run:index], kinds, refs)
            yield Stretch(at + index, letter, kinds, refs, CONTROLS[ord(letter)])
            run = index + 1
    if run < len(text):
        yield Stretch(at + run, text[run:], kinds, refs)


def lay_out(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The report line by line, with whatever but line ends lies between its blocks; nothing is left out."""
    lines: list[list[Part]] = []
    last, fresh = 0, True
    for block in (*(sorted(blocks, key=lambda b: b.start) or [Block(0, len(text), "body")]), None):
        start = len(text) if block is None else max(block.start, last)
        between = text[last:start]
        if between.strip():
            lines.append([Part("gap", "", tuple(cut_stretches(text, marks, last, start)))])
            fresh = True
        elif between and "\n" not in between and lines:
            lines[-1].append(Part("gap", "", tuple(cut_stretches(text, marks, last, start))))
        fresh = fresh or "\n" in between or not lines
        if block is not None and block.end > start:
            part = Part(block.kind, block.reason, tuple(cut_stretches(text, marks, start, block.end)))
            if fresh:
                lines.append([part])
            else:
                lines[-1].append(part)
            last, fresh = block.end, False
    return tuple(Line(_line_kind(parts), tuple(parts)) for parts in lines)


def _line_kind(parts: Sequence[Part]) -> str:
    return next((p.kind for p in parts if p.kind not in ("furniture", "gap")), parts[0].kind)
