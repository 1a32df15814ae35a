"""What happens to everybody while a request or a case is held in the database, as by a process that hangs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import aiohttp
import pytest
from sqlalchemy import Table, select

from bot.delivery import timekeeper
from bot.stage.actor import Actor
from bot.storage import limits
from bot.storage.held import MOST_WAITING
from bot.storage.tables import cases, refusals
from dialogs import held_up
from tests.bot.fakes import locks
from tests.bot.fakes.postgres import Postgres
from tests.scenarios.test_cases import chooses_the_channel, reports
from tests.scenarios.test_refusal import asks
from tests.scenarios.town import Town

WITHOUT_END = "60s"
"""Longer than any of these tests waits: who waits for a row does so until it is free."""


@pytest.fixture
def database_url(postgres: Postgres) -> str:
    return postgres.new_database()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timekeeper, "TRY_AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(held_up, "PAUSE_SECONDS", 0.1)


@pytest.fixture
def waits_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits._LOCKS, "lock_timeout", WITHOUT_END)


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with Town(database_url) as town:
        yield town


def held(town: Town, table: Table) -> AbstractAsyncContextManager[object]:
    """Hold the oldest row of a table."""
    oldest = select(table.c.id).order_by(table.c.created).limit(1)
    return locks.held(town.database_url, oldest.with_for_update())


@pytest.fixture
def briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits._LOCKS, "lock_timeout", "200ms")


@pytest.mark.usefixtures("briefly")
class TestAPress:
    """Waits for a moment, and says then who has it."""

    async def test_of_a_leader_is_told_kindly_and_pressed_again_it_is_done(self, town: Town) -> None:
        anna, lone = town.person("Anna"), town.person("Lone")
        await asks(anna, in_days=30)
        await lone.receives(verb="refusal.approve")
        async with held(town, refusals):
            card = await lone.presses("refusal.approve", reason="Hensynet til de andre vejer tungest.")
            assert "Nogen arbejder med det lige nu" in card.text
            assert "Intet, du har skrevet, er gået tabt." in card.text
        assert "Hensynet til de andre vejer tungest." in (await lone.presses("Prøv igen", on=card)).text
        await anna.receives("Lone Lind er enig")

    async def test_of_hr_in_the_channel_is_told_kindly_too(self, town: Town) -> None:
        channel = await chooses_the_channel(town)
        await reports(town.person("Anna"))
        posted = await channel.receives(verb="case.claim")
        async with held(town, cases):
            card = await channel.presses("case.claim", on=posted)
            assert "Nogen arbejder med det lige nu" in card.text
        assert "Hanne Holm har den" in (await channel.presses("Prøv igen", on=card)).text

    async def test_that_was_typed_is_asked_to_be_typed_again(self, town: Town) -> None:
        anna, lone = town.person("Anna"), town.person("Lone")
        lone.speaks("en-GB")
        await asks(anna, in_days=30)
        await lone.receives(verb="refusal.approve")
        await town.has_delivered()
        async with held(town, refusals):
            await lone.types("approve It weighs heavier.")
            told = await lone.receives("Someone is working on this just now")
            assert "Write the same again in a moment." in told.text
        await lone.types("approve It weighs heavier.")
        await anna.receives("Lone Lind er enig")


@pytest.mark.usefixtures("waits_without_end")
async def test_many_presses_on_one_case_leave_room_for_everybody_else(town: Town) -> None:
    channel, anna = await chooses_the_channel(town), town.person("Anna")
    await reports(anna)
    posted = await channel.receives(verb="case.claim")
    async with held(town, cases):
        presses = asyncio.create_task(channel.presses("case.claim", on=posted, times=3 * MOST_WAITING))
        await locks.waiting_for_locks(town.database_url, MOST_WAITING)
        await _is_ready(town)
        await _is_answered(anna)
        assert not presses.done()
    await presses
    (case,) = (await town.stored())["cases"]  # on the card stands whichever answer came last
    assert case["owner"] == channel.person.id


async def _is_ready(town: Town) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{town.teams.bot_url}/readyz") as answer:
        assert answer.status == 200, await answer.text()


async def _is_answered(anna: Actor) -> None:
    await anna.types("mine")
    await anna.receives("Dine anmodninger")


@pytest.mark.usefixtures("waits_without_end")
async def test_the_clock_goes_past_what_is_held_and_comes_back_to_it(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    anna, emil = town.person("Anna"), town.person("Emil")
    for person in (anna, emil):
        await asks(person)
    async with held(town, refusals):
        town.time_passes(hours=2)
        await emil.receives("Tiden er gået")
    await anna.receives("Tiden er gået")
    assert "clock.not_attended" not in [record.msg for record in caplog.records]
