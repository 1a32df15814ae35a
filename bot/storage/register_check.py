"""Whether requests still say what the register says of them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.refusal_rows import refusal_of
from bot.storage.tables import events, refusals
from casework.refusal import About
from casework.register import Event, record_of

_KIND = "refusal"


async def differing(connection: AsyncConnection, ends: Sequence[Event]) -> list[Event]:
    """Return those last events of requests whose request is gone, or has other texts than it had then."""
    expected = {event.about.id: event for event in ends if event.about.kind == _KIND and event.record}
    try:
        digests = await _digests(connection, list(expected))
    except ValueError:  # one of them cannot even be read
        digests = {one: digest for one in expected for digest in [await _digest(connection, one)]}
    return [event for its_id, event in expected.items() if digests.get(its_id) != event.record]


async def without_events(connection: AsyncConnection) -> list[About]:
    """Return the requests that the register says nothing about, though each began with an event."""
    told = exists().where(events.c.about == literal(f"{_KIND}:") + refusals.c.id)
    rows = await connection.execute(select(refusals.c.id).where(~told).order_by(refusals.c.id))
    return [About(_KIND, refusal_id) for (refusal_id,) in rows]


async def _digests(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, str]:
    found = await connection.execute(select(refusals).where(refusals.c.id.in_(ids))) if ids else ()
    return {row.id: record_of(refusal_of(row)) for row in found}


async def _digest(connection: AsyncConnection, refusal_id: str) -> str:
    try:
        return (await _digests(connection, [refusal_id])).get(refusal_id, "")
    except ValueError:
        return ""
