"""`marsad status`: what a workspace holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.store.arrivals import Arrivals, FeedState, summarise_arrivals
from marsad.store.summary import RunSummary, Summary, summarise
from marsad.store.workspace import open_workspace

_UNREAD_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add `status` to ``app``."""
    app.command(epilog="Example: marsad status --db syria.db")(status)


def status(
    db: Db = DEFAULT_DB,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what a workspace holds and how the last runs went."""
    with open_workspace(db, make=False) as workspace:
        summary, arrivals = summarise(workspace), summarise_arrivals(workspace)
    if as_json:
        typer.echo(json.dumps(asdict(summary) | {"arrivals": asdict(arrivals)}, ensure_ascii=False, default=str))
    else:
        typer.echo("\n".join([*_lines(summary), *arrival_lines(arrivals)]))


def _lines(summary: Summary) -> list[str]:
    published = (
        f"{summary.first_published} to {summary.last_published}" if summary.first_published else "none known"
    )
    out = [
        f"workspace  {summary.name}",
        f"documents  {summary.documents:,} (published {published}; {summary.undated:,} without a date)",
        f"events     {summary.events:,}",
        *(f"  {name:<8} {_told(counts)}" for name, counts in _groups(summary) if counts),
        *(f"run        {_run(run)}" for run in summary.runs),
    ]
    if summary.unread:
        out.append("not read in the last run:")
        out += [f"  {line}" for line in summary.unread[:_UNREAD_SHOWN]]
        if len(summary.unread) > _UNREAD_SHOWN:
            out.append(f"  and {len(summary.unread) - _UNREAD_SHOWN:,} more (--json shows all)")
    return out


def _groups(summary: Summary) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    return [("type", summary.types), ("level", summary.levels), ("status", summary.statuses)]


def _told(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counts)


def _run(run: RunSummary) -> str:
    ended = "" if run.finished_utc else ", cut short"
    counts = {
        "added": run.added,
        "replaced": run.replaced,
        "already there": run.already,
        "not read": run.failed,
    }
    told = ", ".join(f"{name} {number:,}" for name, number in counts.items() if number or name == "added")
    return f"{run.started_utc:%Y-%m-%d %H:%M} UTC: {told}{ended} (Marsad {run.version}, packs {run.packs_sha256[:8]})"


def arrival_lines(arrivals: Arrivals) -> list[str]:
    """What came, from where, what was not read and why, what was taken back, and how the feeds are."""
    if not arrivals.captures and not arrivals.feeds:
        return []
    out = [f"received   {arrivals.captures:,} captures, {arrivals.size / 1e6:,.1f} MB kept ({_told(arrivals.via)})"]
    groups = (("from", arrivals.hosts), ("not Arabic", arrivals.languages), ("not read", arrivals.reasons))
    out += [f"  {name:<10} {_told(counts)}" for name, counts in groups if counts]
    if arrivals.changed:
        out.append(f"changed    {arrivals.changed:,} addresses (marsad revisions)")
    out += [
        f"withdrawn  {w.document} since {w.since_utc:%Y-%m-%d}, {w.events} events rest on it: {w.basis} ({w.by})"
        for w in arrivals.withdrawn
    ]
    out += [f"feed       {feed_line(feed)}" for feed in arrivals.feeds]
    return out


def feed_line(feed: FeedState) -> str:
    """A feed on one line: its last success, what came of it, what failed."""
    last = f"last success {feed.succeeded_utc:%Y-%m-%d %H:%M} UTC" if feed.succeeded_utc else "no success yet"
    told = ", ".join(f"{name} {n:,}" for name, n in (("done", feed.done), ("waiting", feed.waiting), ("failed", feed.failed)) if n)
    failing = f"; failed {feed.failures} times: {feed.reason}" if feed.failures else ""
    return f"{feed.address} {f'({feed.outlet}) ' if feed.outlet else ''}{last}{f'; {told}' if told else ''}{failing}"
