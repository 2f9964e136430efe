"""`marsad feeds`: collecting from RSS, Atom and sitemaps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad import __version__
from marsad.commands.collecting import (
    Allow,
    Collector,
    Contact,
    Delay,
    Timeout,
    as_json,
    make_limits,
    make_manners,
    mend_of,
)
from marsad.commands.inputs import MAX_MB, MaxMb, Outlet, Theatre, load_theatre, make_intake
from marsad.commands.progress import Progress
from marsad.commands.reader import load_reader
from marsad.commands.status import feed_line
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.incidents.linker import make_linker
from marsad.intake.failures import Flaw
from marsad.intake.feeds import Listed, read_feed
from marsad.intake.fetch import Answer, Fault, Limits, fetch, plain_address
from marsad.intake.polite import DELAY, Manners, fetch_all, fetch_patiently
from marsad.intake.unpack import UNPACKED_MOST, unpack
from marsad.store.arrivals import summarise_arrivals
from marsad.store.feeds import (
    EntryRow,
    FeedRow,
    add_feed,
    ask_again,
    count_waiting,
    due_feeds,
    keep_feed_fault,
    keep_listed,
    keep_page_fault,
    keep_unchanged,
    remove_feed,
    waiting_pages,
)
from marsad.store.runs import finish_run, stamp_packs, start_run
from marsad.store.visits import seen_before
from marsad.store.workspace import open_workspace

SITEMAPS = 20  # sitemaps of one index that are read in a run, the newest first
MOST = 200  # pages of one host in a run

Address = Annotated[str, typer.Argument(metavar="URL", help="The feed's address: RSS, Atom or a sitemap.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add `feeds` with its commands to ``app``."""
    about = "Collect from RSS, Atom and sitemaps: add, list, run, remove."
    feeds = typer.Typer(
        rich_markup_mode=None,
        no_args_is_help=True,
        help=about,
        epilog="Example: marsad feeds run --db syria.db",
    )
    feeds.command(epilog="Example: marsad feeds add https://example.org/rss.xml")(add)
    feeds.command(name="list", epilog="Example: marsad feeds list --json")(show)
    feeds.command(epilog="Example: marsad feeds run --contact desk@example.org")(run)
    feeds.command(epilog="Example: marsad feeds remove https://example.org/rss.xml")(remove)
    app.add_typer(feeds, name="feeds")


def add(address: Address, db: Db = DEFAULT_DB, outlet: Outlet = "") -> None:
    """Keep a feed, to be asked by `marsad feeds run`; nothing is fetched yet."""
    plain = plain_address(address)
    if isinstance(plain, Fault):
        raise typer.BadParameter(str(plain))
    with open_workspace(db, make=True) as workspace:
        new = add_feed(workspace, plain, outlet, now=datetime.now(UTC))
    typer.echo(f"{plain}: {'added' if new else 'is there already'}")


def remove(address: Address, db: Db = DEFAULT_DB) -> None:
    """Forget a feed and what waits of it; the documents stay."""
    with open_workspace(db, make=False) as workspace:
        remove_feed(workspace, address, now=datetime.now(UTC))
    typer.echo(f"{address}: removed")


def show(db: Db = DEFAULT_DB, as_json_: AsJson = False) -> None:
    """List the feeds: last success, what is done, what waits, what failed and why."""
    with open_workspace(db, make=False) as workspace:
        feeds = summarise_arrivals(workspace).feeds
    for feed in feeds:
        typer.echo(json.dumps(asdict(feed), ensure_ascii=False, default=str) if as_json_ else feed_line(feed))
    if not feeds and not as_json_:
        typer.echo("no feeds; add one: marsad feeds add https://...", err=True)


def run(
    addresses: Annotated[
        list[str] | None,
        typer.Argument(metavar="[URL...]", help="Feeds to ask; all that are due without any."),
    ] = None,
    db: Db = DEFAULT_DB,
    theatre: Theatre = None,
    most: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="Pages of one host in this run; the others wait for the next."),
    ] = MOST,
    revisit: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            min=0,
            help="Also ask again for pages found in the last DAYS: did they change, are they gone?",
        ),
    ] = 0,
    max_mb: MaxMb = MAX_MB,
    delay: Delay = DELAY,
    timeout: Timeout = 60.0,
    contact: Contact = "",
    allow: Allow = None,
    json_out: AsJson = False,
) -> None:
    """Ask the feeds, and fetch the new pages they list into the workspace.

    Politely: robots.txt is obeyed, one request at a time a host with a pause between two, feeds are asked for only
    what changed. A run that is cut short is simply started again: what was listed waits, what was fetched is done.
    """
    packs, country = load_theatre(theatre)
    intake = make_intake(packs, None, "", max_mb)
    limits = make_limits(max_mb, timeout, contact, allow)
    manners = make_manners(limits, delay)
    with open_workspace(db, make=False) as workspace, Progress("fetching", None) as progress:
        feeds = due_feeds(workspace, addresses or [], now=datetime.now(UTC))
        key = start_run(workspace, stamp_packs(__version__, packs), now=datetime.now(UTC))
        collector = Collector(
            workspace, key, intake, load_reader(packs), make_linker(packs), country, progress
        )
        _ask_feeds(collector, feeds, limits, manners)
        if revisit:
            ask_again(workspace, feeds, revisit, now=datetime.now(UTC))
        _ask_pages(collector, waiting_pages(workspace, feeds, most, now=datetime.now(UTC)), limits, manners)
        finish_run(workspace, key, collector.run_counts(), now=datetime.now(UTC))
        waiting = count_waiting(workspace, feeds)
    told = as_json({**collector.counts, "feeds": len(feeds), "waiting": waiting})
    typer.echo(
        json.dumps(told)
        if json_out
        else f"{len(feeds):,} feeds asked; {collector.told()}; waiting {waiting:,}; {workspace.name}"
    )
    collector.end()


def _ask_feeds(collector: Collector, feeds: Sequence[FeedRow], limits: Limits, manners: Manners) -> None:
    get = fetch_all(
        feeds,
        lambda f: f.address,
        lambda f: fetch(f.address, limits, conditions=f.conditions, check=manners.refuses),
        manners,
    )
    for feed, found in get:
        now = datetime.now(UTC)
        if isinstance(found, Answer) and found.status == 304:
            keep_unchanged(collector.workspace, feed, now=now)
            continue
        listed = _listed(found, limits, manners, SITEMAPS) if isinstance(found, Answer) else found
        if isinstance(listed, Fault):
            keep_feed_fault(collector.workspace, feed, listed, now=now)
            collector.fail(listed, mend_of(listed))
        else:
            assert isinstance(found, Answer)
            number = keep_listed(
                collector.workspace,
                feed,
                listed,
                found.header("etag"),
                found.header("last-modified"),
                now=now,
            )
            collector.progress.say(f"feed: {feed.address}: {len(listed):,} pages, {number:,} to fetch")


def _listed(found: Answer, limits: Limits, manners: Manners, sitemaps: int) -> list[Listed] | Fault:
    """The pages that a feed lists, with those of the newest sitemaps of an index; addresses that are none are left out."""
    if found.status != 200:
        return Fault(found.asked, f"status {found.status}", False)
    body = unpack(found.body, found.header("content-encoding"), UNPACKED_MOST)
    feed = body if isinstance(body, Flaw) else read_feed(body, found.address)
    if isinstance(feed, Flaw):
        return Fault(found.asked, feed.reason, False)
    pages = list(feed.pages)
    for child in feed.feeds[:sitemaps]:
        manners.sleep(manners.pause(child.address))
        answer = fetch_patiently(lambda at=child.address: fetch(at, limits, check=manners.refuses), manners)  # type: ignore[misc]
        inner = _listed(answer, limits, manners, 0) if isinstance(answer, Answer) else answer
        if isinstance(inner, Fault):
            return inner
        pages += inner
    plain = ((plain_address(page.address), page) for page in pages)
    return [Listed(address, page.modified) for address, page in plain if isinstance(address, str)]


def _ask_pages(collector: Collector, pages: Sequence[EntryRow], limits: Limits, manners: Manners) -> None:
    def get(page: EntryRow) -> Answer | Fault:
        before = seen_before(collector.workspace, page.address)
        return fetch(
            page.address,
            limits,
            conditions=before.conditions,
            conditions_of=before.address,
            check=manners.refuses,
        )

    for page, found in fetch_all(pages, lambda p: p.address, get, manners):
        if isinstance(found, Answer):
            collector.take(found, outlet=page.outlet, page=page.pk)
            continue
        waits = keep_page_fault(collector.workspace, page, found, now=datetime.now(UTC))
        collector.fail(found, "a later run tries it again" if waits else mend_of(found))
