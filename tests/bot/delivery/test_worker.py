"""A worker that is told to end begins nothing more, and leaves to others only what was not sent."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

import pytest

from bot.delivery.model import Leased, LeaseEndedError, Settled
from bot.delivery.recording import Recording
from bot.delivery.worker import Worker
from casework.about import About
from casework.messages import Message


class SlowOutbox:
    """An outbox that answers when a test lets it, and notes what it was told."""

    def __init__(self) -> None:
        self.may_lease, self.may_settle, self.may_renew = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.asked, self.renewing = asyncio.Event(), asyncio.Event()
        self.waiting = [Leased(1, Message("approval", "lone", About("refusal", "r1"), "a"), 1)]
        self.told: list[str] = []
        self.renewed: list[int] = []

    async def lease(self, *_: object) -> list[Leased]:
        self.asked.set()
        await self.may_lease.wait()
        leased, self.waiting = self.waiting, []
        return leased

    async def renew(self, leases: Sequence[Leased]) -> None:
        self.renewed = [leased.id for leased in leases]
        self.renewing.set()
        await self.may_renew.wait()
        self.told.append("renewed")

    async def release(self) -> None:
        self.told.append("released")

    async def settle(self, settled: Sequence[Settled]) -> None:
        await self.may_settle.wait()
        self.told.append("settled")

    async def purge(self) -> None:
        pass


class Calls:
    """Takes what is delivered, at once or when a test lets it."""

    def __init__(self) -> None:
        self.made, self.may_end = asyncio.Event(), asyncio.Event()

    async def deliver(self, leased: Leased) -> Settled:
        self.made.set()
        await self.may_end.wait()
        return Settled(leased.id)


@pytest.fixture
def outbox() -> SlowOutbox:
    return SlowOutbox()


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
async def worker(outbox: SlowOutbox, calls: Calls) -> AsyncIterator[Worker]:
    async def look_up(_: object) -> None: ...

    working = Worker(outbox, calls.deliver, look_up)
    running = asyncio.create_task(working.run())
    yield working
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def everybody_moves() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_is_leased_while_it_ends_is_not_begun_and_is_others_afterwards(
    worker: Worker, outbox: SlowOutbox, calls: Calls
) -> None:
    await outbox.asked.wait()
    ending = asyncio.create_task(worker.finish(1))
    await everybody_moves()
    assert not ending.done(), "what it has asked for may still come"
    outbox.may_lease.set()
    await ending
    assert (outbox.told, calls.made.is_set()) == (["released"], False)


async def test_what_was_sent_is_stored_before_the_rest_is_others(
    worker: Worker, outbox: SlowOutbox, calls: Calls
) -> None:
    outbox.may_lease.set()
    calls.may_end.set()
    await calls.made.wait()
    ending = asyncio.create_task(worker.finish(0.01))
    await asyncio.sleep(0.1)  # longer than what is under way may take
    outbox.may_settle.set()
    await ending
    assert outbox.told == ["settled", "released"]


async def test_what_was_sent_is_stored_however_often_the_database_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.delivery.recording.PAUSE", 0.0)
    asked: list[int] = []

    async def store(settled: Sequence[Settled]) -> None:
        asked.append(settled[0].id)
        if len(asked) < 4:
            raise OSError

    recording = Recording(store)
    running = asyncio.create_task(recording.run())
    async with asyncio.timeout(5):
        await recording.record(Settled(7))
    running.cancel()
    assert asked == [7, 7, 7, 7]


async def test_nothing_is_kept_for_longer_after_it_was_given_up(
    worker: Worker, outbox: SlowOutbox, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.RENEW_SECONDS", 0.01)
    outbox.may_lease.set()
    await calls.made.wait()
    await outbox.renewing.wait()
    ending = asyncio.create_task(worker.finish(0.01))
    await asyncio.sleep(0.1)
    outbox.may_renew.set()
    await ending
    await asyncio.sleep(0.05)
    assert outbox.told == ["renewed", "released"]


async def test_what_was_leased_and_never_begun_is_not_kept(
    outbox: SlowOutbox, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.RENEW_SECONDS", 0.01)
    monkeypatch.setattr("bot.delivery.worker.AWAY_SECONDS", 0.0)
    monkeypatch.setattr("bot.delivery.worker.RECORD_SECONDS", 0.0)
    never_begun, begun = outbox.waiting[0], replace(outbox.waiting[0], id=2)
    fails = iter([OSError("away"), None])
    outbox.may_lease.set()
    outbox.may_renew.set()

    async def look_up(_: object) -> None:
        outbox.waiting = [begun]
        if error := next(fails):
            raise error

    running = asyncio.create_task(Worker(outbox, calls.deliver, look_up).run())
    await calls.made.wait()
    outbox.renewing.clear()
    await outbox.renewing.wait()
    assert outbox.renewed == [begun.id] != [never_begun.id]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_once_the_database_is_back_others_may_record_first_what_they_had_sent(
    outbox: SlowOutbox, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.AWAY_SECONDS", 0.0)
    monkeypatch.setattr("bot.delivery.worker.RENEW_SECONDS", 3600.0)
    monkeypatch.setattr("bot.delivery.worker.RECORD_SECONDS", 3600.0)
    leasing = asyncio.Event()
    outbox.may_renew.set()

    async def look_up(_: object) -> None: ...

    async def lease(_: int) -> list[Leased]:
        if not leasing.is_set():
            leasing.set()
            raise OSError
        return await SlowOutbox.lease(outbox)

    monkeypatch.setattr(outbox, "lease", lease)
    running = asyncio.create_task(Worker(outbox, calls.deliver, look_up).run())
    await outbox.renewing.wait()  # the database is back
    await everybody_moves()
    assert not outbox.asked.is_set()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_message_whose_lease_ended_is_left_to_whoever_has_it_now(
    outbox: SlowOutbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[Settled] = []
    stored = asyncio.Event()

    async def lease_ended(_: Leased) -> Settled:
        raise LeaseEndedError

    async def settle(of_them: Sequence[Settled]) -> None:
        settled.extend(of_them)
        stored.set()

    async def look_up(_: object) -> None: ...

    outbox.may_lease.set()
    monkeypatch.setattr(outbox, "settle", settle)
    running = asyncio.create_task(Worker(outbox, lease_ended, look_up).run())
    await stored.wait()
    assert [(one.again_in, one.given_up) for one in settled] == [(0.0, False)]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _until(it_is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not it_is_so():  # noqa: ASYNC110  # it goes by a clock
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("why", ["the database hangs", "each look fails"])
async def test_who_does_not_come_round_any_more_says_so(
    why: str, outbox: SlowOutbox, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.POLL_SECONDS", 0.0)
    monkeypatch.setattr("bot.delivery.worker.AWAY_SECONDS", 0.0)
    monkeypatch.setattr("bot.delivery.worker.RECORD_SECONDS", 0.0)
    outbox.may_lease.set()
    outbox.may_renew.set()

    async def look_up(_: object) -> None: ...

    async def lease(*_: object) -> list[Leased]:
        await asyncio.sleep(0 if why == "each look fails" else 3600)
        raise OSError

    working = Worker(outbox, calls.deliver, look_up)
    running = asyncio.create_task(working.run())
    await everybody_moves()
    assert not working.stands_still
    with monkeypatch.context() as away:
        away.setattr(outbox, "lease", lease)
        monkeypatch.setattr("bot.delivery.worker.STILL_SECONDS", 0.05)
        await _until(lambda: working.stands_still)
    if why == "each look fails":
        await _until(lambda: not working.stands_still)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
