"""Place names that no gazetteer row knows and no feature word introduces, told from ordinary words by a linear score.

"Fighters in X", "east of X", "X and Y": the words around a word, its shape, and whether reports use it as an ordinary
word speak for or against its being a name (task ``name`` of the weights). Ordinary words are a pack table
(`vocabulary.tsv`: word, reports that use it), written from gold by `tools/train.py` like the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from marsad.mentions.found import LIKELY, At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.places_unknown import KNOWN_ONLY, container, name_end, name_heads
from marsad.packs.weights import Block, Model
from marsad.records import PlaceMention
from marsad.text.tokens import Text

NAME_FROM = -0.5  # log odds from which a word is a name
FIRM_FROM = 1.0  # from which it is the listed place of that name, though the name is an ordinary word too
_NAMELESS = "?"  # marks a feature word that introduces listed names alone
_READ = ("title", "body", "heading")
_CONJUNCTION, _ARTICLE = "و", "ال"
_ATTACHED = ("ب", "ل")
ORDINARY = 6  # reports that use a word before it is no name after a doubtful feature word
_MARKS = ("\"", "'", "(", "[", "\u00ab", "\u201c")
_LEAST = 3  # letters of a name
_QUOTES = "\"'(["
_COMMON = (0, 1, 2, 4, 8, 16, 40)

Common = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Namer:
    """What tells names from words: the weights, and in how many reports a word is used as an ordinary one."""

    model: Model
    vocabulary: dict[str, int]

    def common(self, word: str) -> int:
        """Reports that use ``word`` (see `core_of`) as an ordinary word."""
        return self.vocabulary.get(word, 0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``[first, last)`` that may be a name, without the ``skip`` letters of particles before it."""

    first: int
    last: int
    skip: int
    blocks: tuple[Block, ...]


def read_vocabulary(table: str) -> dict[str, int]:
    """Ordinary words and the number of reports that use them."""
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {word: int(count) for word, count in rows}


def core_of(word: str) -> str:
    """A word without what may be attached before it: how ordinary words are counted."""
    if word.startswith(_CONJUNCTION) and len(word) > _LEAST + 1:
        word = word[1:]
    if word[:1] in _ATTACHED and len(word) > _LEAST + 1:
        rest = word[1:]
        word = rest if rest.startswith(_ARTICLE) else rest[1:] if word.startswith("لل") else word
    return word[2:] if word.startswith(_ARTICLE) and len(word) > _LEAST + 1 else word


def is_ordinary(text: Text, m: At[PlaceMention], namer: Namer) -> bool:
    """Whether the one word that a feature word seems to name is a word that many reports use: "a strong front", "the rules of the game"."""
    start = text.span(m.first, m.last)[0]
    quoted = text.folded.raw[start - 1 : start] in _MARKS if start else False
    alone = m.last == m.first + 1 and " " not in m.value.quote
    return alone and not quoted and namer.common(core_of(text.deep[m.first])) >= ORDINARY


def find_likely(text: Text, hits: dict[str, list[Hit]], busy: set[int], places: list[At[PlaceMention]], countries: dict[str, float], namer: Namer) -> list[tuple[At[PlaceMention], float]]:
    """Likely names by first token, each with its score (log odds); ``busy`` tokens belong to other names and to listed words, ``places`` are those found already."""
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in candidates(text, hits, busy, places, namer.common):
        score = namer.model.weigh("name", candidate.blocks)
        if score > NAME_FROM and (candidate.first not in best or score > best[candidate.first][0]):
            best[candidate.first] = (score, candidate)
    out: list[tuple[At[PlaceMention], float]] = []
    end = 0
    for first, (score, candidate) in sorted(best.items()):
        if first >= end:
            out.append((_mention(text, candidate, score, places, countries), score))
            end = candidate.last
    return out


def candidates(text: Text, hits: dict[str, list[Hit]], busy: set[int], places: list[At[PlaceMention]], common: Common) -> Iterator[Candidate]:
    """Words that stand where a place's name may stand."""
    around = _survey(text, hits, places)
    for sent in text.sents:
        if sent.kind not in _READ:
            continue
        for i in range(sent.first, sent.last):
            word = text.deep[i]
            if i in busy or len(word) < _LEAST or not word[0].isalpha() or word.isascii():
                continue
            for lead, skip in _leads(text, around, i, sent.first):
                if lead.endswith(_NAMELESS):
                    continue
                if len(word) - skip >= _LEAST:
                    last = min(name_end(text, i, busy, around.heads), sent.last)
                    yield Candidate(i, last, skip, _blocks(text, around, i, last, skip, lead, sent.last, common))


@dataclass(frozen=True, slots=True)
class _Survey:
    """What ends before each token (a function word, a feature word, a place, an action) and what starts at it; names told with certainty."""

    before: dict[int, str]
    at: dict[int, str]
    ends: frozenset[int]
    heads: set[int]
    names: frozenset[str]


def _survey(text: Text, hits: dict[str, list[Hit]], places: list[At[PlaceMention]]) -> _Survey:
    before: dict[int, str] = {}
    at: dict[int, str] = {}
    for kind in ("trigger", "person", "actor", "cue", "speech"):
        for h in hits.get(kind, ()):
            before.setdefault(h.last, kind + ("+" if h.pronoun else ""))
            at[h.first] = kind
    for h in hits.get("function", ()):
        if not h.pronoun:
            before[h.last], at[h.first] = word_of(h).klass, word_of(h).klass
    for h in hits.get("place_word", ()):
        klass = word_of(h).klass + ("!" if h.article else "?" if word_of(h).note.startswith(KNOWN_ONLY) else "")
        before[h.last], at[h.first] = klass, klass
    for m in places:
        at[m.first] = "place"
    names = frozenset(core_of(text.deep[m.first]) for m in places if m.last == m.first + 1)
    return _Survey(before, at, frozenset(m.last for m in places), name_heads(hits), names)


def _leads(text: Text, around: _Survey, i: int, first: int) -> Iterator[tuple[str, int]]:
    """What leads into a word as a name, and the letters attached before it."""
    word, gap = text.deep[i], text.between(i - 1, i) if i > first else ""
    joined = word.startswith(_CONJUNCTION) and len(word) > _LEAST
    if i in around.ends and i > first:
        if "," in gap:
            yield "list,", 0
        if joined:
            yield "list+", 1
    lead = around.before.get(i) if i > first and not gap.strip(" \"'()[]") else None
    if lead is not None:
        yield lead, 0
    for skip in (0, 1) if joined else (0,):
        if word[skip : skip + 1] in _ATTACHED and len(word) - skip > _LEAST and not word.startswith(_ARTICLE, skip):
            yield f"attached-{'b' if word[skip] == _ATTACHED[0] else 'l'}", skip + 1


def _blocks(text: Text, around: _Survey, i: int, last: int, skip: int, lead: str, end: int, common: Common) -> tuple[Block, ...]:
    core = text.deep[i][skip:]
    article = core.startswith(_ARTICLE)
    stem = core[2:] if article else core
    used = max(n for n in _COMMON if common(core_of(core)) >= n)
    quoted = text.starts[i] > 0 and text.folded.deep[text.starts[i] - 1] in _QUOTES
    gap = text.between(last - 1, last) if last < end else "."
    after = "end" if last >= end else "break" if gap.strip() else around.at.get(last, "word")
    nxt = text.deep[last] if last < end and not gap.strip() else ""
    back = text.deep[i - 1] if i else ""
    told = stem in around.names or core_of(core) in around.names
    return ((_standing, (lead, used, article, quoted, after, told, last - i)), (_shape, (stem[:2], stem[-1:], stem[-2:], stem[-3:], min(8, len(stem)), article, lead)),
            (_beside, (back, nxt)), (_used, (used, stem[-1:], after, article)))


def _standing(lead: str, used: int, article: bool, quoted: bool, after: str, told: bool, size: int) -> list[str]:
    return [f"lead={lead}", f"used={used}", f"lead={lead}|used={used}", f"article={article}|{lead}", f"article={article}|used={used}", f"quoted={quoted}|used={used}", f"after={after}",
            f"after={after}|{lead}", f"told={told}|used={used}", f"size={size}|used={used}", f"size={size}|{lead}"]


def _shape(head: str, one: str, two: str, three: str, size: int, article: bool, lead: str) -> list[str]:
    return [f"head={head}", f"tail={one}|{article}", f"tail={two}|{article}", f"tail={three}", f"long={size}|{article}", f"tail={two}|{lead}"]


def _beside(back: str, nxt: str) -> list[str]:
    return [f"back={back}", f"next={nxt}"]


def _used(used: int, one: str, after: str, article: bool) -> list[str]:
    return [f"used={used}|tail={one}|{article}", f"used={used}|after={after}"]


def _mention(text: Text, candidate: Candidate, score: float, places: list[At[PlaceMention]], countries: dict[str, float]) -> At[PlaceMention]:
    first, last = candidate.first, candidate.last
    start, end = text.folded.span(text.starts[first] + candidate.skip, text.ends[last - 1])
    quote = text.folded.raw[start:end]
    inside = container(places, first, last, text, countries)
    value = PlaceMention(start, end, quote, quote, "", "place", inside.admin1 if inside else None, inside.country if inside else None, None, None, "unknown", (),
                         f"likely a name {score:+.1f}", mention=quote)
    preposition = text.deep[first][candidate.skip - 1] if candidate.skip else ""
    return At(first, last, value, "" if preposition == _CONJUNCTION else preposition, note=LIKELY)
