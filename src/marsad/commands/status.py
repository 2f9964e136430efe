"""`marsad status`: what a workspace holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from marsad.commands.workspace import DEFAULT_DB, Db
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
        summary = summarise(workspace)
    if as_json:
        typer.echo(json.dumps(asdict(summary), ensure_ascii=False, default=str))
    else:
        typer.echo("\n".join(_lines(summary)))


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
