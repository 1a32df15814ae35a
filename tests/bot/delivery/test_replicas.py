"""Four processes on one PostgreSQL, each of which hears, delivers and watches the clock."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.stage.people import read_people
from bot.stage.teams import Teams
from bot.storage.tables import outbox, seals
from tests.bot.delivery.clerk import ASKS
from tests.bot.delivery.office import Office
from tests.bot.delivery.processes import Processes, ended
from tests.bot.fakes.postgres import running_postgres
from tests.scenarios.town import PEOPLE

PROCESSES = 4
REQUESTS = 24


@pytest.fixture
async def installation(tmp_path: Path) -> AsyncIterator["Installation"]:
    """Four processes, on a server that can go away without anybody else's noticing."""
    with running_postgres() as server:
        url = server.new_database()
        async with await Teams.start(people=read_people(PEOPLE)) as teams:
            for person in teams.world.people.values():
                teams.person(person.id).wait_seconds = 60
            processes = Processes(tmp_path, url)
            started = await asyncio.gather(*(processes.start("serve") for _ in range(PROCESSES)))
            here = Installation(Office(teams, url), processes, [address for _, address in started])
            here.goes_away, here.comes_back = server.goes_away, server.comes_back
            yield here
            await processes.stop()


class Installation:
    """An office whose turns go to one process after the other."""

    goes_away = comes_back = staticmethod(lambda: None)

    def __init__(self, office: Office, processes: Processes, addresses: list[str]) -> None:
        self.office, self.processes, self.addresses = office, processes, addresses
        self.asked = 0

    async def asks(self, times: int) -> None:
        """Let Anna ask for so many refusals, each at another process."""
        for _ in range(times):
            self.asked += 1
            self.office.teams.bot_url = self.addresses[self.asked % len(self.addresses)]
            await self.office.person("Anna").types(f"{ASKS}{self.asked}")

    async def dies(self) -> None:
        """Kill one process in the midst of whatever it does."""
        process = self.processes.running[0]
        process.kill()
        await ended(process)
        del self.addresses[0]

    def told(self) -> list[str]:
        """Return the requests that Lone was asked to decide, in the order of her chat."""
        buttons = (card.action("refusal.approve") for card in self.office.person("Lone").cards())
        return [str(button.data["refusal"]) for button in buttons if button]

    async def queued(self) -> list[str]:
        """Return the requests that she is to be asked about, in the order in which they were made."""
        rows = sorted(await self.office.rows(outbox), key=lambda row: int(row["id"]))
        return [row["about_id"] for row in rows if row["kind"] == "approval"]

    async def leased(self) -> set[str]:
        """Return the requests about which a message is under way."""
        rows = await self.office.rows(outbox)
        return {row["about_id"] for row in rows if row["leased_by"] and row["done_at"] is None}


async def test_nothing_is_lost_or_comes_twice_and_each_conversation_keeps_its_order(
    installation: Installation,
) -> None:
    await installation.asks(REQUESTS)
    await installation.office.settled()
    assert installation.told() == await installation.queued()
    assert len(installation.told()) == REQUESTS
    workers = {line.get("address") for line in installation.processes.logs if line.get("address")}
    assert len(workers) == PROCESSES
    assert len(await installation.office.rows(seals)) <= 1


async def test_one_that_is_killed_loses_nothing_and_only_what_it_had_under_way_may_come_twice(
    installation: Installation,
) -> None:
    await installation.asks(REQUESTS // 2)
    await installation.dies()
    under_way = await installation.leased()
    await installation.asks(REQUESTS // 2)
    await installation.office.settled()
    told = installation.told()
    twice = {request for request, times in Counter(told).items() if times > 1}
    assert twice <= under_way
    assert list(dict.fromkeys(told)) == await installation.queued()
    assert len(set(told)) == REQUESTS


async def test_a_database_that_is_started_anew_loses_nothing_and_makes_nothing_come_twice(
    installation: Installation,
) -> None:
    await installation.asks(REQUESTS // 2)
    await asyncio.to_thread(installation.goes_away)
    await asyncio.sleep(2.5)  # longer than these processes' leases
    await asyncio.to_thread(installation.comes_back)
    await installation.asks(REQUESTS // 2)
    await installation.office.settled()
    assert installation.told() == await installation.queued()
    assert len(installation.told()) >= REQUESTS // 2
