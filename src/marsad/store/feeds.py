"""Feeds and the pages they list: what waits, what is done, what failed and when it is tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from marsad.errors import WorkspaceError
from marsad.intake.feeds import Listed
from marsad.intake.fetch import Fault
from marsad.store.chain import append_entry
from marsad.store.connect import Workspace
from marsad.store.evidence_tables import ENTRIES, FEEDS
from marsad.store.runs import as_utc

WAITING, DONE, GIVEN_UP = "waiting", "done", "failed"
TRIES = 6  # runs that try a page before it is given up
BACK_OFF = timedelta(minutes=15)  # before the second run tries it, doubled before each further one
BACK_OFF_MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as kept: its key, address and outlet, and what its server gave for conditional requests."""

    pk: int
    address: str
    outlet: str
    etag: str
    modified: str

    @property
    def conditions(self) -> dict[str, str]:
        """Headers of a conditional request."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A page that waits: its key, address, the outlet of its feed, and how often it was tried."""

    pk: int
    address: str
    outlet: str
    tries: int


def add_feed(workspace: Workspace, address: str, outlet: str, *, now: datetime) -> bool:
    """Keep a feed; whether it is new. The outlet of one that is there is taken up."""
    with workspace.writer.begin() as connection:
        key = connection.execute(select(FEEDS.c.pk).where(FEEDS.c.address == address)).scalar_one_or_none()
        if key is not None:
            if outlet:
                connection.execute(update(FEEDS).where(FEEDS.c.pk == key).values(outlet=outlet))
            return False
        row = {
            "address": address,
            "outlet": outlet,
            "added_utc": as_utc(now),
            "etag": "",
            "modified": "",
            "failures": 0,
            "reason": "",
        }
        connection.execute(insert(FEEDS).values(row))
        append_entry(connection, "feed", {"address": address, "outlet": outlet}, now=now)
    return True


def remove_feed(workspace: Workspace, address: str, *, now: datetime) -> None:
    """Forget a feed and what waits of it; documents stay. Raises WorkspaceError when it is not there."""
    with workspace.writer.begin() as connection:
        if not connection.execute(delete(FEEDS).where(FEEDS.c.address == address)).rowcount:
            raise WorkspaceError(f"{address}: no feed of this address; see marsad feeds list")
        append_entry(connection, "feed removed", {"address": address}, now=now)


def due_feeds(workspace: Workspace, named: Sequence[str], *, now: datetime) -> tuple[FeedRow, ...]:
    """The feeds ``named`` (all that may be asked now, when none is), by address. Raises WorkspaceError for an unknown one."""
    f = FEEDS.c
    query = select(f.pk, f.address, f.outlet, f.etag, f.modified).order_by(f.address)
    due = or_(f.next_utc.is_(None), f.next_utc <= as_utc(now))
    with workspace.reader.begin() as connection:
        found = tuple(
            FeedRow(*row) for row in connection.execute(query.where(f.address.in_(named) if named else due))
        )
    missing = sorted(set(named) - {feed.address for feed in found})
    if missing:
        raise WorkspaceError(
            f"{missing[0]}: no feed of this address; add it first: marsad feeds add {missing[0]}"
        )
    return found


def keep_listed(
    workspace: Workspace, feed: FeedRow, listed: Sequence[Listed], etag: str, modified: str, *, now: datetime
) -> int:
    """Keep what a feed lists, with its marks for the next request, in one transaction; how many pages wait because of it.

    A page that is new waits, and so does one that the feed says has changed since.
    """
    moment, waiting = as_utc(now), 0
    with workspace.writer.begin() as connection:
        for page in listed:
            waiting += _keep_page(connection, feed, page, moment)
        values = {
            "etag": etag,
            "modified": modified,
            "checked_utc": moment,
            "succeeded_utc": moment,
            "next_utc": None,
        }
        connection.execute(update(FEEDS).where(FEEDS.c.pk == feed.pk).values(**values, failures=0, reason=""))
    return waiting


def _keep_page(connection: Connection, feed: FeedRow, page: Listed, moment: datetime) -> bool:
    e = ENTRIES.c
    row = connection.execute(select(e.pk, e.modified, e.state).where(e.address == page.address)).first()
    if row is None:
        values = {
            "feed": feed.pk,
            "address": page.address,
            "modified": page.modified,
            "found_utc": moment,
            "state": WAITING,
        }
        connection.execute(insert(ENTRIES).values(**values, tries=0, next_utc=moment, reason=""))
        return True
    if page.modified == row.modified or not page.modified:
        return False
    again = {"modified": page.modified, "state": WAITING, "tries": 0, "next_utc": moment, "reason": ""}
    connection.execute(update(ENTRIES).where(e.pk == row.pk).values(again))
    return True


def keep_unchanged(workspace: Workspace, feed: FeedRow, *, now: datetime) -> None:
    """A feed answered that nothing changed since."""
    moment = as_utc(now)
    with workspace.writer.begin() as connection:
        values = {
            "checked_utc": moment,
            "succeeded_utc": moment,
            "next_utc": None,
            "failures": 0,
            "reason": "",
        }
        connection.execute(update(FEEDS).where(FEEDS.c.pk == feed.pk).values(values))


def keep_feed_fault(workspace: Workspace, feed: FeedRow, fault: Fault, *, now: datetime) -> None:
    """A feed gave nothing: why, and when it may be asked again."""
    with workspace.writer.begin() as connection:
        failures = connection.execute(select(FEEDS.c.failures).where(FEEDS.c.pk == feed.pk)).scalar_one() + 1
        later = as_utc(now) + _pause(failures, fault.wait)
        values = {
            "checked_utc": as_utc(now),
            "failures": failures,
            "reason": fault.reason,
            "next_utc": later if fault.wait else None,
        }
        connection.execute(update(FEEDS).where(FEEDS.c.pk == feed.pk).values(values))


def waiting_pages(
    workspace: Workspace, feeds: Sequence[FeedRow], most: int, *, now: datetime
) -> tuple[EntryRow, ...]:
    """Pages of ``feeds`` that wait and may be asked now, ``most`` a host, those that failed least first, then the newest."""
    e = ENTRIES.c
    wanted = and_(e.state == WAITING, e.next_utc <= as_utc(now), e.feed.in_([f.pk for f in feeds]))
    query = select(e.pk, e.address, FEEDS.c.outlet, e.tries).join(FEEDS, FEEDS.c.pk == e.feed).where(wanted)
    by_host: dict[str, int] = {}
    out = []
    with workspace.reader.begin() as connection:
        for row in connection.execute(query.order_by(e.tries, e.modified.desc(), e.pk)):
            host = urlsplit(row.address).netloc
            by_host[host] = by_host.get(host, 0) + 1
            if by_host[host] <= most:
                out.append(EntryRow(*row))
    return tuple(out)


def ask_again(workspace: Workspace, feeds: Sequence[FeedRow], days: int, *, now: datetime) -> int:
    """Let pages wait again that were found in the last ``days`` and visited more than a day ago; how many."""
    e, moment = ENTRIES.c, as_utc(now)
    recent = and_(
        e.state == DONE, e.found_utc >= moment - timedelta(days), e.visited_utc < moment - timedelta(days=1)
    )
    wanted = and_(recent, e.feed.in_([f.pk for f in feeds]))
    with workspace.writer.begin() as connection:
        return connection.execute(
            update(ENTRIES).where(wanted).values(state=WAITING, tries=0, next_utc=moment)
        ).rowcount


def settle_page(connection: Connection, key: int, *, now: datetime, reason: str = "") -> None:
    """A page was answered for, inside the transaction that keeps what came of it."""
    values = {"state": DONE, "visited_utc": as_utc(now), "reason": reason}
    connection.execute(update(ENTRIES).where(ENTRIES.c.pk == key).values(values))


def keep_page_fault(workspace: Workspace, page: EntryRow, fault: Fault, *, now: datetime) -> bool:
    """A page gave nothing: it waits for a later run, or is given up; whether it waits."""
    tries = page.tries + 1
    waits = fault.again and tries < TRIES
    values = {
        "state": WAITING if waits else GIVEN_UP,
        "tries": tries,
        "reason": fault.reason,
        "next_utc": as_utc(now) + _pause(tries, fault.wait),
    }
    with workspace.writer.begin() as connection:
        connection.execute(update(ENTRIES).where(ENTRIES.c.pk == page.pk).values(values))
    return waits


def _pause(tries: int, asked: float | None) -> timedelta:
    own = min(BACK_OFF * 2 ** min(tries - 1, 20), BACK_OFF_MOST)
    return max(own, timedelta(seconds=asked)) if asked else own


def count_waiting(workspace: Workspace, feeds: Sequence[FeedRow]) -> int:
    """How many pages of ``feeds`` still wait, now or for a later run."""
    query = (
        select(func.count())
        .select_from(ENTRIES)
        .where(ENTRIES.c.state == WAITING, ENTRIES.c.feed.in_([f.pk for f in feeds]))
    )
    with workspace.reader.begin() as connection:
        return int(connection.execute(query).scalar_one())
