"""One conversation is written to in order, and no faster than Teams takes it, by whichever way."""

import asyncio

import aiohttp
import pytest

from bot.delivery.model import Address
from bot.teams import pace
from bot.teams.calls import Calls
from bot.teams.connector import Connector
from bot.teams.outgoing import Outgoing
from bot.teams.pace import AT_ONCE, LIMITS, Limits, Pace
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import card


class Time:
    """Passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def _moments(
    paced: Pace, time: Time, count: int, chat: str = "chat", limits: Limits = LIMITS
) -> list[float]:
    moments = []
    for _ in range(count):
        async with paced.turn(chat, limits):
            moments.append(time.now)
    return moments


async def test_no_window_of_teams_own_limits_holds_more() -> None:
    time = Time()
    moments = await _moments(Pace(now=time, sleep=time.sleep), time, 2500)
    for most, seconds in LIMITS:
        fastest = min(last - first for first, last in zip(moments, moments[most:], strict=False))
        assert fastest >= seconds - 1e-6
    assert moments[6] == moments[0]  # a person who writes quickly does not notice


async def test_a_reply_waits_for_the_short_limits_alone_and_counts_for_all() -> None:
    time = Time()
    paced = Pace(now=time, sleep=time.sleep)
    replies = await _moments(paced, time, 60, limits=AT_ONCE)
    assert replies[-1] - replies[0] < 16
    (unasked,) = await _moments(paced, time, 1)
    assert unasked - replies[0] >= 30


async def test_one_conversation_s_limit_is_not_another_s() -> None:
    time = Time()
    paced = Pace(now=time, sleep=time.sleep)
    await _moments(paced, time, 7)
    assert await _moments(paced, time, 7, "another") == [100.0] * 7


async def test_limits_can_be_lifted() -> None:
    time = Time()
    assert set(await _moments(Pace(limited=False, now=time, sleep=time.sleep), time, 100)) == {100.0}


async def test_memory_is_bounded_and_who_is_under_way_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_CONVERSATIONS", 10)
    time = Time()
    paced = Pace(now=time, sleep=time.sleep)
    async with paced.turn("held"):
        for number in range(100):
            await _moments(paced, time, 1, f"chat-{number}")
        assert "held" in paced._conversations
    assert len(paced._conversations) <= 11


async def test_a_reply_and_the_outbox_share_one_conversation_s_turn(connector: FakeConnector) -> None:
    """Two calls at once in one conversation are what Teams answers with 412."""
    connector.let_through.clear()
    async with aiohttp.ClientSession() as session:
        calls = Calls(session, None, Pace(), 10)
        outgoing, replies = Outgoing(calls), Connector(calls)
        address = Address("a:chat", connector.url, "tenant", "28:bot", "person")
        first = asyncio.create_task(replies.send(connector.url, "a:chat", b"{}", "f:asked"))
        second = asyncio.create_task(outgoing.send(address, card("hej")))
        other = asyncio.create_task(replies.send(connector.url, "a:other", b"{}"))
        await connector.holds(2)
        connector.let_through.set()
        await asyncio.gather(first, second, other)
    assert connector.most_at_once == 2  # the two conversations, each with one call
    assert [call.path for call in connector.calls if "a%3Achat" in call.path] == [
        "/v3/conversations/a%3Achat/activities/f%3Aasked",
        "/v3/conversations/a%3Achat/activities",
    ]
