"""Words and sentences of a folded text, as parallel lists for the hot path."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from marsad.records import Block
from marsad.text.fold import Folded

_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3a-z]+(?:'[^\\W\\d_]+)?|\\d+(?:[.,]\\d+)*|[^\\W\\d_]+(?:'[^\\W\\d_]+)?")
_STOP = re.compile("[.!?;\n\u2026]+[\"')\\]]*")
TRAILED_WORDS = 2  # up to here what stands before ".." is a label ("Sudan.. "), not a sentence


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
    light_text, deep_text = folded.light, folded.deep
    spans = [m.span() for m in _WORD.finditer(deep_text)]
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    deep, light = [deep_text[s:e] for s, e in spans], [light_text[s:e] for s, e in spans]
    sents = _sentences(folded, blocks, starts)
    sent_of: list[int] = []
    for n, sent in enumerate(sents):
        sent_of += [n] * (sent.last - len(sent_of))
    sent_of += [max(0, len(sents) - 1)] * (len(starts) - len(sent_of))
    raw_at = folded.starts
    raw_starts = starts if isinstance(raw_at, range) else [raw_at[s] for s in starts]
    return Text(folded, light, deep, starts, ends, tuple(sents), sent_of, raw_starts)


def _sentences(folded: Folded, blocks: tuple[Block, ...], token_starts: list[int]) -> list[Sent]:
    out: list[Sent] = []
    text, raw_at = folded.deep, folded.starts
    for paragraph, block in enumerate(blocks):
        begin, end = bisect_left(raw_at, block.start), bisect_left(raw_at, block.end)
        at, first = begin, bisect_left(token_starts, begin)
        for m in _STOP.finditer(text, begin, end):
            stop = m.end()
            if stop < end and not _is_stop(text, m.start(), stop):
                continue
            last = bisect_left(token_starts, stop, first)
            if last - first <= TRAILED_WORDS and stop < end and _trails(text, at, m.start()):
                continue
            if last > first:
                out.append(Sent(at, stop, first, last, block.kind, paragraph))
            at, first = stop, last
        last = bisect_left(token_starts, end, first)
        if last > first:
            out.append(Sent(at, end, first, last, block.kind, paragraph))
    return out


def _is_stop(text: str, at: int, end: int) -> bool:
    """Whether the signs ``[at, end)`` end a sentence: not in figures, dates, addresses and after abbreviations."""
    after = text[end]
    if "\n" in text[at:end]:
        return True
    before = text[at - 1] if at else ""
    if not after.isspace():
        return after.isalpha() and not after.isascii() and text[at] != ";" and not _is_short(text, at)
    if text[at] != "." or end - at > 1:
        return True
    following = text[end + 1 : end + 2]
    if before == " " and following.isdigit():
        return not text[:at].rstrip()[-1:].isdigit()
    if before.isascii() and before.isalpha():
        return not (following.isascii() and following.isalpha())
    return not _is_short(text, at)


def _is_short(text: str, at: int) -> bool:
    """Whether one letter alone stands before ``at``: a title before a name, an initial."""
    return at > 0 and text[at - 1].isalpha() and (at == 1 or not text[at - 2].isalnum())


def _trails(text: str, at: int, stop: int) -> bool:
    """Whether a few words are followed by dots that trail off, or are the number of an item."""
    return text.startswith(("..", "\u2026"), stop) or (text[stop] == "." and text[at:stop].strip().isdigit())
