"""Anonymous counts of advice, added up in memory and in the database a moment later."""

from collections import Counter

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.tables import advice_counts
from bot.storage.upsert import insert_into
from casework.ports import AdviceCount


class StoredCounts:
    """The AdviceCounts port."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unwritten: Counter[AdviceCount] = Counter()

    def add(self, counted: AdviceCount) -> None:
        """Count one advice."""
        self._unwritten[counted] += 1

    async def write(self) -> None:
        """Add what is not written yet; on a failure it stays unwritten."""
        if not self._unwritten:
            return
        batch, self._unwritten = self._unwritten, Counter()
        try:
            async with self._database.engine.begin() as connection:
                await _write(connection, batch)
        except BaseException:
            self._unwritten.update(batch)
            raise


async def _write(connection: AsyncConnection, batch: Counter[AdviceCount]) -> None:
    statement = insert_into(advice_counts, connection)
    statement = statement.on_conflict_do_update(
        index_elements=list(advice_counts.primary_key),
        set_={"count": advice_counts.c.count + statement.excluded.count},
    )
    rows = [
        {
            "month": counted.month,
            "unit": counted.unit,
            "verdict": counted.verdict,
            "grounds": ",".join(counted.grounds),
            "count": number,
        }
        for counted, number in batch.items()
    ]
    await connection.execute(statement, sorted(rows, key=lambda row: [str(part) for part in row.values()]))
