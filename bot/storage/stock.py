"""How much there is of what somebody waits for."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from bot.storage.database import Database
from bot.storage.tables import cases, outbox, refusals, waiting
from bot.storage.tables.cases import OPEN
from bot.storage.tables.outbox import PENDING


@dataclass(frozen=True, slots=True)
class Heap:
    """How many there are, and since when the oldest of them is there; None: there are none."""

    count: int
    oldest: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is at a moment."""

    messages: Heap
    given_up: int
    refusals: Heap
    """Those that are not decided."""
    cases: Heap
    """Those that are not closed."""


async def take_stock(database: Database) -> Stock:
    """Count, by indexes alone."""
    pending = select(func.count(), func.min(outbox.c.created_at)).where(PENDING)
    given_up = select(func.count()).select_from(outbox).where(outbox.c.failed_at.is_not(None))
    undecided = select(func.count(), func.min(refusals.c.created)).where(
        refusals.c.id.in_(select(waiting.c.refusal_id))
    )
    unclosed = select(func.count(), func.min(cases.c.created)).where(OPEN)
    async with database.snapshot() as connection:

        async def heap(query: "Select[int, datetime.datetime | None]") -> Heap:
            count, oldest = (await connection.execute(query)).one()
            return Heap(count, oldest)

        return Stock(
            messages=await heap(pending),
            given_up=int((await connection.execute(given_up)).scalar_one()),
            refusals=await heap(undecided),
            cases=await heap(unclosed),
        )
