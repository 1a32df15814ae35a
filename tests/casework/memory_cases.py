"""HR/Jura's cases and their channel in memory: the part of `memory_store` that is theirs."""

import datetime
from collections import Counter
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from casework.cases.case import SHORT_ID, Case, CasePlace, State, reference_key
from casework.cases.channel import HrChannel
from casework.cases.errors import CaseMoved, UnknownCase
from casework.cases.telling import CASE
from casework.errors import KeyTaken
from casework.messages import Message


class Tables(Protocol):
    cases: dict[str, Case]
    channel: HrChannel | None
    channels_gone: frozenset[str]
    messages: dict[str, Message]


class Unit(Protocol):
    def read(self) -> Awaitable[Tables]: ...
    def write(self) -> Awaitable[Tables]: ...


class MemoryCases:
    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    async def get(self, case_id: str) -> Case:
        return found(await self.unit.read(), case_id)

    async def add(self, case: Case) -> None:
        tables = await self.unit.write()
        if any((it.reported_by, it.key) == (case.reported_by, case.key) for it in tables.cases.values()):
            raise KeyTaken
        tables.cases[case.id] = case

    async def save(self, case: Case) -> None:
        tables = await self.unit.write()
        present = found(tables, case.id)
        if present.version != case.version - 1:
            raise CaseMoved(present)
        tables.cases[case.id] = case

    async def remove(self, case_id: str) -> None:
        tables = await self.unit.write()
        del tables.cases[found(tables, case_id).id]

    async def wake_unposted(self, at: datetime.datetime) -> None:
        tables = await self.unit.write()
        woken = {it.id: replace(it, wake_at=at) for it in tables.cases.values() if it.unposted and it.is_open}
        tables.cases.update(woken)


class MemoryChannel:
    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    async def put(self, channel: HrChannel) -> None:
        (await self.unit.write()).channel = channel


class MemoryCaseQueries:
    """Look-ups; whoever mixes this in says what stands."""

    async def standing(self) -> Tables:
        raise NotImplementedError

    async def case(self, case_id: str) -> Case:
        return found(await self.standing(), case_id)

    async def case_by_key(self, reported_by: str, key: str) -> Case | None:
        cases = (await self.standing()).cases.values()
        return next((it for it in cases if (it.reported_by, it.key) == (reported_by, key)), None)

    async def cases_reported_by(self, person: str, limit: int = 20) -> Sequence[Case]:
        cases = [it for it in (await self.standing()).cases.values() if it.reported_by == person]
        return sorted(cases, key=lambda it: it.created, reverse=True)[:limit]

    async def cases_owned_by(self, person: str, limit: int = 20) -> Sequence[Case]:
        return [it for it in await self._open() if it.owner == person][:limit]

    async def open_cases(self, limit: int = 20, after: CasePlace | None = None) -> Sequence[Case]:
        return [it for it in await self._open() if after is None or place(it) > after][:limit]

    async def open_case_counts(self) -> Mapping[State, int]:
        return Counter(it.state for it in await self._open())

    async def overdue_cases(
        self, unclaimed_since: datetime.datetime, quiet_since: datetime.datetime, limit: int = 20
    ) -> Sequence[Case]:
        since = dict.fromkeys(State, quiet_since) | {State.NEW: unclaimed_since}
        return [it for it in await self._open() if it.waiting_since < since[it.state]][:limit]

    async def cases_with_link(self, where: str, limit: int = 5) -> Sequence[Case]:
        cases = [it for it in (await self.standing()).cases.values() if where and it.where == where]
        return sorted(cases, key=lambda it: it.created, reverse=True)[:limit]

    async def cases_with_id(self, beginning: str, limit: int = 5) -> Sequence[Case]:
        cases = (await self.standing()).cases.values() if len(beginning) >= SHORT_ID else ()
        return sorted((it for it in cases if it.id.startswith(beginning)), key=lambda it: it.id)[:limit]

    async def cases_with_reference(self, case_ref: str, limit: int = 20) -> Sequence[Case]:
        key = reference_key(case_ref)
        cases = (
            it for it in (await self.standing()).cases.values() if key and key == reference_key(it.case_ref)
        )
        return sorted(cases, key=lambda it: it.created, reverse=True)[:limit]

    async def closed_cases(self, limit: int = 20) -> Sequence[Case]:
        cases = [it for it in (await self.standing()).cases.values() if not it.is_open]
        return sorted(cases, key=lambda it: it.keep_until, reverse=True)[:limit]

    async def due_cases(self, now: datetime.datetime, limit: int = 100) -> Sequence[str]:
        standing = (await self.standing()).cases.values()
        cases = [(it.wake_at, it.id) for it in standing if it.wake_at and not (it.unposted and it.is_open)]
        return [case_id for at, case_id in sorted(cases) if at <= now][:limit]

    async def unposted_cases(self, now: datetime.datetime, limit: int) -> Sequence[str]:
        waiting = [it for it in await self._open() if it.unposted and it.wake_at and it.wake_at <= now]
        return [it.id for it in sorted(waiting, key=_free_first)][:limit]

    async def cases_without_card(self, conversation_id: str, limit: int) -> Sequence[tuple[str, int]]:
        sent = (await self.standing()).messages.values()
        there = {m.about.id for m in sent if m.kind == CASE and m.key.endswith(f":{CASE}:{conversation_id}")}
        lacking = [it for it in await self._open() if not it.unposted and it.id not in there]
        return [(it.id, it.version) for it in sorted(lacking, key=_free_first)][:limit]

    async def hr_channel(self) -> HrChannel | None:
        return (await self.standing()).channel

    async def channel_is_gone(self, conversation_id: str) -> bool:
        return conversation_id in (await self.standing()).channels_gone

    async def _open(self) -> list[Case]:
        return sorted((it for it in (await self.standing()).cases.values() if it.is_open), key=place)


def _free_first(case: Case) -> tuple[bool, datetime.timedelta, str]:
    return (
        case.state is not State.NEW,
        datetime.datetime.max.replace(tzinfo=datetime.UTC) - case.created,
        case.id,
    )


def place(case: Case) -> CasePlace:
    return CasePlace(case.waiting_since, case.id)


def found(tables: Tables, case_id: str) -> Case:
    try:
        return tables.cases[case_id]
    except KeyError:
        raise UnknownCase from None
