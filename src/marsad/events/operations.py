"""Named operations: a name in quotes that a word for an operation or for naming introduces stands for the operation wherever it is told.

"Operation 'Dawn of the Hills'", "a campaign it called 'X'": the words inside such a name tell nothing by themselves.
"""

from __future__ import annotations

from marsad.events.context import Context
from marsad.mentions.compile import Word
from marsad.mentions.found import Found, word_of
from marsad.mentions.lexicon import Entry, Hit
from marsad.packs.rows import Origin
from marsad.text.tokens import Text

LONGEST = 4  # words of a name
_QUOTES = "\"'("
_NEAR = 2  # tokens between the word that introduces a name and the name
NAMED = Word("named operation", Origin("arabic", "operation_words.csv", 0), "phrase", "", "weak")
_ENTRY = Entry("trigger", (), "", NAMED, feature="phrase")


def find_operations(ctx: Context) -> list[Hit]:
    """Every mention of an operation by its name, as hits of a general word for happenings, by first token."""
    text = ctx.text
    return [Hit(first, last, text.starts[first], text.ends[last - 1], _ENTRY, "", "", False, "") for first, last in find_named(ctx.found)]


def find_named(found: Found) -> list[tuple[int, int]]:
    """The tokens of every mention of an operation by its name, by first token."""
    introduced = {h.last: word_of(h).klass for h in found.hits.get("operation", ())}
    if not introduced:
        return []
    text, quoted = found.text, _quoted(found.text)
    names: set[tuple[str, ...]] = set()
    for first, last in quoted:
        for at in range(first, max(text.sents[text.sent_of[first]].first, first - _NEAR) - 1, -1):
            if at in introduced and (at == first or introduced[at] == "naming"):
                names.add(tuple(text.deep[first:last]))
    busy = {i for m in found.actors for i in range(m.first, m.last)} | {i for m in found.places for i in range(m.first, m.last)}
    return [(first, last) for first, last in quoted if tuple(text.deep[first:last]) in names and busy.isdisjoint(range(first, last))]


def _quoted(text: Text) -> list[tuple[int, int]]:
    """Tokens of short quoted phrases within one sentence."""
    out = []
    deep = text.folded.deep
    for i, start in enumerate(text.starts):
        if not start or deep[start - 1] not in _QUOTES:
            continue
        for last in range(i + 1, min(i + LONGEST, len(text.deep)) + 1):
            if text.sent_of[last - 1] != text.sent_of[i]:
                break
            end = text.ends[last - 1]
            if deep[end : end + 1] and deep[end] in "\"')":
                if last - i > 1 or deep[start - 1] != "(":
                    out.append((i, last))
                break
    return out
