"""What the register holds, a line for each matter."""

from collections.abc import AsyncIterator

from bot.register.cells import escaped
from bot.storage.database import Database
from bot.storage.register_stream import RegisterStream
from casework.register import moment_text

HEADER = ("about", "events", "first_at", "last_at", "last_event", "state")


async def matter_lines(database: Database) -> AsyncIterator[str]:
    """Return a header, and a line for each matter, with tabs between columns."""
    yield "\t".join(HEADER)
    async with database.snapshot() as connection:
        async for chain in RegisterStream(connection).chains():
            first, last = chain[0], chain[-1]
            cells = (
                str(first.about),
                str(len(chain)),
                moment_text(first.at),
                moment_text(last.at),
                last.event,
                last.state,
            )
            yield "\t".join(map(escaped, cells))
