"""Runs migrations with Alembic, there and back."""

import logging

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, insert, inspect

from bot.startup import StartError
from bot.storage.migrate import FLOOR, MIGRATIONS, revision_of
from bot.storage.tables import schema_floor

log = logging.getLogger(__name__)


def config_for(connection: Connection) -> Config:
    """Return what Alembic needs to find our migrations and to run them on this connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that are missing."""
    config = config_for(connection)
    command.upgrade(config, revision)
    _note_floor(connection, config)
    log.info("storage.migrated", extra={"version": revision_of(connection)})


def downgrade(connection: Connection, revision: str) -> None:
    """Undo the migrations after this one, or raise StartError where it is none that came before."""
    config, current = config_for(connection), revision_of(connection)
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    if current not in known or revision not in known or revision >= current:
        raise StartError("The database cannot go back there: name one of the revisions before its own.")
    command.downgrade(config, revision)
    _note_floor(connection, config)
    log.info("storage.migrated", extra={"version": revision})


def _note_floor(connection: Connection, config: Config) -> None:
    """Write down which programs fit the schema as it is now."""
    if not inspect(connection).has_table(FLOOR):
        return
    migration = ScriptDirectory.from_config(config).get_revision(str(revision_of(connection)))
    connection.execute(delete(schema_floor))
    connection.execute(insert(schema_floor).values(only=1, oldest_program=migration.module.oldest_program))
