"""Anonymous counts of advice, added up in memory and in the database a moment later."""

from collections import Counter

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.tables import advice_counts, advice_totals
from bot.storage.upsert import insert_into
from casework.ports import AdviceCount


class StoredCounts:
    """The AdviceCounts port."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unwritten: Counter[AdviceCount] = Counter()
        self._being_written: Counter[AdviceCount] = Counter()

    def add(self, counted: AdviceCount) -> None:
        """Count one advice."""
        self._unwritten[counted] += 1

    def unwritten(self) -> dict[str, int]:
        """Return how many advices are not written yet."""
        return {"counts": self._unwritten.total() + self._being_written.total()}

    async def write(self) -> None:
        """Add what is not written yet; on a failure it stays unwritten."""
        if not self._unwritten:
            return
        batch, self._unwritten = self._unwritten, Counter()
        self._being_written = batch
        try:
            async with self._database.writing() as connection:
                await _write(connection, batch)
        except BaseException:
            self._unwritten.update(batch)
            raise
        finally:
            self._being_written = Counter()


async def _write(connection: AsyncConnection, batch: Counter[AdviceCount]) -> None:
    by_unit: Counter[tuple[str, ...]] = Counter()
    over_all: Counter[tuple[str, ...]] = Counter()
    for counted, number in batch.items():
        grounds = ",".join(counted.grounds)
        by_unit[counted.month, counted.unit, counted.verdict, grounds] += number
        over_all[counted.month, counted.verdict, grounds] += number
    await _add(connection, advice_counts, by_unit)
    await _add(connection, advice_totals, over_all)


async def _add(connection: AsyncConnection, table: Table, numbers: Counter[tuple[str, ...]]) -> None:
    """Add up in one order for every process, so that two of them never wait for each other."""
    statement = insert_into(table, connection)
    statement = statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={"count": table.c.count + statement.excluded.count},
    )
    key = [column.name for column in table.primary_key]
    rows = [{**dict(zip(key, of, strict=True)), "count": number} for of, number in sorted(numbers.items())]
    await connection.execute(statement, rows)
