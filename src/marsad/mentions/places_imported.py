"""Entries for the names of imported places, made when a text has their words: a country's names are many, a text's few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log10

from marsad.gazetteer.index import Index, Place
from marsad.mentions.compile import PlaceName
from marsad.mentions.lexicon import Entry, Lexicon
from marsad.packs.rows import Origin, Packs

_LEAST, _MOST = 1.0, 1.8  # weight of a place of unknown and of a million inhabitants; a listed place has 2
_KINDS = {"admin2": "district", "admin3": "district"}
_NAMES = frozenset({"place", "actor", "nation"})
_ITS = "ه"  # a last letter that is as often a pronoun
_FORM = Entry("place", (), "", None, True, False)
_ORIGIN = "places"  # stands where a pack's name stands for a listed place


@dataclass(slots=True)
class ImportedNames:
    """The index as a source of entries. ``listed`` tells words of the packs that are no names, ``common`` those of ordinary reports."""

    index: Index
    listed: Callable[[str], bool]
    common: Callable[[str], bool]

    def words(self, stem: str) -> list[Entry]:
        """Entries of one word; none for one that the packs list as something else."""
        places = self.index.places(stem)
        if not places or self.listed(stem):
            return []
        return [_entry((stem,), place, self.common(stem)) for place in places]

    @property
    def form(self) -> Entry:
        """Which particles a name may carry."""
        return _FORM

    def phrases(self, stem: str) -> LongerNames | None:
        """The names of several words that begin with ``stem``; None when there is none."""
        within = self.index.longer(stem)
        return LongerNames(stem, within, self) if within else None


@dataclass(frozen=True, slots=True)
class LongerNames:
    """Entries of the names of several words that begin with one, made when a text has their second word: thousands begin with "sons of"."""

    stem: str
    within: range
    names: ImportedNames
    made: dict[str, list[Entry]] = field(default_factory=dict)

    def __contains__(self, second: object) -> bool:
        return second in self.made or bool(self.names.index.opening(f"{self.stem} {second}", self.within))

    def __getitem__(self, second: str) -> list[Entry]:
        known = self.made.get(second)
        if known is None:
            known = self.made[second] = [entry for at in self.names.index.opening(f"{self.stem} {second}", self.within) for entry in self._entries(at)]
        return known

    def _entries(self, at: int) -> list[Entry]:
        words = tuple(self.names.index.names[at].split(" "))
        ordinary = all(self.names.common(word) for word in words)
        return [_entry(words, place, ordinary) for place in self.names.index.places_at(at)]


def _entry(words: tuple[str, ...], place: Place, ordinary: bool) -> Entry:
    kind = _KINDS.get(place.kind, place.kind)
    weight = min(_MOST, _LEAST + 0.8 * log10(place.population + 1) / 6)
    payload = PlaceName(place.name, place.name_en, kind, place.admin1 or None, place.country or None, place.lat, place.lon,
                        ordinary or kind == "district", weight, Origin(_ORIGIN, place.file.replace(" ", "_"), place.row),
                        place.admin2, place.pcode, None, place.kind if kind == "district" else "", place.source)
    return Entry("place", words, " ".join(words), payload, True, False)


def imported_names(index: Index, packs: Packs, lexicon: Lexicon) -> ImportedNames:
    """The names of ``index``, less those that ``lexicon`` knows as something else than a place."""
    table = frozenset(packs.table("common_words").split())

    def listed(word: str) -> bool:
        return any(entry.kind not in _NAMES for entry in lexicon.words.get(word, ()))

    def common(word: str) -> bool:
        stem = word[:-1] if word.endswith(_ITS) else ""
        return word in table or listed(word) or needy(word) or (len(stem) > 2 and (stem in table or listed(stem)))

    def needy(word: str) -> bool:
        return any(isinstance(e.payload, PlaceName) and e.payload.needs_feature and e.payload.kind != "district" for e in lexicon.words.get(word, ()))

    return ImportedNames(index, listed, common)
