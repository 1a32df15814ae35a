"""The store's port in memory, with real transactions: one writer at a time, nothing seen before its time."""

import asyncio
import datetime
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field

from casework.about import About
from casework.cases.case import Case
from casework.cases.channel import HrChannel
from casework.errors import KeyTaken
from casework.messages import Message, version_told
from casework.refusal.absence import Absence
from casework.refusal.equal_treatment import Advised, Counted, MonthCount, month_of
from casework.refusal.errors import AlreadyHandled, UnknownRequest
from casework.refusal.request import OPEN, Refusal
from casework.register import Entry, Event, chained
from casework.seals import Head, Seal
from tests.casework.memory_cases import MemoryCaseQueries, MemoryCases, MemoryChannel
from tests.casework.memory_oversight import MemoryOversight

Pause = Callable[[], Awaitable[None]]


@dataclass
class Tables:
    refusals: dict[str, Refusal] = field(default_factory=dict)
    chains: dict[About, tuple[Event, ...]] = field(default_factory=dict)
    seals: tuple[Seal, ...] = ()
    messages: dict[str, Message] = field(default_factory=dict)
    counts: tuple[Counted, ...] = ()
    absences: dict[str, Absence] = field(default_factory=dict)
    advised: tuple[Advised, ...] = ()
    cases: dict[str, Case] = field(default_factory=dict)
    channel: HrChannel | None = None
    channels_gone: frozenset[str] = frozenset()

    def copied(self) -> "Tables":
        return Tables(**{name: copy(value) for name, value in vars(self).items()})


async def _no_pause() -> None:
    await asyncio.sleep(0)


class MemoryStore:
    """`pause` runs before each step, so that a test can let others in between."""

    def __init__(self, pause: Pause = _no_pause) -> None:
        self.tables = Tables()
        self.pause = pause
        self.writing = asyncio.Lock()
        self.queries = MemoryQueries(self)
        self.undelivered: set[str] = set()
        """Keys of messages on their way; all others have arrived."""
        self.queued_again: list[tuple[str, frozenset[str]]] = []
        self.oversight = MemoryOversight(self)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator["MemoryUnit"]:
        unit = MemoryUnit(self)
        try:
            yield unit
            if unit.pending is not None:
                await self.pause()
                self.tables = unit.pending
        finally:
            if unit.pending is not None:
                self.writing.release()


class MemoryUnit:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.pending: Tables | None = None
        self.refusals = MemoryRefusals(self)
        self.register = MemoryRegister(self)
        self.outbox = MemoryOutbox(self)
        self.counts = MemoryCounts(self)
        self.absences = MemoryAbsences(self)
        self.cases = MemoryCases(self)
        self.channel = MemoryChannel(self)

    async def read(self) -> Tables:
        await self.store.pause()
        return self.pending or self.store.tables

    async def write(self) -> Tables:
        await self.store.pause()
        if self.pending is None:
            await self.store.writing.acquire()
            self.pending = self.store.tables.copied()
        return self.pending


class MemoryRefusals:
    def __init__(self, unit: MemoryUnit) -> None:
        self.unit = unit

    async def get(self, refusal_id: str) -> Refusal:
        return _found(await self.unit.read(), refusal_id)

    async def add(self, refusal: Refusal) -> None:
        tables = await self.unit.write()
        if any((r.asked_by, r.key) == (refusal.asked_by, refusal.key) for r in tables.refusals.values()):
            raise KeyTaken
        tables.refusals[refusal.id] = refusal

    async def save(self, refusal: Refusal) -> None:
        tables = await self.unit.write()
        present = _found(tables, refusal.id)
        if present.version != refusal.version - 1:
            raise AlreadyHandled(present)
        tables.refusals[refusal.id] = refusal

    async def open_with(self, leader: str) -> Sequence[Refusal]:
        found = [r for r in (await self.unit.read()).refusals.values() if r.state in OPEN]
        return sorted((r for r in found if r.leader == leader), key=lambda r: r.created)

    async def remove(self, refusal_id: str) -> None:
        tables = await self.unit.write()
        del tables.refusals[_found(tables, refusal_id).id]


class MemoryRegister:
    def __init__(self, unit: MemoryUnit) -> None:
        self.unit = unit

    async def record(self, entry: Entry) -> Event:
        chains = (await self.unit.write()).chains
        before = chains.get(entry.about, ())
        event = chained(entry, before[-1] if before else None)
        chains[entry.about] = (*before, event)
        return event

    async def remove(self, about: About) -> Sequence[Event]:
        return (await self.unit.write()).chains.pop(about, ())

    async def sealed_heads(self, about: About) -> Sequence[Head]:
        return [head for seal in (await self.unit.read()).seals for head in seal.heads if head.about == about]

    async def unsealed(self) -> Sequence[Head]:
        tables = await self.unit.read()
        known = {head for seal in tables.seals for head in seal.heads}
        heads = (Head(e.about, e.seq, e.hash) for e in (events[-1] for events in tables.chains.values()))
        return sorted((head for head in heads if head not in known), key=lambda head: str(head.about))

    async def last_seal(self) -> Seal | None:
        seals = (await self.unit.read()).seals
        return seals[-1] if seals else None

    async def add_seal(self, seal: Seal) -> None:
        tables = await self.unit.write()
        tables.seals = (*tables.seals, seal)


class MemoryOutbox:
    def __init__(self, unit: MemoryUnit) -> None:
        self.unit = unit

    async def put(self, message: Message) -> None:
        (await self.unit.write()).messages.setdefault(message.key, message)

    async def queue_again(self, to: str, kinds: Collection[str]) -> None:
        self.unit.store.queued_again.append((to, frozenset(kinds)))


class MemoryCounts:
    def __init__(self, unit: MemoryUnit) -> None:
        self.unit = unit

    async def add(self, counted: Counted) -> None:
        tables = await self.unit.write()
        tables.counts = (*tables.counts, counted)


class MemoryAbsences:
    def __init__(self, unit: MemoryUnit) -> None:
        self.unit = unit

    async def put(self, absence: Absence) -> None:
        (await self.unit.write()).absences[absence.leader] = absence

    async def remove_ended(self, before: datetime.date) -> None:
        tables = await self.unit.write()
        tables.absences = {leader: one for leader, one in tables.absences.items() if one.until >= before}


class MemoryQueries(MemoryCaseQueries):
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    async def standing(self) -> Tables:
        await self.store.pause()
        return self.store.tables

    async def _refusals(self) -> list[Refusal]:
        await self.store.pause()
        return list(self.store.tables.refusals.values())

    async def refusal(self, refusal_id: str) -> Refusal:
        await self.store.pause()
        return _found(self.store.tables, refusal_id)

    async def by_key(self, asked_by: str, key: str) -> Refusal | None:
        found = (r for r in await self._refusals() if (r.asked_by, r.key) == (asked_by, key))
        return next(found, None)

    async def mine(self, person: str, limit: int = 20) -> Sequence[Refusal]:
        found = [r for r in await self._refusals() if r.asked_by == person]
        return sorted(found, key=lambda r: r.created, reverse=True)[:limit]

    async def waiting_for(self, person: str, limit: int = 20) -> Sequence[Refusal]:
        found = [r for r in await self._refusals() if r.state in OPEN and person in r.deciders]
        return sorted(found, key=lambda r: r.expires)[:limit]

    async def due(self, now: datetime.datetime, limit: int = 100) -> Sequence[str]:
        found = [(r.wake_at, r.id) for r in await self._refusals() if r.wake_at is not None]
        return [refusal_id for at, refusal_id in sorted(found) if at <= now][:limit]

    async def decisions(self, ground: str, since: str) -> Sequence[MonthCount]:
        kept: dict[tuple[object, ...], MonthCount] = {}
        for c in self.store.tables.counts:
            month = month_of(c.on)
            if c.circumstances.ground == ground and month >= since:
                key = (c.circumstances, month, c.outcome)
                was = kept.get(key)
                number, latest = (was.number, was.latest) if was else (0, c.on)
                kept[key] = MonthCount(
                    c.circumstances, month, c.outcome, number + c.number, max(latest, c.on)
                )
        return list(kept.values())

    async def advised(self, since: str) -> Sequence[Advised]:
        return self.store.tables.advised

    async def waiting_messages(self, to: str, most: int) -> int:
        messages = (await self.standing()).messages
        return len([key for key in self.store.undelivered if messages[key].to == to][:most])

    async def told_version(self, about: About, person: str) -> int | None:
        told = [m for m in self.store.tables.messages.values() if (m.about, m.to) == (about, person)]
        versions = (version_told(m.key) for m in told if m.key not in self.store.undelivered)
        return max((version for version in versions if version is not None), default=None)

    async def absence(self, leader: str) -> Absence | None:
        return self.store.tables.absences.get(leader)

    async def chains(self) -> AsyncIterator[Sequence[Event]]:
        for _, events in sorted(self.store.tables.chains.items(), key=lambda item: str(item[0])):
            yield events

    async def seals(self) -> AsyncIterator[Seal]:
        for seal in self.store.tables.seals:
            yield seal


def _found(tables: Tables, refusal_id: str) -> Refusal:
    try:
        return tables.refusals[refusal_id]
    except KeyError:
        raise UnknownRequest from None
