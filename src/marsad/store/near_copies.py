"""Finding the near copies and revisions of documents that were kept, and naming the groups they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from marsad.incidents.copies import Imprint, compare_texts, take_imprint
from marsad.incidents.group import components
from marsad.store.tables import COPIES, COPY_BANDS, DOCUMENTS

COPY, REVISION = "copy", "revision"
_AT_ONCE = 5_000  # values in one query; SQLite takes 32,766
_SHARING = select(COPY_BANDS.c.band, COPY_BANDS.c.document).where(COPY_BANDS.c.band.in_(bindparam("bands", expanding=True)))
_TEXTS = select(DOCUMENTS.c.pk, DOCUMENTS.c.text, DOCUMENTS.c.url, DOCUMENTS.c.published).where(
    DOCUMENTS.c.pk.in_(bindparam("documents", expanding=True))
)
Pair = tuple[int, int]


def find_copies(connection: Connection, documents: Collection[int], before: Collection[int] = ()) -> set[int]:
    """Find the copies and revisions of ``documents`` (their pks); the other documents whose group of copies changed.

    ``before``: what `forget_copies` gave for those that were looked at before.
    """
    rows = connection.execute(_TEXTS, {"documents": sorted(documents)}).all()
    concerned = {*documents, *before}
    imprints = {row.pk: (take_imprint(row.text), row.published) for row in rows}
    found: dict[Pair, tuple[str, float]] = {}
    for pair, likeness in _compare(connection, imprints).items():
        found[pair] = (COPY, likeness)
    for pair in _of_one_address(connection, {row.pk: row.url for row in rows if row.url}):
        found[pair] = (REVISION, found.get(pair, (COPY, 0.0))[1])
    if found:
        values = [{"left": a, "right": b, "kind": kind, "likeness": likeness} for (a, b), (kind, likeness) in sorted(found.items())]
        connection.execute(insert(COPIES), values)
    if not found and concerned == set(documents):
        return set()
    return _name_groups(connection, concerned) - set(documents)


def forget_copies(connection: Connection, documents: Collection[int]) -> set[int]:
    """Drop what was found of ``documents`` before; those that were their copies."""
    connection.execute(delete(COPY_BANDS).where(COPY_BANDS.c.document.in_(documents)))
    theirs = or_(COPIES.c.left.in_(documents), COPIES.c.right.in_(documents))
    before = {pk for pair in connection.execute(select(COPIES.c.left, COPIES.c.right).where(theirs)) for pk in pair}
    if before:
        connection.execute(delete(COPIES).where(theirs))
    return before


def _compare(connection: Connection, imprints: Mapping[int, tuple[Imprint, date | None]]) -> dict[Pair, float]:
    bands = [{"band": band, "document": pk} for pk, (imprint, _) in imprints.items() for band in sorted(set(imprint.bands))]
    if not bands:
        return {}
    connection.execute(insert(COPY_BANDS), bands)
    sharing: dict[int, set[int]] = {}
    for some in in_parts({row["band"] for row in bands}):
        for row in connection.execute(_SHARING, {"bands": some}):
            sharing.setdefault(row.band, set()).add(row.document)
    pairs = {
        (min(pk, other), max(pk, other))
        for pk, (imprint, _) in imprints.items()
        for band in imprint.bands
        for other in sharing[band]
        if other != pk
    }
    known = dict(imprints)
    for some in in_parts({pk for pair in pairs for pk in pair} - known.keys()):
        known |= {row.pk: (take_imprint(row.text), row.published) for row in connection.execute(_TEXTS, {"documents": some})}
    told = {(a, b): compare_texts(known[a][0], known[b][0], known[a][1], known[b][1]) for a, b in pairs}
    return {pair: likeness for pair, likeness in told.items() if likeness}


def _of_one_address(connection: Connection, addresses: Mapping[int, str]) -> set[Pair]:
    if not addresses:
        return set()
    query = select(DOCUMENTS.c.pk, DOCUMENTS.c.url).where(DOCUMENTS.c.url.in_(set(addresses.values())))
    holders: dict[str, list[int]] = {}
    for row in connection.execute(query):
        holders.setdefault(row.url, []).append(row.pk)
    return {(min(pk, other), max(pk, other)) for pk, url in addresses.items() for other in holders[url] if other != pk}


def _name_groups(connection: Connection, documents: Collection[int]) -> set[int]:
    """Name each group of copies by its first document; the documents whose group changed by it."""
    group, todo, pairs = set(documents), set(documents), set()
    while todo:
        query = select(COPIES.c.left, COPIES.c.right).where(or_(COPIES.c.left.in_(todo), COPIES.c.right.in_(todo)))
        new = {(row.left, row.right) for row in connection.execute(query)}
        pairs |= new
        todo = {pk for pair in new for pk in pair} - group
        group |= todo
    d = DOCUMENTS.c
    rows = connection.execute(select(d.pk, d.sha256, d.published, d.copy_group).where(d.pk.in_(group))).all()
    by_hash = {row.sha256: row for row in rows}
    hashes = {row.pk: row.sha256 for row in rows}
    moved: dict[str | None, list[int]] = {}
    for members in components(by_hash, ((hashes[a], hashes[b]) for a, b in pairs)):
        told = [by_hash[sha256] for sha256 in members]
        name = min(told, key=lambda r: (r.published or date.max, r.sha256)).sha256 if len(told) > 1 else None
        for row in told:
            if row.copy_group != name:
                moved.setdefault(name, []).append(row.pk)
    for name, pks in moved.items():
        connection.execute(update(DOCUMENTS).where(d.pk.in_(pks)).values(copy_group=name))
    return {pk for pks in moved.values() for pk in pks}


def in_parts(values: Iterable[Any]) -> Iterable[list[Any]]:
    """``values`` in lists that one query can take."""
    told = sorted(values)
    return (told[at : at + _AT_ONCE] for at in range(0, len(told), _AT_ONCE))
