"""The workspace's tables as they are now; how a database gets there is in `migrations`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

RUNS = Table(
    "runs",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("started_utc", DateTime, nullable=False),
    Column("finished_utc", DateTime),  # null: still running, or stopped before its end
    Column("version", String(40), nullable=False),
    Column("packs", Text, nullable=False),  # names, in their order
    Column("packs_sha256", String(64), nullable=False),
    Column("added", Integer, nullable=False),
    Column("replaced", Integer, nullable=False),
    Column("already", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("id", Text, nullable=False, unique=True),
    Column("outlet", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Date),
    Column("published_basis", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("record", JSON, nullable=False),  # the event record without its events
    Column("run", Integer, ForeignKey("runs.pk"), nullable=False),  # the run that read it last
    Column("added_utc", DateTime, nullable=False),
    Index("documents_published", "published"),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),  # place among the document's events, from 0
    Column("type", String(40), nullable=False),
    Column("level", String(10), nullable=False),
    Column("status", String(10), nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("record", JSON, nullable=False),
    UniqueConstraint("document", "position"),
    Index("events_type", "type"),
    Index("events_start_date", "start_date"),
)

FAILURES = Table(
    "failures",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("runs.pk", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Column("line", Integer),
    Column("reason", Text, nullable=False),
    Column("mend", Text, nullable=False),
    Index("failures_run", "run"),
)
