"""INSERT … ON CONFLICT, which both databases know and SQLAlchemy spells by dialect."""

from typing import TypeAlias

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert_into(table: Table, connection: AsyncConnection) -> Insert:
    """Return an INSERT that can say what to do on a conflict."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
