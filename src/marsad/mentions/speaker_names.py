"""How far a speaker's name runs: from its head to the next word that cannot belong to a name.

A name may hold another ("the spokesman of the force"), a quoted one, a number after a definite noun
("Channel 12", "Brigade 444"), and, for a person, the person's name in commas. Words of the content end it:
verbs, nouns of action, victims, numbers, times, attached prepositions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.records import ActorMention
from marsad.text.tokens import Text

_STEM = 4  # letters a stem must have for a particle to be split off it without doubt
_LONGEST = 12  # tokens of a name
_QUOTED = 6  # tokens of a quoted name
_APART = 6  # tokens of a name or a title in commas
_ATTACHED = frozenset(("و", "ب", "ف", "ك"))
_ARTICLE = "ال"
_FOR_THE = "لل"
_NISBA = ("ي", "يه")
_YA = "يى"
_MADDA, _HAMZA = "آ", "أ"
_PRONOUNS = ("ها", "هم")
_FATHATAN = "\u064b"
_PEOPLE = frozenset({"unnamed", "witness", "correspondent", "activist", "person"})
_NUMBERED = frozenset({"party", "medium", "official"})  # may have a number in their name
_INNER = frozenset({"prep-in", "prep-from"})
_MARKS = frozenset({'"', "_", "'", "#"})
_PLAIN_MARKS = " \"'_#"


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands at each token of a document, as far as names of speakers are concerned.

    ``ends`` holds, by first token, where a time or a number ends; ``nouns`` the definite nouns of action and
    people, ``bare`` the indefinite ones of action, ``listed`` all words of the packs that no particle leads.
    """

    text: Text
    heads: dict[int, Hit]
    parties: dict[int, At[ActorMention]]
    function: dict[int, str]
    cues: dict[int, Hit]
    ends: dict[int, int]
    stops: set[int]
    nouns: set[int]
    bare: set[int]
    listed: set[int]


def survey(text: Text, hits: dict[str, list[Hit]], actors: Iterable[At[ActorMention]], measures: Iterable[At[Any]]) -> Ground:
    """The ground of one document. ``measures`` are its times and numbers."""
    heads = {h.first: h for h in keep_longest(hits.get("speaker", ())) if h.entry.light[0] != _MADDA or text.folded.light[h.start] != _HAMZA}
    parties = {m.first: m for m in actors}
    inside = {i for h in heads.values() for i in range(h.first + 1, h.last)}
    cues = {h.first: h for h in keep_longest(hits.get("speech", ())) if h.first not in inside}
    function = {h.first: word_of(h).klass for h in hits.get("function", ()) if _plain(text, h)}
    ends = {m.first: m.last for m in measures if getattr(m.value, "kind", "") != "dual" and m.first not in heads}
    stops = set(cues) | {i for first, last in ends.items() for i in range(first, last)}
    stops |= {i for i, klass in function.items() if klass != "belong" or text.deep[i].startswith(_ARTICLE)}
    nouns: set[int] = set()
    bare = {h.first for h in hits.get("trigger", ()) if h.entry.feature == "noun" and not h.article and not h.preposition and not h.conjunction}
    for kind in ("trigger", "person"):
        for h in hits.get(kind, ()):
            if kind == "trigger" and h.entry.feature not in ("noun", "phrase"):
                stops.add(h.first)
            elif kind == "trigger" or not (h.article or _offices(heads, h.first)):
                (nouns if h.article else stops).add(h.first)
    led, listed = _attached(hits)
    return Ground(text, heads, parties, function, cues, ends, stops | (led - listed), nouns, bare, listed)


def _offices(heads: dict[int, Hit], first: int) -> bool:
    return first in heads and word_of(heads[first]).head and not heads[first].conjunction


def _plain(text: Text, hit: Hit) -> bool:
    """A function word by itself; "on" is no "Ali", whom the fold makes one with it."""
    if hit.preposition or hit.article != hit.entry.needs_article:
        return False
    return hit.last - hit.first > 1 or hit.entry.light[-1] not in _YA or text.light[hit.first][-1] == hit.entry.light[-1] or bool(hit.pronoun)


def _attached(hits: dict[str, list[Hit]]) -> tuple[set[int], set[int]]:
    """Tokens at which listed words stand behind a conjunction or a preposition of one letter, and by themselves."""
    led: set[int] = set()
    bare: set[int] = set()
    for kind in ("place", "actor", "person", "speaker", "trigger", "nation", "force", "org_head", "function"):
        for h in hits.get(kind, ()):
            if not (h.conjunction or h.preposition):
                bare.add(h.first)
            elif h.article or h.last - h.first > 1 or len(h.entry.light) >= _STEM:
                led.add(h.first)
    return led, bare


def ends_name(ground: Ground, i: int) -> bool:
    """Whether the word at a token is no part of a name that began before it."""
    return i in ground.stops or (i not in ground.listed and _leads(ground.text.deep[i], ground.text.light[i]))


def _leads(word: str, light: str) -> bool:
    """Whether an unlisted word is likely to begin with an attached particle, by its shape."""
    if len(word) < 3:
        return len(word) == 1 or word.endswith("ا")
    if len(word) > 4 and (word.startswith(_FOR_THE) or (word[0] in _ATTACHED and word[1:].startswith(_ARTICLE))):
        return True
    return (len(word) > 4 and word.startswith(("ب", "ل")) and (light.endswith("ة") or word[1] in "مت")) or (len(word) > 6 and word.startswith("و"))


def kind_of(ground: Ground, first: int) -> str:
    """The kind of the speaker whose name begins at a token."""
    if first in ground.heads:
        return word_of(ground.heads[first]).klass
    return "party" if first in ground.parties else "person"


def extent(ground: Ground, first: int) -> int:
    """The token after the last one of the name that begins at ``first``."""
    last = min(_run(ground, first, _known_end(ground, first)), first + _LONGEST)
    begin = ground.text.starts[first]
    if ground.text.folded.deep[max(0, begin - 1) : begin] == '"':
        last = max(last, _closing(ground.text, first))
    last = _inner(ground, first, last)
    return max(_apposed(ground, first, last), last)


def _known_end(ground: Ground, first: int) -> int:
    head, party = ground.heads.get(first), ground.parties.get(first)
    return max(head.last if head else 0, party.last if party else 0, first + 1)


def _run(ground: Ground, first: int, last: int) -> int:
    """The name from ``last`` on, as long as its words go on."""
    text, size = ground.text, len(ground.text.deep)
    complete = _complete(ground, first)
    while last < size and last - first < _LONGEST:
        gap = text.between(last - 1, last)
        marks = gap.strip()
        if marks and marks not in _MARKS:
            break
        closing = _closing(text, last) if marks == '"' and gap.endswith('"') and not _open(text, first, last) else 0
        if closing and (not complete or first in ground.heads or last == first + 1):
            last = closing
        elif _goes_on(ground, first, last, complete):
            last = _known_end(ground, last)
        else:
            break
    return last


def _complete(ground: Ground, first: int) -> bool:
    """Whether the name is a listed one that takes nothing after it but an adjective."""
    if first in ground.heads:
        head = ground.heads[first]
        whole = not word_of(head).head or (head.article and word_of(head).klass not in ("official", "unnamed", "correspondent"))
        return whole and head.last >= _known_end(ground, first)
    return first in ground.parties


def _open(text: Text, first: int, last: int) -> bool:
    """Whether a quote is open before token ``last`` of a name that begins at ``first``."""
    begin = text.starts[first]
    inside = text.folded.deep[max(0, begin - 1) : text.ends[last - 1]]
    return inside.count('"') % 2 == 1


def _closing(text: Text, first: int) -> int:
    """The token after the one with the closing quote of what a quote opens at ``first``, or 0."""
    deep = text.folded.deep
    for i in range(first, min(first + _QUOTED, len(text.deep))):
        end = text.ends[i]
        if deep[end : end + 3].lstrip(" .").startswith('"'):
            return i + 1
        if "\n" in deep[end : end + 2]:
            return 0
    return 0


def _goes_on(ground: Ground, first: int, i: int, complete: bool) -> bool:
    """Whether token ``i`` may stand in a name that began at ``first``."""
    word, before = ground.text.deep[i], ground.text.deep[i - 1]
    if word[0].isdigit():
        return before.startswith(_ARTICLE) and len(word) <= 4 and i == first + 1 and kind_of(ground, first) in _NUMBERED
    if ends_name(ground, i):
        office = first in ground.heads and word_of(ground.heads[first]).klass == "official" and word_of(ground.heads[first]).head
        joined = word[0] == "و" and word[1:].startswith(_ARTICLE) and before.startswith(_ARTICLE) and i not in ground.heads and i not in ground.parties and i not in ground.function
        unit = i == first + 1 and i in ground.bare and not before.startswith(_ARTICLE)
        whose = word.startswith(_FOR_THE) and before.startswith(_ARTICLE) and i not in ground.heads and i not in ground.cues
        return office and (joined or unit or whose)
    if complete:
        return word.startswith(_ARTICLE) and word.endswith(_NISBA) and i not in ground.nouns
    if i in ground.nouns and before.startswith(_ARTICLE):
        return False
    return not foreign(ground, i)


def foreign(ground: Ground, i: int) -> bool:
    """Whether the shape of a word says that it is no part of a name: a pronoun or an adverb's ending."""
    text = ground.text
    if i in ground.heads or i in ground.parties:
        return False
    word = text.light[i]
    return (len(word) > 4 and word.endswith(_PRONOUNS)) or (_adverbial(text, i) and not _adverbial(text, i - 1))


def _adverbial(text: Text, i: int) -> bool:
    start, end = text.span(i, i + 1)
    return _FATHATAN in text.folded.raw[start:end]


def _inner(ground: Ground, first: int, last: int) -> int:
    """A person known by place or office: "a source in the ministry", "a resident of the village"."""
    text, kind = ground.text, kind_of(ground, first)
    person = kind in _PEOPLE and not text.deep[first].startswith(_ARTICLE)
    if not (person or kind in ("official", "person")) or last + 1 >= len(text.deep) or text.between(last - 1, last).strip(_PLAIN_MARKS):
        return last
    if person and last in ground.heads and ground.heads[last].preposition:
        return _run(ground, last, _known_end(ground, last))
    at = last + 1
    office = ground.function.get(last) == "prep-near" and text.deep[at].startswith(_ARTICLE)
    if not office and ground.function.get(last) not in _INNER:
        return last
    if ends_name(ground, at) or at in ground.nouns or foreign(ground, at) or text.between(last, at).strip(_PLAIN_MARKS):
        return last
    end = _run(ground, at, _known_end(ground, at))
    closed = ground.function.get(end) == "that" or (end - at > 1 and (end >= len(text.deep) or text.between(end - 1, end).strip()[:1] in (",", ".", ":")))
    return end if person or closed else last


def _apposed(ground: Ground, first: int, last: int) -> int:
    """The end of a name or title in commas after a person's title or name, if there is one."""
    text = ground.text
    if last >= len(text.deep) or "," not in text.between(last - 1, last):
        return last
    titled = any(i in ground.heads and word_of(ground.heads[i]).klass == "official" and word_of(ground.heads[i]).head for i in range(first, last))
    second = ground.heads.get(last)
    if not titled and not (second is not None and word_of(second).klass == "official" and kind_of(ground, first) == "person"):
        return last
    if text.between(last - 1, last).strip(_PLAIN_MARKS) != "," or ends_name(ground, last) or last in ground.nouns or foreign(ground, last):
        return last
    end = _run(ground, last, _known_end(ground, last))
    if end - last > _APART or end >= len(text.deep):
        return last
    closed = "," in text.between(end - 1, end) or ground.function.get(end) == "that" or end in ground.cues
    return end if closed else last
