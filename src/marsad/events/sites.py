"""Locations of a document: a most specific name with the containers said beside it, lists of names, and
feature words with the article ("the camp") that stand for a place named before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from marsad.events.context import Context
from marsad.mentions.found import At, word_of

_RANK = {"country": 4, "region": 3, "admin1": 3, "governorate": 3, "district": 2, "city": 2, "town": 2}
_WIDE = frozenset({"country", "region", "admin1", "governorate", "sea"})
_SMALL = frozenset({"quarter", "camp", "landmark", "village", "prison", "airport", "base", "place", "road", "crossing", "port", "hospital", "market", "dam"})
_APART = ("that", "break", "then", "prep-between", "when", "where")
_SAID = frozenset({"village", "town", "city", "quarter", "district", "governorate", "camp", "base", "airport", "prison", "port", "field", "crossing", "island"})
# Which places a feature word with the article may stand for.
_MEANS = {
    "village": ("village", "town"), "town": ("town", "village", "city"), "city": ("city", "town"), "quarter": ("quarter",),
    "district": ("district", "town", "city"), "governorate": ("governorate", "admin1"), "camp": ("camp",), "base": ("base", "camp"), "airport": ("airport",),
    "prison": ("prison",), "port": ("port",), "field": ("field", "oilfield"), "crossing": ("crossing",), "island": ("island",),
    "region": ("quarter", "village", "town", "city", "district", "region", "camp", "base", "landmark", "mountain", "valley", "place"),
}
_AND = "و"
_FAR = 60  # places back to which a feature word with the article may refer
_CLOSE = 4  # tokens between the names of one list


@dataclass(slots=True)
class Site:
    """Places named as one location: the most specific name, and the containers said with it.

    ``start`` is the first token of the phrase, its feature words included; ``lead`` the class of the word before
    it; ``head`` the first location of the list it continues; ``anaphor`` the kind that stands for the name here;
    ``mentions`` how often the document names the place, ``titled`` whether its title does.
    """

    place: At[Any]
    containers: list[At[Any]] = field(default_factory=list)
    start: int = 0
    lead: str = ""
    before: str = ""
    head: Site | None = None
    anaphor: str = ""
    mentions: int = 1
    titled: bool = False

    @property
    def name(self) -> str:
        """The name as said."""
        return str(self.place.value.name)


def said_kind(m: At[Any]) -> str:
    """What the text calls a place, else what the packs say it is."""
    if m.note in _SAID and m.value.kind != "country":
        county = m.note == "governorate" and m.value.kind != "admin1" and m.value.precision != "unknown"
        return "district" if county else m.note
    return "place" if m.value.precision == "unknown" and m.value.kind == "region" else str(m.value.kind)


@dataclass(slots=True)
class _Words:
    """Feature and direction words by token: class, first token of the word, and the preposition attached to it."""

    klass: dict[int, str] = field(default_factory=dict)
    preposition: dict[int, str] = field(default_factory=dict)


def _place_words(ctx: Context) -> _Words:
    out = _Words()
    for hit in ctx.found.hits.get("place_word", ()):
        for i in range(hit.first, hit.last):
            out.klass[i] = word_of(hit).klass
        if hit.preposition:
            out.preposition[hit.first] = hit.preposition
    return out


def group_sites(ctx: Context, places: list[At[Any]]) -> list[Site]:
    """Locations by first token: a name and the containers that follow or precede it in the same phrase."""
    words = _place_words(ctx)
    sites: list[Site] = []
    for m in sorted([*places, *_anaphors(ctx, places)], key=lambda m: m.first):
        last = sites[-1] if sites else None
        if last is not None and (_one_phrase(ctx, last, m) or _beside(ctx, words, last, m)):
            _absorb(last, m)
            continue
        start, lead, before = _opening(ctx, words, m)
        site = Site(m, [], start, lead, before, anaphor=m.lead[8:] if m.lead.startswith("anaphor:") else "")
        if last is not None and _listed(ctx, words, last, m):
            site.head = last.head or last
        sites.append(site)
    _count(ctx, sites)
    return sites


def _count(ctx: Context, sites: list[Site]) -> None:
    often = Counter(s.place.value.name_en or s.name for s in sites)
    titled = {s.name for s in sites if ctx.text.sents[ctx.text.sent_of[s.place.first]].kind == "title"}
    for site in sites:
        site.mentions, site.titled = often[site.place.value.name_en or site.name], site.name in titled


def _anaphors(ctx: Context, places: list[At[Any]]) -> list[At[Any]]:
    """Feature words with the article and no name, as mentions of the last place of that kind."""
    out = []
    starts = {m.first for m in places}
    inside = {i for m in places for i in range(m.first, m.last)} | {i for m in ctx.found.actors for i in range(m.first, m.last)}
    inside |= {i for m in ctx.found.speakers for i in range(m.first, m.last)}
    for hit in ctx.found.hits.get("place_word", ()):
        kind = word_of(hit).type
        if not hit.article or hit.first in inside or hit.last in starts or kind not in _MEANS or word_of(hit).klass != "dropped":
            continue
        last = bisect_left(places, hit.first, key=lambda m: m.first)
        for wanted in (kind,), _MEANS[kind]:
            found = next((places[n] for n in range(last - 1, max(-1, last - _FAR), -1) if said_kind(places[n]) in wanted or places[n].value.kind in wanted), None)
            if found is not None:
                out.append(replace(found, first=hit.first, last=hit.last, lead=f"anaphor:{kind}"))
                break
    return out


def _opening(ctx: Context, words: _Words, m: At[Any]) -> tuple[int, str, str]:
    """First token of a place's phrase, the class of what leads into it, and the word before."""
    start, lead = m.first, "" if m.lead.startswith("anaphor:") else m.lead
    while not lead and start - 1 in words.klass and ctx.same_sent(start - 1, start) and not ctx.text.between(start - 1, start).strip(" \"'()"):
        start -= 1
        lead = words.preposition.get(start, "")
    at = start - 1
    if at < 0 or not ctx.same_sent(at, start):
        return start, lead or "start", ""
    if not lead and ctx.text.between(at, start).strip(" \"'()"):
        return start, "comma", ""
    while not lead and ctx.function[at] and at > 0 and ctx.function[at] in ("this",):
        at -= 1
    if not lead:
        lead = ctx.function[at] or ("speech" if ctx.speech[at] else "word")
    if ctx.function[at] and at > 0 and ctx.same_sent(at - 1, at):
        at -= 1
    return start, lead, ctx.text.deep[at]


def _listed(ctx: Context, words: _Words, last: Site, m: At[Any]) -> bool:
    """Whether a place continues a list: nothing but a comma, a dash or "and" and feature words between."""
    tail = max([last.place, *last.containers], key=lambda p: p.last)
    if not 0 <= m.first - tail.last <= _CLOSE or not ctx.same_sent(tail.first, m.first):
        return False
    if any(i not in words.klass and ctx.text.deep[i] != _AND for i in range(tail.last, m.first)):
        return False
    between = ctx.text.folded.deep[ctx.text.ends[tail.last - 1] : ctx.text.starts[m.first]]
    if any(c in between for c in ".;:!?\n"):
        return False
    joint = tail.last if tail.last < len(ctx.text.deep) else m.first
    return any(c in between for c in ",-/\u2013") or ctx.text.deep[joint].startswith(_AND)


def _beside(ctx: Context, words: _Words, site: Site, m: At[Any]) -> bool:
    """Whether a place only says where the one before lies: "X, south-east of Y", "X near Y"."""
    tail = max([site.place, *site.containers], key=lambda p: p.last)
    if not 0 < m.first - tail.last <= 5 or not ctx.same_sent(tail.first, m.first):
        return False
    gap = range(tail.last, m.first)
    if ctx.text.deep[tail.last].startswith(_AND):
        return False
    kinds = [words.klass.get(i) or ctx.function[i] for i in gap]
    return bool(all(kinds)) and kinds[0] in ("direction", "prep-near", "prep-in") and any(k in ("direction", "prep-near") for k in kinds) and (
        said_kind(site.place) not in _WIDE)


def _one_phrase(ctx: Context, site: Site, m: At[Any]) -> bool:
    tail = max([site.place, *site.containers], key=lambda p: p.last)
    gap = m.first - tail.last
    if gap > 5 or gap < 0 or not ctx.same_sent(tail.first, m.first):
        return False
    between = ctx.text.folded.deep[ctx.text.ends[tail.last - 1] : ctx.text.starts[m.first]]
    if any(c in between for c in ".;:!?\n") or any(ctx.function[i] in _APART for i in range(tail.last, m.first)):
        return False
    first = ctx.text.deep[m.first]
    conj = first.startswith(_AND) and ctx.text.starts[m.first] + 1 == _raw_start(ctx, m)
    if conj or any(ctx.text.deep[i] == _AND for i in range(tail.last, m.first)):
        return False
    inner, outer = site.place, m
    if _contains(outer, inner) or _contains(inner, outer):
        return True
    if "," in between and max(_rank(inner), _rank(outer)) < _RANK["admin1"]:
        return False  # a list of names that no pack knows
    return bool(outer.value.precision == "unknown" or inner.value.precision == "unknown") and _rank(outer) != _rank(inner) and outer.value.country == inner.value.country


def _raw_start(ctx: Context, m: At[Any]) -> int:
    """Folded start of a mention's name, which may begin inside its first token."""
    raw = m.value.start
    at = ctx.text.starts[m.first]
    while at < ctx.text.ends[m.first] and ctx.text.folded.starts[at] < raw:
        at += 1
    return at


def _contains(outer: At[Any], inner: At[Any]) -> bool:
    a, b = inner.value, outer.value
    small, wide = said_kind(inner), said_kind(outer)
    if b.kind == "country":
        return bool(b.country == a.country and a.kind != "country")
    if wide in ("admin1", "governorate"):
        return bool(small not in _WIDE and a.admin1 in (b.admin1, None) and a.country in (b.country, None)) or (
            a.kind == "admin1" and a.name_en == b.name_en)
    if wide == "region":
        return bool(small not in _WIDE and a.country == b.country)
    if wide == "district":
        return bool(small not in _WIDE and small != "district" and a.admin1 == b.admin1)
    if wide in ("city", "town"):
        return bool(small in _SMALL and a.admin1 == b.admin1)
    return False


def _rank(m: At[Any]) -> int:
    return _RANK.get(said_kind(m), 1)


def _absorb(site: Site, m: At[Any]) -> None:
    if _rank(m) < _rank(site.place):
        site.containers.append(site.place)
        site.place = m
    else:
        site.containers.append(m)


def within(inner: Site, outer: Site) -> bool:
    """Whether one location lies inside another, as far as the packs and the text say."""
    a, b = inner.place.value, outer.place.value
    if inner is outer or a.name == b.name:
        return False
    small, wide = said_kind(inner.place), said_kind(outer.place)
    if b.kind == "country":
        return bool(a.country == b.country and a.kind != "country")
    if any(c.value.name == b.name for c in inner.containers):
        return True
    if wide in ("admin1", "governorate") or (b.kind in ("city", "town") and b.name_en == b.admin1):
        return bool(a.admin1 and a.admin1 == b.admin1 and small not in ("admin1", "country", "region", "governorate"))
    if wide == "region":
        return bool(a.country == b.country and small not in _WIDE)
    return bool(b.kind in ("city", "town") and a.kind in ("quarter", "camp", "landmark") and a.admin1 == b.admin1 and a.admin1)
