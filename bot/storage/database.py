"""The connection to the database."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import platformdirs
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.ending import within
from bot.observing import signals
from bot.startup import StartError
from bot.storage.limits import HURRIED, UNHURRIED, Limits, watch_for_silence
from bot.storage.migrate import SQLITE_BEGIN, alone, migrate, oldest_program, revision_of
from bot.storage.needed import is_fit
from bot.storage.news import Bell
from bot.storage.watching import WatchedPool, watch

ANSWER_SECONDS = 2.0
"""How long a database may take to count as there."""

LOCKED_SECONDS = 5.0
"""How long a connection to SQLite waits for another process that writes."""

CLOSING_SECONDS = 1.0
"""How long connections may take to be closed."""

_FAREWELL_SECONDS = 0.05
"""A connection to SQLite that could not be opened leaves a thread, which still speaks to the event loop."""

Password = Callable[[], Awaitable[str]]
"""Makes the password of a new connection."""

UNAVAILABLE = (SQLAlchemyError, sqlite3.Error, OSError, TimeoutError)
"""What a database that is away raises: through the engine, its driver or a time limit."""


class Database:
    """An engine whose tables are those of the newest migration."""

    def __init__(self, engine: AsyncEngine, unhurried: AsyncEngine) -> None:
        """Look through everything, which takes long, by an engine of its own: that may be the same one."""
        self.engine = engine
        self._unhurried = unhurried
        self.on_sqlite = engine.dialect.name == "sqlite"
        self._writers = engine.execution_options(**{SQLITE_BEGIN: "IMMEDIATE"})
        self._lookers = engine.execution_options(**{SQLITE_BEGIN: None})
        self._one_writer = asyncio.Lock()
        self.bell = Bell()
        """Rung when a message was queued."""

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; leaving it by an exception undoes it.

        SQLite lets one write at a time. Taking its lock at the beginning keeps a transaction that has read
        from failing when it writes, and waiting in line here is quicker than asking for it again and again.
        """
        async with AsyncExitStack() as stack:
            if self.on_sqlite:
                await stack.enter_async_context(self._one_writer)
            yield await stack.enter_async_context(self._writers.begin())

    def look(self) -> AsyncConnection:
        """Return a connection for one look-up, to be opened by `async with`.

        On SQLite without a transaction around it: each statement there is a way to another thread and back.
        """
        return self._lookers.connect()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction whose look-ups all see the same moment, whatever others write meanwhile.

        They may take long.
        """
        async with self._unhurried.connect() as connection:
            if not self.on_sqlite:
                await connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    async def can_be_used(self) -> bool:
        """Say whether it answers now, with every column that the program needs, and the rights to them."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self.engine.connect() as connection:
                return await is_fit(connection)
        except UNAVAILABLE:
            return False

    async def close(self) -> None:
        """Close all connections; those that hang are left to the end of the process."""
        with suppress(TimeoutError):
            await within(CLOSING_SECONDS, self._dispose())

    async def _dispose(self) -> None:
        await asyncio.gather(self.engine.dispose(), self._unhurried.dispose())


async def schema_of(database: Database) -> tuple[str | None, str | None]:
    """Return the revision of the schema, and the newest that the oldest program which fits it knows."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(revision_of), await connection.run_sync(oldest_program)


async def go_back(database: Database, revision: str) -> None:
    """Undo the migrations after this one, or raise StartError. No program of the newer schema may run."""
    from bot.storage.upgrade import downgrade  # as for migrate: Alembic is large

    async with database.writing() as connection:
        await alone(connection)
        await connection.run_sync(downgrade, revision)


async def open_database(
    url: str | None, password: Password | None = None, limits: Limits = HURRIED
) -> Database:
    """Connect and migrate, or raise StartError. Without a URL: SQLite in the user's data directory."""
    engine = engine_of(url, password, UNHURRIED)
    async with _ending_unopened(engine):
        await migrate(engine)
    is_one_enough = limits is UNHURRIED or engine.dialect.name == "sqlite"
    return Database(engine if is_one_enough else engine_of(url, password, limits), engine)


async def database_as_it_is(url: str | None, password: Password | None = None) -> Database:
    """Connect, to look at its schema or go back from there, or raise StartError. Nothing is migrated."""
    engine = engine_of(url, password, UNHURRIED)
    async with _ending_unopened(engine), engine.connect() as connection:
        await connection.run_sync(revision_of)
    return Database(engine, engine)


@asynccontextmanager
async def _ending_unopened(engine: AsyncEngine) -> AsyncIterator[None]:
    """Close the engine and raise StartError where its database cannot be opened."""
    try:
        yield
    except UNAVAILABLE:
        await engine.dispose()
        await asyncio.sleep(_FAREWELL_SECONDS)
        raise StartError("The database of OPTAGELSESGUIDEN_DATABASE_URL cannot be opened.") from None
    except StartError:
        await engine.dispose()
        raise


def engine_of(url: str | None, password: Password | None, limits: Limits = HURRIED) -> AsyncEngine:
    """Return the engine for an address, without connecting; raises StartError for what is none."""
    try:
        parsed = make_url(url) if url else _default_url()
        engine = create_async_engine(parsed, **_options(parsed, password, limits))
    except (ArgumentError, ValueError, TypeError):
        raise StartError("OPTAGELSESGUIDEN_DATABASE_URL is not the address of a database.") from None
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_on_sqlite)
    else:
        watch_for_silence(engine)
    if signals.is_heard():
        watch(engine)
    return engine


def _options(url: URL, password: Password | None, limits: Limits) -> dict[str, Any]:
    options: dict[str, Any] = {
        "json_serializer": lambda value: msgspec.json.encode(value).decode(),
        "json_deserializer": msgspec.json.decode,
        "hide_parameters": True,
    }
    if signals.is_heard() and url.database not in (None, ":memory:"):
        options["poolclass"] = WatchedPool
    if url.get_backend_name() == "postgresql":
        options |= limits.of_the_pool
        options["connect_args"] = {**limits.of_a_connection, **({"password": password} if password else {})}
    return options


def default_database() -> Path:
    """Return where SQLite keeps its file, unless a URL names another place."""
    folder = platformdirs.user_data_path("optagelsesguiden", appauthor=False, ensure_exists=True)
    return folder / "optagelsesguiden.db"


def _default_url() -> URL:
    return URL.create("sqlite+aiosqlite", database=str(default_database()))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Let readers and the writer work at once, and wait for another writer instead of failing.

    Each of the pool's connections caches pages: half a mebibyte, and not the two that it would grow to.
    """
    connection.isolation_level = None  # no transaction is begun behind our back; see _begin_on_sqlite
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={int(LOCKED_SECONDS * 1000)}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-512",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_on_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get(SQLITE_BEGIN, "DEFERRED")
    if kind:
        connection.exec_driver_sql(f"BEGIN {kind}")
