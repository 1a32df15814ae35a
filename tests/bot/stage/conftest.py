from collections.abc import AsyncIterator

import pytest

from bot.stage import Person, Teams
from tests.bot.stage.echo_bot import EchoBot

PEOPLE = [
    Person("11111111-1111-4111-8111-111111111111", "Anna Agerholm", "Jobcenter", None, hr=False),
    Person("22222222-2222-4222-8222-222222222222", "Lone Lind", "Jobcenter", None, hr=False),
    Person("33333333-3333-4333-8333-333333333333", "Hanne Holm", "HR/Jura", None, hr=True),
]


@pytest.fixture
def bot() -> EchoBot:
    return EchoBot()


@pytest.fixture
async def teams(bot: EchoBot) -> AsyncIterator[Teams]:
    async with await Teams.start(people=PEOPLE, bot_url=await bot.start()) as stage:
        yield stage
    await bot.stop()
