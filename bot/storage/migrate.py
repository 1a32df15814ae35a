"""Brings a database to the newest migration, one process at a time."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.startup import StartError

log = logging.getLogger(__name__)

SQLITE_BEGIN = "sqlite_begin"
"""Option of a connection to SQLite: how its transactions begin, as DEFERRED, IMMEDIATE or EXCLUSIVE, or with
None not at all."""

_LOCK = 7_262_023_614
"""Any number that nobody else locks; the same for all our processes on one PostgreSQL database."""

_MIGRATIONS = Path(__file__).parent / "migrations"


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


def config_for(connection: Connection) -> Config:
    """Return what Alembic needs to find our migrations and to run them on this connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    config = config_for(connection)
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise StartError(
            "The database was made by a newer version of this program; run that version instead."
        )
    if current != script.get_current_head():
        command.upgrade(config, "head")
        log.info("storage.migrated", extra={"version": script.get_current_head()})
