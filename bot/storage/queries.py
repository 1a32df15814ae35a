"""Look-ups outside a unit. Each goes by an index that decided requests are not in, or are far back in."""

import datetime
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from bot.storage.case_queries import CaseQueries
from bot.storage.refusal_rows import refusal_of
from bot.storage.register_stream import RegisterStream
from bot.storage.tables import absences, advice_totals, decision_totals, outbox, refusals, waiting
from casework.about import About
from casework.messages import version_told
from casework.refusal.absence import Absence
from casework.refusal.equal_treatment import Advised, Circumstances, MonthCount
from casework.refusal.errors import UnknownRequest
from casework.refusal.request import Refusal
from casework.register import Event
from casework.seals import Seal


class StoredQueries(CaseQueries):
    """The Queries port."""

    async def refusal(self, refusal_id: str) -> Refusal:
        """Return a request, or raise UnknownRequest."""
        if (found := await self._refusal(refusals.c.id == refusal_id)) is None:
            raise UnknownRequest
        return found

    async def by_key(self, asked_by: str, key: str) -> Refusal | None:
        """Return the request that this person made with this form, if they did."""
        return await self._refusal((refusals.c.asked_by == asked_by) & (refusals.c.key == key))

    async def mine(self, person: str, limit: int = 20) -> Sequence[Refusal]:
        """Return the requests that a person made, newest first."""
        query = select(refusals).where(refusals.c.asked_by == person)
        rows = await self._rows(query.order_by(refusals.c.created.desc()).limit(limit))
        return [refusal_of(row) for row in rows]

    async def waiting_for(self, person: str, limit: int = 20) -> Sequence[Refusal]:
        """Return the open requests that a person may decide, those that expire first before the others."""
        query = select(refusals).join(waiting, waiting.c.refusal_id == refusals.c.id)
        query = query.where(waiting.c.person == person).order_by(waiting.c.expires).limit(limit)
        return [refusal_of(row) for row in await self._rows(query)]

    async def due(self, now: datetime.datetime, limit: int = 100) -> Sequence[str]:
        """Return the ids of requests whose `wake_at` has come, longest overdue first."""
        query = select(refusals.c.id).where(refusals.c.wake_at <= now)
        rows = await self._rows(query.order_by(refusals.c.wake_at, refusals.c.id).limit(limit))
        return [row.id for row in rows]

    async def decisions(self, ground: str, since: str) -> Sequence[MonthCount]:
        """Return the counts with this ground from a month on, all units added up."""
        totals = decision_totals.c
        query = select(decision_totals).where(totals.ground == ground, totals.month >= since)
        return [_month_count(row) for row in await self._rows(query)]

    async def advised(self, since: str) -> Sequence[Advised]:
        """Return how often each kind of advice was given from a month on, all units added up."""
        totals = advice_totals.c
        query = select(totals.verdict, totals.grounds, func.sum(totals.count).label("number"))
        query = query.where(totals.month >= since).group_by(totals.verdict, totals.grounds)
        rows = await self._rows(query)
        return [Advised(row.verdict, tuple(filter(None, row.grounds.split(","))), row.number) for row in rows]

    async def absence(self, leader: str) -> Absence | None:
        """Return the note on a leader's absence, past or present."""
        rows = await self._rows(select(absences).where(absences.c.leader == leader))
        return Absence(rows[0].leader, rows[0].deputy, rows[0].until) if rows else None

    async def told_version(self, about: About, person: str) -> int | None:
        """Return the newest version of something that a delivered message told a person of, if one did."""
        query = select(outbox.c.key).where(
            outbox.c.about_kind == about.kind,
            outbox.c.about_id == about.id,
            outbox.c.to == person,
            outbox.c.done_at.is_not(None),
        )
        versions = (version_told(row.key) for row in await self._rows(query))
        return max((version for version in versions if version is not None), default=None)

    async def chains(self) -> AsyncIterator[Sequence[Event]]:
        """Return every chain of the register, each in the order of `seq`, by `str(about)`."""
        async with self._database.snapshot() as connection:
            async for chain in RegisterStream(connection).chains():
                yield chain

    async def seals(self) -> AsyncIterator[Seal]:
        """Return every seal in the order of its number."""
        async with self._database.snapshot() as connection:
            async for seal in RegisterStream(connection).seals():
                yield seal

    async def _refusal(self, where: ColumnElement[bool]) -> Refusal | None:
        rows = await self._rows(select(refusals).where(where))
        return refusal_of(rows[0]) if rows else None


def _month_count(row: Row[*tuple[Any, ...]]) -> MonthCount:
    alike = Circumstances(row.ground, row.recorder, row.medium, row.others)
    return MonthCount(alike, row.month, row.outcome, row.number, row.latest)
