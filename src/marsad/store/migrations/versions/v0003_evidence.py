"""Evidence: bytes as received, captures, steps, revisions, withdrawals, feeds, and the log with its chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From documents to documents that know their bytes; those kept before have none, and say so."""
    _create_captures()
    _create_revisions()
    _create_feeds()


def _create_captures() -> None:
    op.create_table(
        "bytes",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "captures",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("via", sa.String(10), nullable=False),
        sa.Column("captured_utc", sa.DateTime, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.pk"), nullable=False),
        sa.Index("captures_sha256", "sha256"),
        sa.Index("captures_address", "address"),
        sa.Index("captures_run", "run"),
    )
    op.create_table(
        "origins",
        sa.Column(
            "document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("capture", sa.Integer, sa.ForeignKey("captures.pk"), primary_key=True),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Index("origins_capture", "capture"),
    )


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("capture", sa.Integer, sa.ForeignKey("captures.pk"), nullable=False),
        sa.Column("found_utc", sa.DateTime, nullable=False),
        sa.UniqueConstraint("address", "number"),
        sa.Index("revisions_document", "document"),
    )
    op.create_table(
        "withdrawals",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("since_utc", sa.DateTime, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("undone_utc", sa.DateTime),
        sa.Index("withdrawals_document", "document"),
    )
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at_utc", sa.String(32), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
    )


def _create_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("address", sa.Text, nullable=False, unique=True),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("added_utc", sa.DateTime, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("checked_utc", sa.DateTime),
        sa.Column("succeeded_utc", sa.DateTime),
        sa.Column("next_utc", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("feed", sa.Integer, sa.ForeignKey("feeds.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("address", sa.Text, nullable=False, unique=True),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("found_utc", sa.DateTime, nullable=False),
        sa.Column("visited_utc", sa.DateTime),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_utc", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Index("entries_state", "state", "next_utc"),
        sa.Index("entries_feed", "feed"),
    )
