"""Names and forms of different meaning that folding makes one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from marsad.mentions.compile import Alias, PlaceName, Word, actor_entries, trigger_entries
from marsad.mentions.lexicon import Entry
from marsad.packs.findings import ERROR, NOTE, WARNING, Finding
from marsad.packs.rows import Origin, Packs

Spelling = tuple[tuple[str, ...], str, bool]  # folded words, light spelling, whether only with the article
_NAMES = frozenset({"place", "actor", "time", "nation"})  # kinds whose entries are names that must not be mixed up


def check_collisions(packs: Packs, entries: Sequence[Entry]) -> Iterator[Finding]:
    """One name for two parties at one time, one form of two types, and pairs that are kept apart by their letters.

    ``entries`` are all entries of the lexicon.
    """
    yield from _check_aliases(packs)
    yield from _check_triggers(packs)
    yield from _check_pairs(entries)


def _check_aliases(packs: Packs) -> Iterator[Finding]:
    countries = {pack.name: len(pack.countries) for pack in packs.packs}
    by_name: dict[tuple[str, Spelling], list[Alias]] = defaultdict(list)
    for entry in actor_entries(packs):
        assert isinstance(entry.payload, Alias)
        by_name[entry.payload.origin.pack, _spelling(entry)].append(entry.payload)
    told: set[tuple[Origin, Origin]] = set()
    for (pack, spelling), aliases in by_name.items():
        for one, other in combinations(aliases, 2):
            if one.actor.id == other.actor.id or not _overlap(one, other) or (one.origin, other.origin) in told:
                continue
            told.add((one.origin, other.origin))
            said = f"{_written(spelling)!r} means {one.actor.id} at line {one.origin.line} and {other.actor.id} here"
            general = countries[pack] > 1 and bool(one.theatre and other.theatre)  # which country's is told by the text
            mend = "date one of them, narrow its scope, or leave it out"
            yield _finding(other.origin, "alias", said, mend, WARNING if general else ERROR)


def _overlap(one: Alias, other: Alias) -> bool:
    return max(one.start or date.min, other.start or date.min) <= min(one.end or date.max, other.end or date.max)


def _check_triggers(packs: Packs) -> Iterator[Finding]:
    by_form: dict[tuple[str, Spelling], dict[Origin, Word]] = defaultdict(dict)
    for entry in trigger_entries(packs):
        word = entry.payload
        assert isinstance(word, Word)
        if word.type:
            by_form[entry.feature, _spelling(entry)][word.origin] = word
    told: set[tuple[Origin, Origin]] = set()
    for (_, spelling), words in by_form.items():
        for one, other in combinations(words.values(), 2):
            if one.type == other.type or (one.origin, other.origin) in told:
                continue
            told.add((one.origin, other.origin))
            said = f"{_written(spelling)!r} is {one.type} at line {one.origin.line} and {other.type} here"
            both = one.strength == other.strength == "strong"
            mend = "a form that leaves the type open is weak in both rows"
            yield _finding(other.origin, "form", said, mend, ERROR if both else NOTE)


def _check_pairs(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Names of one folded and two light spellings: the reader compares the letters of single words, not of phrases."""
    by_words: dict[tuple[str, ...], dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        if entry.kind in _NAMES:
            by_words[entry.words].setdefault(entry.light, entry)
    for words, spellings in by_words.items():
        for one, other in combinations(spellings.values(), 2):
            here, there = origin_of(one), origin_of(other)
            if here is None or there is None or here == there or _same_thing(one, other):
                continue
            said = f"{other.light!r} and {one.light!r} ({here}) fold into one"
            if len(words) == 1:
                yield _finding(there, "", said, "kept apart by their letters; nothing to mend", NOTE)


def _same_thing(one: Entry, other: Entry) -> bool:
    a, b = one.payload, other.payload
    if isinstance(a, PlaceName) and isinstance(b, PlaceName):
        return a.name_en == b.name_en
    if isinstance(a, Alias) and isinstance(b, Alias):
        return a.actor.id == b.actor.id
    return one.kind == other.kind == "time"


def origin_of(entry: Entry) -> Origin | None:
    """The row that an entry comes from."""
    origin = getattr(entry.payload, "origin", None)
    return origin if isinstance(origin, Origin) else None


def _spelling(entry: Entry) -> Spelling:
    return entry.words, entry.light, entry.needs_article


def _written(spelling: Spelling) -> str:
    return ("ال" if spelling[2] else "") + spelling[1]


def _finding(origin: Origin, column: str, message: str, mend: str, severity: str) -> Finding:
    return Finding(origin.pack, origin.file, origin.line, column, message, mend, severity)
