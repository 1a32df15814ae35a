"""Look-ups across all cases, for HR/Jura."""

import datetime
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, and_, func, not_, select

from bot.storage.everything import Everything
from bot.storage.look_ups import LookUps
from bot.storage.refusal_rows import refusal_of
from bot.storage.tables import advice_counts, decision_counts, decision_totals, events, refusals
from casework.law import AlikeBy
from casework.oversight.ports import Happened, Stored, UnitAdvice, UnitCount
from casework.oversight.subject import Subject
from casework.refusal.equal_treatment import Circumstances
from casework.refusal.request import REFUSED, Refusal, State
from casework.register import details_in
from guideline.base import Value

_DECIDED = [state.value for state in (*REFUSED, State.DENIED, State.REVOKED)]

_AT_ONCE = 400
"""Requests that are looked up by one statement."""


class StoredOversight(LookUps):
    """The Oversight port. What it reads may be a million rows, so that it may take long."""

    async def advised(self, month: str) -> Sequence[UnitAdvice]:
        """Return the advice given in a month."""
        counts = advice_counts.c
        query = select(counts.unit, counts.verdict, func.sum(counts.count).label("number"))
        query = query.where(counts.month == month).group_by(counts.unit, counts.verdict)
        return [UnitAdvice(row.unit, row.verdict, row.number) for row in await self._rows(query)]

    async def counted(self, since: str, until: str) -> Sequence[UnitCount]:
        """Return the counts of requests from one month to another, both included, months added up."""
        counts = decision_counts.c
        alike = (counts.ground, counts.recorder, counts.medium, counts.others)
        by = (*alike, counts.unit, counts.outcome)
        query = select(*by, func.sum(counts.number).label("number")).group_by(*by)
        # The grounds are named so that the key, which begins with them, leads to the months.
        grounds = select(decision_totals.c.ground).distinct().scalar_subquery()
        query = query.where(counts.ground.in_(grounds), counts.month.between(since, until))
        return [
            UnitCount(
                Circumstances(row.ground, row.recorder, row.medium, row.others),
                row.unit,
                row.outcome,
                row.number,
            )
            for row in await self._rows(query)
        ]

    async def happened(
        self,
        events_: Collection[str],
        start: datetime.datetime,
        end: datetime.datetime,
        *,
        first: bool = False,
        last: bool = False,
    ) -> Sequence[Happened]:
        """Return the events of these kinds from `start` to before `end`; see the port for the others."""
        begin = events.alias()
        query = select(
            events.c.about,
            events.c.event,
            events.c.at,
            events.c.details,
            begin.c.event.label("first"),
            begin.c.at.label("began"),
        ).join(begin, and_(begin.c.about == events.c.about, begin.c.seq == 1))
        query = query.where(events.c.event.in_(events_), events.c.at >= start, events.c.at < end)
        if first:
            query = query.where(~_same_before(events_))
        if last:
            query = query.where(~_any_after())
        rows = await self._rows(query.order_by(events.c.at, events.c.about, events.c.seq))
        units = await self._units(row.about for row in rows)
        return [
            Happened(r.event, r.at, r.first, r.began, units.get(r.about, ""), details_in(r.details))
            for r in rows
        ]

    async def decided(
        self, by: AlikeBy, alike: Circumstances, unit: str, *, elsewhere: bool, limit: int
    ) -> Sequence[Refusal]:
        """Return the newest decided requests in these circumstances, of a unit or of all the others."""
        query = select(refusals).where(
            *_alike(by, alike),
            refusals.c.state.in_(_DECIDED),
            refusals.c.unit != unit if elsewhere else refusals.c.unit == unit,
        )
        # Retention counts from the decision, so that what is kept longest was decided last.
        query = query.order_by(refusals.c.keep_until.desc(), refusals.c.id).limit(limit)
        return [refusal_of(row) for row in await self._rows(query)]

    async def kept_about(self, subject: Subject) -> AsyncIterator[Sequence[Stored]]:
        """Return everything kept about somebody or something, a batch at a time, as of one moment."""
        async with self._database.snapshot() as connection:
            async for found in Everything(connection, subject).batches():
                yield found

    async def _rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        async with self._database.snapshot() as connection:
            return (await connection.execute(query)).all()

    async def _units(self, abouts: Iterable[str]) -> dict[str, str]:
        """Return the unit of each request, by what the register calls it."""
        ids = sorted({about.removeprefix("refusal:") for about in abouts if about.startswith("refusal:")})
        found: dict[str, str] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = refusals.c.id.in_(ids[start : start + _AT_ONCE])
            rows = await self._rows(select(refusals.c.id, refusals.c.unit).where(some))
            found.update((f"refusal:{row.id}", row.unit) for row in rows)
        return found


def _same_before(kinds: Collection[str]) -> ColumnElement[bool]:
    """Whether the chain holds an event of these kinds before the one at hand."""
    earlier = events.alias()
    same = and_(earlier.c.about == events.c.about, earlier.c.seq < events.c.seq)
    return select(earlier.c.seq).where(same, earlier.c.event.in_(kinds)).exists()


def _any_after() -> ColumnElement[bool]:
    """Whether the chain goes on after the event at hand."""
    later = events.alias()
    return select(later.c.seq).where(later.c.about == events.c.about, later.c.seq > events.c.seq).exists()


def _alike(by: AlikeBy, alike: Circumstances) -> Sequence[ColumnElement[bool]]:
    """Return the circumstances as `equal_treatment.circumstances` reads them from the facts."""
    facts = refusals.c.facts
    others = and_(*(_has(facts, fact, value) for fact, value in by.others.items()))
    return (
        refusals.c.ground == alike.ground,
        func.coalesce(facts[by.recorder].as_string(), "") == alike.recorder,
        func.coalesce(facts[by.medium].as_string(), "") == alike.medium,
        others if alike.others else not_(others),
    )


def _has(facts: Column[Any], fact: str, value: Value) -> ColumnElement[bool]:
    """Return whether a fact has a value; false, not unknown, where nobody has said."""
    if isinstance(value, bool):
        return func.coalesce(facts[fact].as_boolean(), not value).is_(value)
    return func.coalesce(facts[fact].as_string(), "") == value
