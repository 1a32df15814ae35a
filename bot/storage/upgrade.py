"""Runs migrations with Alembic."""

import logging

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.startup import StartError
from bot.storage.migrate import MIGRATIONS

log = logging.getLogger(__name__)


def config_for(connection: Connection) -> Config:
    """Return what Alembic needs to find our migrations and to run them on this connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, or raise StartError for a database newer than this program."""
    config = config_for(connection)
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise StartError(
            "The database was made by a newer version of this program; run that version instead."
        )
    command.upgrade(config, "head")
    log.info("storage.migrated", extra={"version": script.get_current_head()})
