"""The clock sees to requests and to cases alike, and what cannot be delivered is told or logged."""

import asyncio
import datetime
import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.delivery import timekeeper
from bot.delivery.reporting import report_undelivered
from bot.delivery.timekeeper import Timekeeper
from casework import clockwork
from casework.about import About
from casework.cases.moving import BACKLOG, MANY
from casework.cases.timing import POST_AGAIN_AFTER
from casework.desk import Desk
from casework.errors import DirectoryUnavailable
from casework.hr_channel import MOVED, OVERDUE, OVERVIEW
from casework.messages import CARDS_GONE, HR_CHANNEL, Message
from casework.refusal.request import State
from casework.workdays import local_day
from tests.casework.cases.town import HrTown
from tests.casework.town import at


@pytest.fixture
def town() -> HrTown:
    return HrTown()


async def until(holds: Callable[[], object], town: HrTown, *keepers: Timekeeper) -> None:
    """Let these processes look at the clock until something holds."""
    stepped = asyncio.Event()

    async def step() -> None:
        stepped.set()
        await asyncio.sleep(0)

    town.memory.pause = step
    running = [asyncio.create_task(keeper.run()) for keeper in keepers]
    while not holds():
        await stepped.wait()
        stepped.clear()
    for task in running:
        task.cancel()


async def test_what_is_due_of_each_kind_is_seen_to_and_two_processes_say_good_morning_once(
    town: HrTown,
) -> None:
    anna, hanne = town.colleague("Anna", leader="Lone"), town.colleague("Hanne", hr=True)
    town.person("Lone")
    request = await anna.asks(meeting=at(30))
    closed = await hanne.closes(await hanne.claims(await anna.asks_hr("closed")))
    await anna.reports("forgotten")
    await hanne.chooses_the_channel()
    town.clock.moment = at(3, 9, month=4).replace(year=2028)
    await until(
        lambda: town.sent(OVERDUE) and town.sent(OVERVIEW) and town.sent(CARDS_GONE),
        town,
        Timekeeper(town.desk),
        Timekeeper(town.desk),
    )
    assert closed.id not in town.memory.tables.cases
    assert (await town.stands(request)).decision is not None
    assert len(town.sent(OVERDUE)) == len(town.sent(OVERVIEW)) == 1


async def test_what_cannot_be_done_now_holds_up_nothing_behind_it(
    town: HrTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(person_id: str) -> None:
        raise DirectoryUnavailable

    monkeypatch.setattr(timekeeper, "AT_ONCE", 2)
    anna = town.colleague("Anna", leader="Lone")
    town.person("Lone", leader="Dora")
    town.person("Dora")
    for number in range(5):
        await anna.asks(key=str(number), meeting=at(30), deviation_reason="Her er flere familier.")
    town.clock.moment = at(3, 12)
    behind = await anna.asks(key="behind", meeting=at(4, 9), deviation_reason="Her er flere familier.")
    town.clock.moment = at(4, 10)
    monkeypatch.setattr(town.directory, "find", away)
    async with asyncio.timeout(5):
        await until(lambda: town.sent("refusal_expired"), town, Timekeeper(town.desk))
    assert (await town.stands(behind)).state is State.EXPIRED


async def test_what_was_changed_is_logged_once_a_day_however_often_it_is_tried(
    town: HrTown, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(timekeeper, "TRY_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(timekeeper, "LOOK_SECONDS", 0.0)
    anna, hanne = town.colleague("Anna"), town.colleague("Hanne", hr=True)
    for key in ("1", "2"):
        closed = await hanne.closes(await hanne.claims(await anna.asks_hr(key)))
        town.memory.tables.cases[closed.id] = replace(closed, text="Noget andet.")
    tried: list[About] = []
    as_always = clockwork.attend

    async def attend(desk: Desk, about: About) -> None:
        tried.append(about)
        await as_always(desk, about)

    monkeypatch.setattr(clockwork, "attend", attend)
    keeper = Timekeeper(town.desk)
    for day, logged in ((0, 2), (1, 4)):
        town.clock.moment = closed.keep_until + datetime.timedelta(days=day)
        tried.clear()
        await until(lambda: len(tried) > 6, town, keeper)
        assert [record.message for record in caplog.records] == ["clock.not_attended"] * logged


async def test_without_a_channel_the_reporter_is_told(town: HrTown) -> None:
    anna = town.colleague("Anna")
    reported = await anna.reports()
    await report_undelivered(town.desk, town.sent("case")[0])
    assert (await town.now(reported)).unposted
    assert anna.received("case_unposted") == 1


async def test_what_nobody_sent_is_logged_by_its_kind(town: HrTown, caplog: pytest.LogCaptureFixture) -> None:
    about = About("overdue", "2026-03-04")
    with caplog.at_level(logging.WARNING):
        await report_undelivered(town.desk, Message("overdue", HR_CHANNEL, about, "key"))
    assert [(record.message, record.__dict__["kind"]) for record in caplog.records] == [
        ("delivery.nobody_to_tell", "overdue")
    ]


async def test_what_is_woken_again_right_after_it_was_tried_is_seen_to_at_once(town: HrTown) -> None:
    anna = town.colleague("Anna")
    town.desk = replace(town.desk, fixed_channel="19:named")
    reported = await anna.reports()
    await town.cannot_reach_the_channel()
    town.memory.tables.channels_gone = frozenset({"19:named"})
    town.clock.moment += POST_AGAIN_AFTER
    keeper = Timekeeper(town.desk)
    await keeper._look()  # one look, between two of which the channel comes back
    assert (await town.now(reported)).unposted
    town.memory.tables.channels_gone = frozenset()
    async with town.store.unit() as unit:
        await unit.cases.wake_unposted(town.clock.now())
    await keeper._look()
    assert not (await town.now(reported)).unposted


async def test_another_channel_gets_what_is_open_a_few_at_a_time(town: HrTown) -> None:
    anna, hanne = town.colleague("Anna"), town.colleague("Hanne", hr=True)
    reported = [await anna.reports(str(number)) for number in range(MANY + 2)]
    taken = await hanne.claims(reported[-1])
    await hanne.chooses_the_channel("19:another")
    keeper = Timekeeper(town.desk)
    before = len(town.sent("case"))
    await keeper._look()
    assert len(town.sent(MOVED)) == 1, "one word before many cards"
    moved = town.sent("case")[before:]
    assert len(moved) == BACKLOG
    assert taken.about not in [message.about for message in moved], "those first that nobody has"
    town.memory.undelivered.update(message.key for message in moved)
    await keeper._look()
    assert len(town.sent("case")) == before + BACKLOG, "no more before these have gone"
    town.memory.undelivered.clear()
    for _ in range(4):
        await keeper._look()
    assert {message.about for message in town.sent("case")[before:]} == {it.about for it in reported}
    assert len(town.sent("case")) == before + len(reported)
    assert len(town.sent(MOVED)) == 1


async def test_an_absence_that_has_ended_is_deleted_while_the_bot_runs(town: HrTown) -> None:
    lone, bo = town.colleague("Lone"), town.colleague("Bo")
    await lone.is_away(bo, local_day(town.clock.now()))
    keeper = Timekeeper(town.desk)
    await keeper._look()  # one look, between two of which days pass
    assert await town.store.queries.absence(lone.id)
    town.clock.moment += 2 * datetime.timedelta(days=1)
    await keeper._look()
    assert await town.store.queries.absence(lone.id) is None
