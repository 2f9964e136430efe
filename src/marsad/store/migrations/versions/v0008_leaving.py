"""Who left whom, as reports say it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """From who joined to who joined or left."""
    op.add_column("memberships", sa.Column("leaves", sa.Boolean, nullable=False, server_default=sa.false()))
