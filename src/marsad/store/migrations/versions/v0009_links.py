"""Links are asked for by score, without their parts."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """From an index on one end of a link to one that holds all that grouping asks."""
    op.drop_index("links_right", "links")
    op.create_index("links_left_score", "links", ["left", "score", "right"])
    op.create_index("links_right_score", "links", ["right", "score", "left"])
