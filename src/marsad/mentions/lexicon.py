"""The lexicon: every listed form of every pack, and one pass over a text that finds them all.

Each distinct word of the language is analysed once (attached particles before it, pronouns after
it, regular verb endings) and the analysis is kept, so that the pass itself is a dictionary look-up a
word: news repeats its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from marsad.text.tokens import Text

_MEMORY = 200_000  # distinct word forms kept; the memory is emptied when it is full

# Attached particles in their order: conjunction, preposition or future, article.
_CONJUNCTIONS = ("و", "ف")
_FUTURE, _LIKE = "س", "ك"
_VERBS = ("present", "phrase")
_NAMES = ("place", "actor", "person", "nation")
_ARTICLE = "ال"
_PREPOSITIONS = ("ب", "ك", "ل")
_INSIDE = " \"'()[]_#-"  # what may stand between the words of one name
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم", "ه", "ك", "ي")


@dataclass(frozen=True, slots=True)
class Entry:
    """One form to be found. ``words`` are folded; ``light`` its light spelling.

    ``article``: may carry the article; ``suffix``: may carry a pronoun; ``bound``: only with a pronoun;
    ``strict``: other light spellings that mean something else and must not match; ``needs_article``: only
    with the article (``words`` stand without it).
    """

    kind: str
    words: tuple[str, ...]
    light: str
    payload: object
    article: bool = True
    suffix: bool = True
    prefix: bool = True
    bound: bool = False
    strict: tuple[str, ...] = ()
    feature: str = ""
    needs_article: bool = False


@dataclass(slots=True, eq=False)
class Hit:
    """An entry found at tokens ``[first, last)``; ``start``/``end`` folded offsets, the article included, other particles not.

    Never changed once made; not frozen, because some hundred are made for every report and freezing triples their cost.
    """

    first: int
    last: int
    start: int
    end: int
    entry: Entry
    conjunction: str
    preposition: str
    article: bool
    pronoun: str


_Analysis = tuple[str, str, bool, str, str, str]  # conjunction, preposition, article, stem, light stem, pronoun
_Single = tuple[Entry, int, int, str, str, bool, str]  # letters before the stem (the article is part of it) and after, particles, pronoun
class Phrases(Protocol):
    """Entries of several words that begin alike, by their second word."""

    def __contains__(self, second: object, /) -> bool: ...

    def __getitem__(self, second: str, /) -> list[Entry]: ...


class Names(Protocol):
    """More names than a lexicon is made of at once: entries by their words, asked for when a text has them."""

    @property
    def form(self) -> Entry: ...  # which particles all of them may carry

    def words(self, stem: str) -> list[Entry]: ...

    def phrases(self, stem: str) -> Phrases | None: ...


_Opening = tuple[str, str, bool, int, Phrases]
_Known = tuple[tuple[_Single, ...], tuple[_Opening, ...]]


@dataclass(slots=True)
class Lexicon:
    """Entries of one word by the word, entries of several by their first and second, and the words already analysed."""

    words: dict[str, list[Entry]]
    phrases: dict[str, dict[str, list[Entry]]]
    memory: dict[str, _Known] = field(default_factory=dict)
    more: Names | None = None

    def find(self, text: Text) -> list[Hit]:
        """All hits in ``text`` by first token; overlapping ones included."""
        memory = self.memory
        light, deep, starts, ends = text.light, text.deep, text.starts, text.ends
        size = len(deep)
        out: list[Hit] = []
        for i, word in enumerate(light):
            known = memory.get(word)
            if known is None:
                if len(memory) >= _MEMORY:
                    memory.clear()
                known = memory[word] = self._analyse(word, deep[i])
            singles, openings = known
            for entry, before, after, conj, prep, article, pronoun in singles:
                out.append(Hit(i, i + 1, starts[i] + before, ends[i] - after, entry, conj, prep, article, pronoun))
            if openings and i + 1 < size:
                second = deep[i + 1]
                for conj, prep, article, before, by_second in openings:
                    if second in by_second:
                        for entry in by_second[second]:
                            last = i + len(entry.words)
                            if last <= size and _rest(entry.words, deep, i, text):
                                out.append(Hit(i, last, starts[i] + before, ends[last - 1], entry, conj, prep, article, ""))
        return out

    def _analyse(self, light: str, deep: str) -> _Known:
        singles: list[_Single] = []
        openings: list[_Opening] = []
        whole = False
        for analysis, skip in analyses(light, deep):
            conj, prep, article, stem, light_stem, pronoun = analysis
            before = skip - 2 if article and deep[skip - 2 : skip] == _ARTICLE else skip
            if not pronoun:
                openings += self._openings(analysis, before, stem)
            if whole and (conj or prep):
                continue  # a listed word is not taken apart
            for entry in self.words.get(stem, ()):
                if (pronoun and not entry.suffix) or (entry.bound and not pronoun) or not _fits(entry, analysis):
                    continue
                if entry.strict and light_stem in entry.strict and light_stem != entry.light:
                    continue
                whole = whole or (not skip and not pronoun)
                singles.append((entry, before, len(pronoun), conj, prep, article, pronoun))
            if self.more is not None and not pronoun:
                singles += [(entry, before, 0, conj, prep, article, "") for entry in self.more.words(stem) if _fits(entry, analysis)]
        return tuple(singles), tuple(openings)

    def _openings(self, analysis: _Analysis, before: int, stem: str) -> list[_Opening]:
        """The phrases that a word read so may open, of the lexicon and of more names."""
        out: list[_Opening] = []
        fitting = {second: kept for second, entries in self.phrases.get(stem, {}).items() if (kept := [e for e in entries if _fits(e, analysis)])}
        if fitting:
            out.append((*analysis[:3], before, fitting))
        if self.more is not None and _fits(self.more.form, analysis) and (longer := self.more.phrases(stem)) is not None:
            out.append((*analysis[:3], before, longer))
        return out


def _fits(entry: Entry, analysis: _Analysis) -> bool:
    """Whether an entry may carry the particles of an analysis."""
    conj, prep, article = analysis[:3]
    if (article and not entry.article) or ((conj or prep) and not entry.prefix) or (entry.needs_article and not article):
        return False
    if prep == _FUTURE and entry.feature not in _VERBS:
        return False
    return not (prep == _LIKE and not article and entry.kind in _NAMES)


def _rest(words: tuple[str, ...], deep: list[str], i: int, text: Text) -> bool:
    """Whether the words after the first stand at their tokens with nothing but quotes and the like between."""
    for k in range(1, len(words)):
        if deep[i + k] != words[k]:
            return False
        gap = text.between(i + k - 1, i + k)
        if gap != " " and gap.strip(_INSIDE):
            return False
    return True


def analyses(light: str, deep: str) -> list[tuple[_Analysis, int]]:
    """Ways to read a word as particles + stem + pronoun; the whole word first, shorter stems later."""
    out: list[tuple[_Analysis, int]] = []
    for conj, prep, article, skip in _heads(deep):
        stem, light_stem = deep[skip:], light[skip:]
        if len(stem) < 1:
            continue
        out.append(((conj, prep, article, stem, light_stem, ""), skip))
        for p in _PRONOUNS:
            if stem.endswith(p) and light.endswith(p) and len(stem) - len(p) >= 2 and not article:
                out.append(((conj, prep, article, stem[: -len(p)], light_stem[: -len(p)], p), skip))
    return out


def _heads(word: str) -> list[tuple[str, str, bool, int]]:
    heads = [("", "", False, 0)]
    for conj in ("", *_CONJUNCTIONS):
        if not word.startswith(conj):
            continue
        at = len(conj)
        if conj:
            heads.append((conj, "", False, at))
        rest = word[at:]
        if rest.startswith("ال") and len(rest) > 3:
            heads.append((conj, "", True, at + 2))
        if rest.startswith("لل") and len(rest) > 3:
            heads.append((conj, "ل", True, at + 2))
        if rest.startswith("س") and len(rest) > 3:
            heads.append((conj, "س", False, at + 1))
        for prep in _PREPOSITIONS:
            if rest.startswith(prep) and len(rest) > 2:
                heads.append((conj, prep, False, at + 1))
                if rest[1:].startswith("ال") and len(rest) > 4:
                    heads.append((conj, prep, True, at + 3))
    return heads


def build_lexicon(entries: Iterable[Entry]) -> Lexicon:
    """The lexicon of ``entries``; of two of one kind with the same words and light spelling both are kept."""
    words: dict[str, list[Entry]] = {}
    phrases: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        if len(entry.words) == 1:
            words.setdefault(entry.words[0], []).append(entry)
        else:
            phrases.setdefault(entry.words[0], {}).setdefault(entry.words[1], []).append(entry)
    return Lexicon(words, phrases)


def keep_longest(hits: Iterable[Hit], key: Callable[[Hit], object] = lambda hit: hit.entry.kind) -> list[Hit]:
    """Of overlapping hits with the same key the longest, then the one with the longest stem; by start."""
    groups: dict[object, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(key(hit), []).append(hit)
    out: list[Hit] = []
    for group in groups.values():
        if len(group) == 1:
            out += group
            continue
        group.sort(key=lambda h: (h.last - h.first, h.end - h.start), reverse=True)
        taken: set[int] = set()
        for hit in group:
            span = range(hit.first, hit.last)
            if taken.isdisjoint(span):
                taken.update(span)
                out.append(hit)
    out.sort(key=lambda h: (h.first, -h.last))
    return out
