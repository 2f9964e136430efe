"""The first workspace: runs, documents, events, failures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From an empty database."""
    op.create_table(
        "runs",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("started_utc", sa.DateTime, nullable=False),
        sa.Column("finished_utc", sa.DateTime),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("packs", sa.Text, nullable=False),
        sa.Column("packs_sha256", sa.String(64), nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("replaced", sa.Integer, nullable=False),
        sa.Column("already", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
    )
    _create_documents()
    _create_events()
    op.create_table(
        "failures",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("line", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("mend", sa.Text, nullable=False),
        sa.Index("failures_run", "run"),
    )


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("published_basis", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.pk"), nullable=False),
        sa.Column("added_utc", sa.DateTime, nullable=False),
        sa.Index("documents_published", "published"),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("start_date", sa.Date),
        sa.Column("end_date", sa.Date),
        sa.Column("record", sa.JSON, nullable=False),
        sa.UniqueConstraint("document", "position"),
        sa.Index("events_type", "type"),
        sa.Index("events_start_date", "start_date"),
    )
