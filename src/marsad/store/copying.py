"""Who copies whom: pairs of outlets whose documents are near copies, the earlier taken for the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from marsad.store.connect import Workspace
from marsad.store.tables import COPIES, DOCUMENTS

COPY = "copy"


@dataclass(frozen=True, slots=True)
class Copying:
    """``number`` documents of ``copier`` are near copies of earlier ones of ``source``; of one day: by when they came in."""

    copier: str
    source: str
    number: int


def count_copying(workspace: Workspace) -> tuple[Copying, ...]:
    """Pairs of outlets, most copies first; documents that name no outlet are left out."""
    a, b = DOCUMENTS.alias("a"), DOCUMENTS.alias("b")
    columns = (a.c.outlet, a.c.published, a.c.pk, b.c.outlet, b.c.published, b.c.pk)
    joined = COPIES.join(a, COPIES.c.left == a.c.pk).join(b, COPIES.c.right == b.c.pk)
    query = (
        select(*columns)
        .select_from(joined)
        .where(COPIES.c.kind == COPY, a.c.outlet != b.c.outlet, a.c.outlet != "", b.c.outlet != "")
    )
    seen: Counter[tuple[str, str]] = Counter()
    with workspace.reader.begin() as connection:
        for one, day, pk, other, other_day, other_pk in connection.execute(query):
            known = day is not None and other_day is not None and day != other_day
            first = day < other_day if known else pk < other_pk
            seen[(other, one) if first else (one, other)] += 1
    ranked = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Copying(copier, source, number) for (copier, source), number in ranked)
