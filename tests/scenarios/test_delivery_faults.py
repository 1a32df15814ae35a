"""Between a press and what others see of it: processes die, databases go away, receivers misbehave.

Nothing is lost, there is one outcome, and no two different answers are shown.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.stage import activities
from bot.stage.actor import Actor
from bot.stage.card import Card
from bot.stage.line import BotLine, outcome
from bot.stage.people import read_people
from bot.stage.teams import Teams
from bot.storage.tables import events, outbox, refusals
from tests.bot.delivery.clerk import ASKS
from tests.bot.delivery.office import Office
from tests.bot.delivery.process import CRASHES
from tests.bot.delivery.processes import Processes, ended
from tests.bot.fakes.postgres import Postgres, running_postgres
from tests.scenarios.town import PEOPLE

DECIDED = {"refusal_approved": "approved", "refusal_denied": "denied"}
DECISIONS = ("refusal.approve", "refusal.deny")


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    """People in Teams, beside whatever processes a test starts."""
    async with await Teams.start(people=read_people(PEOPLE)) as teams:
        for person in teams.world.people.values():
            teams.person(person.id).wait_seconds = 30
        yield Office(teams, database_url)


@pytest.fixture
async def processes(database_url: str, tmp_path: Path) -> AsyncIterator[Processes]:
    started = Processes(tmp_path, database_url)
    yield started
    await started.stop()


async def asked(office: Office) -> Card:
    """Let Anna ask, and return the card with which Lone is asked to decide."""
    await office.asks()
    approval = await office.person("Lone").receives("status da waiting")
    await office.settled()
    return approval


async def decides(lone: Actor, approval: Card, verb: str = "refusal.approve") -> bool:
    """Let Lone press, and return whether she got an answer."""
    action = approval.action(verb)
    assert action
    return (await lone.invokes(verb, action.data, on=approval)).card is not None


async def has_one_outcome(office: Office) -> None:
    """One decision in the register, told to Anna, and shown by every card there is."""
    decisions = [row for row in await office.rows(events) if row["event"] in DECISIONS]
    requests = await office.rows(refusals)
    assert sorted(row["about"] for row in decisions) == sorted(f"refusal:{row['id']}" for row in requests)
    states = {row["state"] for row in requests}
    told = [text.split() for text in office.texts("Anna") if text.split()[0] in DECIDED]
    assert {state for _, _, state in told} == states
    for name in ("Anna", "Lone"):
        assert {text.split()[-1] for text in office.texts(name)} == states


@pytest.mark.parametrize("crash", CRASHES)
async def test_a_process_killed_on_the_way_loses_nothing(
    office: Office, processes: Processes, crash: str
) -> None:
    dying, office.teams.bot_url = await processes.start(crash_at=crash)
    approval = await asked(office)
    answered = await decides(office.person("Lone"), approval)
    assert await ended(dying) < 0
    _, office.teams.bot_url = await processes.start()
    if not answered:
        assert await decides(office.person("Lone"), approval), "she presses again"
    await office.person("Anna").receives("refusal_approved da approved")
    await office.settled()
    await has_one_outcome(office)


async def test_a_hanging_receiver_holds_up_no_press(office: Office, processes: Processes) -> None:
    _, office.teams.bot_url = await processes.start()
    approval = await asked(office)
    office.teams.hangs_next(2)
    assert await decides(office.person("Lone"), approval)
    await office.teams.world.feed.until(lambda: _hanging(office), 10)
    await office.person("Emil").types(ASKS + "2")
    assert await decides(office.person("Lone"), approval), "answered while the receiver hangs"
    assert _hanging(office)
    office.teams.faults.release()
    await office.person("Anna").receives("refusal_approved da approved")


def _hanging(office: Office) -> bool | None:
    exchanges = office.teams.traffic.exchanges
    return sum(e.direction == "from_bot" and e.status is None for e in exchanges) == 2 or None


async def test_a_receiver_that_fails_after_it_delivered_shows_one_answer(
    office: Office, processes: Processes
) -> None:
    _, office.teams.bot_url = await processes.start()
    approval = await asked(office)
    office.teams.fails_next(3, status=502, delivered=True)
    assert await decides(office.person("Lone"), approval)
    await office.person("Anna").receives("refusal_approved da approved")
    await office.settled()
    await has_one_outcome(office)


async def test_a_clock_that_jumps_is_followed_at_once(
    office: Office, processes: Processes, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    _, office.teams.bot_url = await processes.start(CLOCK_FILE=str(clock))
    await asked(office)
    clock.write_text("-400000")  # back: what is queued now goes out all the same
    await office.asks("Emil", "2")
    await office.person("Lone").receives("status da waiting")
    clock.write_text(str(14 * 86400))
    await office.person("Anna").receives("refusal_expired da expired")
    await office.person("Emil").receives("refusal_expired da expired")
    await office.settled()
    expired = [row["event"] for row in await office.rows(events)].count("refusal.expire")
    assert (expired, len(office.texts("Anna"))) == (2, 2)


async def test_serving_and_delivering_may_be_two_processes(office: Office, processes: Processes) -> None:
    _, office.teams.bot_url = await processes.start("hear")
    await office.asks()
    assert await office.pending() == ["approval"], "nobody delivers yet"
    delivering, _ = await processes.start("deliver")
    await decides(office.person("Lone"), await office.person("Lone").receives("status da waiting"))
    await office.person("Anna").receives("refusal_approved da approved")
    await office.settled()
    await has_one_outcome(office)
    delivering.terminate()
    assert await asyncio.wait_for(ended(delivering), 10) == 0


async def test_a_process_told_to_end_leaves_its_messages_to_others(
    office: Office, processes: Processes
) -> None:
    ending, office.teams.bot_url = await processes.start()
    approval = await asked(office)
    office.teams.hangs_next(2)
    await decides(office.person("Lone"), approval)
    await office.teams.world.feed.until(lambda: _hanging(office), 10)
    ending.terminate()
    assert await asyncio.wait_for(ended(ending), 10) == 0
    left = [row for row in await office.rows(outbox) if row["done_at"] is None]
    assert [row["kind"] for row in left if row["leased_until"] is not None] == [], "none is leased"
    assert len(left) >= 2
    _, office.teams.bot_url = await processes.start()
    await office.person("Anna").receives("refusal_approved da approved")
    await office.settled()
    await has_one_outcome(office)


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server of the test's own, which it may stop."""
    with running_postgres() as server:
        yield server


class TestDatabaseAway:
    """The database is gone between the press and the delivery, and comes back."""

    @pytest.fixture
    def database_url(self, own_postgres: Postgres) -> str:
        return own_postgres.new_database()

    async def test_everything_goes_on_when_it_is_back(
        self, office: Office, processes: Processes, own_postgres: Postgres
    ) -> None:
        _, office.teams.bot_url = await processes.start()
        approval = await asked(office)
        office.teams.fails_next(4, status=503, retry_after=1.0)  # so that nothing arrives before it is gone
        assert await decides(office.person("Lone"), approval)
        await asyncio.to_thread(own_postgres.goes_away)
        failed = await office.person("Lone").invokes("refusal.look", {"refusal": "any"}, on=approval)
        assert failed.card, "said, not silent"
        assert await status_of(f"{office.teams.bot_url}/readyz") == 503
        await asyncio.to_thread(own_postgres.comes_back)
        await office.person("Anna").receives("refusal_approved da approved")
        await office.settled()
        await has_one_outcome(office)

    async def test_a_deed_in_the_middle_of_which_it_goes_has_left_nothing_and_is_done_once(
        self, office: Office, processes: Processes, own_postgres: Postgres, database_url: str
    ) -> None:
        _, office.teams.bot_url = await processes.start()
        approval = await asked(office)
        async with holding_up(database_url, "outbox"):
            pressed = asyncio.create_task(decides(office.person("Lone"), approval))
            await until_a_deed_waits(own_postgres)
            await asyncio.to_thread(own_postgres.goes_away)
            assert await pressed, "said, not silent"
        await asyncio.to_thread(own_postgres.comes_back)
        assert [row["state"] for row in await office.rows(refusals)] == ["waiting"]
        assert not [row for row in await office.rows(events) if row["event"] in DECISIONS]
        assert await decides(office.person("Lone"), approval)
        await office.person("Anna").receives("refusal_approved da approved")
        await office.settled()
        await has_one_outcome(office)


@asynccontextmanager
async def holding_up(url: str, table: str) -> AsyncIterator[None]:
    """Let nobody write to a table, as long as the database is there."""
    engine = create_async_engine(url)
    connection = await engine.connect()
    await connection.exec_driver_sql(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        with suppress(SQLAlchemyError, OSError):
            await connection.invalidate()
        await engine.dispose()


WAITING = """
    SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO outbox%'
"""


async def until_a_deed_waits(server: Postgres) -> None:
    """Return once somebody waits who queues a message, and has written before what it tells of."""
    for _ in range(600):
        if "1" in (await asyncio.to_thread(server.sql, WAITING)).splitlines()[2]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nobody waits")


async def status_of(url: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status


class TestDatabaseLocked:
    """Somebody else holds SQLite's lock for a while: a backup, an administrator's shell."""

    @pytest.fixture
    def database_url(self, tmp_path: Path) -> str:
        return f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"

    async def test_everything_goes_on_when_it_is_free(
        self, office: Office, processes: Processes, tmp_path: Path
    ) -> None:
        _, office.teams.bot_url = await processes.start()
        approval = await asked(office)
        office.teams.fails_next(4, status=503, retry_after=0.5)
        assert await decides(office.person("Lone"), approval)
        with closing(sqlite3.connect(tmp_path / "town.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(6)  # longer than anybody waits for it
            other.execute("ROLLBACK")
        await office.person("Anna").receives("refusal_approved da approved")
        await office.settled()
        await has_one_outcome(office)


class TestFourProcesses:
    """Four bots on one PostgreSQL, and leaders who press on several of them at once."""

    REQUESTS = 8

    @pytest.fixture
    def database_url(self, postgres: Postgres) -> str:
        return postgres.new_database()

    async def test_each_request_has_one_outcome_and_one_message(
        self, office: Office, processes: Processes
    ) -> None:
        first = await processes.start()
        started = [first, *await asyncio.gather(*(processes.start() for _ in range(3)))]
        lines = [BotLine(address) for _, address in started]
        office.teams.bot_url = started[0][1]
        for number in range(self.REQUESTS):
            await office.person("Anna").types(f"{ASKS}{number}")
        approvals = [await office.person("Lone").receives("waiting") for _ in range(self.REQUESTS)]
        await office.settled()
        answers = await asyncio.gather(*(self.presses(office, lines, card) for card in approvals))
        for answered in answers:
            assert len(answered) == 1, "everybody is shown the same"
        for line in lines:
            await line.close()
        await office.settled()
        self.shows_each_decision_once(office, answers)
        decided = [row["about"] for row in await office.rows(events) if row["event"] in DECISIONS]
        assert len(decided) == len(set(decided)) == self.REQUESTS

    async def presses(self, office: Office, lines: list[BotLine], card: Card) -> set[str]:
        """Approve and deny at the same moment on each process; return the states that the answers show."""
        lone = office.person("Lone")
        envelope = activities.Envelope(office.teams.deeds.bot, lone.chat, lone.person, "da-DK", "")
        sent = []
        for line in lines:
            for verb in DECISIONS:
                action = card.action(verb)
                assert action
                activity = activities.pressed(envelope, card.message, action.raw, "manual")
                sent.append(line.send(activity, office.teams.traffic))
        shown = [outcome(answer).card for answer in await asyncio.gather(*sent)]
        return {str(one["body"][0]["text"]).split()[-1] for one in shown if one}

    def shows_each_decision_once(self, office: Office, answers: list[set[str]]) -> None:
        outcomes = sorted(state for answered in answers for state in answered)
        told = [text.split() for text in office.texts("Anna")]
        assert sorted(state for kind, _, state in told if kind in DECIDED) == outcomes
        assert sorted(state for kind, _, state in told if kind == "status") == outcomes
        assert sorted(text.split()[-1] for text in office.texts("Lone")) == outcomes
