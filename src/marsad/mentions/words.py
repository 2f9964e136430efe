"""Closed-class words of time and number: their entries for the lexicon, and a text's hits by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.errors import PackError
from marsad.mentions.lexicon import Entry, Hit
from marsad.packs.rows import Origin, Row
from marsad.text.fold import fold
from marsad.text.tokens import Text, words_of

TIME, NUMBER = "time", "number"
_KINDS = (TIME, NUMBER)

# Classes whose words may carry the article, and those that may carry a pronoun ("its day", "one of them").
_WITH_ARTICLE = frozenset((
    "weekday", "relday", "tonight", "daypart", "unit", "mod", "fewadj", "month", "planned", "first",
    "digit", "ten", "tens", "hundred", "scale", "twoscale", "scales", "fraction", "vagues", "ordinal", "others", "measure",
))  # fmt: skip
_WITH_PRONOUN = frozenset(("unit", "one", "from", "ago", "after", "of"))
_SOFT = frozenset(" ,/-()|\"'")  # what may stand between the words of one expression


@dataclass(frozen=True, slots=True)
class Word:
    """What a listed word stands for: its class, value and the row it comes from."""

    cls: str
    value: str
    number: int
    needs: str
    origin: Origin


def word_entries(rows: Iterable[Row], kind: str) -> list[Entry]:
    """Entries of ``kind`` for the rows of a word list. Raises PackError for a row without form or class."""
    out: list[Entry] = []
    for row in rows:
        cls, value, needs = row.get("class"), row.get("value"), row.get("needs")
        forms = row.forms("form")
        if not forms or not cls:
            raise PackError(f"{row.origin}: a {kind} word needs form and class")
        digits = value.lstrip("-")
        word = Word(cls, value, int(value) if digits.isdecimal() else 0, needs, row.origin)
        strict = tuple(fold(s).light for s in row.forms("strict"))
        for form in forms:
            folded = fold(form)
            article = cls in _WITH_ARTICLE and needs != "bare"
            out.append(
                Entry(kind, words_of(folded.deep), folded.light, word, article=article,
                      suffix=cls in _WITH_PRONOUN, strict=strict)
            )
    return out


@dataclass(frozen=True, slots=True)
class Words:
    """A text's time and number words: ``at[class][token]`` is the longest hit that starts there.

    ``glued[token]`` counts the letters of particles attached before a word of these kinds (a preposition
    fused with the article stays); ``figures`` are the tokens of digits; ``ends`` the tokens after a hit.
    """

    text: Text
    deep: list[str]
    at: defaultdict[str, dict[int, Hit]]
    size: int
    glued: dict[int, int]
    figures: list[int]
    ends: set[int]

    def idle(self, i: int) -> bool:
        """Whether token ``i`` is neither a figure nor a word of these kinds."""
        return i not in self.glued and not (i < self.size and self.deep[i][0].isdecimal())

    def get(self, cls: str, i: int) -> Hit | None:
        """The hit of ``cls`` at token ``i``."""
        return self.at[cls].get(i)

    def gap(self, i: int) -> str:
        """Folded characters between token ``i - 1`` and token ``i``; a line break stands for the text's ends."""
        if i <= 0 or i >= self.size:
            return "\n"
        return self.text.folded.deep[self.text.ends[i - 1] : self.text.starts[i]]

    def value(self, cls: str, i: int) -> str:
        """The value of the word of ``cls`` at token ``i``, or ''."""
        hit = self.get(cls, i)
        return word_of(hit).value if hit else ""

    def soft(self, i: int, *, comma: bool = True) -> bool:
        """Whether token ``i`` may continue the expression that ends before it."""
        gap = self.gap(i)
        return len(gap) <= 4 and all(c in _SOFT for c in gap) and (comma or "," not in gap)

    def is_of(self, i: int) -> bool:
        """Whether a bare "of" or "from" stands at token ``i``."""
        hit = self.get("from", i)
        return bool(hit and not hit.pronoun and not hit.preposition and self.near(i))

    def marked(self, i: int, mark: str) -> bool:
        """Whether the raw word at token ``i`` carries the vowel mark."""
        start, end = self.text.span(i, i + 1)
        return mark in self.text.folded.raw[start:end]

    def near(self, i: int) -> bool:
        """Whether only spaces (or nothing) part token ``i`` from the one before."""
        return self.gap(i) in (" ", "", "  ")


def index_words(text: Text, hits: Iterable[Hit]) -> Words:
    """The hits of kinds time and number by class; of two at one token the longer, then the fuller stem."""
    at: defaultdict[str, dict[int, Hit]] = defaultdict(dict)
    glued: dict[int, int] = {}
    ends: set[int] = set()
    deep = text.deep
    for hit in hits:
        if hit.entry.kind not in _KINDS:
            continue
        word = hit.entry.payload
        if not isinstance(word, Word) or (word.needs and not _fits(hit, word)):
            continue
        i = hit.first
        known = at[word.cls]
        other = known.get(i)
        if other is None or (hit.last, hit.end - hit.start) > (other.last, other.end - other.start):
            known[i] = hit
            ends.add(hit.last)
        if not hit.conjunction and not hit.preposition:
            glued[i] = 0
        elif i not in glued:
            glued[i] = _attached(hit, deep[i])
    return Words(text, deep, at, len(deep), glued, [i for i, word in enumerate(deep) if word[0].isdecimal()], ends)


def _attached(hit: Hit, word: str) -> int:
    fused = hit.article and hit.preposition and word.startswith(hit.conjunction + 2 * hit.preposition)
    return len(hit.conjunction) + (0 if fused else len(hit.preposition))


def _fits(hit: Hit, word: Word) -> bool:
    if word.needs == "article":
        return hit.article
    if hit.preposition and hit.end - hit.start <= 2 and word.needs == "context":
        return False
    if word.needs == "bare":
        return not hit.article
    return True


def word_of(hit: Hit) -> Word:
    """The listed word behind a hit of these kinds."""
    word = hit.entry.payload
    assert isinstance(word, Word)
    return word
