"""Look-ups of cases outside a unit. Each goes by an index that closed cases are not in, or far back in."""

import datetime
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy import tuple_ as row_of

from bot.storage.case_rows import case_of, look_up_digest
from bot.storage.look_ups import LookUps
from bot.storage.tables import cases, conversations, hr_channel, outbox, sent_cards
from bot.storage.tables.cases import CLOSED, OPEN, UNPOSTED
from bot.storage.tables.delivery import REACHABLE
from bot.storage.tables.outbox import PENDING
from casework.cases.case import SHORT_ID, Case, CasePlace, State, reference_key
from casework.cases.channel import HrChannel
from casework.cases.errors import UnknownCase
from casework.cases.telling import CASE

_LONGEST_FIRST = (cases.c.waiting_since, cases.c.id)
_MOST_ALIKE = 50
"""Cases whose ids begin alike, which chance alone makes: one in four thousand million pairs does."""

_FREE_FIRST = (cases.c.state != State.NEW.value, cases.c.created.desc(), cases.c.id)

_NEWEST_FIRST = (cases.c.created.desc(), cases.c.id.desc())


class CaseQueries(LookUps):
    """What the Queries port says of cases."""

    async def case(self, case_id: str) -> Case:
        """Return a case, or raise UnknownCase."""
        found = await self._cases(cases.c.id == case_id)
        if not found:
            raise UnknownCase
        return found[0]

    async def case_by_key(self, reported_by: str, key: str) -> Case | None:
        """Return the case that this person made with this form, if they did."""
        found = await self._cases((cases.c.reported_by == reported_by) & (cases.c.key == key))
        return found[0] if found else None

    async def cases_reported_by(self, person: str, limit: int = 20) -> Sequence[Case]:
        """Return the cases that a person reported, newest first."""
        return await self._cases(cases.c.reported_by == person, *_NEWEST_FIRST, limit=limit)

    async def cases_owned_by(self, person: str, limit: int = 20) -> Sequence[Case]:
        """Return the open cases that a person has, those that wait longest first."""
        return await self._cases(and_(OPEN, cases.c.owner == person), *_LONGEST_FIRST, limit=limit)

    async def open_cases(self, limit: int = 20, after: CasePlace | None = None) -> Sequence[Case]:
        """Return the open cases, those that wait longest first, from behind a place in that order on."""
        behind = [row_of(*_LONGEST_FIRST) > (after.waiting_since, after.id)] if after else []
        return await self._cases(and_(OPEN, *behind), *_LONGEST_FIRST, limit=limit)

    async def open_case_counts(self) -> Mapping[State, int]:
        """Return how many cases stand in each open state; a state in which none stands is left out."""
        query = select(cases.c.state, func.count().label("number")).where(OPEN).group_by(cases.c.state)
        return {State(row.state): row.number for row in await self._rows(query)}

    async def overdue_cases(
        self, unclaimed_since: datetime.datetime, quiet_since: datetime.datetime, limit: int = 20
    ) -> Sequence[Case]:
        """Return new cases that wait since before one moment, other open ones since before another."""
        since, is_new = cases.c.waiting_since, cases.c.state == State.NEW.value
        overdue = or_(and_(is_new, since < unclaimed_since), and_(~is_new, since < quiet_since))
        either = since < max(unclaimed_since, quiet_since)  # what the index goes by
        return await self._cases(and_(OPEN, either, overdue), *_LONGEST_FIRST, limit=limit)

    async def cases_with_link(self, where: str, limit: int = 5) -> Sequence[Case]:
        """Return the cases about the same link, newest first; none for an empty one."""
        digest = look_up_digest(where)
        if digest is None:
            return ()
        return await self._cases(cases.c.link == digest, *_NEWEST_FIRST, limit=limit)

    async def cases_with_id(self, beginning: str, limit: int = 5) -> Sequence[Case]:
        """Return the cases whose id begins so; none for less than its `SHORT_ID` first signs."""
        if len(beginning) < SHORT_ID:
            return ()
        begins_alike = cases.c.short_id == beginning[:SHORT_ID]
        found = await self._cases(begins_alike, cases.c.id, limit=_MOST_ALIKE)
        return [case for case in found if case.id.startswith(beginning)][:limit]

    async def cases_with_reference(self, case_ref: str, limit: int = 20) -> Sequence[Case]:
        """Return the cases with a case reference, newest first; none for an empty one."""
        digest = look_up_digest(reference_key(case_ref))
        if digest is None:
            return ()
        return await self._cases(cases.c.reference == digest, *_NEWEST_FIRST, limit=limit)

    async def closed_cases(self, limit: int = 20) -> Sequence[Case]:
        """Return the closed cases, those that are kept longest first: those that were closed last."""
        return await self._cases(CLOSED, cases.c.keep_until.desc(), cases.c.id.desc(), limit=limit)

    async def due_cases(self, now: datetime.datetime, limit: int = 100) -> Sequence[str]:
        """Return the ids of cases whose `wake_at` has come, longest overdue first; none to be posted."""
        query = select(cases.c.id).where(cases.c.wake_at <= now, ~UNPOSTED)
        rows = await self._rows(query.order_by(cases.c.wake_at, cases.c.id).limit(limit))
        return [row.id for row in rows]

    async def unposted_cases(self, now: datetime.datetime, limit: int) -> Sequence[str]:
        """Return the ids of cases that are to be posted now: those first that nobody has, then the newest."""
        query = select(cases.c.id).where(UNPOSTED, cases.c.wake_at <= now).order_by(*_FREE_FIRST)
        return [row.id for row in await self._rows(query.limit(limit))]

    async def cases_without_card(self, conversation_id: str, limit: int) -> Sequence[tuple[str, int]]:
        """Return ids and versions of the open cases that lack a card in this channel, in that order."""
        query = select(cases.c.id, cases.c.version).where(OPEN, cases.c.unposted.is_(False))
        query = query.where(~_stands_in(conversation_id), ~_is_on_its_way(conversation_id))
        rows = await self._rows(query.order_by(*_FREE_FIRST).limit(limit))
        return [(row.id, row.version) for row in rows]

    async def waiting_messages(self, to: str, most: int) -> int:
        """Return how many messages wait for this addressee, so many at most."""
        some = select(outbox.c.id).where(outbox.c.lane == to, PENDING).limit(most).subquery()
        return int((await self._rows(select(func.count().label("number")).select_from(some)))[0].number)

    async def hr_channel(self) -> HrChannel | None:
        """Return the channel chosen in chat, as long as the bot can write there.

        A channel is chosen by a message in it, whose address is stored a moment later: until then it counts.
        """
        there = conversations.c.conversation_id == hr_channel.c.conversation_id
        rows = await self._rows(select(hr_channel).outerjoin(conversations, there).where(REACHABLE))
        return HrChannel(rows[0].conversation_id, rows[0].chosen_by, rows[0].at) if rows else None

    async def channel_is_gone(self, conversation_id: str) -> bool:
        """Return whether the bot was turned away from a channel, and has not heard from it since."""
        here = conversations.c.conversation_id == conversation_id
        query = select(conversations.c.conversation_id).where(here, ~REACHABLE)
        return bool(await self._rows(query))

    async def _cases(
        self, where: ColumnElement[bool], *order: ColumnElement[object], limit: int | None = None
    ) -> Sequence[Case]:
        query = select(cases).where(where).order_by(*order).limit(limit)
        return [case_of(row) for row in await self._rows(query)]


def _stands_in(conversation_id: str) -> ColumnElement[bool]:
    card = sent_cards.c
    return exists().where(
        card.about_kind == literal("case"),
        card.about_id == cases.c.id,
        card.conversation_id == conversation_id,
        card.kind == CASE,
    )


def _is_on_its_way(conversation_id: str) -> ColumnElement[bool]:
    """Whether the card was sent to this channel as the case stands, whatever became of it, or any waits."""
    begins = literal("case:") + cases.c.id + literal(":") + cast(cases.c.version, String)
    sent = outbox.c.key == begins + literal(f":{CASE}:{conversation_id}")
    waits = and_(
        outbox.c.about_kind == literal("case"),
        outbox.c.about_id == cases.c.id,
        outbox.c.kind == CASE,
        PENDING,
    )
    return or_(exists().where(sent), exists().where(waits))
