"""The lexicon: every listed form of every pack, and one pass over a text that finds them all.

Each distinct word of the language is analysed once (attached particles before it, pronouns after
it, regular verb endings) and the analysis is kept, so that the pass itself is a dictionary look-up a
word: news repeats its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from marsad.text.tokens import Text

_MEMORY = 200_000  # distinct word forms kept; the memory is emptied when it is full

# Attached particles in their order: conjunction, preposition or future, article.
_CONJUNCTIONS = ("و", "ف")
_FUTURE = "س"
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


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at tokens ``[first, last)``; ``start``/``end`` folded offsets, the article included, other particles not."""

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


@dataclass(slots=True)
class Lexicon:
    """Entries by their first word, with the memory of words already analysed."""

    by_first: dict[str, list[Entry]]
    memory: dict[str, tuple[tuple[Entry, _Analysis, int], ...]] = field(default_factory=dict)

    def find(self, text: Text) -> list[Hit]:
        """All hits in ``text`` by first token, then longest; overlapping ones included."""
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
            for entry, (conj, prep, article, stem, _, pronoun), skip in known:
                words = entry.words
                count = len(words)
                if count > 1:
                    if i + count > size or not _rest(words, deep, i, count, text):
                        continue
                    last = i + count
                    tail = deep[last - 1]
                    pronoun = tail[len(words[-1]) :] if tail.startswith(words[-1]) else ""
                    end = ends[last - 1] - len(pronoun)
                else:
                    last = i + 1
                    end = ends[i] - len(pronoun)
                begin = starts[i] + (skip - 2 if article and deep[i][skip - 2 : skip] == _ARTICLE else skip)
                out.append(Hit(i, last, begin, end, entry, conj, prep, article, pronoun))
        return out

    def _analyse(self, light: str, deep: str) -> tuple[tuple[Entry, _Analysis, int], ...]:
        found: list[tuple[Entry, _Analysis, int]] = []
        whole = False
        for analysis, skip in analyses(light, deep):
            conj, prep, article, stem, light_stem, pronoun = analysis
            if whole and (conj or prep):
                continue  # a listed word is not taken apart
            for entry in self.by_first.get(stem, ()):
                if len(entry.words) > 1:
                    if pronoun:
                        continue
                elif (pronoun and not entry.suffix) or (entry.bound and not pronoun):
                    continue
                if (article and not entry.article) or ((conj or prep) and not entry.prefix):
                    continue
                if (entry.needs_article and not article) or (prep == _FUTURE and entry.feature not in _VERBS):
                    continue
                if prep == "ك" and not article and entry.kind in _NAMES:
                    continue
                if entry.strict and len(entry.words) == 1 and light_stem in entry.strict and light_stem != entry.light:
                    continue
                whole = whole or (not skip and not pronoun and len(entry.words) == 1)
                found.append((entry, analysis, skip))
        return tuple(found)


def _rest(words: tuple[str, ...], deep: list[str], i: int, count: int, text: Text) -> bool:
    for k in range(1, count):
        word, got = words[k], deep[i + k]
        if got != word and not (k == count - 1 and got.startswith(word) and got[len(word) :] in _PRONOUNS):
            return False
        if text.between(i + k - 1, i + k).strip(_INSIDE):
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
    by_first: dict[str, list[Entry]] = {}
    for entry in entries:
        by_first.setdefault(entry.words[0], []).append(entry)
    return Lexicon(by_first)


def keep_longest(hits: Iterable[Hit], key: Callable[[Hit], object] = lambda hit: hit.entry.kind) -> list[Hit]:
    """Of overlapping hits with the same key the longest, then the one with the longest stem; by start."""
    groups: dict[object, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(key(hit), []).append(hit)
    out: list[Hit] = []
    for group in groups.values():
        group.sort(key=lambda h: (h.last - h.first, h.end - h.start), reverse=True)
        taken: set[int] = set()
        for hit in group:
            span = range(hit.first, hit.last)
            if taken.isdisjoint(span):
                taken.update(span)
                out.append(hit)
    out.sort(key=lambda h: (h.first, -h.last))
    return out
