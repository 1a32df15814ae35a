"""What is answered while somebody else is changing the same."""

import asyncio
from collections.abc import Awaitable, Callable

from casework.errors import HeldByOthers
from dialogs.shown import Shown

PAUSE_SECONDS = 0.5
"""Long for whoever changes something, short for whoever has pressed."""


async def tried_twice(answer: Callable[[], Awaitable[Shown]]) -> Shown:
    """Return the answer; where somebody else holds what it is about, ask for it once more, a moment later.

    Nothing of the database is kept while that is waited for. Raises HeldByOthers where it was in vain.
    """
    try:
        return await answer()
    except HeldByOthers:
        await asyncio.sleep(PAUSE_SECONDS)
        return await answer()
