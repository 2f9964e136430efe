"""Runs: when reports were read, with which packs, and what came of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, update

from marsad.intake.failures import Failure
from marsad.packs.rows import Packs
from marsad.store.connect import Workspace
from marsad.store.tables import FAILURES, RUNS


@dataclass(frozen=True, slots=True)
class Stamp:
    """What reads: Marsad's version, the packs' names and the digest of their content."""

    version: str
    packs: tuple[str, ...]
    packs_sha256: str


def stamp_packs(version: str, packs: Packs) -> Stamp:
    """The stamp of ``packs``; the same rows give the same digest."""
    digest = hashlib.sha256()
    for pack in packs.packs:
        digest.update(repr(pack).encode("utf-8", "backslashreplace"))
    return Stamp(version, tuple(p.name for p in packs.packs), digest.hexdigest())


def start_run(workspace: Workspace, stamp: Stamp, *, now: datetime) -> int:
    """A new run; gives back its key."""
    row = {
        "started_utc": as_utc(now),
        "version": stamp.version,
        "packs": " ".join(stamp.packs),
        "packs_sha256": stamp.packs_sha256,
        "added": 0,
        "replaced": 0,
        "already": 0,
        "failed": 0,
    }
    with workspace.writer.begin() as connection:
        return int(connection.execute(insert(RUNS).values(row).returning(RUNS.c.pk)).scalar_one())


def keep_failure(workspace: Workspace, run: int, failure: Failure) -> None:
    """Keep what could not be read, with its reason and mend."""
    row = {
        "run": run,
        "source": failure.source,
        "line": failure.line,
        "reason": failure.reason,
        "mend": failure.mend,
    }
    with workspace.writer.begin() as connection:
        connection.execute(insert(FAILURES).values(row))


def finish_run(workspace: Workspace, run: int, counts: dict[str, int], *, now: datetime) -> None:
    """Close a run with its counts: added, replaced, already, failed."""
    with workspace.writer.begin() as connection:
        connection.execute(update(RUNS).where(RUNS.c.pk == run).values(finished_utc=as_utc(now), **counts))


def as_utc(moment: datetime) -> datetime:
    """``moment`` in UTC without its zone, as columns named ``_utc`` hold it."""
    return moment.astimezone(UTC).replace(tzinfo=None)
