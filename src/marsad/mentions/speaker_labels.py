"""Speakers without a word of saying: before a colon, alone in brackets, or as subject of a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from marsad.mentions.found import word_of
from marsad.mentions.speaker_names import Ground, extent
from marsad.text.tokens import Text

_BACK = 12  # tokens of a speaker before a colon
_OPENERS = frozenset({"was", "break", "contrast", "that", "then", "when", "where"})
_VOICES = frozenset({"monitor", "agency", "medium"})  # kinds that are sources wherever they stand
_SUBJECTS = frozenset({"medic", "official", "unnamed", "witness", "activist", "body", "correspondent"})
_STANDING = frozenset({"victims", "nation-adjective"})


def speaks(ground: Ground, i: int, *, near: bool) -> bool:
    """Whether a listed speaker or a party that may speak begins at a token."""
    if i in ground.heads:
        return True
    party = ground.parties.get(i)
    if party is None or party.value.kind.split("+")[0] in _STANDING:
        return False
    return near or not party.value.kind.startswith(("people", "members"))


def opens(ground: Ground, first: int, floor: int) -> bool:
    """Whether a subject may begin at a token: at the start of a sentence, after a mark or a word that opens a clause."""
    if first <= floor + 1:
        return True
    gap = ground.text.between(first - 1, first)
    return any(c in gap for c in ",:|-)") or ground.function.get(first - 1, "") in _OPENERS


def labels(ground: Ground) -> Iterable[tuple[int, int]]:
    """Speakers before a colon: "the party: we shelled ...", and those a quote follows."""
    text, deep = ground.text, ground.text.folded.deep
    at = deep.find(":")
    while at >= 0:
        i = bisect_right(text.starts, at) - 1  # the token before the colon
        if 0 <= i < len(text.deep) - 1 and text.ends[i] <= at and not (text.deep[i][0].isdigit() and deep[at + 1 : at + 2].isdigit()):
            floor = text.sents[text.sent_of[i]].first
            for first in range(max(floor, i - _BACK), i + 1):
                if opens(ground, first, floor) and _labels_line(ground, first) and _reaches(ground, first, i + 1):
                    yield first, i + 1
                    break
        at = deep.find(":", at + 1)


def _labels_line(ground: Ground, first: int) -> bool:
    """Whether a speaker that may stand before a colon begins at a token; a state or its capital is a dateline."""
    return first in ground.heads or (speaks(ground, first, near=True) and ground.parties[first].value.kind != "nation")


def _reaches(ground: Ground, first: int, last: int) -> bool:
    end = extent(ground, first)
    return end >= last or (last - end < 4 and ground.text.between(end - 1, end).strip() == "-")


def stands_alone(ground: Ground, first: int) -> bool:
    """Whether a listed speaker without a cue may be one: agencies and monitors anywhere, others as subject of a sentence."""
    text, hit = ground.text, ground.heads[first]
    kind = word_of(hit).klass
    if hit.preposition or kind not in _VOICES | _SUBJECTS:
        return False
    if any(c.last == first and word_of(c).direction == "before" for c in ground.cues.values()):
        return False  # "a statement that the agency received"
    if bracketed(text, first) or (kind in _VOICES and not word_of(hit).head) or text.light[first].endswith("نا"):
        return True
    return first - text.sents[text.sent_of[first]].first <= 1


def bracketed(text: Text, first: int) -> bool:
    """Whether a bracket opens before a token."""
    at = text.starts[first]
    return text.folded.deep[max(0, at - 1) : at] == "("
