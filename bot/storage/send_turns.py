"""The turns of all processes on one PostgreSQL, kept where they all see them.

The moments are the server's. What is asked for while a question is under way is asked together, so that a
worker with many messages asks little more often than one with few. SQLite has one writer at a time and one
machine: there each process counts for itself.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import text

from bot.delivery.rates import OwnTurns, Turns
from bot.storage.database import UNAVAILABLE, Database
from bot.storage.tables.base import stored_name

log = logging.getLogger(__name__)

ASK_SECONDS = 1.0
"""How long a message may wait for the database before this process counts for itself."""

_MOMENT = "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)"

# A row is locked until its transaction ends, which is this one statement, and rows are locked in one order:
# no process waits long for another, and no two wait for each other.
_TAKE = text(
    f"""
    INSERT INTO send_turns AS old (name, free_at, taken)
    SELECT name, {_MOMENT} - behind + taken, taken
      FROM unnest(CAST(:names AS text[]), CAST(:taken AS bigint[]), CAST(:behind AS bigint[]))
        AS wanted (name, taken, behind)
     ORDER BY name COLLATE "C"
    ON CONFLICT (name) DO UPDATE
       SET free_at = greatest(old.free_at, excluded.free_at - excluded.taken) + excluded.taken,
           taken = excluded.taken
    RETURNING name, free_at - taken - {_MOMENT} AS wait
    """  # noqa: S608  # a constant
)

_HOLD = text(
    f"""
    INSERT INTO send_turns AS old (name, free_at, taken) VALUES (:name, {_MOMENT} + :held, 0)
    ON CONFLICT (name) DO UPDATE SET free_at = greatest(old.free_at, excluded.free_at)
    """  # noqa: S608  # a constant
)


def turns_on(database: Database) -> Turns:
    """Return the turns for whoever sends by this database."""
    return OwnTurns() if database.on_sqlite else SharedTurns(database)


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    seconds: float
    behind: float
    told: asyncio.Future[float]


class SharedTurns:
    """Turns that every process takes from the same rows. A database that is away holds up no message."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._own = OwnTurns()
        self._wanted: list[_Wanted] = []
        self._task: asyncio.Task[None] | None = None

    async def take(self, name: str, seconds: float, behind: float = 0.0) -> float:
        """Take the next turn; return the seconds until it begins."""
        told: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._wanted.append(_Wanted(stored_name(name), seconds, behind, told))
        if self._task is None:
            self._task = asyncio.create_task(self._take_on())
        return await told

    async def hold(self, name: str, seconds: float) -> None:
        """Let no turn begin for so many seconds."""
        try:
            async with asyncio.timeout(ASK_SECONDS), self._database.writing() as connection:
                await connection.execute(_HOLD, {"name": stored_name(name), "held": _micro(seconds)})
        except UNAVAILABLE as error:
            log.warning("rates.own", exc_info=error)
            await self._own.hold(stored_name(name), seconds)

    async def _take_on(self) -> None:
        await asyncio.sleep(0)  # so that everybody who is about to ask has asked
        try:
            while self._wanted:
                wanted, self._wanted = self._wanted, []
                for one, wait in zip(wanted, await self._waits(wanted), strict=True):
                    if not one.told.done():
                        one.told.set_result(wait)
        finally:
            self._task = None

    async def _waits(self, wanted: Sequence[_Wanted]) -> list[float]:
        try:
            async with asyncio.timeout(ASK_SECONDS):
                return await self._taken(wanted)
        except UNAVAILABLE as error:
            log.warning("rates.own", exc_info=error)
            return [await self._own.take(one.name, one.seconds, one.behind) for one in wanted]

    async def _taken(self, wanted: Sequence[_Wanted]) -> list[float]:
        lengths: dict[str, float] = {}
        for one in wanted:
            lengths[one.name] = lengths.get(one.name, 0.0) + one.seconds
        behind = {one.name: one.behind for one in wanted}
        asked = {
            "names": list(lengths),
            "taken": [_micro(length) for length in lengths.values()],
            "behind": [_micro(behind[name]) for name in lengths],
        }
        async with self._database.writing() as connection:
            begins = {row.name: row.wait / 1e6 for row in await connection.execute(_TAKE, asked)}
        return list(_one_after_the_other(wanted, begins))


def _one_after_the_other(wanted: Iterable[_Wanted], begins: dict[str, float]) -> Iterable[float]:
    """Return when each begins of those who have taken their turns together."""
    for one in wanted:
        yield max(0.0, begins[one.name])
        begins[one.name] += one.seconds


def _micro(seconds: float) -> int:
    return round(seconds * 1e6)
