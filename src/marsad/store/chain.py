"""The log: every capture, document, revision and withdrawal, each entry sealed by the hash of the one before it.

Who changes, drops or inserts an entry breaks the chain from there on; who rewrites it whole changes its head, so
a head noted elsewhere (in print, in a mail to oneself) proves that nothing was changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text

from marsad.store.evidence_tables import LOG

START = "0" * 64  # what the first entry takes for the digest before it
PAGE = 1000
# Key of PostgreSQL's lock under which entries are appended, so that two writers do not take one number.
_LOCK = 0x6D617273


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log."""

    seq: int
    at_utc: str
    what: str
    detail: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's number and digest; 0 and the start of all chains when the log is empty."""

    seq: int
    digest: str


def append_entry(connection: Connection, what: str, detail: Mapping[str, Any], *, now: datetime) -> None:
    """Append to the log, inside the transaction that does what the entry tells."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    head = read_head(connection)
    at, told = now.isoformat(timespec="seconds"), json.dumps(detail, ensure_ascii=False, sort_keys=True)
    digest = seal(head.seq + 1, at, what, told, head.digest)
    row = {
        "seq": head.seq + 1,
        "at_utc": at,
        "what": what,
        "detail": told,
        "previous": head.digest,
        "digest": digest,
    }
    connection.execute(insert(LOG).values(row))


def read_head(connection: Connection) -> Head:
    """The head of the chain."""
    row = connection.execute(select(LOG.c.seq, LOG.c.digest).order_by(LOG.c.seq.desc()).limit(1)).first()
    return Head(row.seq, row.digest) if row else Head(0, START)


def seal(seq: int, at_utc: str, what: str, detail: str, previous: str) -> str:
    """The digest of an entry: SHA-256 over its fields as a JSON list, the digest before it among them."""
    fields = json.dumps([seq, at_utc, what, detail, previous], ensure_ascii=True)
    return hashlib.sha256(fields.encode("ascii")).hexdigest()


def read_log(connection: Connection) -> Iterator[Entry]:
    """All entries in order, a page at a time."""
    last = 0
    while rows := connection.execute(
        select(LOG).where(LOG.c.seq > last).order_by(LOG.c.seq).limit(PAGE)
    ).all():
        yield from (Entry(r.seq, r.at_utc, r.what, r.detail, r.previous, r.digest) for r in rows)
        last = rows[-1].seq


def find_breaks(entries: Iterator[Entry]) -> Iterator[str]:
    """Where the chain does not hold: a gap, an entry that was changed, one that does not follow the one before."""
    before = Head(0, START)
    for entry in entries:
        if entry.seq != before.seq + 1:
            yield f"log: entries {before.seq + 1} to {entry.seq - 1} are missing"
        elif entry.previous != before.digest:
            yield f"log: entry {entry.seq} does not follow entry {before.seq}"
        if seal(entry.seq, entry.at_utc, entry.what, entry.detail, entry.previous) != entry.digest:
            yield f"log: entry {entry.seq} was changed"
        before = Head(entry.seq, entry.digest)
