"""What unlisted place names are learned from: every listed one and every gold one, read as if no gazetteer knew them.

The reader's own gazetteer teaches it what names look like in a sentence; the ordinary words are all the others.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any

from marsad.mentions.compile import PlaceName
from marsad.mentions.found import Found
from marsad.mentions.lexicon import Hit
from marsad.mentions.places import find_places
from marsad.mentions.places_likely import candidates, core_of
from marsad.mentions.places_unknown import listed_tokens
from marsad.packs.weights import named
from marsad.text.tokens import Text

WIDE = frozenset({"country", "admin1", "region", "sea", "river"})  # always known
Instances = list[tuple[list[str], int, float]]


def without_points(hits: dict[str, list[Hit]], share: float, salt: str) -> dict[str, list[Hit]]:
    """The hits as a gazetteer gives them that lacks a ``share`` of the places; ``salt``: which ones."""
    return {**hits, "place": [h for h in hits.get("place", ()) if _kept(h.entry.payload, share, salt)]}


def _kept(place: object, share: float, salt: str) -> bool:
    assert isinstance(place, PlaceName)
    if place.kind in WIDE:
        return True
    digest = hashlib.blake2b(f"{place.name_en or place.name}|{salt}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32 >= share


def gold_spans(text: Text, events: list[dict[str, Any]]) -> set[tuple[int, int]]:
    """Tokens of the places that gold names, wherever the text names them."""
    out = set()
    for name in {p["name"] for e in events for p in e["places"]}:
        for m in re.finditer(re.escape(name), text.folded.raw):
            inside = [i for i in range(len(text.deep)) if text.span(i, i + 1)[0] < m.end() and m.start() < text.span(i, i + 1)[1]]
            if inside:
                out.add((inside[0], inside[-1] + 1))
    return out


def ordinary_words(text: Text, found: Found, gold: set[tuple[int, int]]) -> set[str]:
    """The words of a report that are no part of a place's name."""
    names = {i for m in found.places for i in range(m.first, m.last)} | {i for a, b in gold for i in range(a, b)}
    return {core_of(word) for i, word in enumerate(text.deep) if i not in names and word[0].isalpha() and not word.isascii()}


def name_instances(text: Text, hits: dict[str, list[Hit]], found: Found, gold: set[tuple[int, int]], words: set[str], vocabulary: Counter[str]) -> Instances:
    """Candidates of a report read without the gazetteer's points: names (1) and ordinary words (0)."""
    known = {(m.first, m.last) for m in found.places if m.value.precision != "unknown"} | gold
    tokens = {i for a, b in known for i in range(a, b)}
    bare = without_points(hits, 1.0, "")
    taken = {i for m in found.actors if m.value.kind not in ("nation", "nation-adjective") and not m.value.kind.startswith(("people", "members")) for i in range(m.first, m.last)}
    taken |= {i for m in found.times for i in range(m.first, m.last)}
    places = find_places(text, bare, found.countries, taken)
    spoken = {i for m in found.speakers for i in range(m.first, m.last)}
    busy = taken | {i for m in places for i in range(m.first, m.last)} | listed_tokens(bare)
    out: Instances = []
    for c in candidates(text, bare, busy, places, lambda word: vocabulary[word] - (word in words)):
        hit = (c.first, c.last) in known
        if not hit and (c.first in tokens or c.first in spoken):
            continue
        out.append((named(c.blocks), int(hit), 1.0))
    return out
