"""Incidents: near copies, links, incidents, judgements, their history, and series of figures; events get keys."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from marsad.incidents.keys import event_keys

revision = "0002"
down_revision = "0001"

PAGE = 500  # documents given keys together


def upgrade() -> None:
    """From documents with events to incidents; what is kept is linked when the workspace is next used."""
    op.add_column("documents", sa.Column("linked", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("documents", sa.Column("copy_group", sa.String(64)))
    op.add_column("events", sa.Column("key", sa.String(16), nullable=False, server_default=""))
    op.add_column("events", sa.Column("incident", sa.String(16)))
    _fill_keys(op.get_bind())
    op.create_index("documents_copy_group", "documents", ["copy_group"])
    op.create_index("documents_linked", "documents", ["linked"])
    op.create_index("documents_url", "documents", ["url"])
    op.create_index("events_key", "events", ["key"], unique=True)
    op.create_index("events_incident", "events", ["incident"])
    _create_links()
    _create_incidents()
    _create_judgements()
    _create_figures()


def _fill_keys(connection: sa.Connection) -> None:
    last = 0
    while documents := connection.execute(
        sa.text("SELECT pk, sha256 FROM documents WHERE pk > :last ORDER BY pk LIMIT :page"), {"last": last, "page": PAGE}
    ).all():
        last = documents[-1].pk
        for document in documents:
            rows = connection.execute(
                sa.text("SELECT pk, record FROM events WHERE document = :pk ORDER BY position"), {"pk": document.pk}
            ).all()
            keys = event_keys(document.sha256, [_record(row.record) for row in rows])
            for row, key in zip(rows, keys, strict=True):
                connection.execute(sa.text("UPDATE events SET key = :key WHERE pk = :pk"), {"key": key, "pk": row.pk})


def _record(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _create_links() -> None:
    op.create_table(
        "copy_bands",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
        sa.Index("copy_bands_document", "document"),
    )
    op.create_table(
        "copies",
        sa.Column("left", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("right", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("likeness", sa.Float, nullable=False),
        sa.Index("copies_right", "right"),
    )
    op.create_table(
        "event_blocks",
        sa.Column("block", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("event", sa.Integer, sa.ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True),
        sa.Index("event_blocks_event", "event"),
    )
    op.create_table(
        "links",
        sa.Column("left", sa.Integer, sa.ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("right", sa.Integer, sa.ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Index("links_right", "right"),
    )


def _create_incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("start_date", sa.Date),
        sa.Column("end_date", sa.Date),
        sa.Column("last_published", sa.Date),
        sa.Column("grade", sa.String(12), nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Boolean, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Index("incidents_start_date", "start_date"),
        sa.Index("incidents_level", "level"),
        sa.Index("incidents_last_published", "last_published"),
    )
    op.create_table(
        "incident_parties",
        sa.Column("incident", sa.String(16), sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("role", sa.String(10), primary_key=True),
        sa.Column("party", sa.Text, primary_key=True),
        sa.Index("incident_parties_party", "party"),
    )
    op.create_table(
        "incident_places",
        sa.Column("incident", sa.String(16), sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Index("incident_places_place", "place"),
    )
    op.create_table(
        "redirects",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("event", sa.String(16), nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("incident", sa.String(16), nullable=False),
        sa.Column("at_utc", sa.DateTime, nullable=False),
        sa.Column("what", sa.String(10), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Index("changes_incident", "incident"),
    )


def _create_judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at_utc", sa.DateTime, nullable=False),
        sa.Column("slot", sa.String(20), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("judgements.id")),
    )
    op.create_table(
        "judged_events",
        sa.Column("judgement", sa.Integer, sa.ForeignKey("judgements.id"), primary_key=True),
        sa.Column("side", sa.String(5), primary_key=True),
        sa.Column("anchor", sa.String(16), primary_key=True),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Index("judged_events_key", "key"),
        sa.Index("judged_events_sha256", "sha256"),
    )


def _create_figures() -> None:
    op.create_table(
        "figures",
        sa.Column("pk", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Index("figures_document", "document"),
        sa.Index("figures_subject_place", "subject", "place"),
    )
