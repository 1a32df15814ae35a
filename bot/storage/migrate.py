"""Brings a database to the newest migration, one process at a time, while others work on it.

A database that is newer than this program is used all the same where its schema says that this program fits:
processes of two versions work side by side until the last old one has ended (docs/scaling.md).
"""

import asyncio
import logging
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.startup import StartError
from bot.storage.held import is_a_lock
from bot.storage.tables import metadata

log = logging.getLogger(__name__)

SQLITE_BEGIN = "sqlite_begin"
"""Option of a connection to SQLite: how its transactions begin, as DEFERRED, IMMEDIATE or EXCLUSIVE, or with
None not at all."""

_LOCK = 7_262_023_614
"""Any number that nobody else locks; the same for all our processes on one PostgreSQL database."""

LOCK_SECONDS = 2.0
"""How long a migration waits for a table, or for another migration. Whoever comes after it waits as well, so
it gives up, says so in the log, and tries again."""
ATTEMPTS = 10
PAUSE = 1.0
"""Seconds between two of them, in which the others go on."""

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = "alembic_version"
"""Alembic's own table; it holds one revision."""
FLOOR = "schema_floor"
"""The table that says which programs fit the schema."""
FIRST_THAT_ASKS = "0009"
"""The newest revision of the oldest program that reads the floor. Those before it start on no newer schema,
whatever it says; one that runs already works on."""


async def migrate(engine: AsyncEngine) -> None:
    """Run the migrations that are missing, or raise StartError for a database too new for this program.

    Under an advisory lock on PostgreSQL and an exclusive transaction on SQLite, so that two processes that
    start at once do not both make a table. All migrations are one transaction.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            await _migrate_once(engine)
        except DBAPIError as error:
            if not is_a_lock(error) or attempt == ATTEMPTS:
                raise
            log.warning("storage.migration_waits", extra={"attempts": attempt})
            await asyncio.sleep(PAUSE)
        else:
            return


async def _migrate_once(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execution_options(**{SQLITE_BEGIN: "EXCLUSIVE"})
        await alone(connection)
        await connection.run_sync(_upgrade)
        await connection.commit()


async def alone(connection: AsyncConnection) -> None:
    """Keep other migrations away until the transaction at hand ends; let it wait for no lock for long."""
    if connection.dialect.name == "postgresql":
        await connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(LOCK_SECONDS * 1000)}")
        await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def newest_revision() -> str:
    """Return the revision of the newest migration: the number that its file's name begins with."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _upgrade(connection: Connection) -> None:
    revision, newest = revision_of(connection), newest_revision()
    if revision == newest:
        return
    if revision is not None and revision > newest:
        _check_that_we_fit(connection, revision, newest)
        return
    if revision is None and our_tables(connection):
        raise StartError(
            "The database of OPTAGELSESGUIDEN_DATABASE_URL has tables, and nothing says of which version they"
            " are: what restored it is not whole. Restore a backup, as the runbook says."
        )
    from bot.storage.upgrade import upgrade  # Alembic is large, and most starts find nothing to do

    upgrade(connection)


def our_tables(connection: Connection) -> frozenset[str]:
    """Return which of the program's tables are there."""
    return frozenset(inspect(connection).get_table_names()) & metadata.tables.keys()


def _check_that_we_fit(connection: Connection, revision: str, newest: str) -> None:
    oldest = oldest_program(connection)
    if oldest is None or oldest > newest:
        raise StartError(
            "The database was made by a newer version of this program; run that version instead."
        )
    log.warning("storage.newer", extra={"version": revision})


def oldest_program(connection: Connection) -> str | None:
    """Return the newest revision that the oldest program which starts here knows; None: nothing says it."""
    if not inspect(connection).has_table(FLOOR):
        return None
    found = connection.execute(text(f"SELECT oldest_program FROM {FLOOR}")).scalar()  # noqa: S608  # a constant
    return None if found is None else max(str(found), FIRST_THAT_ASKS)


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database; None for an empty one."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608  # a constant
