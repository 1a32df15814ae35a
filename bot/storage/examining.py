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

from sqlalchemy import ColumnElement, and_, func, inspect, make_url, or_, select, text, true
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import Address
from bot.startup import StartError
from bot.storage.conversations import address_in
from bot.storage.database import Password, default_database, engine_of
from bot.storage.migrate import SQLITE_BEGIN, VERSIONS, newest_revision
from bot.storage.tables import conversations, hr_channel, metadata, outbox, schema_floor
from bot.storage.tables.delivery import VERIFIED
from bot.storage.tables.outbox import PENDING

LATE = datetime.timedelta(minutes=10)
"""A message that has waited for so long is told of."""

_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


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
    READ_ONLY = "read only"
    LOCKED = "locked"
    OTHER = "other"


class TroubleError(Exception):
    """The database cannot be worked with. `word` is the name of what its driver raised."""

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
    may_make_tables: bool = True
    missing_rights: Sequence[str] = ()
    """As `UPDATE on outbox`."""
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
    await (_try_to_write(connection) if on_sqlite else _refuse_replicas(connection))
    known = await connection.run_sync(lambda plain: inspect(plain).has_table(VERSIONS))
    query = text(f"SELECT version_num FROM {VERSIONS}")  # noqa: S608  # a constant
    revision = (await connection.execute(query)).scalar() if known else None
    found = Examined(on_sqlite, revision, newest_revision())
    if found.is_newer and await connection.run_sync(lambda plain: inspect(plain).has_table("schema_floor")):
        found.oldest_program = (await connection.execute(select(schema_floor.c.oldest_program))).scalar()
    if not on_sqlite:
        found.may_make_tables = await _may_make_tables(connection)
    if found.is_ours:
        if not on_sqlite:
            found.missing_rights = await _missing_rights(connection)
        if not found.missing_rights:
            await _look_inside(connection, found, verified=verified)
    return found


async def _try_to_write(connection: AsyncConnection) -> None:
    """Take SQLite's lock for writing; closing the connection gives it back."""
    await connection.execution_options(**{SQLITE_BEGIN: "IMMEDIATE"})
    await connection.execute(text("SELECT 1"))


async def _refuse_replicas(connection: AsyncConnection) -> None:
    if (await connection.execute(text("SHOW transaction_read_only"))).scalar() == "on":
        raise TroubleError(Trouble.READ_ONLY)


async def _may_make_tables(connection: AsyncConnection) -> bool:
    query = text("SELECT has_schema_privilege(current_schema(), 'CREATE')")
    return bool((await connection.execute(query)).scalar())


async def _missing_rights(connection: AsyncConnection) -> list[str]:
    query = text("SELECT has_table_privilege(:name, :right)")
    names = [*sorted(metadata.tables), VERSIONS]
    wanted = [(right, name) for name in names for right in (_RIGHTS if name != VERSIONS else _RIGHTS[:1])]
    return [
        f"{right} on {name}"
        for right, name in wanted
        if not (await connection.execute(query, {"name": f'"{name}"', "right": right})).scalar()
    ]


async def _look_inside(connection: AsyncConnection, found: Examined, *, verified: bool) -> None:
    now = datetime.datetime.now(datetime.UTC)
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
    "TooManyConnectionsError": Trouble.FULL,
    "gaierror": Trouble.NO_HOST,
    "TimeoutError": Trouble.AWAY,
    "ConnectionRefusedError": Trouble.AWAY,
    "ConnectionResetError": Trouble.AWAY,
    "ConnectionDoesNotExistError": Trouble.AWAY,
    "CannotConnectNowError": Trouble.AWAY,
    "FileNotFoundError": Trouble.AWAY,
    "NoTokenError": Trouble.NO_TOKEN,
}


def _cause(error: BaseException) -> BaseException:
    """Return what the driver raised."""
    original = error.orig if isinstance(error, SQLAlchemyError) and hasattr(error, "orig") else None
    return original if isinstance(original, BaseException) else error


def _trouble(error: BaseException) -> Trouble:
    cause = _cause(error)
    told = str(cause)
    for one in (cause, cause.__cause__):
        if type(one).__name__ in _BY_NAME:
            return _BY_NAME[type(one).__name__]
    for words, trouble in _SQLITE_SAYS.items():
        if words in told:
            return trouble
    return Trouble.AWAY if isinstance(cause, OSError) else Trouble.OTHER


_SQLITE_SAYS = {
    "is not a database": Trouble.NOT_A_DATABASE,
    "is locked": Trouble.LOCKED,
    "readonly database": Trouble.READ_ONLY,
}
