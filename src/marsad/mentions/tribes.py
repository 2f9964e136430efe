"""Tribes and clans, found by the word before their name; once named, by the name alone.

All are tribal fighters; the name tells them apart, because tribes mostly fight tribes.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.records import ActorMention
from marsad.text.tokens import Text

TRIBE = "tribe"  # kind of a tribe's mention
_ID = "tribal-fighters"
_BUSY = ("function", "speech", "nation", "name_stop", "number", "time", "cue", "trigger", "place_word")
_LEADS = ("و", "ل", "ب", "")
_AND, _DUAL, _MANY = "و", "تي", ("ئل", "ئر")
_SHORTEST = 4  # letters of a name that may stand alone later


def find_tribes(text: Text, hits: dict[str, list[Hit]]) -> list[At[ActorMention]]:
    """Mentions of named tribes by first token; none unless the text speaks of a tribe."""
    heads = [h for h in keep_longest(hits.get("org_head", ())) if word_of(h).klass in (TRIBE, "clan")]
    if not any(word_of(h).klass == TRIBE for h in heads):
        return []
    busy = _regions(hits, heads) | {i for kind in _BUSY for h in hits.get(kind, ()) if not h.preposition and not h.conjunction for i in range(h.first, h.last)}
    clans = {h.first for h in heads if word_of(h).klass == "clan"}
    out: dict[int, At[ActorMention]] = {}
    for head in heads:
        if head.article or head.pronoun or head.first in out:
            continue
        for first, last, at in _names(text, head, busy, clans):
            out[first] = _tribe(text, first, last, at, head)
    for first, last, name in _again(text, out):
        out.setdefault(first, _tribe(text, first, last, first, None, name))
    return [out[i] for i in sorted(out)]


def _regions(hits: dict[str, list[Hit]], heads: list[Hit]) -> set[int]:
    """Tokens of places where "tribes" in the plural live, or that "in" stands before: no names of tribes."""
    places = hits.get("place", ())
    after = {h.last for h in heads if h.entry.light.endswith(_MANY)}
    return {h.first for h in places if h.preposition or h.first in after}


def _names(text: Text, head: Hit, busy: set[int], clans: set[int]) -> Iterator[tuple[int, int, int]]:
    """First and last token and the name's own first token of each tribe after a head; two after a dual."""
    clan = head.first in clans
    at = head.first if clan else head.last
    last = _end(text, at, busy, clans)
    if last is None:
        return
    yield head.first, last, at
    if (head.entry.light.endswith(_DUAL) or clan) and last < len(text.deep) and text.deep[last].startswith(_AND) and text.between(last - 1, last) == " ":
        second = _end(text, last, busy, clans)
        if second is not None and not clan:
            yield last, second, last


def _end(text: Text, at: int, busy: set[int], clans: set[int]) -> int | None:
    last = at + 2 if at in clans else at + 1
    if last > len(text.deep) or any(i in busy for i in range(at, last)) or (at and text.between(at - 1, at).strip(" \"'(")):
        return None
    return last if text.sent_of[last - 1] == text.sent_of[at] else None


def _again(text: Text, known: dict[int, At[ActorMention]]) -> Iterator[tuple[int, int, str]]:
    """Later and earlier places where a tribe's name stands alone."""
    names = {tuple(m.value.name.split()): m.value.name for m in known.values()}
    covered = {i for m in known.values() for i in range(m.first, m.last)}
    for words, name in names.items():
        if len(words) == 1 and len(words[0]) < _SHORTEST:
            continue
        forms = {lead + words[0] for lead in _LEADS}
        for i in range(len(text.deep) - len(words) + 1):
            if text.deep[i] in forms and tuple(text.deep[i + 1 : i + len(words)]) == words[1:] and i not in covered:
                yield i, i + len(words), name


def _tribe(text: Text, first: int, last: int, at: int, head: Hit | None, name: str = "") -> At[ActorMention]:
    """The mention at tokens ``[first, last)`` whose name begins at ``at``."""
    word = text.deep[at]
    if name or head is None:
        skip = len(word) - len(name.split()[0])
    else:
        skip = 0 if at == head.last else head.start - text.starts[at] if at == head.first else len(_AND)
    name = name or " ".join([word[skip:], *text.deep[at + 1 : last]])
    lead = word[:skip][-1:] if skip else ""
    begin = head.start if head is not None and first == head.first else text.starts[first] + skip
    start, end = text.folded.span(begin, text.ends[last - 1])
    rule = str(word_of(head).origin) if head is not None else "tribe named before"
    value = ActorMention(start, end, text.folded.raw[start:end], _ID, name, TRIBE, rule)
    return At(first, last, value, head.preposition if head is not None and first == head.first else "" if lead == _AND else lead)
