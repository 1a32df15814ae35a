"""The oversight's port in memory."""

import datetime
from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from casework.law import AlikeBy
from casework.oversight.ports import Happened, Stored, UnitAdvice, UnitCount
from casework.oversight.subject import Subject
from casework.refusal.equal_treatment import Circumstances, circumstances_of, month_of, outcome_of
from casework.refusal.request import Refusal
from casework.register import Event, details_in

if TYPE_CHECKING:
    from tests.casework.memory_store import MemoryStore, Tables


class MemoryOversight:
    """`advice` is what was advised, by month, unit and verdict."""

    def __init__(self, store: "MemoryStore") -> None:
        self.store = store
        self.advice: Counter[tuple[str, str, str]] = Counter()

    @property
    def tables(self) -> "Tables":
        return self.store.tables

    async def advised(self, month: str) -> Sequence[UnitAdvice]:
        found = [(unit, verdict, n) for (at, unit, verdict), n in self.advice.items() if at == month]
        return [UnitAdvice(*one) for one in found]

    async def counted(self, since: str, until: str) -> Sequence[UnitCount]:
        numbers: Counter[tuple[Circumstances, str, str]] = Counter()
        for c in self.tables.counts:
            if since <= month_of(c.on) <= until:
                numbers[c.circumstances, c.unit, c.outcome] += c.number
        return [
            msgspec.convert(
                {"circumstances": alike, "unit": unit, "outcome": outcome, "number": n},
                UnitCount,
                from_attributes=True,
            )
            for (alike, unit, outcome), n in numbers.items()
        ]

    async def happened(
        self,
        events: Collection[str],
        start: datetime.datetime,
        end: datetime.datetime,
        *,
        first: bool = False,
        last: bool = False,
    ) -> Sequence[Happened]:
        found: list[Happened] = []
        for chain in self.tables.chains.values():
            these = [event for event in chain if event.event in events]
            counting = these[:1] if first else [e for e in these if e is chain[-1]] if last else these
            found += [self._happened(chain, event) for event in counting if start <= event.at < end]
        return sorted(found, key=lambda one: one.at)

    def _happened(self, chain: Sequence[Event], event: Event) -> Happened:
        refusal = self.tables.refusals.get(event.about.id)
        unit, details = refusal.unit if refusal else "", details_in(event.details)
        return Happened(event.event, event.at, chain[0].event, chain[0].at, unit, details)

    async def decided(
        self, by: AlikeBy, alike: Circumstances, unit: str, *, elsewhere: bool, limit: int
    ) -> Sequence[Refusal]:
        found = [
            it
            for it in self.tables.refusals.values()
            if outcome_of(it) in ("refused", "allowed")
            and circumstances_of(by, it) == alike
            and (it.unit != unit) is elsewhere
        ]
        return sorted(found, key=lambda it: it.keep_until, reverse=True)[:limit]

    async def kept_about(self, subject: Subject) -> AsyncIterator[Sequence[Stored]]:
        related: set[str] = set()
        matters = [("refusals", it.about, it) for it in self.tables.refusals.values()]
        for table, about, it in (*matters, *(("cases", c.about, c) for c in self.tables.cases.values())):
            row = Stored(table, msgspec.to_builtins(it))
            if subject.is_in(row.values, related):
                related |= {about.id, str(about)}
                yield [row]
        for about, chain in self.tables.chains.items():
            rows = [Stored("events", {**msgspec.to_builtins(e), "about": str(about)}) for e in chain]
            rows = [Stored(r.table, {**r.values, "details": _decoded(r.values["details"])}) for r in rows]
            yield [row for row in rows if subject.is_in(row.values, related)]
        for message in self.tables.messages.values():
            row = Stored("outbox", {**msgspec.to_builtins(message), "about": str(message.about)})
            if subject.is_in(row.values, related):
                yield [row]


def _decoded(text: object) -> object:
    return msgspec.json.decode(str(text))
