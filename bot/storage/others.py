"""Who else has the database open, for what may be done only while nobody has."""

import asyncio
import sqlite3
from contextlib import closing

from sqlalchemy import text

from bot.storage.database import Database

_SESSIONS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usesysid IS NOT NULL AND pid <> pg_backend_pid()"
)
"""A session of another role's shows whose it is and nothing more, so everybody counts, whatever the program.
What PostgreSQL does for itself, such as autovacuum, is nobody's."""


async def is_open_elsewhere(database: Database) -> bool:
    """Say whether anybody but this process is connected; our own connections are closed for it."""
    await database.engine.dispose()
    if database.on_sqlite:
        return await asyncio.to_thread(_is_file_open, str(database.engine.url.database))
    async with database.look() as connection:
        return bool((await connection.execute(_SESSIONS)).scalar())


def _is_file_open(path: str) -> bool:
    """Try to leave the WAL, which SQLite does only for whoever is alone; the next connection goes back to it.

    Source: sqlite.org/wal.html, "Persistence of WAL mode", and pragma.html, "journal_mode".
    """
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            return True
    return bool(mode != "delete")
