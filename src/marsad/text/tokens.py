"""Words and sentences of a folded text, as parallel lists for the hot path."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from marsad.records import Block
from marsad.text.fold import Folded

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_STOP = re.compile(r"[.!?;]+[\"')\]]*(?=\s|$)|[.!?]+(?=[^\W\d_])|\n+")


def words_of(folded: str) -> tuple[str, ...]:
    """The words of a folded string, as the tokens of a text would have them."""
    return tuple(_WORD.findall(folded))


@dataclass(frozen=True, slots=True)
class Sent:
    """One sentence: folded offsets, its tokens ``[first, last)``, and the kind of its block."""

    start: int
    end: int
    first: int
    last: int
    kind: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Text:
    """A document ready for matching: folded text, tokens (parallel lists, folded offsets) and sentences.

    ``light`` and ``deep`` hold the forms of each token; ``sent_of[i]`` is the sentence of token ``i``.
    """

    folded: Folded
    light: list[str]
    deep: list[str]
    starts: list[int]
    ends: list[int]
    sents: tuple[Sent, ...]
    sent_of: list[int]
    raw_starts: list[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Raw offsets of tokens ``[first, last)``."""
        return self.folded.span(self.starts[first], self.ends[last - 1])

    def between(self, a: int, b: int) -> str:
        """Folded characters between the end of token ``a`` and the start of token ``b``."""
        return self.folded.deep[self.ends[a] : self.starts[b]]


def split_text(folded: Folded, blocks: tuple[Block, ...]) -> Text:
    """Tokens and sentences of ``folded``; sentences never cross blocks and carry their block's kind."""
    light, deep, starts, ends = [], [], [], []
    light_text, deep_text = folded.light, folded.deep
    for m in _WORD.finditer(deep_text):
        s, e = m.span()
        starts.append(s)
        ends.append(e)
        deep.append(deep_text[s:e])
        light.append(light_text[s:e])
    sents = _sentences(folded, blocks, starts)
    sent_of = [0] * len(starts)
    for n, sent in enumerate(sents):
        for i in range(sent.first, sent.last):
            sent_of[i] = n
    raw_at = folded.starts
    return Text(folded, light, deep, starts, ends, tuple(sents), sent_of, [raw_at[s] for s in starts])


def _sentences(folded: Folded, blocks: tuple[Block, ...], token_starts: list[int]) -> list[Sent]:
    out: list[Sent] = []
    for paragraph, block in enumerate(blocks):
        begin, end = bisect_left(folded.starts, block.start), bisect_left(folded.starts, block.end)
        at = begin
        for m in [*_STOP.finditer(folded.deep, begin, end), None]:
            stop = m.end() if m else end
            first, last = bisect_left(token_starts, at), bisect_right(token_starts, stop - 1)
            if last > first:
                out.append(Sent(at, stop, first, last, block.kind, paragraph))
            at = stop
    return out
