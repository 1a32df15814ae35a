"""A database from an earlier version is brought up to date, and keeps what it holds."""

from typing import Any

import pytest
from alembic import command
from sqlalchemy import select, text

from bot.delivery.model import Address
from bot.storage.conversations import StoredAddresses
from bot.storage.database import Database, open_database
from bot.storage.places import StoredPlaces
from bot.storage.queries import StoredQueries
from bot.storage.store import SqlStore
from bot.storage.tables import advice_counts
from bot.storage.upgrade import config_for
from casework.ports import Place
from casework.refusal.equal_treatment import Advised
from tests.bot.storage.conftest import HandClock
from tests.casework.case_store_suite import case, stored


@pytest.fixture
async def old(database_url: str, clock: HandClock) -> None:
    """A database as the first version left it."""
    opened = await open_database(database_url)
    await downgraded(opened, "0001")
    kept = StoredPlaces(opened, clock)
    kept.remember("a:chat", Place("interview.start", {"lang": "da"}))
    await kept.write()
    counts = [("2026-10", "Skole", "allowed", "", 3), ("2026-11", "Skole", "allowed", "", 2)]
    counts += [("2026-11", "Jobcenter", "allowed", "", 5), ("2026-11", "Jobcenter", "x", "a,b", 7)]
    async with opened.engine.begin() as connection:
        await connection.execute(advice_counts.insert().values(counts))
    await opened.close()


async def downgraded(database: Database, revision: str) -> None:
    def downgrade(connection: Any) -> None:
        command.downgrade(config_for(connection), revision)

    async with database.writing() as connection:
        await connection.run_sync(downgrade)


async def test_the_first_version_s_database_is_upgraded_with_what_it_holds(
    old: None, database_url: str, clock: HandClock
) -> None:
    opened = await open_database(database_url)
    place = await StoredPlaces(opened, clock).recall("a:chat")
    advised = await StoredQueries(opened).advised("2026-11")
    async with opened.engine.connect() as connection:
        kept = (await connection.execute(select(text("COUNT(*) FROM advice_counts")))).scalar_one()
    await opened.close()
    assert place == Place("interview.start", {"lang": "da"})
    assert kept == 4
    assert set(advised) == {Advised("allowed", (), 7), Advised("x", ("a", "b"), 7)}


async def test_a_channel_that_was_known_before_teams_were_is_known_still(database_url: str) -> None:
    opened = await open_database(database_url)
    await downgraded(opened, "0004")
    async with opened.engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO conversations"
                " (conversation_id, service_url, tenant_id, bot_id, locale, seen_at)"
                " VALUES ('19:hr', 'https://smba.example/', 'tenant', '28:bot', '', 0)"
            )
        )
    await opened.close()
    opened = await open_database(database_url)
    known = Address("19:hr", "https://smba.example/", "tenant", "28:bot")
    assert await StoredAddresses(opened, verified=False).of_conversation("19:hr") == known
    await opened.close()


async def test_of_addresses_from_before_it_was_noted_whether_they_were_verified_teams_own_counts(
    database_url: str,
) -> None:
    opened = await open_database(database_url)
    hosts = ("smba.trafficmanager.net", "smba.trafficmanager.net.thief.example")
    at = {f"a:{number}": Address(f"a:{number}", f"https://{host}/emea/", "tenant", "28:bot", f"p{number}")
          for number, host in enumerate(hosts)}  # fmt: skip
    await StoredAddresses(opened).write(at.values(), [])
    await downgraded(opened, "0010")
    await opened.close()
    opened = await open_database(database_url)
    assert await StoredAddresses(opened).of_people(["p0", "p1"]) == {"p0": at["a:0"]}
    await opened.close()


async def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    old: None, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Any) -> None:
        command.upgrade(config_for(connection), "head")
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("bot.storage.migrate._upgrade", fail)
        with pytest.raises(Exception, match="DATABASE_URL"):
            await open_database(database_url)
    opened = await open_database(database_url)
    assert await StoredQueries(opened).advised("2026-11")
    await opened.close()


async def test_a_case_from_before_cases_had_a_number_is_found_by_it(
    database_url: str, clock: HandClock
) -> None:
    opened = await open_database(database_url)
    made = case("0a1b2c3d-0000", case_ref="2026-17 Ø")
    await stored(SqlStore(opened, clock), made)
    await downgraded(opened, "0007")
    await opened.close()
    opened = await open_database(database_url)
    queries = SqlStore(opened, clock).queries
    assert list(await queries.cases_with_reference("2026-17 ø")) == [made]
    assert list(await queries.cases_with_id("0a1b2c3d")) == [made]
    await opened.close()
