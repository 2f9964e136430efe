"""Tables of those who may log in to the review page."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, Table, Text

from marsad.store.evidence_tables import METADATA

__all__ = ["METADATA", "SESSIONS", "USERS"]

USERS = Table(
    "users",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", String(10), nullable=False),  # reader | analyst | admin
    Column("password", Text, nullable=False),  # Argon2id, with its parameters and salt
    Column("made_utc", DateTime, nullable=False),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_sha256", String(64), primary_key=True),  # what the browser holds is not kept
    Column("user", Integer, ForeignKey("users.pk", ondelete="CASCADE"), nullable=False),
    Column("made_utc", DateTime, nullable=False),
    Column("seen_utc", DateTime, nullable=False),
    Index("sessions_user", "user"),
)
