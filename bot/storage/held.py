"""Rows that somebody else holds: who waits for them, how many at once, and what is said when it takes long.

Whoever waits keeps a connection of the pool meanwhile. Did everybody wait for a row that is held for
seconds, a dozen presses would leave none for anybody else.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Row, Select, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.limits import HURRIED
from casework.errors import HeldByOthers

MOST_WAITING = HURRIED.places // 2
"""How many of a process wait for rows at once: what the pool has left is for those who wait for none."""
_LOCK_NOT_AVAILABLE = "55P03"
"""What PostgreSQL says to NOWAIT, and when `lock_timeout` is over (appendix A of its manual)."""
_PRIMARY_CODE = 0xFF
"""The part of SQLite's codes that the more exact ones share (its manual, "Result and Error Codes")."""


class RowLocks:
    """Locks rows until the unit ends. On SQLite a unit has the database to itself already."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._waiting = 0

    async def take(
        self, connection: AsyncConnection, query: Select[*tuple[Any, ...]], of: Table
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        """Return what is found, locked; wait for whoever holds it, unless enough others wait already."""
        locked = query.with_for_update(of=of, nowait=self._waiting >= self._most_waiting)
        self._waiting += 1
        try:
            return (await connection.execute(locked)).all()
        finally:
            self._waiting -= 1


@contextmanager
def telling_who_is_held_up() -> Iterator[None]:
    """Raise HeldByOthers where a lock could not be had."""
    try:
        yield
    except DBAPIError as error:
        if not is_a_lock(error):
            raise
        raise HeldByOthers from error


def is_a_lock(error: DBAPIError) -> bool:
    """Say whether others held what was waited for, and only that: the next attempt may well get it."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
    return getattr(cause, "sqlstate", None) == _LOCK_NOT_AVAILABLE
