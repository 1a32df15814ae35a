"""What a database is seen to do, where anybody listens: statements of a turn, waits for a connection."""

import time
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from bot.observing import signals
from bot.observing.metrics import DATABASE_WAIT

_UNDER_WAY = "optagelsesguiden_under_way"
_WORDS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"})


class WatchedPool(AsyncAdaptedQueuePool):
    """Tells how long each connection was waited for."""

    __module__ = AsyncAdaptedQueuePool.__module__  # its lines are the library's, told from warnings on

    def _do_get(self) -> ConnectionPoolEntry:
        began = time.perf_counter()
        try:
            return super()._do_get()
        finally:
            signals.measure(DATABASE_WAIT, time.perf_counter() - began)


def watch(engine: AsyncEngine) -> None:
    """Follow each statement, by its first word alone: no text, no parameters, no table."""
    event.listen(engine.sync_engine, "before_cursor_execute", _begin)
    event.listen(engine.sync_engine, "after_cursor_execute", _end)
    event.listen(engine.sync_engine, "handle_error", _fail)


def _begin(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    word = statement.lstrip()[:8].partition(" ")[0].upper()
    block = signals.span("storage", kind=word.lower() if word in _WORDS else "other")
    block.__enter__()
    connection.info.setdefault(_UNDER_WAY, []).append(block)


def _end(connection: Connection, *_: Any) -> None:
    if under_way := connection.info.get(_UNDER_WAY):
        under_way.pop().__exit__(None, None, None)


def _fail(context: ExceptionContext) -> None:
    error = context.original_exception
    if context.connection is not None and (under_way := context.connection.info.get(_UNDER_WAY)):
        block = under_way.pop()
        try:
            block.__exit__(type(error), error, None)
        except BaseException as same:  # what the block is left by comes out of it again
            if same is not error:
                raise
