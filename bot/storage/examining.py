"""A look at a database as an administrator would: is it there, may the bot work with it, is its schema ours.

Nothing is made or changed by looking, and no migration is run.
"""

import asyncio
import datetime
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ColumnElement, and_, func, make_url, or_, select, text, true
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import Address
from bot.startup import StartError
from bot.storage.conversations import address_in
from bot.storage.database import Password, default_database, engine_of
from bot.storage.migrate import (
    SQLITE_BEGIN,
    VERSIONS,
    newest_revision,
    oldest_program,
    our_tables,
    revision_of,
)
from bot.storage.needed import missing_columns, missing_rights, tables_of_others
from bot.storage.tables import conversations, hr_channel, metadata, outbox
from bot.storage.tables.delivery import VERIFIED
from bot.storage.tables.outbox import PENDING

LATE = datetime.timedelta(minutes=10)
"""A message that has waited for so long is told of."""

LOCK_SECONDS = 2.0
"""How long a table's lock is waited for; the bot itself, but for a migration, takes none that others feel."""


class Trouble(StrEnum):
    """Why a database cannot be worked with."""

    NO_ADDRESS = "no address"
    NOT_A_DATABASE = "not a database"
    NO_HOST = "no host"
    AWAY = "away"
    PASSWORD = "password"  # noqa: S105  # the word, not one
    NO_SUCH_DATABASE = "no such database"
    NO_TOKEN = "no token"  # noqa: S105  # the word, not one
    FULL = "full"
    FULL_FOR_USER = "full for this user"
    FULL_FOR_DATABASE = "full for this database"
    READ_ONLY = "read only"
    LOCKED = "locked"
    TABLE_LOCKED = "table locked"
    OTHER = "other"


class TroubleError(Exception):
    """The database cannot be worked with. `word` names what its driver raised, or a locked table."""

    def __init__(self, trouble: Trouble, word: str = "") -> None:
        self.trouble = trouble
        self.word = word
        super().__init__(trouble)


@dataclass(slots=True)
class Examined:
    """What was found in a database that answers."""

    on_sqlite: bool
    revision: str | None
    """The schema's; None: there is none yet."""
    newest: str
    """The one that this program works with."""
    oldest_program: str | None = None
    """The newest revision of the oldest program that fits the schema; None where nothing says it."""
    lost_its_version: bool = False
    """Whether there are tables of ours, and no revision."""
    may_make_tables: bool = True
    missing_rights: Sequence[str] = ()
    """As `UPDATE on outbox`."""
    others_tables: Sequence[str] = ()
    """Tables that another user owns; told only where they are to be changed."""
    differences: Sequence[str] = ()
    """How the tables differ from what this program expects, as `the column refusals.key is missing`."""
    was_read: bool = False
    """Whether the rest, which stands in tables, was read."""
    late: int = 0
    given_up: int = 0
    why: Sequence[str] = ()
    """Statuses and codes of what was given up."""
    channel: str | None = None
    """HR/Jura's channel, chosen in chat."""
    addresses: dict[str, tuple[Address, bool]] = field(default_factory=dict)
    """Channels by id, each with whether the bot may write there; and under "" any place where it may."""

    @property
    def is_newer(self) -> bool:
        """Whether a newer program made it."""
        return self.revision is not None and self.revision > self.newest

    @property
    def is_ours(self) -> bool:
        """Whether this program can work with the tables as they are."""
        fits = self.oldest_program is not None and self.oldest_program <= self.newest
        return self.revision == self.newest or (self.is_newer and fits)

    @property
    def hides_its_tables(self) -> bool:
        """Whether there are tables that could not be read as they are."""
        return not self.was_read and (self.revision is not None or bool(self.missing_rights))


@dataclass(frozen=True, slots=True)
class Folder:
    """Where SQLite keeps its file."""

    exists: bool
    writable: bool
    free: int
    """Bytes."""


def sqlite_file(url: str | None) -> Path | None:
    """Return the file of an SQLite database; None for PostgreSQL, or one in memory."""
    if url is None:
        return default_database()
    name = make_url(url).database if url.startswith("sqlite") else None
    return Path(name) if name and name != ":memory:" else None


def folder_of(file: Path) -> Folder:
    """Return how it is where a file is, or is to be."""
    folder = file.parent
    if not folder.is_dir():
        return Folder(exists=False, writable=False, free=0)
    writable = os.access(folder, os.W_OK | os.X_OK) and (not file.exists() or os.access(file, os.W_OK))
    return Folder(exists=True, writable=writable, free=shutil.disk_usage(folder).free)


async def examine(url: str | None, password: Password | None, seconds: float, *, verified: bool) -> Examined:
    """Look at a database for so many seconds at most; raises TroubleError. `verified` is as for addresses."""
    try:
        engine = engine_of(url, password)
    except StartError:
        raise TroubleError(Trouble.NO_ADDRESS) from None
    try:
        async with asyncio.timeout(seconds), engine.connect() as connection:
            return await _examine(connection, verified=verified)
    except TroubleError:
        raise
    except Exception as error:  # noqa: BLE001  # whichever the driver raises: told by its name, never by its text
        raise TroubleError(_trouble(error), type(_cause(error)).__name__) from None
    finally:
        await engine.dispose()


async def _examine(connection: AsyncConnection, *, verified: bool) -> Examined:
    on_sqlite = connection.dialect.name == "sqlite"
    await (_try_to_write(connection) if on_sqlite else _begin_on_postgres(connection))
    found = Examined(on_sqlite, None, newest_revision())
    found.missing_rights = await missing_rights(connection)
    if f"SELECT on {VERSIONS}" in found.missing_rights:
        return found
    found.revision = await connection.run_sync(revision_of)
    if found.is_newer:
        found.oldest_program = await connection.run_sync(oldest_program)
    if not on_sqlite:
        found.may_make_tables = await _may_make_tables(connection)
    if found.revision is None:
        found.lost_its_version = bool(await connection.run_sync(our_tables))
    if not found.is_ours:
        found.others_tables = () if on_sqlite else await tables_of_others(connection)
        return found
    found.differences = await _differences(connection, found)
    if not found.missing_rights and not found.differences:
        if not on_sqlite:
            await _refuse_locked_tables(connection)
        await _look_inside(connection, found, verified=verified)
    return found


async def _differences(connection: AsyncConnection, found: Examined) -> Sequence[str]:
    """Compare the tables with those that the program expects; a newer schema may have more, but no less."""
    missing = await missing_columns(connection)
    if missing or found.is_newer:
        return [f"the {'column' if '.' in name else 'table'} {name} is missing" for name in missing]
    from bot.storage.comparing import differences  # Alembic is large

    return await connection.run_sync(differences)


async def _try_to_write(connection: AsyncConnection) -> None:
    """Take SQLite's lock for writing; closing the connection gives it back."""
    await connection.execution_options(**{SQLITE_BEGIN: "IMMEDIATE"})
    await connection.execute(text("SELECT 1"))


async def _begin_on_postgres(connection: AsyncConnection) -> None:
    """Refuse a replica, and let nothing that follows wait for a table for long."""
    if (await connection.execute(text("SHOW transaction_read_only"))).scalar() == "on":
        raise TroubleError(Trouble.READ_ONLY)
    await connection.execute(text(f"SET LOCAL lock_timeout = {int(LOCK_SECONDS * 1000)}"))


async def _refuse_locked_tables(connection: AsyncConnection) -> None:
    """Take of each table the lock that every writing takes, which hinders nobody who reads or writes."""
    for name in sorted(metadata.tables):
        try:
            await connection.execute(text(f'LOCK TABLE "{name}" IN ROW EXCLUSIVE MODE'))
        except DBAPIError as error:
            trouble = _trouble(error)
            raise TroubleError(trouble, name if trouble is Trouble.TABLE_LOCKED else "") from None


async def _may_make_tables(connection: AsyncConnection) -> bool:
    query = text("SELECT has_schema_privilege(current_schema(), 'CREATE')")
    return bool((await connection.execute(query)).scalar())


async def _look_inside(connection: AsyncConnection, found: Examined, *, verified: bool) -> None:
    now = datetime.datetime.now(datetime.UTC)
    found.was_read = True
    found.late = await _count(connection, and_(PENDING, outbox.c.created_at < now - LATE))
    found.given_up = await _count(connection, outbox.c.failed_at.is_not(None))
    why = select(outbox.c.last_error).where(outbox.c.failed_at.is_not(None)).distinct().limit(10)
    found.why = sorted(row.last_error for row in await connection.execute(why) if row.last_error)
    chosen = (await connection.execute(select(hr_channel.c.conversation_id))).scalar()
    found.channel = chosen
    await _find_addresses(connection, found, VERIFIED if verified else true())


async def _count(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(outbox).where(which)
    return int((await connection.execute(query)).scalar_one())


async def _find_addresses(connection: AsyncConnection, found: Examined, known: ColumnElement[bool]) -> None:
    channels = select(conversations).where(conversations.c.person_id.is_(None), known)
    for row in await connection.execute(channels):
        found.addresses[row.conversation_id] = (address_in(row), row.gone is None)
    reachable = or_(conversations.c.person_id.is_not(None), conversations.c.gone.is_(None))
    last_heard = (
        select(conversations).where(reachable, known).order_by(conversations.c.seen_at.desc()).limit(1)
    )
    if heard := (await connection.execute(last_heard)).one_or_none():
        found.addresses[""] = (address_in(heard), True)


_BY_NAME = {
    "InvalidPasswordError": Trouble.PASSWORD,
    "InvalidAuthorizationSpecificationError": Trouble.PASSWORD,
    "InvalidCatalogNameError": Trouble.NO_SUCH_DATABASE,
    "gaierror": Trouble.NO_HOST,
    "TimeoutError": Trouble.AWAY,
    "ConnectionRefusedError": Trouble.AWAY,
    "ConnectionResetError": Trouble.AWAY,
    "ConnectionDoesNotExistError": Trouble.AWAY,
    "CannotConnectNowError": Trouble.AWAY,
    "FileNotFoundError": Trouble.AWAY,
    "NoTokenError": Trouble.NO_TOKEN,
    "LockNotAvailableError": Trouble.TABLE_LOCKED,
}


def _cause(error: BaseException) -> BaseException:
    """Return what the driver raised."""
    original = error.orig if isinstance(error, SQLAlchemyError) and hasattr(error, "orig") else None
    return original if isinstance(original, BaseException) else error


def _trouble(error: BaseException) -> Trouble:
    cause = _cause(error)
    told = str(cause)
    for one in (cause, cause.__cause__):
        if type(one).__name__ == "TooManyConnectionsError":
            return _too_many(str(one))
        if type(one).__name__ in _BY_NAME:
            return _BY_NAME[type(one).__name__]
    for words, trouble in _SQLITE_SAYS.items():
        if words in told:
            return trouble
    return Trouble.AWAY if isinstance(cause, OSError) else Trouble.OTHER


def _too_many(told: str) -> Trouble:
    """Return whose limit is reached, which PostgreSQL tells in words: its code is the same for all."""
    if " role " in told:
        return Trouble.FULL_FOR_USER
    return Trouble.FULL_FOR_DATABASE if " database " in told else Trouble.FULL


_SQLITE_SAYS = {
    "is not a database": Trouble.NOT_A_DATABASE,
    "is locked": Trouble.LOCKED,
    "readonly database": Trouble.READ_ONLY,
}
