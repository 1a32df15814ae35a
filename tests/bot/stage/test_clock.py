"""The demo moves the bot's clock forward, so that reminder, escalation and expiry can be watched."""

import datetime
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.clock import ShiftedClock
from bot.stage.actor import Actor
from bot.stage.child import BotProcess, clock_file, port_for_bot
from bot.stage.clock import FARTHEST, DemoClock
from bot.stage.demo import PEOPLE, opened_page
from bot.stage.page_api import PageApi


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[PageApi]:
    """The demo's page beside the real bot."""
    port = port_for_bot()
    bot = await BotProcess.start(port, tmp_path, PEOPLE)
    await bot.ready()
    async with opened_page(bot.url, clock=DemoClock(clock_file(tmp_path))) as page:
        yield page
    await bot.stop()


async def asks_for_a_no(anna: Actor) -> None:
    """Ask about a conversation a week from now."""
    await anna.types("hej")
    await anna.receives(verb="interview.start")
    await anna.presses("interview.start", data={"recorder": "citizen", "situation": "wants_to_record"})
    await anna.presses("interview.answer", data={"medium": "audio"})
    await anna.presses("interview.answer", data={"only_about_recorder": False})
    await anna.presses("refusal.begin")
    in_a_week = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=7)
    await anna.presses(
        "refusal.submit",
        municipal_interest="De andre forældre fortæller om deres børns helbred.",
        recorder_need="notes",
        milder_means="En pause er ikke nok.",
        case_ref="2026-17",
        meeting_date=in_a_week.isoformat(),
        meeting_time="10:00",
    )


async def moves_the_clock(page: PageApi, hours: int) -> int:
    async with aiohttp.ClientSession() as session:
        answer = await session.post(f"{page.address}api/clock", json={"minutes": 60 * hours})
        return answer.status


async def test_a_week_passes_with_reminder_escalation_and_expiry(page: PageApi) -> None:
    anna, lone, dorte = (page.teams.person(name) for name in ("Anna", "Lone", "Dorte"))
    await asks_for_a_no(anna)
    await lone.receives("vil sige nej til en optagelse")
    assert await moves_the_clock(page, 24 * 4) == 204
    await lone.receives("Husk at svare Anna Agerholm")
    await dorte.receives("Lone Lind ikke har svaret")
    assert await moves_the_clock(page, 24 * 4) == 204
    await anna.receives("Personen må gerne optage")
    await lone.receives("Ingen nåede at svare")


async def test_time_only_moves_forward(page: PageApi) -> None:
    assert [await moves_the_clock(page, hours) for hours in (0, -1, 10**9)] == [400, 400, 400]


async def test_without_a_clock_there_is_nothing_to_move() -> None:
    async with opened_page("http://127.0.0.1:1") as page:
        assert await moves_the_clock(page, 1) == 404


def test_the_bot_reads_what_the_demo_writes(tmp_path: Path) -> None:
    demo, bot = DemoClock(tmp_path / "clock"), ShiftedClock(tmp_path / "clock")
    demo.move(datetime.timedelta(hours=5))
    demo.move(datetime.timedelta(hours=19))
    assert (bot.now() - datetime.datetime.now(datetime.UTC)).total_seconds() == pytest.approx(86400, abs=60)
    demo.move(datetime.timedelta(days=366 * 100))
    assert demo.ahead == FARTHEST
    assert bot.now().year >= datetime.datetime.now(datetime.UTC).year + 9
