"""Which programs may still work on this schema."""

from sqlalchemy import Column, Integer, String, Table

from bot.storage.tables.base import metadata

schema_floor = Table(
    "schema_floor",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("oldest_program", String, nullable=False),  # its newest revision
)
"""One row. A program that does not know the newest revisions reads here whether it fits all the same."""
