"""Where people and channels are reached."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import Address
from bot.storage.database import Database
from bot.storage.tables import conversations
from bot.storage.upsert import insert_into


class StoredAddresses:
    """Addresses, by person and by conversation."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        query = select(conversations).order_by(conversations.c.seen_at.desc()).limit(1)
        async with self._database.engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return address_in(row) if row else None

    async def write(self, seen: Collection[Address], left: Collection[str]) -> None:
        """Store addresses as seen now, and remove conversations that the bot was taken out of."""
        now = datetime.datetime.now(datetime.UTC)
        async with self._database.writing() as connection:
            if seen:
                await _store(connection, seen, now)
            if left:
                gone = conversations.c.conversation_id.in_(list(left))
                await connection.execute(delete(conversations).where(gone))

    async def _find(self, which: ColumnElement[bool]) -> Sequence[Address]:
        query = select(conversations).where(which).order_by(conversations.c.seen_at)
        async with self._database.engine.connect() as connection:
            return [address_in(row) for row in await connection.execute(query)]


async def _store(connection: AsyncConnection, seen: Collection[Address], now: datetime.datetime) -> None:
    statement = insert_into(conversations, connection)
    new = statement.excluded
    changed: dict[str, Any] = {
        name: new[name] for name in ("service_url", "tenant_id", "bot_id", "person_id", "seen_at")
    }
    # Not every activity tells these two; what was told before still holds.
    changed["mri"] = func.coalesce(new.mri, conversations.c.mri)
    changed["locale"] = func.coalesce(func.nullif(new.locale, ""), conversations.c.locale)
    statement = statement.on_conflict_do_update(
        index_elements=[conversations.c.conversation_id], set_=changed
    )
    in_order = sorted(seen, key=lambda address: address.conversation_id)  # two processes never wait in a ring
    await connection.execute(statement, [_row(address, now) for address in in_order])


def _row(address: Address, now: datetime.datetime) -> dict[str, Any]:
    return {
        "conversation_id": address.conversation_id,
        "service_url": address.service_url,
        "tenant_id": address.tenant_id,
        "bot_id": address.bot_id,
        "person_id": address.person_id,
        "mri": address.mri,
        "locale": address.locale,
        "seen_at": now,
    }


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
    )
