"""What the casework needs of a database, and of whoever delivers messages. Moments are UTC.

A unit is one transaction: what was done in it is stored when its block is left, all of it or none.
"""

import datetime
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from casework.about import About
from casework.cases.case import Case, CasePlace
from casework.cases.case import State as CaseState
from casework.cases.channel import HrChannel
from casework.messages import Message
from casework.oversight.ports import Oversight
from casework.refusal.absence import Absence
from casework.refusal.equal_treatment import Advised, Counted, MonthCount
from casework.refusal.request import Refusal
from casework.register import Entry, Event
from casework.seals import Head, Seal


class Refusals(Protocol):
    """Requests, inside a unit."""

    async def get(self, refusal_id: str) -> Refusal:
        """Return the request as it stands, or raise UnknownRequest."""
        ...

    async def add(self, refusal: Refusal) -> None:
        """Add a new request. KeyTaken: its requester has one with its key, and the unit is void."""
        ...

    async def save(self, refusal: Refusal) -> None:
        """Save over version - 1, or raise AlreadyHandled with the present state. Then the unit is void."""
        ...

    async def open_with(self, leader: str) -> Sequence[Refusal]:
        """Return the open requests that are asked of this leader, oldest first."""
        ...

    async def remove(self, refusal_id: str) -> None:
        """Remove a request for good."""
        ...


class Register(Protocol):
    """Events and seals, inside a unit. Saving the request first keeps its chain's writers apart."""

    async def record(self, entry: Entry) -> Event:
        """Append an entry to the chain of what it is about; `register.chained` makes the event."""
        ...

    async def remove(self, about: About) -> Sequence[Event]:
        """Remove a whole chain and return it, in the order of `seq`. Its seals stay."""
        ...

    async def sealed_heads(self, about: About) -> Sequence[Head]:
        """Return the heads of a chain that seals list."""
        ...

    async def unsealed(self) -> Sequence[Head]:
        """Return the heads of the chains that grew since the last seal, in the order of `str(about)`."""
        ...

    async def last_seal(self) -> Seal | None:
        """Return the newest seal."""
        ...

    async def add_seal(self, seal: Seal) -> None:
        """Add a seal; its number is unique, so that two workers make one."""
        ...


class Outbox(Protocol):
    """Messages to be delivered, at least once, after the unit is stored."""

    async def put(self, message: Message) -> None:
        """Queue a message; one with a key that was queued before is dropped."""
        ...

    async def queue_again(self, to: str, kinds: Collection[str]) -> None:
        """Let what of these kinds was given up for an addressee be delivered after all."""
        ...


class Counts(Protocol):
    """Decisions counted without persons; they outlive the requests."""

    async def add(self, counted: Counted) -> None:
        """Add to the number for these circumstances, unit, month and outcome, and keep the latest date."""
        ...


class Absences(Protocol):
    """Leaders who are away."""

    async def put(self, absence: Absence) -> None:
        """Note who stands in for a leader, in place of any earlier note."""
        ...

    async def remove_ended(self, before: datetime.date) -> None:
        """Remove every note whose last day lies before this one."""
        ...


class Cases(Protocol):
    """HR/Jura's cases, inside a unit."""

    async def get(self, case_id: str) -> Case:
        """Return the case as it stands, or raise UnknownCase."""
        ...

    async def add(self, case: Case) -> None:
        """Add a new case. KeyTaken: its reporter has one with its key, and the unit is void."""
        ...

    async def save(self, case: Case) -> None:
        """Save over version - 1, or raise CaseMoved with the present state. Then the unit is void."""
        ...

    async def remove(self, case_id: str) -> None:
        """Remove a case for good."""
        ...

    async def wake_unposted(self, at: datetime.datetime) -> None:
        """Let time look at every open case that is not posted at this moment, not before."""
        ...


class Channel(Protocol):
    """The HR/Jura channel as chosen in chat, inside a unit."""

    async def put(self, channel: HrChannel) -> None:
        """Note the channel in place of any earlier one."""
        ...


class Unit(Protocol):
    """One transaction."""

    @property
    def refusals(self) -> Refusals: ...  # noqa: D102  what each is, its class says
    @property
    def register(self) -> Register: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def counts(self) -> Counts: ...  # noqa: D102
    @property
    def absences(self) -> Absences: ...  # noqa: D102
    @property
    def cases(self) -> Cases: ...  # noqa: D102
    @property
    def channel(self) -> Channel: ...  # noqa: D102


class Queries(Protocol):
    """Look-ups outside a unit. Each costs the same with a million decided requests as with a thousand."""

    async def refusal(self, refusal_id: str) -> Refusal:
        """Return a request, or raise UnknownRequest."""
        ...

    async def by_key(self, asked_by: str, key: str) -> Refusal | None:
        """Return the request that this person made with this form, if they did."""
        ...

    async def mine(self, person: str, limit: int = 20) -> Sequence[Refusal]:
        """Return the requests that a person made, newest first."""
        ...

    async def waiting_for(self, person: str, limit: int = 20) -> Sequence[Refusal]:
        """Return the open requests that a person may decide, those that expire first before the others."""
        ...

    async def due(self, now: datetime.datetime, limit: int = 100) -> Sequence[str]:
        """Return the ids of requests whose `wake_at` has come, longest overdue first."""
        ...

    async def decisions(self, ground: str, since: str) -> Sequence[MonthCount]:
        """Return the counts with this ground from a month (`2026-11`) on, all units added up."""
        ...

    async def advised(self, since: str) -> Sequence[Advised]:
        """Return how often each kind of advice was given from a month on, all units added up."""
        ...

    async def absence(self, leader: str) -> Absence | None:
        """Return the note on a leader's absence, past or present."""
        ...

    async def told_version(self, about: About, person: str) -> int | None:
        """Return the newest version of something that a delivered message told a person of, if one did."""
        ...

    async def case(self, case_id: str) -> Case:
        """Return a case, or raise UnknownCase."""
        ...

    async def case_by_key(self, reported_by: str, key: str) -> Case | None:
        """Return the case that this person made with this form, if they did."""
        ...

    async def cases_reported_by(self, person: str, limit: int = 20) -> Sequence[Case]:
        """Return the cases that a person reported, newest first."""
        ...

    async def cases_owned_by(self, person: str, limit: int = 20) -> Sequence[Case]:
        """Return the open cases that a person has, those that wait longest first."""
        ...

    async def open_cases(self, limit: int = 20, after: CasePlace | None = None) -> Sequence[Case]:
        """Return the open cases, those that wait longest first, from behind a place in that order on."""
        ...

    async def open_case_counts(self) -> Mapping[CaseState, int]:
        """Return how many cases stand in each open state."""
        ...

    async def overdue_cases(
        self, unclaimed_since: datetime.datetime, quiet_since: datetime.datetime, limit: int = 20
    ) -> Sequence[Case]:
        """Return new cases that wait since before one moment, other open ones since before another."""
        ...

    async def cases_with_link(self, where: str, limit: int = 5) -> Sequence[Case]:
        """Return the cases about the same link, newest first; none for an empty one."""
        ...

    async def cases_with_id(self, beginning: str, limit: int = 5) -> Sequence[Case]:
        """Return the cases whose id begins so; none for less than its `SHORT_ID` first signs."""
        ...

    async def cases_with_reference(self, case_ref: str, limit: int = 20) -> Sequence[Case]:
        """Return the cases with a case reference, newest first; none for an empty one."""
        ...

    async def closed_cases(self, limit: int = 20) -> Sequence[Case]:
        """Return the closed cases, those that are kept longest first: those that were closed last."""
        ...

    async def due_cases(self, now: datetime.datetime, limit: int = 100) -> Sequence[str]:
        """Return the ids of cases whose `wake_at` has come, longest overdue first; none to be posted."""
        ...

    async def unposted_cases(self, now: datetime.datetime, limit: int) -> Sequence[str]:
        """Return the ids of cases that are to be posted now: those first that nobody has, then the newest."""
        ...

    async def cases_without_card(self, conversation_id: str, limit: int) -> Sequence[tuple[str, int]]:
        """Return ids and versions of the open cases that lack a card in this channel, in the same order.

        Left out is what is not posted at all, and whose card is on its way.
        """
        ...

    async def waiting_messages(self, to: str, most: int) -> int:
        """Return how many messages wait for this addressee, so many at most."""
        ...

    async def hr_channel(self) -> HrChannel | None:
        """Return the channel chosen in chat, as long as the bot can write there."""
        ...

    async def channel_is_gone(self, conversation_id: str) -> bool:
        """Return whether the bot was turned away from a channel, and has not heard from it since."""
        ...

    def chains(self) -> AsyncIterator[Sequence[Event]]:
        """Return every chain of the register, each in the order of `seq`, by `str(about)`."""
        ...

    def seals(self) -> AsyncIterator[Seal]:
        """Return every seal in the order of its number."""
        ...


class Store(Protocol):
    """A database."""

    @property
    def queries(self) -> Queries:
        """Look-ups outside a unit."""
        ...

    @property
    def oversight(self) -> Oversight:
        """Look-ups across all cases, for HR/Jura."""
        ...

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        """Open a transaction. Leaving the block by an exception undoes it.

        Raises:
            HeldByOthers: what is needed is being changed by somebody else, for longer than may be waited.

        """
        ...
