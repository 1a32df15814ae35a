"""A look-up on SQLite in one way to its thread and back.

SQLAlchemy takes a statement there in four: a cursor, the execution, the rows, the cursor's end. For somebody
who has typed and waits, each costs as much as the look itself.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Select, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def rows_with(
    connection: AsyncConnection, column: Column[str], values: Iterable[str]
) -> Iterable[tuple[Any, ...]]:
    """Return the rows in which a column has one of these values, as the table's columns stand in SQLite.

    Raises sqlite3.Error.
    """
    wanted = list(values)
    raw = await connection.get_raw_connection()
    driver: Any = raw.driver_connection  # aiosqlite's
    found: Iterable[tuple[Any, ...]] = await driver.execute_fetchall(_sql(column, len(wanted)), wanted)
    return found


@lru_cache(maxsize=128)
def _sql(column: Column[str], count: int) -> str:
    look: Select[Any] = select(column.table).where(column.in_([""] * count))
    return str(look.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}))
