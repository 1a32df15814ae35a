"""The newest card of a message is written to it once the message has been quiet for a moment."""

import asyncio
from functools import partial

from bot.teams.rewriting import Rewrites


async def test_only_the_newest_card_of_a_message_is_written() -> None:
    written: list[str] = []
    rewrites = Rewrites(quiet_seconds=0.01)
    for card in ("question", "another question", "advice"):
        rewrites.note("chat", "message", partial(written.append, card))
    await asyncio.sleep(0.05)
    assert written == ["advice"]


async def test_a_press_makes_its_message_wait_behind_the_others() -> None:
    written: list[str] = []
    rewrites = Rewrites(quiet_seconds=60)
    for message in ("first", "second", "first"):
        rewrites.note("chat", message, partial(written.append, message))
    await rewrites.flush()
    assert written == ["second", "first"]


async def test_the_end_writes_what_still_waits() -> None:
    written: list[str] = []
    rewrites = Rewrites(quiet_seconds=60)
    rewrites.note("chat", "message", partial(written.append, "advice"))
    await rewrites.flush()
    assert written == ["advice"]
