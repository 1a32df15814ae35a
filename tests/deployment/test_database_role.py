"""What the init container does in the database, on a real PostgreSQL.

Azure's own function that makes a role for an identity is played by one that makes a plain role.
"""

import importlib.util
from collections.abc import Iterator
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from bot.storage.database import open_database
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.postgres import Postgres
from tests.deployment.templates import FOLDER

BOT, SETUP, DATABASE = "municipality-bot", "municipality-database-setup", "bot_on_azure"

AZURE = f"""
CREATE ROLE "{SETUP}" LOGIN CREATEDB CREATEROLE;
CREATE FUNCTION pg_catalog.pgaadauth_create_principal_with_oid(
  name text, oid text, kind text, admin bool, mfa bool)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  EXECUTE format('CREATE ROLE %I LOGIN' || CASE WHEN admin THEN ' CREATEDB CREATEROLE' ELSE '' END, name);
  RETURN kind || oid || admin || mfa;
END $$
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Load what Bicep puts into the command, which is no module of the program."""
    spec = importlib.util.spec_from_file_location("database_role", FOLDER / "database_role.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(postgres: Postgres) -> Iterator[str]:
    """A server as Azure hands it over; its address for connections."""
    host = parse_qs(urlsplit(postgres.new_database()).query)["host"][0]
    postgres.sql("SET allow_system_table_mods = on;" + AZURE)
    yield host
    postgres.sql(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    postgres.sql(f'DROP ROLE "{BOT}"; DROP ROLE "{SETUP}"')
    postgres.sql("DROP FUNCTION pg_catalog.pgaadauth_create_principal_with_oid")


async def test_the_bot_gets_a_database_and_nothing_else(server: str, script: ModuleType) -> None:
    for _ in range(2):  # every replica does it, at every start
        await script.prepare(DATABASE, BOT, "an-object-id", host=server, user=SETUP)

    database = await open_database(f"postgresql+asyncpg://{BOT}@/{DATABASE}?host={server}")
    assert await database.can_be_used()
    await database.close()

    bot = await asyncpg.connect(host=server, user=BOT, database=DATABASE)
    try:
        for deed in (
            f'CREATE DATABASE "{BOT}"',
            "CREATE ROLE another",
            f'SET ROLE "{SETUP}"',
            "CREATE SCHEMA another",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await bot.execute(deed)
    finally:
        await bot.close()


async def test_a_restored_server_takes_the_bot_over_with_its_rights_and_its_data(
    server: str, script: ModuleType, postgres: Postgres
) -> None:
    """Azure restores the whole server, so nothing is dumped and nobody but the bot's own start goes in."""
    await script.prepare(DATABASE, BOT, "an-object-id", host=server, user=SETUP)
    await (await open_database(f"postgresql+asyncpg://{BOT}@/{DATABASE}?host={server}")).close()
    await _as_the_bot(server, "CREATE TABLE kept AS SELECT 'before' AS word")
    with postgres.copied() as restored:
        await _as_the_bot(server, "UPDATE kept SET word = 'after'")
        host = parse_qs(urlsplit(restored.new_database()).query)["host"][0]
        await script.prepare(DATABASE, BOT, "an-object-id", host=host, user=SETUP)

        database = await open_database(f"postgresql+asyncpg://{BOT}@/{DATABASE}?host={host}")
        assert await database.can_be_used()
        await database.close()
        assert await _as_the_bot(host, "UPDATE kept SET word = word RETURNING word") == "before"


async def _as_the_bot(host: str, command: str) -> object:
    bot = await asyncpg.connect(host=host, user=BOT, database=DATABASE)
    try:
        return await bot.fetchval(command)
    finally:
        await bot.close()


async def test_nobody_else_gets_into_the_database(
    server: str, script: ModuleType, postgres: Postgres
) -> None:
    await script.prepare(DATABASE, BOT, "an-object-id", host=server, user=SETUP)
    somebody = urlsplit(postgres.new_database()).username
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(host=server, user=somebody, database=DATABASE)


async def test_it_comes_as_the_administrator_and_looks_who_answers(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password is the token of the identity that Azure gives to the start; the server proves its name."""
    asked: dict[str, object] = {}
    async with IdentityEndpoint() as identity:
        told = {
            "DATABASE_HOST": "db.example.dk",
            "DATABASE_NAME": DATABASE,
            "SETUP_CLIENT_ID": "11111111-1111-4111-8111-111111111111",
            "SETUP_ROLE": SETUP,
            "BOT_ROLE": BOT,
            "BOT_OBJECT_ID": "an-object-id",
        }
        for name, value in {**told, **identity.environment}.items():
            monkeypatch.setenv(name, value)

        async def noted(*names: str, **options: str) -> None:
            asked.update(options, names=names)

        monkeypatch.setattr(script, "prepare", noted)
        await script.main()
        assert identity.asked == [
            {
                "api-version": "2019-08-01",
                "client_id": "11111111-1111-4111-8111-111111111111",
                "resource": "https://ossrdbms-aad.database.windows.net",
            }
        ]
    assert asked.pop("password") == "token-1"
    assert asked == {
        "names": (DATABASE, BOT, "an-object-id"),
        "host": "db.example.dk",
        "user": SETUP,
        "ssl": "verify-full",
    }
