"""How long PostgreSQL may keep anybody waiting.

A server that falls silent without a word, as behind a network that swallows packets, would be waited for
without end: for TCP nothing is wrong. So each statement has its limit, and each connection is asked whether
it still answers before it is used. SQLite has no network, and its own limit for locks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

CONNECT_SECONDS = 5.0
PING_SECONDS = 2.0
"""How long a connection may take to answer before it is used."""
_CLIENT_IS_THERE = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "3"}
"""Seconds after which the server asks a silent client, so that none which is gone keeps its locks."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a statement may take and a place in the pool is waited for, and how many places there are."""

    statement_seconds: float
    pool_seconds: float
    kept: int
    more: int
    """Connections that are kept, and those beyond that are opened when all of them are in use."""

    of_others_rows: Mapping[str, str] = field(default_factory=dict)
    """PostgreSQL's settings for how long a lock is waited for, and may be kept by whoever stands still."""

    @property
    def places(self) -> int:
        """Return how many connections the pool has at most."""
        return self.kept + self.more

    @property
    def of_the_pool(self) -> Mapping[str, Any]:
        """Return the engine's options."""
        return {"pool_size": self.kept, "max_overflow": self.more, "pool_timeout": self.pool_seconds}

    @property
    def of_a_connection(self) -> Mapping[str, Any]:
        """Return the driver's options."""
        return {
            "timeout": CONNECT_SECONDS,
            "command_timeout": self.statement_seconds,
            "server_settings": {**_CLIENT_IS_THERE, **self.of_others_rows},
        }


_LOCKS = {"lock_timeout": "3s", "idle_in_transaction_session_timeout": "30s"}

HURRIED = Limits(statement_seconds=10.0, pool_seconds=5.0, kept=5, more=7, of_others_rows=_LOCKS)
"""For turns, delivery and the clock, where a second is long."""
UNHURRIED = Limits(statement_seconds=600.0, pool_seconds=30.0, kept=1, more=2)
"""For migrations, commands, and look-ups through all there is."""


def watch_for_silence(engine: AsyncEngine) -> None:
    """Give up all connections of a pool as soon as one of them has not answered in time."""
    event.listen(engine.sync_engine, "checkout", _ping)
    event.listen(engine.sync_engine, "handle_error", _silence_is_no_connection)


def _ping(connection: DBAPIConnection, _record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
    try:
        connection.run_async(lambda driver: driver.execute("SELECT 1", timeout=PING_SECONDS))
    except Exception as error:
        raise InvalidatePoolError from error


def _silence_is_no_connection(context: ExceptionContext) -> None:
    if isinstance(context.original_exception, TimeoutError):
        context.is_disconnect = True
