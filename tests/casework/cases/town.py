"""The town with HR/Jura in it: people who report and ask, people who have cases, and a channel."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from casework import clockwork
from casework.cases import cases
from casework.cases.case import Case
from casework.cases.channel import HrChannel
from casework.cases.form import AssessmentForm, CaseForm
from casework.cases.telling import deed_of
from casework.messages import HR_CHANNEL, Message
from casework.morning import say_good_morning
from casework.refusal.request import Refusal
from tests.casework.town import PACK, Person, Town, at

MISUSED = {"recorder": "citizen", "situation": "recording_misused"}
LINK = "https://www.facebook.com/groups/1/posts/2"
NOT_REPORTED = AssessmentForm(police_report="no", text="Optagelsen er taget ned.")


def misuse(key: str = "form-1", **filled_in: Any) -> CaseForm:
    usual = CaseForm(
        key=key,
        kind="misuse",
        text="Optagelsen af mødet ligger åbent på Facebook.",
        where=LINK,
        seen_on=at(1).date(),
        case_ref="2026-17",
        facts=MISUSED,
        pack=PACK,
    )
    return replace(usual, **filled_in)


def question(key: str = "form-1", **filled_in: Any) -> CaseForm:
    usual = CaseForm(key=key, kind="legal", text="Er grunden saglig?", facts={}, pack=PACK)
    return replace(usual, **filled_in)


class HrTown(Town):
    def colleague(self, name: str, *, hr: bool = False, leader: str | None = None) -> "Colleague":
        return Colleague(self, self.person(name, leader, hr=hr).id)

    def leaves_hr(self, person: Person) -> None:
        self.directory.people[person.id] = replace(self.directory.people[person.id], hr=False)

    async def now(self, case: Case) -> Case:
        return await self.store.queries.case(case.id)

    async def time_passes_until(self, moment: datetime.datetime) -> None:
        """Move the clock, and do on the way whatever falls due with cases, at its moment."""
        while wakes := await self._wakes(moment):
            self.clock.moment = max(self.clock.moment, min(wakes))
            await cases_attended(self)
        self.clock.moment = moment

    async def _wakes(self, until: datetime.datetime) -> list[datetime.datetime]:
        """When time next has something to do with cases."""
        queries = self.store.queries
        due = [*await queries.due_cases(until, 1), *await queries.unposted_cases(until, 100)]
        return [at for one in due if (at := (await queries.case(one)).wake_at)]

    async def morning_comes(self, moment: datetime.datetime) -> None:
        self.clock.moment = moment
        await say_good_morning(self.desk)

    async def cannot_reach_the_channel(self) -> None:
        """Whatever is on its way to HR/Jura's channel comes back."""
        for message in self.sent(to=HR_CHANNEL):
            await clockwork.could_not_deliver(self.desk, message)

    def thread_of(self, case: Case) -> list[str]:
        """What the replies in the case's thread tell of."""
        told = [deed_of(message) for message in self.about(case) if message.to == HR_CHANNEL]
        return [str(deed) for deed in told if deed]

    def about(self, case: Case) -> list[Message]:
        return [message for message in self.sent() if message.about == case.about]


async def cases_attended(town: HrTown) -> None:
    for about in await clockwork.due(town.desk, 100):
        if about.kind == "case":
            await clockwork.attend(town.desk, about)


@dataclass
class Colleague(Person):
    async def reports(self, key: str = "form-1", **filled_in: Any) -> Case:
        return await cases.report(self.town.desk, misuse(key, **filled_in), self.id)

    async def asks_hr(self, key: str = "form-1", **filled_in: Any) -> Case:
        return await cases.report(self.town.desk, question(key, **filled_in), self.id)

    async def asks_hr_about(self, it: Refusal, text: str = "Er grunden saglig?") -> Refusal:
        return await cases.consult(self.town.desk, it.id, it.version, self.id, text)

    async def claims(self, it: Case) -> Case:
        return await cases.claim(self.town.desk, it.id, it.version, self.id)

    async def gives(self, it: Case, to: Person) -> Case:
        return await cases.assign(self.town.desk, it.id, it.version, self.id, to.id)

    async def releases(self, it: Case) -> Case:
        return await cases.release(self.town.desk, it.id, it.version, self.id)

    async def assesses(self, it: Case, sheet: AssessmentForm = NOT_REPORTED) -> Case:
        return await cases.assess(self.town.desk, it.id, it.version, self.id, sheet)

    async def replies(self, it: Case, text: str = "Vi ser på det.") -> Case:
        return await cases.reply(self.town.desk, it.id, it.version, self.id, text)

    async def adds(self, it: Case, text: str = "Den er delt igen.") -> Case:
        return await cases.add(self.town.desk, it.id, it.version, self.id, text)

    async def closes(self, it: Case, reason: str = "Taget ned efter samtale.") -> Case:
        return await cases.close(self.town.desk, it.id, it.version, self.id, reason)

    async def reopens(self, it: Case, owner: Person | None = None) -> Case:
        return await cases.reopen(self.town.desk, it.id, it.version, self.id, owner.id if owner else None)

    async def chooses_the_channel(self, conversation_id: str = "19:hr@thread.tacv2") -> HrChannel:
        return await cases.choose_channel(self.town.desk, self.id, conversation_id)
