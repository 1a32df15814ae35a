"""A small town to tell stories in: people who do things, and a clock that moves."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casework.about import PackMark
from casework.cases import cases
from casework.desk import Desk
from casework.law import case_law
from casework.messages import HR_CHANNEL, Message
from casework.ports import Employee
from casework.refusal import absences, clockwork, refusals
from casework.refusal.form import RefusalForm
from casework.refusal.request import Refusal
from casework.store import Store
from casework.workdays import local_moment
from guideline.load import built_in, load_pack
from tests.casework.memory_store import MemoryStore

PACK = PackMark("2026.1", "a" * 64)
LAW = case_law(load_pack(built_in("albertslund")))
OTHERS_PRESENT: Mapping[str, str | bool] = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": False,
}
HARASSMENT: Mapping[str, str | bool] = {
    **OTHERS_PRESENT,
    "only_about_recorder": True,
    "wants_refusal": True,
    "history": True,
    "harassment_purpose": True,
}


def at(day: int, hour: int = 10, minute: int = 0, *, month: int = 3) -> datetime.datetime:
    """A moment in 2026 by Danish clocks; 2 March is a Monday."""
    return local_moment(datetime.date(2026, month, day), datetime.time(hour, minute))


def form(key: str = "form-1", **filled_in: Any) -> RefusalForm:
    usual = RefusalForm(
        key=key,
        facts=OTHERS_PRESENT,
        verdict="weigh_interests",
        grounds=("others_present",),
        pack=PACK,
        ground="others_present",
        municipal_interest="De andre forældre taler om deres børns helbred.",
        recorder_need="notes,memory",
        milder_means="Pause, mens de andres forhold drøftes.",
        case_ref="2026-17",
        meeting=at(5),
    )
    return replace(usual, **filled_in)


@dataclass
class MovableClock:
    moment: datetime.datetime = field(default_factory=lambda: at(2, 9))

    def now(self) -> datetime.datetime:
        return self.moment


@dataclass
class PhoneBook:
    people: dict[str, Employee] = field(default_factory=dict)

    async def find(self, person_id: str) -> Employee | None:
        return self.people.get(person_id)


class Town:
    def __init__(self, store: Store | None = None) -> None:
        self.memory = store if isinstance(store, MemoryStore) else MemoryStore()
        self.store: Store = store or self.memory
        self.clock = MovableClock()
        self.directory = PhoneBook()
        self.made = 0
        self.desk = Desk(self.store, self.directory, self.clock, PACK, LAW, new_id=self._next_id)

    def person(self, name: str, leader: str | None = None, *, hr: bool = False) -> "Person":
        person_id = name.lower()
        above = leader.lower() if leader else None
        self.directory.people[person_id] = Employee(person_id, name, "Jobcenter", above, hr)
        return Person(self, person_id)

    async def time_passes_until(self, moment: datetime.datetime) -> None:
        """Move the clock, and do on the way whatever falls due, at its moment."""
        while (due := await self._next_due(moment)) is not None:
            self.clock.moment = max(self.clock.moment, due.wake_at or moment)
            await clockwork.attend(self.desk, due.id)
        self.clock.moment = moment

    async def stands(self, request: Refusal) -> Refusal:
        return await self.store.queries.refusal(request.id)

    def sent(self, kind: str | None = None, to: str | None = None) -> list[Message]:
        messages = self.memory.tables.messages.values()
        return [m for m in messages if kind in (None, m.kind) and to in (None, m.to)]

    def hr_was_told(self, kind: str) -> bool:
        return bool(self.sent(kind, HR_CHANNEL))

    async def _next_due(self, until: datetime.datetime) -> Refusal | None:
        ids = await self.store.queries.due(until, 1)
        return await self.store.queries.refusal(ids[0]) if ids else None

    def _next_id(self) -> str:
        self.made += 1
        return f"r{self.made}"


@dataclass
class Person:
    town: Town
    id: str

    async def asks(self, **filled_in: Any) -> Refusal:
        return await refusals.submit(self.town.desk, form(**filled_in), self.id)

    async def approves(self, it: Refusal, reason: str = "Vurderet konkret.", **more: Any) -> Refusal:
        return await refusals.approve(self.town.desk, it.id, it.version, self.id, reason, **more)

    async def denies(self, it: Refusal, reason: str = "En pause er nok.") -> Refusal:
        return await refusals.deny(self.town.desk, it.id, it.version, self.id, reason)

    async def revokes(self, it: Refusal, reason: str = "De andre kommer ikke alligevel.") -> Refusal:
        return await refusals.revoke(self.town.desk, it.id, it.version, self.id, reason)

    async def asks_back(self, it: Refusal, question: str = "Er en pause prøvet?") -> Refusal:
        return await refusals.ask_back(self.town.desk, it.id, it.version, self.id, question)

    async def answers(self, it: Refusal, text: str = "Ja, sidste gang.") -> Refusal:
        return await refusals.answer(self.town.desk, it.id, it.version, self.id, text)

    async def hands_over(self, it: Refusal, to: "Person") -> Refusal:
        return await refusals.reassign(self.town.desk, it.id, it.version, self.id, to.id)

    async def consults_hr(self, it: Refusal, question: str = "Er grunden saglig?") -> Refusal:
        return await cases.consult(self.town.desk, it.id, it.version, self.id, question)

    async def withdraws(self, it: Refusal) -> Refusal:
        return await refusals.withdraw(self.town.desk, it.id, it.version, self.id)

    async def has_noted(self, it: Refusal) -> Refusal:
        return await refusals.confirm_noted(self.town.desk, it.id, it.version, self.id)

    async def is_away(self, deputy: "Person", until: datetime.date) -> tuple[Refusal, ...]:
        return (await absences.set_absence(self.town.desk, self.id, deputy.id, until)).requests

    async def is_back(self) -> bool:
        return await absences.end_absence(self.town.desk, self.id)

    async def waits(self) -> list[str]:
        return [it.id for it in await self.town.store.queries.waiting_for(self.id)]

    def received(self, kind: str) -> int:
        return len(self.town.sent(kind, self.id))
