"""The rows of packs as records: what `docs/packs.md` describes, one dataclass a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row stands: pack, file and line, for messages and for ``marsad explain``."""

    pack: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.pack}/{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list as read: cells by column, examples apart."""

    origin: Origin
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell, stripped; '' when the column or the cell is empty."""
        return self.cells.get(column, "")

    def forms(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, separated by ``|``."""
        return tuple(v for v in (p.strip() for p in self.get(column).split("|")) if v)


@dataclass(frozen=True, slots=True)
class Membership:
    """A party belongs to another from a day to a day (None: open)."""

    id: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that packs know."""

    id: str
    name: str
    kind: str
    country: str | None
    parents: tuple[Membership, ...]
    pack: str
    partners: tuple[Membership, ...] = ()
    successors: tuple[Membership, ...] = ()
    theatres: tuple[Membership, ...] = ()  # countries other than its own in which it acts


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack: its declaration, lists, structures and learned tables by file stem."""

    name: str
    kind: str
    title: str
    countries: tuple[str, ...]
    expect: dict[str, int]
    lists: dict[str, tuple[Row, ...]]
    actors: tuple[Actor, ...]
    structures: dict[str, object]
    tables: dict[str, str]


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs that drive one reading, language pack first."""

    packs: tuple[Pack, ...]

    def rows(self, name: str) -> list[Row]:
        """All rows of one list over all packs, in pack order."""
        return [row for pack in self.packs for row in pack.lists.get(name, ())]

    def table(self, name: str) -> str:
        """The text of a learned table (`name`.tsv) of the language pack; '' without one."""
        return next((pack.tables[name] for pack in self.packs if name in pack.tables), "")

    def actors(self) -> dict[str, Actor]:
        """Actors by id; the first pack that declares an id holds it."""
        out: dict[str, Actor] = {}
        for pack in self.packs:
            for actor in pack.actors:
                out.setdefault(actor.id, actor)
        return out
