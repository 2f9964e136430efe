"""The filter of the overview: read from the address, applied to the index, written back. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from marsad.web.families import TYPES
from marsad.web.index import Index, Row, fold_words

LEVELS = ("incident", "campaign", "tally", "all")
STATUSES = ("reported", "planned", "denied")
GRADES = ("acknowledged", "corroborated", "single", "contested", "denied")
SORTS = ("day", "differing", "documents")
REVIEWS = ("open", "done")
MOST_LETTERS = 200  # of one field; a longer one is no name and no search
_ARTICLE = "ال"  # "the": a search with it also finds the word without


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty fields ask for nothing. Days are inclusive and meet the incident's interval.

    ``box`` is west, south, east, north in degrees; ``party`` an id or a part of a name; ``review`` open | done.
    """

    q: str = ""
    since: date | None = None
    until: date | None = None
    place: str = ""
    party: str = ""
    type: tuple[str, ...] = ()
    level: str = "incident"
    status: str = ""
    grade: str = ""
    outlet: str = ""
    origin: str = ""
    review: str = ""
    conflict: bool = False
    box: tuple[float, float, float, float] | None = None
    sort: str = "day"

    def pairs(self) -> dict[str, Any]:
        """The filter as an address holds it, what asks for nothing left out."""
        blank = Filter()
        out: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value != getattr(blank, item.name):
                out[item.name] = _written(value)
        return out

    def without(self, name: str) -> Filter:
        """The filter with one field asking for nothing again; since and until go together as ``days``."""
        blank = Filter()
        names = ("since", "until") if name == "days" else (name,)
        return replace(self, **{n: getattr(blank, n) for n in names})


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, tuple) and value and isinstance(value[0], float):
        return ",".join(f"{v:.3f}" for v in value)
    return list(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter as read from an address, and the fields that could not be read (name, words), which ask for nothing."""

    filter: Filter
    problems: tuple[tuple[str, str], ...]


def read_filter(pairs: Mapping[str, list[str]]) -> Asked:
    """The filter that an address's fields ask for. A field that makes no sense is told, and left out.

    >>> asked = read_filter({"since": ["2023-06-31"], "type": ["raid"]})
    >>> asked.filter.type, asked.problems
    (('raid',), (('since', '2023-06-31'),))
    """
    values: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    for name, read in _READERS.items():
        said = [v.strip() for v in pairs.get(name, []) if v.strip()]
        if not said:
            continue
        try:
            if any(len(v) > MOST_LETTERS or "\x00" in v for v in said):
                raise ValueError(name)
            values[name] = read(said)
        except ValueError:
            problems.append((name, said[0][:MOST_LETTERS]))
    if values.get("since") and values.get("until") and values["since"] > values["until"]:
        values["since"], values["until"] = values["until"], values["since"]
    return Asked(Filter(**values), tuple(problems))


def _one_of(choices: tuple[str, ...]) -> Callable[[list[str]], str]:
    def read(said: list[str]) -> str:
        if said[0] not in choices:
            raise ValueError(said[0])
        return said[0]

    return read


def _types(said: list[str]) -> tuple[str, ...]:
    if not set(said) <= set(TYPES):
        raise ValueError(said[0])
    return tuple(t for t in TYPES if t in said)


def _box(said: list[str]) -> tuple[float, float, float, float]:
    west, south, east, north = (float(v) for v in said[0].split(","))
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(said[0])
    return west, south, east, north


def _words(said: list[str]) -> str:
    return " ".join(said[0].split())


_READERS: Mapping[str, Callable[[list[str]], Any]] = {
    "q": _words,
    "since": lambda said: date.fromisoformat(said[0]),
    "until": lambda said: date.fromisoformat(said[0]),
    "place": _words,
    "party": _words,
    "type": _types,
    "level": _one_of(LEVELS),
    "status": _one_of(STATUSES),
    "grade": _one_of(GRADES),
    "outlet": _words,
    "origin": _words,
    "review": _one_of(REVIEWS),
    "conflict": lambda said: said[0] == "yes",
    "box": _box,
    "sort": _one_of(SORTS),
}


def find_rows(index: Index, wanted: Filter, *, public: bool = False) -> list[Row]:
    """The rows that fit, in the order asked for. ``public``: only those that a person has reviewed."""
    tests = list(_tests(index, wanted))
    if public:
        tests.append(index.is_reviewed)
    rows = [row for row in index.rows if not row.rejected and all(test(row) for test in tests)]
    if wanted.sort == "differing":
        rows.sort(key=lambda r: (-r.differing, -r.documents))
    elif wanted.sort == "documents":
        rows.sort(key=lambda r: -r.documents)
    return rows


def _tests(index: Index, wanted: Filter) -> Iterator[Callable[[Row], bool]]:
    """One test for each field that asks for something, the cheap ones first."""
    if wanted.level != "all":
        yield lambda r: r.level == wanted.level
    if wanted.type:
        yield lambda r: r.type in wanted.type
    if wanted.status:
        yield lambda r: r.status == wanted.status
    if wanted.grade:
        yield lambda r: r.grade == wanted.grade
    if wanted.conflict:
        yield lambda r: bool(r.conflicts)
    if since := wanted.since:
        yield lambda r: (r.end or r.start or date.min) >= since
    if until := wanted.until:
        yield lambda r: (r.start or r.end or date.max) <= until
    if wanted.box:
        west, south, east, north = wanted.box
        yield (
            lambda r: (
                r.site is not None and south <= r.site["lat"] <= north and _between(west, r.site["lon"], east)
            )
        )
    if wanted.outlet:
        yield lambda r: wanted.outlet in r.outlets
    if wanted.origin:
        yield lambda r: wanted.origin in r.origins
    yield from _named(wanted)
    if wanted.review:
        yield lambda r: index.is_reviewed(r) == (wanted.review == "done")


def _between(west: float, lon: float, east: float) -> bool:
    """Whether a longitude lies in a box, also in one across the date line."""
    return west <= lon <= east if west <= east else lon >= west or lon <= east


def _named(wanted: Filter) -> Iterator[Callable[[Row], bool]]:
    if wanted.party:
        name = fold_words(wanted.party)
        yield lambda r: any(
            id == wanted.party or (not id and name in fold_words(said)) for id, said in r.parties
        )
    if wanted.place:
        place = search_word(wanted.place)
        yield lambda r: any(place in fold_words(n) for p in r.places for n in _place_names(p))
    words = [search_word(word) for word in wanted.q.split()]
    if words:
        yield lambda r: all(word in r.words for word in words)


def _place_names(place: Mapping[str, Any]) -> Iterator[str]:
    yield from (place[key] for key in ("name", "name_en", "admin1", "country") if place[key])


def search_word(word: str) -> str:
    """``word`` as it is looked for: folded, without the article."""
    folded = fold_words(word)
    return folded[2:] if folded.startswith(_ARTICLE) and len(folded) > 4 else folded
