"""The newest card of a message is written to it once the message has been quiet for a moment."""

import asyncio
import logging
from functools import partial

import pytest

from bot.teams import sending
from bot.teams.rewriting import Rewrites
from bot.teams.sending import Job, Lanes


class Written(list[str]):
    """What was written to messages."""

    def __init__(self) -> None:
        super().__init__()
        self.something = asyncio.Event()

    def writing(self, card: str) -> Job:
        return partial(self._write, card)

    async def _write(self, card: str) -> None:
        self.append(card)
        self.something.set()


async def test_only_the_newest_card_of_a_message_is_written() -> None:
    written, lanes = Written(), Lanes()
    rewrites = Rewrites(lanes, quiet_seconds=0.01)
    for card in ("question", "another question", "advice"):
        rewrites.note("chat", "message", written.writing(card))
    await asyncio.wait_for(written.something.wait(), 20)
    await lanes.drain(20)
    assert written == ["advice"]


async def test_a_press_makes_its_message_wait_behind_the_others() -> None:
    written, lanes = Written(), Lanes()
    rewrites = Rewrites(lanes, quiet_seconds=60)
    for message in ("first", "second", "first"):
        rewrites.note("chat", message, written.writing(message))
    await rewrites.flush()
    await lanes.drain(20)
    assert written == ["second", "first"]


async def test_however_often_is_pressed_while_nothing_can_be_sent_one_card_a_message_waits() -> None:
    written, lanes, hang = Written(), Lanes(), asyncio.Event()
    rewrites = Rewrites(lanes, quiet_seconds=60)
    lanes.put("chat", hang.wait)
    for number in range(sending.MOST_IN_ONE * 2):
        rewrites.note("chat", "message", written.writing(f"card {number}"))
        await rewrites.flush()
    hang.set()
    await lanes.drain(20)
    assert written == [f"card {sending.MOST_IN_ONE * 2 - 1}"]


async def test_a_card_for_which_there_is_no_room_is_told_and_the_next_one_is_written(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    written, lanes, hang = Written(), Lanes(), asyncio.Event()
    rewrites = Rewrites(lanes, quiet_seconds=60)
    for _ in range(sending.MOST_IN_ONE):
        lanes.put("chat", hang.wait)
    rewrites.note("chat", "message", written.writing("lost"))
    await rewrites.flush()
    hang.set()
    await lanes.drain(20)
    rewrites.note("chat", "message", written.writing("next"))
    await rewrites.flush()
    await lanes.drain(20)
    assert written == ["next"]
    assert "rewrites.turned_away" in caplog.messages
