"""Operations by name: the phases that reports tell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """From linked events to named operations beside them."""
    op.create_table(
        "operations",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phase", sa.Integer),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Index("operations_document", "document"),
        sa.Index("operations_name", "name"),
    )
