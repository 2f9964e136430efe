"""Tables of what was received: bytes, captures, the steps to documents, revisions, feeds, and the log's chain."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from marsad.store.tables import METADATA

__all__ = ["BYTES", "CAPTURES", "ENTRIES", "FEEDS", "LOG", "METADATA", "ORIGINS", "REVISIONS", "WITHDRAWALS"]

BYTES = Table(
    "bytes",
    METADATA,
    Column("sha256", String(64), primary_key=True),  # of the bytes as received
    Column("size", Integer, nullable=False),  # of the same
    Column("packed", LargeBinary, nullable=False),  # by zlib
)

CAPTURES = Table(
    "captures",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column(
        "sha256", String(64), nullable=False
    ),  # of bytes kept in `bytes`, or left in the archive they came from
    Column("source", Text, nullable=False),  # what a user calls it
    Column("address", Text, nullable=False),  # its URL, or ''
    Column("via", String(10), nullable=False),  # file | line | fetch | archive | message
    Column("captured_utc", DateTime, nullable=False),
    Column("status", Integer),  # of HTTP
    Column("headers", JSON, nullable=False),  # pairs, as they came
    Column("outcome", String(10), nullable=False),  # document | unread | failed
    Column("reason", Text, nullable=False),
    Column("language", String(10), nullable=False),
    Column("run", Integer, ForeignKey("runs.pk"), nullable=False),
    Index("captures_sha256", "sha256"),
    Index("captures_address", "address"),
    Index("captures_run", "run"),
)

ORIGINS = Table(
    "origins",
    METADATA,
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
    Column("capture", Integer, ForeignKey("captures.pk"), primary_key=True),
    Column("steps", JSON, nullable=False),  # done, by, sha256 of each, from the bytes to the text
    Column("facts", JSON, nullable=False),  # what the source says beside the text
    Column("text_sha256", String(64), nullable=False),
    Index("origins_capture", "capture"),
)

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("number", Integer, nullable=False),  # from 1; the largest is what the address shows now
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("capture", Integer, ForeignKey("captures.pk"), nullable=False),
    Column("found_utc", DateTime, nullable=False),
    UniqueConstraint("address", "number"),
    Index("revisions_document", "document"),
)

WITHDRAWALS = Table(
    "withdrawals",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("since_utc", DateTime, nullable=False),
    Column("basis", Text, nullable=False),  # what the server answered, or a person's reason
    Column("by", Text, nullable=False),  # a person, or Marsad's version
    Column("undone_utc", DateTime),  # null: it stands
    Index("withdrawals_document", "document"),
)

FEEDS = Table(
    "feeds",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("outlet", Text, nullable=False),
    Column("added_utc", DateTime, nullable=False),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
    Column("checked_utc", DateTime),
    Column("succeeded_utc", DateTime),
    Column("next_utc", DateTime),  # not to be asked before
    Column("failures", Integer, nullable=False),  # since the last success
    Column("reason", Text, nullable=False),  # of the last failure
)

ENTRIES = Table(
    "entries",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("feed", Integer, ForeignKey("feeds.pk", ondelete="CASCADE"), nullable=False),
    Column("address", Text, nullable=False, unique=True),
    Column("modified", Text, nullable=False),  # as the feed says; another value asks for it again
    Column("found_utc", DateTime, nullable=False),
    Column("visited_utc", DateTime),  # when its page was answered for last
    Column("state", String(10), nullable=False),  # waiting | done | failed
    Column("tries", Integer, nullable=False),
    Column("next_utc", DateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Index("entries_state", "state", "next_utc"),
    Index("entries_feed", "feed"),
)

LOG = Table(
    "log",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("at_utc", String(32), nullable=False),  # as text: it is part of what is hashed
    Column("what", String(20), nullable=False),
    Column("detail", Text, nullable=False),  # JSON with sorted keys
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
)
