"""Messages to be delivered: what happened, to whom and about what, never how it looks."""

from sqlalchemy import Column, Index, Integer, String, Table, and_

from bot.storage.tables.base import NUMBER, Moment, Name, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    Column("key", Name, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("to", Name, nullable=False),  # a person's id, or what stands in its place
    Column("about_kind", String, nullable=False),
    Column("about_id", Name, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("lane", Name, nullable=False),  # messages of one lane are delivered in the order of their ids
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("begun_at", Moment),  # when it was first leased
    Column("next_at", Moment, nullable=False),  # 1970: at once
    Column("leased_until", Moment),
    Column("leased_by", String),
    Column("done_at", Moment),
    Column("failed_at", Moment),
    Column("last_error", String),  # a code, never a text from elsewhere
    Column("trace", String),  # what leads to the deed that caused it, where turns are followed
)
"""The queue. A row stays when it is done, so that its key is known if it is put again."""

PENDING = and_(outbox.c.done_at.is_(None), outbox.c.failed_at.is_(None))

Index("ix_outbox_due", outbox.c.next_at, outbox.c.id, sqlite_where=PENDING, postgresql_where=PENDING)
Index("ix_outbox_lane", outbox.c.lane, outbox.c.id, sqlite_where=PENDING, postgresql_where=PENDING)
GIVEN_UP = outbox.c.failed_at.is_not(None)
Index("ix_outbox_failed", outbox.c.failed_at, sqlite_where=GIVEN_UP, postgresql_where=GIVEN_UP)
Index("ix_outbox_created", outbox.c.created_at)
Index("ix_outbox_about", outbox.c.about_kind, outbox.c.about_id)
