"""No second holds more messages than the rate."""

import pytest

from bot.delivery import rates
from bot.delivery.patience import CallError
from bot.delivery.rates import OwnTurns, Rates


class Time:
    """Passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


async def test_messages_are_spaced_evenly(time: Time) -> None:
    pace = Rates(50, 1000, OwnTurns(time), time.sleep)
    sent = []
    for number in range(200):
        await pace.turn(f"chat-{number}")
        sent.append(time.now)
    for start in sent:
        assert sum(start <= moment < start + 1 for moment in sent) <= 52


async def test_one_conversation_gets_no_more_than_its_share(time: Time) -> None:
    pace = Rates(1000, 0.5, OwnTurns(time), time.sleep)
    sent = []
    for _ in range(4):
        await pace.turn("chat")
        sent.append(round(time.now))
    assert sent == [100, 102, 104, 106]


async def test_who_waits_for_a_conversation_takes_no_turn_from_the_others_meanwhile(time: Time) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    pace = Rates(0.1, 1, OwnTurns(time), sleep)
    await pace.hold("throttled", 30)
    await pace.turn("throttled")
    await pace.turn("other")
    assert slept == [30, pytest.approx(10, abs=0.1)], "the first turn in all was its, the second the other's"


async def test_a_slow_conversation_costs_the_others_nothing(time: Time) -> None:
    pace = Rates(10, 1, OwnTurns(time), time.sleep)
    await pace.turn("slow")
    for number in range(9):
        await pace.turn(f"chat-{number}")
    assert time.now < 101


async def test_a_conversation_can_be_held(time: Time) -> None:
    pace = Rates(1000, 1000, OwnTurns(time), time.sleep)
    await pace.hold("throttled", 30)
    await pace.turn("other")
    assert time.now < 101
    await pace.turn("throttled")
    assert time.now >= 130


async def test_who_would_wait_for_long_comes_again_instead(time: Time) -> None:
    pace = Rates(1000, 1000, OwnTurns(time), time.sleep)
    await pace.hold("throttled", 120)
    with pytest.raises(CallError) as told:
        await pace.turn("throttled")
    assert (told.value.status, told.value.retry_after, time.now) == (429, 120, 100)
    time.now += told.value.retry_after or 0
    await pace.turn("throttled")
    assert time.now == pytest.approx(220, abs=0.1)


async def test_a_pause_lasts_an_hour_at_most_whatever_was_asked_for(time: Time) -> None:
    pace = Rates(1000, 1000, OwnTurns(time), time.sleep)
    await pace.hold("throttled", 100_000_000)
    time.now += 3601
    await pace.turn("throttled")
    assert time.now == pytest.approx(3701, abs=0.1)


async def test_a_rate_so_slow_that_each_turn_is_long_is_waited_for(time: Time) -> None:
    pace = Rates(1000, 1 / 600, OwnTurns(time), time.sleep)
    for _ in range(3):
        await pace.turn("chat")
    assert time.now == pytest.approx(1300, abs=0.1)


async def test_conversations_that_are_free_again_are_forgotten(
    time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "MOST_NAMES", 10)
    turns = OwnTurns(time)
    pace = Rates(1_000_000, 10, turns, time.sleep)
    for number in range(100):
        await pace.turn(f"chat-{number}")
        time.now += 0.2
    assert len(turns._free_at) <= 11
