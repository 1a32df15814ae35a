"""Decisions as counts without persons, and absences, inside a unit."""

import datetime
from typing import Any

from sqlalchemy import Table, case, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import absences, decision_counts, decision_totals
from bot.storage.upsert import insert_into
from casework.refusal.absence import Absence
from casework.refusal.equal_treatment import Counted, month_of


class StoredDecisions:
    """The Counts port. Each is counted for its unit and over all units."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, counted: Counted) -> None:
        """Add to the number, and keep the latest date."""
        row = _row(counted)
        await self._add(decision_counts, {**row, "unit": counted.unit})
        await self._add(decision_totals, row)

    async def _add(self, table: Table, row: dict[str, Any]) -> None:
        statement = insert_into(table, self._connection).values(row)
        new = statement.excluded
        latest = case((new.latest > table.c.latest, new.latest), else_=table.c.latest)
        statement = statement.on_conflict_do_update(
            index_elements=list(table.primary_key),
            set_={"number": table.c.number + new.number, "latest": latest},
        )
        await self._connection.execute(statement)


def _row(counted: Counted) -> dict[str, Any]:
    alike = counted.circumstances
    return {
        "ground": alike.ground,
        "month": month_of(counted.on),
        "recorder": alike.recorder,
        "medium": alike.medium,
        "others": alike.others,
        "outcome": counted.outcome,
        "number": counted.number,
        "latest": counted.on,
    }


class StoredAbsences:
    """The Absences port."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, absence: Absence) -> None:
        """Note who stands in for a leader, in place of any earlier note."""
        row = {"leader": absence.leader, "deputy": absence.deputy, "until": absence.until}
        statement = insert_into(absences, self._connection).values(row)
        statement = statement.on_conflict_do_update(index_elements=[absences.c.leader], set_=row)
        await self._connection.execute(statement)

    async def remove_ended(self, before: datetime.date) -> None:
        """Remove every note whose last day lies before this one."""
        await self._connection.execute(delete(absences).where(absences.c.until < before))
