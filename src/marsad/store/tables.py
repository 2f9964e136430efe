"""The workspace's tables as they are now; how a database gets there is in `migrations`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

METADATA = MetaData()

RUNS = Table(
    "runs",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("started_utc", DateTime, nullable=False),
    Column("finished_utc", DateTime),  # null: still running, or stopped before its end
    Column("version", String(40), nullable=False),
    Column("packs", Text, nullable=False),  # names, in their order
    Column("packs_sha256", String(64), nullable=False),
    Column("added", Integer, nullable=False),
    Column("replaced", Integer, nullable=False),
    Column("already", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("id", Text, nullable=False, unique=True),
    Column("outlet", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Date),
    Column("published_basis", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("record", JSON, nullable=False),  # the event record without its events
    Column("run", Integer, ForeignKey("runs.pk"), nullable=False),  # the run that read it last
    Column("added_utc", DateTime, nullable=False),
    Column("linked", Boolean, nullable=False, server_default=false()),  # its events stand in incidents
    Column("copy_group", String(64)),  # sha256 of the group's first document; null: no copy is known
    Index("documents_published", "published"),
    Index("documents_copy_group", "copy_group"),
    Index("documents_linked", "linked"),
    Index("documents_url", "url"),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),  # place among the document's events, from 0
    Column("type", String(40), nullable=False),
    Column("level", String(10), nullable=False),
    Column("status", String(10), nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("record", JSON, nullable=False),
    Column("key", String(16), nullable=False, server_default=""),  # e-..., the same for the same words whenever read
    Column("incident", String(16)),  # i-..., null until linked
    UniqueConstraint("document", "position"),
    Index("events_key", "key", unique=True),
    Index("events_incident", "incident"),
    Index("events_type", "type"),
    Index("events_start_date", "start_date"),
)

FAILURES = Table(
    "failures",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("runs.pk", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Column("line", Integer),
    Column("reason", Text, nullable=False),
    Column("mend", Text, nullable=False),
    Index("failures_run", "run"),
)

COPY_BANDS = Table(
    "copy_bands",
    METADATA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),  # digest of one band of a MinHash signature
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
    Index("copy_bands_document", "document"),
    sqlite_with_rowid=False,
)

COPIES = Table(
    "copies",
    METADATA,
    Column("left", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
    Column("right", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), nullable=False),  # copy | revision
    Column("likeness", Float, nullable=False),
    Index("copies_right", "right"),
)

EVENT_BLOCKS = Table(
    "event_blocks",
    METADATA,
    Column("block", BigInteger, primary_key=True, autoincrement=False),  # digest of a day, an area and a kind of action
    Column("event", Integer, ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True),
    Index("event_blocks_event", "event"),
    sqlite_with_rowid=False,
)

SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("event", Integer, ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("document", Integer, nullable=False),
    Column("told", JSON, nullable=False),  # what events are compared by, without the words of the record
)

LINKS = Table(
    "links",  # each pair twice, so that all that an event is linked with stands together
    METADATA,
    Column("event", Integer, ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True),
    Column("other", Integer, primary_key=True),  # an event too; a key to it would need an index of its own to be held
    Column("key", String(16), nullable=False),  # of the other
    Column("score", Float, nullable=False),  # at least the score that is worth a question
    Column("firm", Boolean, nullable=False),  # of one and the same day or span
    Column("rank", Integer, nullable=False),  # how the event ranks the other, see incidents.group
    Column("ranked", Integer, nullable=False),  # how the other ranks the event
    Column("parts", JSON(none_as_null=True)),  # in the one of the two rows whose event was kept later
    sqlite_with_rowid=False,
)

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("type", String(40), nullable=False),
    Column("level", String(10), nullable=False),
    Column("status", String(10), nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("last_published", Date),
    Column("grade", String(12), nullable=False),
    Column("documents", Integer, nullable=False),
    Column("origins", Integer, nullable=False),  # independent ones
    Column("rejected", Boolean, nullable=False),
    Column("record", JSON, nullable=False),  # the whole Incident
    Index("incidents_start_date", "start_date"),
    Index("incidents_level", "level"),
    Index("incidents_last_published", "last_published"),
)

INCIDENT_PARTIES = Table(
    "incident_parties",
    METADATA,
    Column("incident", String(16), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), primary_key=True),
    Column("party", Text, primary_key=True),  # id, or the folded name of one that no pack knows
    Index("incident_parties_party", "party"),
)

INCIDENT_PLACES = Table(
    "incident_places",
    METADATA,
    Column("incident", String(16), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Text, primary_key=True),  # folded name, English name, governorate or country, as one looks for it
    Index("incident_places_place", "place"),
)

REDIRECTS = Table(
    "redirects",
    METADATA,
    Column("id", String(16), primary_key=True),  # an incident's id whose event is no longer read
    Column("event", String(16), nullable=False),  # the event that took its place
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("by", Text, nullable=False),
    Column("at_utc", DateTime, nullable=False),
    Column("slot", String(20), nullable=False),
    Column("value", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("judgements.id")),
)

JUDGED_EVENTS = Table(
    "judged_events",
    METADATA,
    Column("judgement", Integer, ForeignKey("judgements.id"), primary_key=True),
    Column("side", String(5), primary_key=True),  # left | right
    Column("anchor", String(16), primary_key=True),  # the event's key when it was judged
    Column("key", String(16), nullable=False),  # its key as it is read now
    Column("sha256", String(64), nullable=False),  # document and words, to find the event when it is read anew
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", String(40), nullable=False),
    Index("judged_events_key", "key"),
    Index("judged_events_sha256", "sha256"),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("incident", String(16), nullable=False),
    Column("at_utc", DateTime, nullable=False),
    Column("what", String(10), nullable=False),
    Column("detail", Text, nullable=False),
    Column("by", Text, nullable=False),  # a person, or the version of Marsad that read
    Index("changes_incident", "incident"),
)

FIGURES = Table(
    "figures",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("as_of", Date),
    Column("record", JSON, nullable=False),
    Index("figures_document", "document"),
    Index("figures_subject_place", "subject", "place"),
)

MEMBERSHIPS = Table(
    "memberships",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("party", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("start_date", Date),  # the day of joining or leaving
    Column("leaves", Boolean, nullable=False, server_default=false()),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Index("memberships_document", "document"),
    Index("memberships_party", "party"),
    Index("memberships_of", "of"),
)

OPERATIONS = Table(
    "operations",
    METADATA,
    Column("pk", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),  # folded
    Column("phase", Integer),  # null: none is told
    Column("record", JSON, nullable=False),
    Index("operations_document", "document"),
    Index("operations_name", "name"),
)
