"""The index that reading uses: names in order, and the places each may mean; one file, read whole in a blink."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from marsad.errors import PlacesError
from marsad.gazetteer.names import FEWEST_LETTERS, name_words
from marsad.gazetteer.spellings import spellings
from marsad.gazetteer.store import INDEX

_MAGIC = b"marsad places 1\n"
_SECTIONS = 5
_AFTER_SPACE = "!"  # the character after " ": names that begin with a word lie between word + " " and word + "!"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the index holds it. ``source`` is a name of the credits, ``row`` its row in ``file``."""

    name: str
    name_en: str
    kind: str
    country: str
    admin1: str
    admin2: str
    lat: float | None
    lon: float | None
    population: int
    pcode: str
    source: str
    file: str
    row: int
    id: str


@dataclass(frozen=True, slots=True)
class Index:
    """Names (folded, without article) in order; ``spans[i]`` to ``spans[i + 1]`` are the places of name ``i`` in ``meant``."""

    version: str
    credits: tuple[Mapping[str, str], ...]
    names: list[str]
    spans: array[int]
    meant: array[int]
    offsets: array[int]
    rows: bytes

    def places(self, name: str) -> list[Place]:
        """The places that a folded name may mean; empty for a name that is not there."""
        at = bisect_left(self.names, name)
        if at == len(self.names) or self.names[at] != name:
            return []
        return self.places_at(at)

    def places_at(self, at: int) -> list[Place]:
        """The places of name number ``at``."""
        return [_place(self.rows[self.offsets[n] : self.offsets[n + 1]]) for n in self.meant[self.spans[at] : self.spans[at + 1]]]

    def longer(self, words: str, within: range | None = None) -> range:
        """Numbers of the names of more words that begin with ``words``, looked for among those ``within``."""
        low, high = (within.start, within.stop) if within is not None else (0, len(self.names))
        return range(bisect_left(self.names, words + " ", low, high), bisect_left(self.names, words + _AFTER_SPACE, low, high))

    def opening(self, words: str, within: range) -> list[int]:
        """Numbers of the names ``within`` that are ``words`` or begin with them."""
        at = bisect_left(self.names, words, within.start, within.stop)
        whole = [at] if at < within.stop and self.names[at] == words else []
        return [*whole, *self.longer(words, within)]


def write_index(folder: Path, places: Iterable[tuple[tuple[str, ...], Place]], credits: Iterable[Mapping[str, str]],
                heads: Collection[str] = (), settlements: Collection[str] = ()) -> str:
    """Write the index of ``places`` (each with all its names) beside its place and put it there; its version.

    ``heads`` are the words that names of two words begin with, for spellings that follow by rule; ``settlements`` those for what
    a settlement is ("village of"), without which a name is found too.

    The old index serves until the new one is whole.
    """
    rows, offsets = bytearray(), array("I", [0])
    by_name: dict[str, list[int]] = {}
    for number, (names, place) in enumerate(places):
        rows += _record(place)
        offsets.append(len(rows))
        told = dict.fromkeys(words for name in names for words in named(name_words(name), settlements))
        for words in dict.fromkeys((*told, *(other for known in told for other in spellings(known, heads)))):
            if words:
                by_name.setdefault(" ".join(words), []).append(number)
    ordered = sorted(by_name)
    spans, meant = array("I", [0]), array("I")
    for name in ordered:
        meant.extend(by_name[name])
        spans.append(len(meant))
    sections = ["\n".join(ordered).encode(), _bytes(spans), _bytes(meant), _bytes(offsets), bytes(rows)]
    version = hashlib.sha256(b"".join(sections)).hexdigest()[:10]
    head = {"version": version, "credits": list(credits), "sizes": [len(s) for s in sections]}
    part = folder / f".{INDEX}.part"
    with part.open("wb") as out:
        out.write(_MAGIC + json.dumps(head, ensure_ascii=False).encode() + b"\n")
        out.writelines(sections)
    os.replace(part, folder / INDEX)
    return version


def named(words: tuple[str, ...], settlements: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The words of a name, and those without the word for what it is that a source put before it; none of fewer letters than `FEWEST_LETTERS`.

    >>> named(("قريه", "عفصونه"), {"قريه"})   # "village of Afsuna"
    (('قريه', 'عفصونه'), ('عفصونه',))
    """
    if len(words) < 2 or words[0] not in settlements:
        return (words,)
    bare = name_words(" ".join(words[1:]))
    return (words, bare) if sum(map(len, bare)) >= FEWEST_LETTERS else (words,)


def read_index(folder: Path) -> Index | None:
    """The index in ``folder``; None when nothing was imported. Raises PlacesError for one that cannot be used."""
    path = folder / INDEX
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise PlacesError(f"{path}: cannot be read ({fault.strerror})") from fault
    try:
        end = data.index(b"\n", len(_MAGIC))
        head = json.loads(data[len(_MAGIC) : end]) if data.startswith(_MAGIC) else {}
        sections = list(_cut(data, end + 1, head["sizes"]))
        names = sections[0].decode().split("\n") if sections[0] else []
        spans, meant, offsets = (_numbers(s) for s in sections[1:4])
        if len(sections) != _SECTIONS or len(spans) != len(names) + 1 or offsets[-1] != len(sections[4]):
            raise ValueError("not whole")
    except (ValueError, KeyError, TypeError) as fault:
        raise PlacesError(f"{path}: damaged; make it anew with: marsad places import --rebuild") from fault
    return Index(str(head["version"]), tuple(head["credits"]), names, spans, meant, offsets, sections[4])


def _cut(data: bytes, at: int, sizes: Iterable[int]) -> Iterator[bytes]:
    for size in sizes:
        yield data[at : at + size]
        at += size


def _bytes(numbers: array[int]) -> bytes:
    """Four bytes a number, the lowest first on every machine."""
    told = array("I", numbers)
    if sys.byteorder == "big":
        told.byteswap()
    return told.tobytes()


def _numbers(section: bytes) -> array[int]:
    told = array("I")
    told.frombytes(section)
    if sys.byteorder == "big":
        told.byteswap()
    return told


def _record(place: Place) -> bytes:
    point = ["" if v is None else f"{v:.5f}" for v in (place.lat, place.lon)]
    cells = (place.name, place.name_en, place.kind, place.country, place.admin1, place.admin2, *point, str(place.population or ""),
             place.pcode, place.source, place.file, str(place.row), place.id)
    return "\t".join(c.replace("\t", " ") for c in cells).encode()


@lru_cache(maxsize=16_384)
def _place(record: bytes) -> Place:
    cells = record.decode().split("\t")
    lat, lon = (float(c) if c else None for c in cells[6:8])
    return Place(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], lat, lon, int(cells[8] or 0), cells[9], cells[10], cells[11],
                 int(cells[12]), cells[13])
