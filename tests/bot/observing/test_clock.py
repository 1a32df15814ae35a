"""The clock tells when it last saw to all that falls due, so that somebody is woken when it stands still."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.delivery import timekeeper
from bot.delivery.timekeeper import Timekeeper
from bot.observing import signals
from bot.observing.listener import Listener
from bot.observing.metrics import CLOCK_AGE, Metric
from casework import clockwork
from casework.about import About
from casework.desk import Desk
from tests.bot.fakes.collector import Collector
from tests.casework.cases.town import HrTown


class Rounds:
    """Lets a test wait for the clock's next look, and take the database away from it."""

    def __init__(self) -> None:
        self.begun: asyncio.Queue[None] = asyncio.Queue()
        self.away = False

    async def due(self, _desk: Desk, _limit: int) -> Sequence[About]:
        self.begun.put_nowait(None)
        await asyncio.sleep(0)
        if self.away:
            raise OSError
        return []

    async def next(self) -> None:
        while not self.begun.empty():
            self.begun.get_nowait()
        for _ in range(2):
            await self.begun.get()


@pytest.fixture
async def rounds(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rounds]:
    looks = Rounds()
    monkeypatch.setattr(clockwork, "due", looks.due)
    monkeypatch.setattr(timekeeper, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(timekeeper, "AWAY_SECONDS", 0.0)
    running = asyncio.create_task(Timekeeper(HrTown().desk).run())
    yield looks
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_that_it_lives_is_told(listener: Listener, collector: Collector, rounds: Rounds) -> None:
    await rounds.next()
    await asyncio.to_thread(listener.flush)
    ((_, age),) = collector.points(CLOCK_AGE.name)
    assert age >= 0


async def test_a_round_that_fails_is_none(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Metric] = []

    def level(metric: Metric, _value: float | None, **_facts: object) -> None:
        told.append(metric)

    monkeypatch.setattr(signals, "level", level)
    await rounds.next()
    assert set(told) == {CLOCK_AGE}
    rounds.away = True
    await rounds.next()
    told.clear()
    await rounds.next()
    assert told == []
