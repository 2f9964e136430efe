"""What came into a workspace, from where, what of it was not read and why; feeds with their last success."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from marsad.store.connect import Workspace
from marsad.store.evidence_tables import BYTES, CAPTURES, ENTRIES, FEEDS, REVISIONS
from marsad.store.withdrawals import Withdrawal, list_withdrawn

SHOWN = 10  # reasons and outlets told, most frequent first


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed: when it was asked and answered last, what waits, what is done, and the reason of the last failure."""

    address: str
    outlet: str
    checked_utc: datetime | None
    succeeded_utc: datetime | None
    failures: int
    reason: str
    waiting: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came, by how it came; what was not read, by language and by reason; what changed and what was taken back."""

    captures: int
    size: int
    via: tuple[tuple[str, int], ...]
    hosts: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    changed: int
    withdrawn: tuple[Withdrawal, ...]
    feeds: tuple[FeedState, ...]


def summarise_arrivals(workspace: Workspace) -> Arrivals:
    """The arrivals of ``workspace``; counts most first."""
    c, number = CAPTURES.c, func.count()
    changed = (
        select(REVISIONS.c.address)
        .group_by(REVISIONS.c.address)
        .having(func.max(REVISIONS.c.number) > 1)
        .subquery()
    )
    with workspace.reader.begin() as connection:
        captures = connection.execute(select(number).select_from(CAPTURES)).scalar_one()
        size = connection.execute(select(func.sum(BYTES.c.size))).scalar_one() or 0
        return Arrivals(
            captures=int(captures),
            size=int(size),
            via=_counts(connection, c.via, c.via != ""),
            hosts=_hosts(connection),
            languages=_counts(connection, c.language, and_(c.outcome != "document", c.language != "")),
            reasons=_counts(connection, c.reason, and_(c.outcome != "document", c.reason != "")),
            changed=int(connection.execute(select(number).select_from(changed)).scalar_one()),
            withdrawn=list_withdrawn(workspace),
            feeds=_feeds(connection),
        )


def _counts(connection: Connection, column: ColumnElement[str], condition: ColumnElement[bool]) -> tuple[tuple[str, int], ...]:
    number = func.count()
    query = (
        select(column, number).where(condition).group_by(column).order_by(number.desc(), column).limit(SHOWN)
    )
    return tuple((name, many) for name, many in connection.execute(query))


def _hosts(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Hosts that pages came from. An address is cut after its host: between `//` and the next `/`."""
    address = CAPTURES.c.address
    rest = func.replace(func.replace(address, "https://", ""), "http://", "")
    counts: dict[str, int] = {}
    for name, many in connection.execute(select(rest, func.count()).where(address != "").group_by(rest)):
        host = name.partition("/")[0]
        counts[host] = counts.get(host, 0) + many
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN])


def _feeds(connection: Connection) -> tuple[FeedState, ...]:
    f, e = FEEDS.c, ENTRIES.c
    states = [func.sum(case((e.state == state, 1), else_=0)) for state in ("waiting", "done", "failed")]
    columns = (f.address, f.outlet, f.checked_utc, f.succeeded_utc, f.failures, f.reason)
    query = (
        select(*columns, *states)
        .outerjoin(ENTRIES, e.feed == f.pk)
        .group_by(f.pk, *columns)
        .order_by(f.address)
    )
    return tuple(FeedState(*row[:6], *(int(n or 0) for n in row[6:])) for row in connection.execute(query))
