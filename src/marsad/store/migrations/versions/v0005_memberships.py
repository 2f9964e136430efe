"""Memberships: who joined whom, as reports say it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From incidents to incidents and memberships."""
    op.create_table(
        "memberships",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("party", sa.Text, nullable=False),
        sa.Column("of", sa.Text, nullable=False),
        sa.Column("start_date", sa.Date),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Index("memberships_document", "document"),
        sa.Index("memberships_party", "party"),
        sa.Index("memberships_of", "of"),
    )
