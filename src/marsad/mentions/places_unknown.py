"""Place names that no gazetteer row knows, found by what introduces them: a feature word, or a list.

"The village of X", "the villages A and B and C", "A and B" after a preposition of place. The name is
kept as said; province and country are those of the container that the text names nearby.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.mentions.compile import Word
from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.records import PlaceMention
from marsad.text.tokens import Text

_BUSY = ("function", "trigger", "speech", "actor", "place_word", "nation", "time", "number", "cue", "speaker", "person")
_QUOTES = "\"'(["
_LONGEST = 4  # tokens of a quoted name


def find_unknown(text: Text, hits: dict[str, list[Hit]], taken: set[int], grounded: list[At[PlaceMention]]) -> list[At[PlaceMention]]:
    """Unknown place names by first token; ``taken`` tokens belong to other names."""
    busy = taken | {i for kind in _BUSY for h in hits.get(kind, ()) if not _weak(h) for i in range(h.first, h.last)}
    heads = {h.first for h in hits.get("name_head", ())}
    out: list[At[PlaceMention]] = []
    for feature in hits.get("place_word", ()):
        word = word_of(feature)
        if word.klass != "dropped":
            continue
        plural = _plural(feature, word)
        for first, last, skip in _names(text, feature.last, busy, heads, plural, grounded):
            out.append(_unknown(text, first, last, skip, word, grounded))
            busy.update(range(first, last))
    return out


def _weak(hit: Hit) -> bool:
    """A reading of a word that leaves one letter or that drops a first letter is no reason to refuse a name."""
    return hit.last == hit.first + 1 and (bool(hit.conjunction) or hit.preposition in ("ب", "ك", "ل", "س")) and not hit.article


def _plural(feature: Hit, word: Word) -> bool:
    first = word.name
    return feature.entry.light not in (first, first[:-1] + "ت", first + "ا")


def _names(text: Text, at: int, busy: set[int], heads: set[int], plural: bool,
           grounded: list[At[PlaceMention]]) -> Iterator[tuple[int, int, int]]:
    """Tokens and letters to skip of each name that starts at ``at``; more than one after a plural."""
    known = {g.first: g.last for g in grounded}
    skip = 0
    while at < len(text.deep):
        if at in known:
            at = known[at]
        elif _nameable(text, at, busy, skip):
            last = _name_end(text, at, busy, heads)
            yield at, last, skip
            at = last
        else:
            return
        if not plural or at >= len(text.deep):
            return
        gap = text.between(at - 1, at).strip(" \"'()[]")
        skip = 1 if text.deep[at].startswith("و") and len(text.deep[at]) > 3 else 0
        if gap not in ("", ",") or (gap == "" and not skip):
            return


def _nameable(text: Text, at: int, busy: set[int], skip: int) -> bool:
    word = text.deep[at]
    if at in busy or word[0].isdigit() or len(word) - skip < 3:
        return False
    return at == 0 or not text.between(at - 1, at).strip(" \"'()[],")


def _name_end(text: Text, at: int, busy: set[int], heads: set[int]) -> int:
    deep = text.folded.deep
    before = deep[text.starts[at] - 1] if text.starts[at] else " "
    last = at + 1
    if before in _QUOTES:
        while last < len(text.deep) and last - at < _LONGEST and not text.between(last - 1, last).strip():
            last += 1
        return last
    while last < len(text.deep) and last - at < 3 and last - 1 in heads and not text.between(last - 1, last).strip(" "):
        last += 1
    return last


def _unknown(text: Text, first: int, last: int, skip: int, feature: Word, grounded: list[At[PlaceMention]]) -> At[PlaceMention]:
    start, end = text.folded.span(text.starts[first] + skip, text.ends[last - 1])
    quote = text.folded.raw[start:end]
    inside = _container(grounded, first, text)
    value = PlaceMention(start, end, quote, quote, "", feature.klass and (feature.type or "place"),
                         inside.admin1 if inside else None, inside.country if inside else None, None, None, "unknown", (),
                         f"{feature.origin} + name as said")
    return At(first, last, value, "", note="dropped")


def _container(grounded: list[At[PlaceMention]], first: int, text: Text) -> PlaceMention | None:
    same = [g for g in grounded if text.sent_of[g.first] == text.sent_of[first]]
    after = [g for g in same if g.first > first]
    pick = after[0] if after else same[-1] if same else None
    if pick is None:
        earlier = [g for g in grounded if g.first < first and g.value.admin1]
        pick = earlier[-1] if earlier else grounded[0] if grounded else None
    return pick.value if pick else None
