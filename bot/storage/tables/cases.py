"""HR/Jura's cases, and the channel in which they are told of."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    and_,
    literal_column,
)

from bot.storage.tables.base import Moment, Name, metadata

cases = Table(
    "cases",
    metadata,
    Column("id", Name, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("oldest_card", Integer, nullable=False),
    Column("key", Name, nullable=False),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reported_by", Name, nullable=False),
    Column("unit", String, nullable=False),
    Column("owner", Name),
    Column("seen_on", Date),
    Column("link", String),  # a digest of where it can be seen, for cases about the same; None: no link
    Column("short_id", Name),  # the beginning of the id, as people write it
    Column("reference", String),  # a digest of the case reference as it is looked up; None: there is none
    Column("refusal", Name),
    Column("facts", JSON, nullable=False),
    Column("pack_version", String, nullable=False),
    Column("pack_hash", String, nullable=False),
    Column("digest", String, nullable=False),
    Column(
        "written", JSON, nullable=False
    ),  # every text, with who wrote it and when; nothing is looked up by it
    Column("created", Moment, nullable=False),
    Column("keep_until", Moment, nullable=False),
    Column("wake_at", Moment),
    Column("waiting_since", Moment, nullable=False),
    Column("unposted", Boolean, nullable=False),
    UniqueConstraint("reported_by", "key", name="uq_cases_reported_by_key"),
    Index("ix_cases_reported", "reported_by", "created", "id"),
    Index("ix_cases_due", "wake_at", "id"),
    Index("ix_cases_keep", "keep_until", "id"),
)

OPEN = cases.c.state != literal_column("'closed'")
"""Written out, as in the indexes: of a parameter a database does not know that it is the same."""

CLOSED = cases.c.state == literal_column("'closed'")
UNPOSTED = and_(OPEN, cases.c.unposted.is_(True))

_LINKED = cases.c.link.is_not(None)
_REFERRED = cases.c.reference.is_not(None)

Index(
    "ix_cases_open",
    cases.c.waiting_since,
    cases.c.id,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
Index(
    "ix_cases_owned",
    cases.c.owner,
    cases.c.waiting_since,
    cases.c.id,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
Index("ix_cases_open_states", cases.c.state, sqlite_where=OPEN, postgresql_where=OPEN)
Index("ix_cases_unposted", cases.c.id, sqlite_where=UNPOSTED, postgresql_where=UNPOSTED)
Index(
    "ix_cases_link",
    cases.c.link,
    cases.c.created,
    cases.c.id,
    sqlite_where=_LINKED,
    postgresql_where=_LINKED,
)

Index(
    "ix_cases_reference",
    cases.c.reference,
    cases.c.created,
    cases.c.id,
    sqlite_where=_REFERRED,
    postgresql_where=_REFERRED,
)
Index("ix_cases_short", cases.c.short_id, cases.c.id)
Index(
    "ix_cases_closed",
    cases.c.keep_until,
    cases.c.id,
    sqlite_where=CLOSED,
    postgresql_where=CLOSED,
)

hr_channel = Table(
    "hr_channel",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("conversation_id", Name, nullable=False),
    Column("chosen_by", Name, nullable=False),
    Column("at", Moment, nullable=False),
)
"""One row at most. Where the bot may not write any more, `conversations` says so."""

ONLY_ROW = 1
