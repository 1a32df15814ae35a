"""When a message may leave next, in all and into each conversation, for all processes on one PostgreSQL."""

from sqlalchemy import BigInteger, Column, Table

from bot.storage.tables.base import Name, metadata

send_turns = Table(
    "send_turns",
    metadata,
    Column("name", Name, primary_key=True),  # a conversation's id; empty: all messages
    Column("free_at", BigInteger, nullable=False),  # microseconds since 1970, by the server's clock
    Column("taken", BigInteger, nullable=False),  # microseconds that were taken last
)
"""A row for each conversation that was written to within the hour. Nothing is lost with it but the pace, so
PostgreSQL keeps it out of its log."""
