"""What the event stage knows about each token: its clause, the cues and speech around it, its sentence.

Clauses are flat: a new one starts at punctuation, at a conjunction before a verb, and at the words that
open one ("that", "which", "while", "after"). Strong breaks end what a subject or an object can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.mentions.found import Found, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.text.tokens import Text

_OPENERS = frozenset({"that", "relative", "where", "break", "contrast", "when", "if", "then", "cause", "during", "after", "before", "already"})
_STRONG = frozenset({"that", "break", "contrast", "then", "where"})
_PUNCTUATION = ".,;:!?()-\n"


@dataclass(slots=True)
class Context:
    """One document on its way from mentions to events. Token-indexed lists unless said otherwise.

    ``clause[i]`` numbers flat clauses; ``strong[i]`` counts strong breaks up to ``i``; ``function[i]`` is the class of
    a function word or ''; ``cues`` are cue hits by first token; ``speech[i]`` the class of a word of saying at ``i``.
    """

    found: Found
    text: Text
    published: date | None
    clause: list[int]
    strong: list[int]
    function: list[str]
    speech: list[str]
    cues: list[Hit]
    trouble: float
    timed: set[int]

    def same_sent(self, a: int, b: int) -> bool:
        """Whether two tokens stand in one sentence."""
        return self.text.sent_of[a] == self.text.sent_of[b]

    def folded_span(self, sent: int) -> tuple[int, int]:
        """Raw offsets of a sentence's words."""
        s = self.text.sents[sent]
        return self.text.span(s.first, s.last)


def make_context(found: Found, published: date | None) -> Context:
    """The context of one document's mentions."""
    text = found.text
    size = len(text.deep)
    function, speech = [""] * size, [""] * size
    spans: dict[int, int] = {}
    for hit in keep_longest(found.hits.get("function", ())):
        if _plain(hit):
            for i in range(hit.first, hit.last):
                function[i] = word_of(hit).klass
            spans[hit.first] = hit.last
    verbs: set[int] = set()
    for hit in keep_longest(found.hits.get("speech", ())):
        for i in range(hit.first, hit.last):
            speech[i] = word_of(hit).klass
        if hit.conjunction:
            verbs.add(hit.first)
    for hit in found.hits.get("trigger", ()):
        if hit.conjunction and (hit.entry.feature in ("past", "present") or word_of(hit).pos == "phrase"):
            verbs.add(hit.first)
    clause, strong = _clauses(text, function, verbs)
    cues = keep_longest(found.hits.get("cue", ()), key=lambda h: word_of(h).klass)
    timed = {i for m in found.times for i in range(m.first, m.last)}
    trouble = sum(1 for h in cues if word_of(h).klass == "not-conflict") / max(1, len(text.sents))
    return Context(found, text, published, clause, strong, function, speech, cues, trouble, timed)


def _plain(hit: Hit) -> bool:
    """A function word stands by itself, at most behind a conjunction."""
    return (not hit.preposition and not hit.article and not hit.pronoun) or hit.last - hit.first > 1


def _clauses(text: Text, function: list[str], verbs: set[int]) -> tuple[list[int], list[int]]:
    clause, strong = [0] * len(text.deep), [0] * len(text.deep)
    c = s = 0
    for i in range(len(text.deep)):
        if i and text.sent_of[i] != text.sent_of[i - 1]:
            c, s = c + 1, s + 1
        else:
            gap = text.between(i - 1, i) if i else ""
            if gap != " " and any(p in gap for p in _PUNCTUATION):
                c += 1
                if any(p in gap for p in ".;:!?\n"):
                    s += 1
            if i in verbs:
                c, s = c + 1, s + 1
            elif function[i] in _OPENERS and function[i] != function[i - 1 if i else 0]:
                c += 1
                s += function[i] in _STRONG
        clause[i], strong[i] = c, s
    return clause, strong
