"""Links stand with both of their events and say how these rank each other; what linking found is found anew at the next use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """From links once a pair to twice, and no document linked. Judgements and ids stay."""
    for table in ("event_blocks", "incident_parties", "incident_places", "incidents"):
        op.execute(f"DELETE FROM {table}")
    op.execute("UPDATE events SET incident = NULL")
    op.execute(sa.text("UPDATE documents SET linked = :no").bindparams(no=False))
    op.drop_table("links")
    op.create_table(
        "links",
        sa.Column("event", sa.Integer, sa.ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("other", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("firm", sa.Boolean, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("ranked", sa.Integer, nullable=False),
        sa.Column("parts", sa.JSON),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sightings",
        sa.Column("event", sa.Integer, sa.ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
    )
