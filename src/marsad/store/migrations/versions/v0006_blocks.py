"""Events stand under other blocks: what linking found is found anew at the next use. Judgements and ids stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Tables of digests without a second index, and no document linked."""
    for table in ("links", "incident_parties", "incident_places", "incidents", "copies"):
        op.execute(f"DELETE FROM {table}")
    op.execute("UPDATE events SET incident = NULL")
    op.execute(sa.text("UPDATE documents SET linked = :no, copy_group = NULL").bindparams(no=False))
    _digests("event_blocks", "block", "event", "events.pk")
    _digests("copy_bands", "band", "document", "documents.pk")


def _digests(table: str, digest: str, of: str, target: str) -> None:
    op.drop_table(table)
    op.create_table(
        table,
        sa.Column(digest, sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(of, sa.Integer, sa.ForeignKey(target, ondelete="CASCADE"), primary_key=True),
        sa.Index(f"{table}_{of}", of),
        sqlite_with_rowid=False,
    )
