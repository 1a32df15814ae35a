"""Where people and channels are reached."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import Address, Left
from bot.storage.cases import StoredCases
from bot.storage.database import Database
from bot.storage.held import RowLocks
from bot.storage.queue import queue_again
from bot.storage.tables import conversations
from bot.storage.tables.base import EPOCH
from bot.storage.tables.delivery import CHANNEL_GONE, REACHABLE, TEAM_GONE, VERIFIED
from bot.storage.upsert import insert_into
from casework.hr_channel import WAITS_FOR_IT
from casework.messages import HR_CHANNEL


class StoredAddresses:
    """Addresses, by person and by conversation.

    Where activities are `verified`, an address counts only if its service URL came in one that was: the bot
    brings its token there. A database may hold others, from a time without authentication.
    """

    def __init__(self, database: Database, *, verified: bool = True) -> None:
        self._database = database
        self._verified = verified
        self._usable = usable(verified=verified)

    async def of_people(self, people: Collection[str]) -> Mapping[str, Address]:
        """Return each person's own chat; of several the one used last. Who has none is left out."""
        found = await self._find(conversations.c.person_id.in_(list(people)))
        return {address.person_id: address for address in found if address.person_id}

    async def of_conversation(self, conversation_id: str) -> Address | None:
        """Return the address of a conversation."""
        found = await self._find(conversations.c.conversation_id == conversation_id)
        return found[0] if found else None

    async def last_seen(self) -> Address | None:
        """Return the address from which the bot heard last, of whomever."""
        query = select(conversations).where(self._usable).order_by(conversations.c.seen_at.desc()).limit(1)
        async with self._database.engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return address_in(row) if row else None

    async def write(self, seen: Collection[Address], left: Collection[Left]) -> None:
        """Store addresses as seen now, and note where the bot may not write any more.

        Where a channel can be written to that could not before, what waits for one is seen to again.
        """
        now = datetime.datetime.now(datetime.UTC)
        async with self._database.writing() as connection:
            if seen:
                new = await _has_new_channels(connection, seen)
                await _store(connection, [self._row(address, now) for address in seen])
                if await _teams_are_back(connection, seen, now) or new:
                    # at once, whatever its clock says
                    await StoredCases(connection, RowLocks()).wake_unposted(EPOCH)
                    await queue_again(connection, HR_CHANNEL, WAITS_FOR_IT)
            for one in left:
                await _leave(connection, one)

    async def turned_away(self, channel: Address, tried_at: datetime.datetime) -> None:
        """Note that the bot may not write in a channel, from which it may have heard nothing yet.

        A channel that was heard from since it was tried is back: what an earlier attempt was told is past.
        """
        row = self._row(channel, datetime.datetime.now(datetime.UTC)) | {"gone": CHANNEL_GONE}
        async with self._database.writing() as connection:
            statement = insert_into(conversations, connection).values(row)
            statement = statement.on_conflict_do_update(
                index_elements=[conversations.c.conversation_id],
                set_={"gone": CHANNEL_GONE},
                where=and_(REACHABLE, conversations.c.seen_at <= tried_at),
            )
            await connection.execute(statement)

    async def _find(self, which: ColumnElement[bool]) -> Sequence[Address]:
        query = select(conversations).where(which, self._usable).order_by(conversations.c.seen_at)
        async with self._database.engine.connect() as connection:
            return [address_in(row) for row in await connection.execute(query)]

    def _row(self, address: Address, now: datetime.datetime) -> dict[str, Any]:
        return {
            "conversation_id": address.conversation_id,
            "service_url": address.service_url,
            "verified_url": address.service_url if self._verified else None,
            "tenant_id": address.tenant_id,
            "bot_id": address.bot_id,
            "person_id": address.person_id,
            "mri": address.mri,
            "locale": address.locale,
            "seen_at": now,
            "team_id": address.team_id,
        }


def usable(*, verified: bool) -> ColumnElement[bool]:
    """Return which addresses may be written to; where activities are verified, those that came in one."""
    return and_(REACHABLE, VERIFIED if verified else true())


async def _store(connection: AsyncConnection, rows: Collection[dict[str, Any]]) -> None:
    statement = insert_into(conversations, connection)
    new = statement.excluded
    changed: dict[str, Any] = {
        name: new[name]
        for name in ("service_url", "verified_url", "tenant_id", "bot_id", "person_id", "seen_at")
    }
    # Not every activity tells these three; what was told before still holds.
    changed["gone"] = None
    changed["mri"] = func.coalesce(new.mri, conversations.c.mri)
    changed["locale"] = func.coalesce(func.nullif(new.locale, ""), conversations.c.locale)
    changed["team_id"] = func.coalesce(new.team_id, conversations.c.team_id)
    statement = statement.on_conflict_do_update(
        index_elements=[conversations.c.conversation_id], set_=changed
    )
    in_order = sorted(rows, key=lambda row: str(row["conversation_id"]))  # two processes never wait in a ring
    await connection.execute(statement, in_order)


async def _has_new_channels(connection: AsyncConnection, seen: Collection[Address]) -> bool:
    """Say whether one of these is a channel in which the bot could not write so far."""
    channels = {address.conversation_id for address in seen if address.person_id is None}
    if not channels:
        return False
    query = select(conversations.c.conversation_id)
    query = query.where(conversations.c.conversation_id.in_(channels), REACHABLE)
    return len((await connection.execute(query)).all()) < len(channels)


async def _teams_are_back(
    connection: AsyncConnection, seen: Collection[Address], now: datetime.datetime
) -> bool:
    """Bring the channels of these teams back; say whether there were any. Who hears of a team is in it."""
    teams = {address.team_id for address in seen if address.team_id}
    if not teams:
        return False
    out_of_it = and_(conversations.c.team_id.in_(teams), conversations.c.gone == TEAM_GONE)
    back = update(conversations).values(gone=None, seen_at=now).where(out_of_it)
    return (await connection.execute(back)).rowcount > 0


async def _leave(connection: AsyncConnection, left: Left) -> None:
    """Remove a chat; of a channel, or all channels of a team, note that the bot may not write there."""
    here = conversations.c.conversation_id == left.conversation_id
    in_team = or_(here, conversations.c.team_id == left.team_id) if left.team_id else here
    is_chat = conversations.c.person_id.is_not(None)
    await connection.execute(delete(conversations).where(here, is_chat))
    gone = update(conversations).values(gone=TEAM_GONE if left.team_id else CHANNEL_GONE)
    await connection.execute(gone.where(in_team, ~is_chat, REACHABLE))


def address_in(row: Row[Any], prefix: str = "") -> Address:
    """Return the address in a row whose columns have this prefix."""
    values = row._mapping  # noqa: SLF001  # SQLAlchemy's public name for it
    return Address(
        conversation_id=values[f"{prefix}conversation_id"],
        service_url=values[f"{prefix}service_url"],
        tenant_id=values[f"{prefix}tenant_id"],
        bot_id=values[f"{prefix}bot_id"],
        person_id=values[f"{prefix}person_id"],
        mri=values[f"{prefix}mri"],
        locale=values[f"{prefix}locale"],
        team_id=values[f"{prefix}team_id"],
    )
