"""Brings a database to the newest migration, one process at a time."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

SQLITE_BEGIN = "sqlite_begin"
"""Option of a connection to SQLite: how its transactions begin, as DEFERRED, IMMEDIATE or EXCLUSIVE, or with
None not at all."""

_LOCK = 7_262_023_614
"""Any number that nobody else locks; the same for all our processes on one PostgreSQL database."""

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = "alembic_version"
"""Alembic's own table; it holds one revision."""


async def migrate(engine: AsyncEngine) -> None:
    """Run the migrations that are missing, or raise StartError for a database newer than this program.

    Under an advisory lock on PostgreSQL and an exclusive transaction on SQLite, so that two processes that
    start at once do not both make a table. All migrations are one transaction.
    """
    async with engine.connect() as connection:
        await connection.execution_options(**{SQLITE_BEGIN: "EXCLUSIVE"})
        if engine.dialect.name == "postgresql":
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        await connection.run_sync(_upgrade)
        await connection.commit()


def newest_revision() -> str:
    """Return the revision of the newest migration: the number that its file's name begins with."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _upgrade(connection: Connection) -> None:
    if _revision(connection) == newest_revision():
        return
    from bot.storage.upgrade import upgrade  # Alembic is large, and most starts find nothing to do

    upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608  # a constant
