"""All incidents of a workspace in a compact form, kept while the page runs: one filter over them answers at once.

What the database says is parsed once; after a change only the incidents that changed are parsed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Text, cast, func, select

from marsad.incidents.records import Judgement
from marsad.store.connect import Workspace
from marsad.store.judgements import list_judgements
from marsad.store.tables import CHANGES, DOCUMENTS, INCIDENTS, JUDGEMENTS
from marsad.text.fold import fold

VERDICTS = ("accept", "reject", "correct")


@dataclass(frozen=True, slots=True)
class Row:
    """One incident as lists, map and time line need it. ``words`` is folded, for the search; ``speakers`` are parties that speak."""

    id: str
    type: str
    level: str
    status: str
    grade: str
    start: date | None
    end: date | None
    precision: str
    site: Mapping[str, Any] | None
    places: tuple[Mapping[str, Any], ...]
    initiators: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    tolls: tuple[Mapping[str, Any], ...]
    count: int | None
    names: tuple[str, ...]
    documents: int
    origins: tuple[str, ...]
    speakers: tuple[str, ...]
    independent: int
    outlets: frozenset[str]
    events: tuple[str, ...]
    conflicts: tuple[str, ...]
    differing: int
    judged: tuple[str, ...]
    rejected: bool
    words: str

    @property
    def parties(self) -> tuple[tuple[str, str], ...]:
        """All parties as (id, name)."""
        return self.initiators + self.targets


@dataclass(frozen=True, slots=True)
class Index:
    """The rows by day, latest first, undated last; ``verdicts`` are the standing judgements by event key.

    ``decided`` are all judgements that were not undone, overruled ones too, by incident: who agreed with whom.
    """

    rows: tuple[Row, ...]
    by_id: Mapping[str, Row]
    verdicts: Mapping[str, tuple[Judgement, ...]]
    decided: Mapping[str, tuple[Judgement, ...]]
    token: tuple[object, ...]

    def judgements(self, row: Row) -> tuple[Judgement, ...]:
        """The standing judgements about a row's events, each once, by id."""
        found = {j.id: j for key in row.events for j in self.verdicts.get(key, ())}
        return tuple(found[n] for n in sorted(found))

    def is_reviewed(self, row: Row) -> bool:
        """Whether a person has accepted, rejected or corrected it."""
        return any(j.kind in VERDICTS for j in self.judgements(row))


@dataclass(slots=True)
class Keeper:
    """The index of one workspace, made when first asked for and brought up to date when the workspace has changed."""

    workspace: Workspace
    _lock: Lock = field(default_factory=Lock)
    _index: Index | None = None
    _hashes: dict[str, int] = field(default_factory=dict)

    def now(self) -> Index:
        """The index as of now."""
        with self._lock:
            with self.workspace.reader.begin() as connection:
                token = _token(connection)
                if self._index is not None and self._index.token == token:
                    return self._index
                rows = self._rows(connection)
            self._index = _index(rows, list_judgements(self.workspace), token)
            return self._index

    def _rows(self, connection: Connection) -> list[Row]:
        """All rows; those whose record has the same letters as last time are not parsed again."""
        held = dict(self._index.by_id) if self._index else {}
        outlets = {r.id: r.outlet for r in connection.execute(select(DOCUMENTS.c.id, DOCUMENTS.c.outlet))}
        query = select(INCIDENTS.c.id, cast(INCIDENTS.c.record, Text).label("record"))
        rows: list[Row] = []
        hashes: dict[str, int] = {}
        for id, text in connection.execute(query):
            hashes[id] = hash(text)
            same = self._hashes.get(id) == hashes[id] and id in held
            rows.append(held[id] if same else make_row(json.loads(text), outlets))
        self._hashes = hashes
        return rows


def _token(connection: Connection) -> tuple[object, ...]:
    """What changes with every change of what is kept."""
    numbers = select(
        select(func.max(CHANGES.c.pk)).scalar_subquery(),
        select(func.max(JUDGEMENTS.c.id)).scalar_subquery(),
        select(func.max(DOCUMENTS.c.pk)).scalar_subquery(),
        select(func.count()).select_from(INCIDENTS).scalar_subquery(),
    )
    return tuple(connection.execute(numbers).one())


def _index(rows: list[Row], judgements: Iterable[Judgement], token: tuple[object, ...]) -> Index:
    rows.sort(key=lambda r: r.id)
    rows.sort(key=lambda r: r.start or r.end or date.min, reverse=True)
    holder = {key: row.id for row in rows for key in row.events}
    verdicts: dict[str, list[Judgement]] = {}
    decided: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.kind == "undo" or judgement.undone:
            continue
        for id in dict.fromkeys(holder.get(key, "") for key in judgement.left):
            decided.setdefault(id, []).append(judgement)
        if judgement.overruled_by is None:
            for key in dict.fromkeys((*judgement.left, *judgement.right)):
                verdicts.setdefault(key, []).append(judgement)
    by_id = {r.id: r for r in rows}
    return Index(tuple(rows), by_id, _frozen(verdicts), _frozen(decided), token)


def _frozen(held: Mapping[str, list[Judgement]]) -> dict[str, tuple[Judgement, ...]]:
    return {key: tuple(value) for key, value in held.items()}


def make_row(record: Mapping[str, Any], outlets: Mapping[str, str]) -> Row:
    """The row of an incident's record; ``outlets`` by document id."""
    places = tuple(record["places"])
    parties = record["parties"]
    independent = [o for o in record["origins"] if o["independent"]]
    return Row(
        id=record["id"],
        type=record["type"],
        level=record["level"],
        status=record["status"],
        grade=record["grade"],
        start=_day(record["start"]),
        end=_day(record["end"]),
        precision=record["date_precision"],
        site=next((p for p in places if p["lat"] is not None), None),
        places=places,
        initiators=tuple((p["id"], p["name"]) for p in parties if p["role"] == "initiator"),
        targets=tuple((p["id"], p["name"]) for p in parties if p["role"] == "target"),
        tolls=tuple(record["tolls"]),
        count=record["count"],
        names=tuple(record["names"]),
        documents=len(record["documents"]),
        origins=tuple(o["name"] for o in record["origins"]),
        speakers=tuple(dict.fromkeys(o["party"] for o in record["origins"] if o["party"])),
        independent=len(independent),
        outlets=frozenset(outlets.get(d, "") for d in record["documents"]) - {""},
        events=tuple(record["events"]),
        conflicts=tuple(record["conflicts"]),
        differing=count_differing(record),
        judged=tuple(record["judged"]),
        rejected=record["rejected"],
        words=_words(record),
    )


def count_differing(record: Mapping[str, Any]) -> int:
    """How many different values stand in the slots whose claims conflict; 0 without a conflict."""
    held = {
        (c["slot"], c["value"], c["low"], c["high"])
        for c in record["claims"]
        if c["slot"] in record["conflicts"]
    }
    return len(held) if record["conflicts"] else 0


def _words(record: Mapping[str, Any]) -> str:
    """What a search looks through: title, names of places and parties, origins, and the quoted words, folded."""
    said = [s["quote"] for c in record["claims"] for s in c["sayings"]]
    named = [n for p in record["places"] for n in (p["name"], p["name_en"], p["admin1"]) if n]
    parties = [n for p in record["parties"] for n in (p["id"], p["name"]) if n]
    told = [
        record["title"],
        *named,
        *parties,
        *(o["name"] for o in record["origins"]),
        *record["names"],
        *said,
    ]
    return fold_words("\n".join(dict.fromkeys(told)))


def fold_words(text: str) -> str:
    """``text`` with letters folded as the reading folds them, lower case.

    >>> fold_words("أريحا") == fold_words("اريحا")   # Ariha, with and without hamza
    True
    """
    return fold(text).deep.lower()


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
