"""The last card of each chat: in memory at once, in the database a moment later."""

import asyncio
import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.clerk import Clerk
from bot.storage.database import UNAVAILABLE, Database
from bot.storage.one_trip import rows_with
from bot.storage.tables import places
from bot.storage.upsert import insert_into
from casework.ports import Clock, Place

log = logging.getLogger(__name__)

LIFETIME = datetime.timedelta(hours=12)
MOST_IN_MEMORY = 20_000
READ_SECONDS = 1.0
"""How long a typed message may wait for the database before memory must do."""


_LOOK = select(places).where(places.c.chat_id.in_(bindparam("chats", expanding=True)))


class _NowhereError(Exception):
    """Nothing is stored for the chat."""


@dataclass(frozen=True, slots=True)
class _Noted:
    place: Place
    at: int


class StoredPlaces:
    """The Places port. Works on from memory while the database is away."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._clerk = Clerk(self._found, _NowhereError)
        self._known: dict[str, _Noted] = {}
        self._unwritten: dict[str, _Noted] = {}
        self._being_written: dict[str, _Noted] = {}

    def remember(self, chat_id: str, place: Place) -> None:
        """Note the place."""
        noted = _Noted(place, self._now())
        _put(self._known, chat_id, noted)
        _put(self._unwritten, chat_id, noted)

    async def recall(self, chat_id: str) -> Place | None:
        """Return the place, whichever process noted it, unless it is older than twelve hours."""
        noted = self._unwritten.get(chat_id) or _newest(self._known.get(chat_id), await self._read(chat_id))
        return noted.place if noted and noted.at > self._oldest() else None

    def unwritten(self) -> dict[str, int]:
        """Return of how many chats the last card is not written yet."""
        return {"places": len(self._being_written | self._unwritten)}

    async def write(self) -> None:
        """Write what is not written yet; on a failure it stays unwritten. A newer row is left as it is."""
        if not self._unwritten:
            return
        batch, self._unwritten = self._unwritten, {}
        self._being_written = batch
        try:
            async with self._database.writing() as connection:
                await _write(connection, batch)
        except BaseException:
            self._unwritten = batch | self._unwritten
            raise
        finally:
            self._being_written = {}

    async def purge(self) -> None:
        """Delete what is older than twelve hours, here and in the database."""
        oldest = self._oldest()
        self._known = {chat_id: noted for chat_id, noted in self._known.items() if noted.at > oldest}
        async with self._database.writing() as connection:
            await connection.execute(delete(places).where(places.c.noted_at <= oldest))

    async def _read(self, chat_id: str) -> _Noted | None:
        try:
            async with asyncio.timeout(READ_SECONDS):
                return await self._clerk.one(chat_id)
        except _NowhereError:
            return None
        except UNAVAILABLE as error:
            log.warning("places.unread", exc_info=error)
            return None

    async def _found(self, chat_ids: Sequence[str]) -> dict[str, _Noted]:
        async with asyncio.timeout(READ_SECONDS), self._database.look() as connection:
            if self._database.on_sqlite:
                return {
                    chat_id: _Noted(Place(verb, msgspec.json.decode(data)), noted_at)
                    for chat_id, verb, data, noted_at in await rows_with(
                        connection, places.c.chat_id, chat_ids
                    )
                }
            rows = await connection.execute(_LOOK, {"chats": chat_ids})
            return {row.chat_id: _Noted(Place(row.verb, row.data), row.noted_at) for row in rows}

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def _oldest(self) -> int:
        return self._now() - LIFETIME // datetime.timedelta(milliseconds=1)


def _put(notes: dict[str, _Noted], chat_id: str, noted: _Noted) -> None:
    notes.pop(chat_id, None)
    notes[chat_id] = noted
    if len(notes) > MOST_IN_MEMORY:
        del notes[next(iter(notes))]


def _newest(*notes: _Noted | None) -> _Noted | None:
    return max((noted for noted in notes if noted), key=lambda noted: noted.at, default=None)


async def _write(connection: AsyncConnection, batch: dict[str, _Noted]) -> None:
    statement = insert_into(places, connection)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=[places.c.chat_id],
        set_={"verb": new.verb, "data": new.data, "noted_at": new.noted_at},
        where=places.c.noted_at <= new.noted_at,
    )
    await connection.execute(statement, _rows(batch))


def _rows(batch: dict[str, _Noted]) -> list[dict[str, Any]]:
    """Return the rows in one order for every process, so that two of them never wait for each other."""
    return [
        {"chat_id": chat_id, "verb": noted.place.verb, "data": dict(noted.place.data), "noted_at": noted.at}
        for chat_id, noted in sorted(batch.items())
    ]
