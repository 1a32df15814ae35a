"""The register: events in chains, and seals over their heads."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table

from bot.storage.tables.base import ORDERED, Moment, metadata

events = Table(
    "events",
    metadata,
    Column("about", ORDERED, primary_key=True),  # as refusal:<id>
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("event", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("pack_version", String, nullable=False),
    Column("pack_hash", String, nullable=False),
    Column("state", String, nullable=False),
    Column("record", String, nullable=False),
    Column("details", String, nullable=False),  # JSON, kept to the letter: its hash covers it
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Index("ix_events_event", "event", "at"),
)

unsealed = Table(
    "unsealed",
    metadata,
    Column("about", ORDERED, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)
"""The chains that grew since the last seal, and how far they had come."""

seals = Table(
    "seals",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

seal_heads = Table(
    "seal_heads",
    metadata,
    Column("number", BigInteger, ForeignKey("seals.number"), primary_key=True),
    Column("about", ORDERED, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String, nullable=False),
    Index("ix_seal_heads_about", "about", "number"),
)
