"""`DATABASE_AUTH=entra`: the bot's token opens each connection, on a server that checks it."""

import asyncio

import pytest

from bot.environment import Secret
from bot.settings import Settings
from bot.startup import StartError
from bot.world import open_world
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.activities import TENANT
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import APP_ID
from tests.bot.fakes.postgres import Postgres


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.new_database()


@pytest.fixture
def settings(url: str, make_settings: MakeSettings) -> Settings:
    return make_settings(
        app_type="UserAssignedMSI",
        app_id=APP_ID,
        app_tenant_id=TENANT,
        database_url=Secret(url),
        database_auth="entra",
    )


async def test_a_new_token_opens_new_connections_and_the_old_ones_go_on(
    postgres: Postgres, url: str, settings: Settings, identity: IdentityEndpoint
) -> None:
    identity.lasts = 0  # each has expired by the time it is needed again
    role = postgres.asks_for_password(url)
    postgres.sql(f"ALTER ROLE {role} PASSWORD 'token-1'")
    async with open_world(settings) as world:
        assert identity.asked[0]["resource"] == "https://ossrdbms-aad.database.windows.net"
        postgres.sql(f"ALTER ROLE {role} PASSWORD 'token-2'")
        async with world.database.engine.connect() as old:
            postgres.sql(f"ALTER ROLE {role} PASSWORD 'token-3'")
            async with world.database.engine.connect() as new:
                for connection in (old, new):
                    assert (await connection.exec_driver_sql("SELECT 1")).scalar() == 1
    assert len(identity.asked) == 3


async def test_a_database_that_was_away_is_opened_with_a_new_token(
    postgres: Postgres, url: str, settings: Settings, identity: IdentityEndpoint
) -> None:
    identity.lasts = 0
    role = postgres.asks_for_password(url)
    postgres.sql(f"ALTER ROLE {role} PASSWORD 'token-1'")
    async with open_world(settings) as world:
        postgres.sql(f"ALTER ROLE {role} PASSWORD 'token-2'")
        await asyncio.to_thread(postgres.sql, _ends_all_of(role))
        assert await world.database.can_be_used()


async def test_a_token_that_the_server_does_not_take_is_said_in_a_sentence(
    postgres: Postgres, url: str, settings: Settings, identity: IdentityEndpoint
) -> None:
    postgres.sql(f"ALTER ROLE {postgres.asks_for_password(url)} PASSWORD 'another'")
    with pytest.raises(StartError, match="DATABASE_URL"):
        async with open_world(settings):
            pass


def _ends_all_of(role: str) -> str:
    return f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'"  # noqa: S608
