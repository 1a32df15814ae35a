"""What doctor says of a healthy configuration, and of one with a fault planted in it."""

import asyncio
import datetime
import importlib.metadata
import json
import os
import re
import sqlite3
import ssl
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import trustme
from aiohttp import web
from sqlalchemy import Executable, delete, insert, text, update

from bot.directory.graph_calls import QUESTION_SECONDS
from bot.doctor.examination import LOOKS
from bot.doctor.finding import Finding, State
from bot.startup import StartError
from bot.storage.database import engine_of, open_database
from bot.storage.migrate import newest_revision
from bot.storage.tables import conversations, metadata, outbox, schema_floor
from tests.bot.doctor.conftest import CHANNEL, SECRET, Clinic
from tests.bot.fakes.activities import ANNA, TENANT
from tests.bot.fakes.collector import Collector
from tests.bot.fakes.connector import refusing
from tests.bot.fakes.graph import denied, problem
from tests.bot.fakes.key_server import APP_ID
from tests.bot.fakes.postgres import Postgres
from tests.bot.fakes.server import LoopbackServer
from tests.bot.teams.test_credentials import certificate

Serves = Callable[..., Awaitable[None]]

OK, WARNING, FAULT, SKIPPED = State.OK, State.WARNING, State.FAULT, State.SKIPPED


async def test_all_is_well(clinic: Clinic) -> None:
    found = await clinic.examined()
    assert [one.about for one in found if one.state is not OK] == ["app package"], "nobody reaches loopback"
    assert [one.about for one in found if one.about != "disk"] == [
        "settings", "proof", "identity", "token", "keys", "clock", "port", "database", "schema", "delivery",
        "directory", "hr group", "absence", "hr channel", "address", "guideline", "app package", "observing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("AADSTS7000215", "APP_PASSWORD is not a secret of the app. (AADSTS7000215) Make a new one"),
        ("AADSTS7000222", "The secret of OPTAGELSESGUIDEN_APP_PASSWORD has expired."),
        ("AADSTS90002", "There is no tenant OPTAGELSESGUIDEN_APP_TENANT_ID."),
        ("AADSTS700016", "knows no app OPTAGELSESGUIDEN_APP_ID."),
        ("AADSTS999999", "Microsoft Entra gives no token (AADSTS999999)."),
    ],
)
async def test_why_there_is_no_token(clinic: Clinic, code: str, sentence: str) -> None:
    clinic.login.error = 401, code
    state, words = await clinic.says("identity")
    assert state is FAULT
    assert sentence in words
    found = {one.about: one.state for one in await clinic.examined()}
    assert (found["directory"], found["hr channel"]) == (SKIPPED, SKIPPED), "they say no fault of their own"
    assert (found["keys"], found["database"], found["guideline"]) == (OK, OK, OK), "nothing else is hidden"


async def test_a_login_server_that_is_away(clinic: Clinic) -> None:
    clinic.given(LOGIN_URL="http://127.0.0.1:1")
    state, words = await clinic.says("identity")
    assert (state, words[:40]) == (FAULT, "The login server cannot be reached (Serv")


async def test_a_login_server_that_hangs(clinic: Clinic) -> None:
    clinic.monkeypatch.setattr("bot.doctor.patient.TOKEN_SECONDS", 0.5)
    clinic.login.hangs = True
    found = {one.about: one for one in await clinic.examined()}
    assert [name for name, one in found.items() if one.state is FAULT] == ["identity"], "and nothing else"
    says = "The login server of OPTAGELSESGUIDEN_LOGIN_URL takes the question and does not answer."
    assert found["identity"].says == says
    assert (found["directory"].state, found["hr channel"].state) == (SKIPPED, SKIPPED)


@pytest.mark.parametrize(
    ("status", "answer", "kind"),
    [
        (200, "<html>Velkommen</html>", "text/html"),
        (200, "Velkommen", "application/json"),
        (200, "{}", "application/json"),
        (200, "[]", "application/json"),
        (404, "<html></html>", "text/html"),
        (503, "{}", "application/json"),
    ],
)
async def test_a_login_server_that_is_none(clinic: Clinic, status: int, answer: str, kind: str) -> None:
    clinic.login.nonsense = status, answer, kind
    state, words = await clinic.says("identity")
    assert state is FAULT
    says = "What answers at OPTAGELSESGUIDEN_LOGIN_URL does not answer as Microsoft Entra does"
    assert words.startswith(says)


async def test_whatever_hangs_is_named(clinic: Clinic) -> None:
    async def hangs(_patient: object) -> list[Finding]:
        await asyncio.Event().wait()
        return []

    clinic.monkeypatch.setattr("bot.doctor.examination.LOOK_SECONDS", 0)
    clinic.monkeypatch.setattr("bot.doctor.examination.LONGER", {})
    all_that_hang = tuple((about, hangs, waits_for) for about, _, waits_for in LOOKS)
    clinic.monkeypatch.setattr("bot.doctor.examination.LOOKS", all_that_hang)
    told = {one.about: one.says for one in await clinic.examined() if one.state is FAULT}
    assert told["keys"] == "The key server did not answer within 0 seconds."
    assert told["observing"] == "The collector did not answer within 0 seconds."
    assert "Nothing" not in repr(told)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"aud": "https://api.botframework.us"}, "not for the Bot Connector"),
        ({"appid": "another"}, "It is for another app than OPTAGELSESGUIDEN_APP_ID."),
        ({"tid": "another"}, "It is from another tenant than OPTAGELSESGUIDEN_APP_TENANT_ID."),
    ],
)
async def test_a_token_that_nobody_would_accept(
    clinic: Clinic, claims: dict[str, str], sentence: str
) -> None:
    clinic.login.claims = claims
    state, words = await clinic.says("token")
    assert state is FAULT
    assert sentence in words


async def test_a_misspelt_setting_hides_nothing(clinic: Clinic) -> None:
    clinic.given(LOGLEVEL="debug")
    state, words = await clinic.says("settings")
    assert state is FAULT
    assert "LOGLEVEL is not a setting; did you mean OPTAGELSESGUIDEN_LOG_LEVEL?" in words
    assert (await clinic.says("identity"))[0] is OK


async def test_a_setting_that_cannot_be_used_counts_as_not_set(clinic: Clinic) -> None:
    clinic.given(HR_GROUP="HR og Jura", PORT="x")
    found = await clinic.examined()
    told = [one.says for one in found if one.about == "settings"]
    assert [text.split()[0] for text in told] == ["OPTAGELSESGUIDEN_HR_GROUP", "OPTAGELSESGUIDEN_PORT"]
    assert tuple(one.state for one in found if one.about in ("directory", "hr channel")) == (SKIPPED, OK)


async def test_the_bot_s_own_tenant_is_kept_out(clinic: Clinic) -> None:
    clinic.given(ALLOWED_TENANTS="22222222-2222-4222-8222-222222222222")
    state, words = await clinic.says("settings")
    assert state is WARNING
    assert "ALLOWED_TENANTS does not name OPTAGELSESGUIDEN_APP_TENANT_ID: everybody there gets 403" in words
    clinic.given(ALLOWED_TENANTS=f"22222222-2222-4222-8222-222222222222, {TENANT.upper()}")
    assert (await clinic.says("settings"))[0] is OK


@pytest.mark.parametrize(("reminder", "state"), [("9", WARNING), ("8", WARNING), ("7.5", OK)])
async def test_a_reminder_after_the_escalation(clinic: Clinic, reminder: str, state: State) -> None:
    clinic.given(REMINDER_HOURS=reminder, ESCALATION_HOURS="8")
    told, words = await clinic.says("settings")
    assert told is state
    assert ("a leader may not be reminded before the leader's leader is asked" in words) == (state is WARNING)


class TestThePort:
    @pytest.fixture
    def database_url(self, tmp_path: Path) -> str:
        return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"

    async def test_the_bot_listens_there(self, clinic: Clinic) -> None:
        assert await clinic.says("port") == (OK, "The bot listens there. ")
        clinic.given(PORT="0")
        assert await clinic.says("port") == (OK, "It is free. ")

    async def test_another_web_server_has_it(self, clinic: Clinic) -> None:
        clinic.given(PORT=clinic.graph.url.rpartition(":")[2])
        state, words = await clinic.says("port")
        assert state is FAULT
        assert words.startswith("OPTAGELSESGUIDEN_PORT is taken by something that is not this bot.")

    @pytest.mark.parametrize(
        ("answer", "sentence"),
        [(b"SSH-2.0-OpenSSH\r\n", "something that is not this bot."), (None, "a bot that hangs, or another")],
    )
    async def test_something_else_has_it(self, clinic: Clinic, answer: bytes | None, sentence: str) -> None:
        async def listen(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if answer:
                writer.write(answer)
                writer.close()

        clinic.monkeypatch.setattr("bot.doctor.patient.WAIT", aiohttp.ClientTimeout(total=1))
        async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
            clinic.given(PORT=str(server.sockets[0].getsockname()[1]))
            state, words = await clinic.says("port")
        assert state is FAULT
        assert sentence in words

    async def test_a_host_that_is_not_of_this_machine(self, clinic: Clinic) -> None:
        clinic.given(HOST="192.0.2.1")
        assert "HOST is no address of this machine" in (await clinic.says("port"))[1]
        clinic.given(HOST="no-such-host.invalid")
        assert "HOST is no address of this machine" in (await clinic.says("port"))[1]


async def test_without_any_setting_everything_is_said(clinic: Clinic) -> None:
    for name in [name for name in os.environ if name.startswith("OPTAGELSESGUIDEN_")]:
        clinic.monkeypatch.delenv(name)
    clinic.given(DATABASE_URL=clinic.database_url)
    found = {one.about: one for one in await clinic.examined()}
    assert found["settings"].says.startswith("OPTAGELSESGUIDEN_APP_TYPE is missing")
    assert found["identity"].state is SKIPPED
    assert found["guideline"].state is OK


async def test_a_key_server_that_is_away(clinic: Clinic) -> None:
    clinic.given(OPENID_METADATA_URL="http://127.0.0.1:1/metadata")
    state, words = await clinic.says("keys")
    assert state is FAULT
    assert "cannot be reached (ClientConnectorError)" in words
    assert (await clinic.says("clock"))[0] is OK, "the login server has a clock too"


@pytest.mark.parametrize(
    ("pem", "sentence"),
    [
        (certificate(password=b"s3cret"), "has a password, which the bot does not have"),
        (certificate(key_of="another"), "is of another certificate"),
        (certificate()[certificate().index(b"-----BEGIN CERT") :], "holds no private key that can be read"),
        (b"nothing", "holds no certificate that can be read"),
    ],
    ids=["locked", "of another", "without key", "nothing"],
)
async def test_a_certificate_that_proves_nothing(
    clinic: Clinic, tmp_path: Path, pem: bytes, sentence: str
) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(pem)
    clinic.given(APP_PASSWORD="", APP_CERTIFICATE=str(file))
    state, words = await clinic.says("proof")
    assert state is FAULT
    assert sentence in words
    assert await clinic.says("identity") == (SKIPPED, "Not tried: nothing proves who the bot is. ")


async def test_a_login_server_that_fails_in_an_unknown_way(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.doctor.patient.Patient.ask_for_token", _fails)
    state, words = await clinic.says("identity")
    assert state is FAULT
    assert "No token came, and why is not known (KeyError)." in words
    assert "firewall" not in words


async def _fails(_patient: object, _scope: str) -> None:
    raise KeyError("access_token")


async def test_a_key_server_without_keys(clinic: Clinic) -> None:
    clinic.keys.in_use = []
    assert "publishes no usable keys" in (await clinic.says("keys"))[1]


async def test_keys_of_another_cloud(clinic: Clinic) -> None:
    clinic.given(TOKEN_ISSUER="https://api.botframework.us")  # noqa: S106  # no secret
    assert "issuer is not OPTAGELSESGUIDEN_TOKEN_ISSUER" in (await clinic.says("keys"))[1]


async def test_keys_that_may_not_sign_for_teams(clinic: Clinic) -> None:
    clinic.keys.endorsements = ["webchat"]
    assert "No key may sign for Microsoft Teams." in (await clinic.says("keys"))[1]


@pytest.mark.parametrize(("ahead", "state"), [(600, FAULT), (-90, WARNING), (0, OK)])
async def test_the_clock(clinic: Clinic, ahead: int, state: State) -> None:
    clinic.keys.clock_is_behind_by = ahead
    told, words = await clinic.says("clock")
    assert told is state
    assert ("ahead" in words, "behind" in words) == (ahead > 0, ahead < 0)


async def test_a_permission_is_missing_by_name(clinic: Clinic) -> None:
    clinic.graph.always["/users/"] = denied
    state, words = await clinic.says("directory")
    assert state is FAULT
    assert "the application permission User.Read.All is missing" in words
    assert "Grant admin consent" in words
    clinic.graph.always = {"/groups/": denied}
    state, words = await clinic.says("hr group")
    assert state is FAULT
    assert "GroupMember.Read.All is missing. Until then nobody gets what is HR/Jura's" in words
    assert (await clinic.says("directory"))[0] is OK


async def test_the_permission_that_may_be_missing(clinic: Clinic) -> None:
    clinic.graph.always["mailboxSettings"] = denied
    state, words = await clinic.says("absence")
    assert (state, words[:38]) == (OK, "MailboxSettings.Read is not there, whi")


async def test_hr_s_group_may_be_read_as_slowly_as_the_bot_reads_it(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.directory.graph_calls.TRY_SECONDS", 30.0)
    read = clinic.graph.slow["/groups/"] = asyncio.Event()
    asyncio.get_running_loop().call_later(QUESTION_SECONDS + 0.5, read.set)
    assert (await clinic.says("hr group"))[0] is OK


async def test_a_group_that_cannot_be_read_is_told_of_as_that(clinic: Clinic) -> None:
    clinic.graph.always["/groups/"] = problem(503, "ServiceUnavailable")
    state, words = await clinic.says("hr group")
    assert state is FAULT
    assert "HR_GROUP could not be read within 30 seconds" in words
    assert (await clinic.says("directory"))[0] is OK


async def test_graph_is_away_or_of_another_cloud(clinic: Clinic) -> None:
    clinic.graph.always["/"] = problem(503, "ServiceUnavailable")
    assert "does not answer in time" in (await clinic.says("directory"))[1]
    clinic.graph.always["/"] = problem(401, "InvalidAuthenticationToken")
    assert "must be of the same cloud" in (await clinic.says("directory"))[1]


async def test_hr_s_group(clinic: Clinic) -> None:
    clinic.graph.members = []
    assert await clinic.says("hr group") == (
        FAULT, "The group has no members who can sign in. Add HR/Jura to it, in Entra.",
    )  # fmt: skip
    clinic.given(HR_GROUP="99999999-9999-4999-8999-000000000000")
    assert "is no group of this tenant" in (await clinic.says("hr group"))[1]
    clinic.given(HR_GROUP="")
    assert (await clinic.says("hr group"))[0] is WARNING


async def test_a_file_of_people(clinic: Clinic, tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    clinic.given(DIRECTORY=str(file))
    file.write_text(f"people:\n- {{id: {ANNA}, name: Anna Agerholm, unit: Jobcenter}}\n")
    assert "names nobody of HR/Jura" in (await clinic.says("directory"))[1]
    file.write_text("people:\n- {id: x, name: Anna Agerholm, unit: Jobcenter}\n")
    state, words = await clinic.says("directory")
    assert state is FAULT
    assert "person 1 has an id that is no GUID" in words
    clinic.given(DIRECTORY="")
    assert (await clinic.says("directory"))[0] is WARNING


async def test_the_channel_that_the_bot_was_taken_out_of(clinic: Clinic) -> None:
    clinic.connector.answers.append(refusing(403))
    state, words = await clinic.says("hr channel")
    assert (state, words[:44]) == (FAULT, "The bot is not in the channel any more (403 ")
    (asked,) = clinic.connector.calls
    assert (asked.method, asked.path) == (
        "GET", "/v3/conversations/19%3Ahr-og-jura%40thread.tacv2/pagedmembers",
    )  # fmt: skip
    await _change(clinic, update(conversations).values(gone="team"))
    assert "was taken out of the channel or its team" in (await clinic.says("hr channel"))[1]


async def test_the_token_is_brought_to_no_address_that_was_not_verified(clinic: Clinic) -> None:
    await _change(clinic, update(conversations).values(verified_url=None))
    assert await clinic.says("hr channel") == (
        SKIPPED, "Not tried: nobody has written to the bot, so Teams' address is not known yet. ",
    )  # fmt: skip
    assert clinic.connector.calls == []


async def test_teams_refuses_the_token(clinic: Clinic) -> None:
    clinic.connector.answers.append(refusing(401))
    assert "Teams does not accept the bot's token." in (await clinic.says("hr channel"))[1]


async def test_no_channel_and_none_that_is_one(clinic: Clinic) -> None:
    clinic.given(HR_CHANNEL="")
    assert (await clinic.says("hr channel"))[0] is WARNING
    clinic.given(HR_CHANNEL="HR og Jura")
    assert "HR_CHANNEL is no channel" in (await clinic.says("hr channel"))[1]


async def test_messages_that_do_not_leave(clinic: Clinic) -> None:
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
    row: dict[str, Any] = {"kind": "approval", "to": ANNA, "lane": ANNA}
    row |= {"about_kind": "refusal", "about_id": "r"}
    row |= {"created_at": long_ago, "next_at": datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)}
    failed: dict[str, Any] = {"failed_at": long_ago, "last_error": "403 BotNotInConversationRoster"}
    await _change(clinic, insert(outbox).values(row | {"key": "1"}))
    await _change(clinic, insert(outbox).values(row | {"key": "2"} | failed))
    found = [one for one in await clinic.examined() if one.about == "delivery"]
    assert [one.state for one in found] == [FAULT, WARNING]
    assert found[0].says == "1 messages have waited for more than ten minutes."
    assert "(403 BotNotInConversationRoster)" in found[1].says
    assert "setup policy" in found[1].do
    assert ANNA not in repr(found)


@pytest.mark.parametrize(
    ("revision", "state", "sentence"),
    [("9999", FAULT, "newer than this program's"), ("0001", WARNING, "older than this program's")],
)
async def test_a_schema_of_another_version(
    clinic: Clinic, revision: str, state: State, sentence: str
) -> None:
    await _change(clinic, delete(schema_floor))
    await _change(clinic, text(f"UPDATE alembic_version SET version_num = '{revision}'"))  # noqa: S608
    told, words = await clinic.says("schema")
    assert told is state
    assert sentence in words


async def test_tables_without_a_version(clinic: Clinic) -> None:
    await _change(clinic, text("DELETE FROM alembic_version"))
    state, words = await clinic.says("schema")
    assert state is FAULT
    assert "There are tables, and nothing says of which version they are." in words
    assert "restore a backup" in words
    with pytest.raises(StartError, match="has tables, and nothing says of which version they are"):
        await open_database(clinic.database_url)


async def test_a_newer_schema_that_fits(clinic: Clinic) -> None:
    await _change(clinic, delete(schema_floor))
    await _change(clinic, insert(schema_floor).values(only=1, oldest_program=newest_revision()))
    await _change(clinic, text("UPDATE alembic_version SET version_num = '9999'"))
    state, words = await clinic.says("schema")
    assert (state, words[:37]) == (OK, "It is 9999, newer than this program's")
    await _change(clinic, update(schema_floor).values(oldest_program="9999"))
    assert (await clinic.says("schema"))[0] is FAULT


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("ALTER TABLE refusals RENAME COLUMN key TO form", "yet the column refusals.key is missing."),
        ("DROP TABLE outbox", "yet the table outbox is missing."),
        ("DROP TABLE events", "yet the table events is missing."),
        ("DROP INDEX ix_places_noted_at", "yet the index ix_places_noted_at is missing."),
        (
            "ALTER TABLE drafts ADD COLUMN place INTEGER NOT NULL",
            "drafts.place must be filled, and this program does not know it.",
        ),
        ("ALTER TABLE refusals ALTER COLUMN unit TYPE varchar(3)", "yet refusals.unit is of another kind."),
        (
            "ALTER TABLE outbox DROP CONSTRAINT outbox_key_key",
            "yet the unique key of outbox over key is missing.",
        ),
        (
            "ALTER TABLE refusals DROP CONSTRAINT uq_refusals_asked_by_key",
            "yet the unique key of refusals over asked_by and key is missing.",
        ),
    ],
)
async def test_tables_that_are_not_as_the_program_needs_them(
    clinic: Clinic, change: str, sentence: str
) -> None:
    if (
        "NOT NULL" in change or "ALTER COLUMN" in change or "CONSTRAINT" in change
    ) and "sqlite" in clinic.database_url:
        pytest.skip("SQLite changes no such thing")
    assert await _is_ready(clinic)
    await _change(clinic, text(change))
    found = {one.about: one for one in await clinic.examined()}
    assert found["database"].state is OK, "it answers"
    assert found["schema"].state is FAULT
    assert sentence in found["schema"].says
    assert (found["hr channel"].state, "delivery" in found) == (SKIPPED, False)
    works_on = any(part in sentence for part in ("index", "unique key", "filled", "kind"))
    assert await _is_ready(clinic) == works_on


async def test_a_database_that_is_not_there(clinic: Clinic) -> None:
    clinic.given(DATABASE_URL="postgresql+asyncpg://a:s3cret@127.0.0.1:1/d")
    assert (await clinic.says("database"))[1].startswith("The database does not answer.")
    clinic.given(DATABASE_URL="postgresql+asyncpg://a:s3cret@no-such-host.invalid/d")
    assert (await clinic.says("database"))[1].startswith("The host of OPTAGELSESGUIDEN_DATABASE_URL is not")


class TestOnPostgres:
    @pytest.fixture
    def database_url(self, postgres: Postgres) -> str:
        return postgres.new_database()

    @pytest.fixture
    def role(self, database_url: str) -> str:
        return database_url.partition("://")[2].partition("@")[0]

    async def test_a_database_of_another_name(self, clinic: Clinic) -> None:
        clinic.given(DATABASE_URL=clinic.database_url.replace("/postgres?", "/elsewhere?"))
        assert "has no database of the name" in (await clinic.says("database"))[1]

    async def test_a_user_that_is_not_let_in(self, clinic: Clinic, role: str) -> None:
        clinic.given(DATABASE_URL=clinic.database_url.replace(role, "nobody"))
        assert "does not let this user in" in (await clinic.says("database"))[1]

    async def test_a_right_is_missing(self, clinic: Clinic, postgres: Postgres, role: str) -> None:
        postgres.sql(f"REVOKE UPDATE ON {role}.outbox FROM {role}")
        assert "This user lacks UPDATE on outbox." in (await clinic.says("schema"))[1]

    async def test_a_right_to_a_sequence_is_missing(
        self, clinic: Clinic, postgres: Postgres, role: str
    ) -> None:
        """As after the rights were given to all tables of a restored backup, and to nothing else."""
        postgres.sql(f"ALTER TABLE {role}.outbox OWNER TO postgres; GRANT ALL ON {role}.outbox TO {role}")
        words = (await clinic.says("schema"))[1]
        assert "This user lacks USAGE on outbox_id_seq. Grant" in words
        assert "USAGE on all sequences" in words
        assert (await clinic.says("hr channel"))[0] is SKIPPED, "it says nothing that it cannot know"
        assert not await _is_ready(clinic)
        postgres.sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {role} TO {role}")
        assert (await clinic.says("schema"))[0] is OK
        assert await _is_ready(clinic)

    async def test_the_tables_are_somebody_else_s(
        self, clinic: Clinic, postgres: Postgres, role: str
    ) -> None:
        for name in (*metadata.tables, "alembic_version"):
            postgres.sql(f"ALTER TABLE {role}.{name} OWNER TO postgres")
        found = {one.about: one for one in await clinic.examined()}
        assert found["database"].state is OK
        assert found["schema"].says.startswith("This user lacks SELECT on alembic_version and ")
        assert not await _is_ready(clinic)

    async def test_older_tables_that_only_another_user_may_change(
        self, clinic: Clinic, postgres: Postgres, role: str
    ) -> None:
        postgres.sql(f"UPDATE {role}.alembic_version SET version_num = '0001'")  # noqa: S608
        postgres.sql(f"ALTER TABLE {role}.cases OWNER TO postgres; GRANT ALL ON {role}.cases TO {role}")
        state, words = await clinic.says("schema")
        assert state is FAULT
        assert "cases is another user's. ALTER TABLE … OWNER TO" in words

    async def test_a_locked_table(self, clinic: Clinic, postgres: Postgres, role: str) -> None:
        engine = engine_of(clinic.database_url, None)
        for name in ("refusals", "alembic_version"):
            async with engine.begin() as connection:
                await connection.execute(text(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"))
                state, words = await clinic.says("database")
                assert state is FAULT
                assert words.startswith("Somebody holds the lock of a table that the bot writes to")
                assert await _is_ready(clinic), "a migration must not take every replica out"
        await engine.dispose()
        assert (await clinic.says("database"))[0] is OK

    async def test_too_many_connections(self, clinic: Clinic, postgres: Postgres, role: str) -> None:
        postgres.sql(f"ALTER ROLE {role} CONNECTION LIMIT 0")
        words = (await clinic.says("database"))[1]
        assert words.startswith("The database lets this user open no more connections. ALTER ROLE")
        postgres.sql(f"ALTER ROLE {role} CONNECTION LIMIT -1")
        assert (await clinic.says("database"))[0] is OK

    async def test_no_table_may_be_made(self, clinic: Clinic, postgres: Postgres, role: str) -> None:
        postgres.sql(f"UPDATE {role}.alembic_version SET version_num = '0001'")  # noqa: S608
        postgres.sql(f"REVOKE CREATE ON SCHEMA {role} FROM {role}; ALTER SCHEMA {role} OWNER TO postgres")
        assert "this user may not make tables" in (await clinic.says("schema"))[1]

    async def test_a_replica(self, clinic: Clinic, postgres: Postgres, role: str) -> None:
        postgres.sql(f"ALTER ROLE {role} SET default_transaction_read_only = on")
        assert "cannot be written to" in (await clinic.says("database"))[1]

    async def test_a_token_as_the_password(self, clinic: Clinic) -> None:
        clinic.given(DATABASE_AUTH="entra")
        assert (await clinic.says("database"))[0] is OK
        clinic.login.refused_scopes.add("https://ossrdbms-aad.database.windows.net")
        assert "DATABASE_AUTH=entra, and the identity gives no token" in (await clinic.says("database"))[1]


class TestOnSqlite:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "bot.db"

    @pytest.fixture
    def database_url(self, file: Path) -> str:
        return f"sqlite+aiosqlite:///{file}"

    async def test_looking_makes_no_file(self, clinic: Clinic, tmp_path: Path) -> None:
        clinic.given(DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
        assert (await clinic.says("database"))[1] == "There is none yet; the first start makes it. "
        assert not (tmp_path / "new.db").exists()

    async def test_no_folder(self, clinic: Clinic) -> None:
        clinic.given(DATABASE_URL="sqlite+aiosqlite:////nowhere/x.db")
        assert "does not exist" in (await clinic.says("disk"))[1]

    async def test_a_folder_in_place_of_a_file(self, clinic: Clinic, tmp_path: Path) -> None:
        clinic.given(DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}")
        state, words = await clinic.says("disk")
        assert state is FAULT
        assert "names a folder, not a file" in words
        assert [one for one in await clinic.examined() if one.about == "database"] == []

    async def test_no_room(self, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.doctor.storage.NEARLY_FULL", 2**60)
        assert (await clinic.says("disk"))[0] is WARNING
        monkeypatch.setattr("bot.doctor.storage.FULL", 2**60)
        assert (await clinic.says("disk"))[0] is FAULT

    async def test_no_database(self, clinic: Clinic, tmp_path: Path) -> None:
        (tmp_path / "letter.db").write_text("Kære kollega " * 100)
        clinic.given(DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path / 'letter.db'}")
        assert "is no SQLite database" in (await clinic.says("database"))[1]

    async def test_somebody_holds_the_lock(self, clinic: Clinic, file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
            await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")  # the bot may be writing, and goes on
            assert "holds the database's lock" in (await clinic.says("database"))[1]

    async def test_as_a_program(self, clinic: Clinic) -> None:
        status, said = await _program("--json")
        told = json.loads(said)
        assert (status, told["well"]) == (0, True), said
        assert {one["state"] for one in told["findings"]} == {"ok", "skipped"}, said
        clinic.given(HR_CHANNEL="")
        both = [await _program(*options) for options in ((), ("--strict",))]
        assert [status for status, _ in both] == [0, 1], both
        clinic.login.error = 401, "AADSTS7000215"
        clinic.given(HR_CHANNEL=f"x/{CHANNEL}")
        status, said = await _program()
        assert status == 1
        assert "\nfault    identity       OPTAGELSESGUIDEN_APP_PASSWORD is not a secret of the app." in said
        assert said.splitlines()[-1] == "12 ok, 1 fault, 3 skipped."


async def test_the_app_for_teams(clinic: Clinic) -> None:
    clinic.given(PUBLIC_URL="https://optagelse.example.dk")
    assert await clinic.says("app package") == (
        OK, f"Teams would take it; version {importlib.metadata.version('optagelsesguiden')}. ",
    )  # fmt: skip
    clinic.given(APP_ID="my-bot")
    assert "APP_ID is no GUID" in (await clinic.says("app package"))[1]
    clinic.given(APP_ID=APP_ID, PUBLIC_URL=f"https://example.dk/{'x' * 3000}")
    refused = [one for one in await clinic.examined() if one.about == "app package"]
    assert {one.state for one in refused} == {FAULT}
    assert refused[0].says.startswith("Teams would refuse it: ")


async def test_whoever_is_told_how_it_fares(clinic: Clinic) -> None:
    given = clinic.monkeypatch.setenv
    async with Collector() as collector:
        given("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        assert await clinic.says("observing") == (OK, "The collector takes what it is sent. ")
        assert collector.bodies == [b""]
        given("OTEL_EXPORTER_OTLP_ENDPOINT", f"{collector.url}/elsewhere")
        assert "The collector answers 404." in (await clinic.says("observing"))[1]
    given("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    assert "does not answer (ClientConnectorError)" in (await clinic.says("observing"))[1]
    given("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    assert (await clinic.says("observing"))[0] is FAULT


async def test_no_secret_and_nobody_is_told_of(clinic: Clinic) -> None:
    clinic.login.error = 401, "AADSTS7000215"
    clinic.graph.always["/"] = denied
    told = repr([*(await clinic.examined()), *(await _after(clinic))])
    for secret in (SECRET, "s3cret", "Anna", ANNA, CHANNEL):
        assert secret not in told


async def test_the_page_tells_of_every_line(clinic: Clinic) -> None:
    page = (Path(__file__).parents[3] / "docs" / "doctor.md").read_text("utf-8")
    told = set(re.findall(r"^\| `([a-z ]+)` \|", page, re.MULTILINE))
    assert {one.about for one in await clinic.examined()} | {"disk", "certificate"} == told


async def _after(clinic: Clinic) -> list[Finding]:
    clinic.login.error = None
    clinic.given(DATABASE_URL="postgresql+asyncpg://a:s3cret@127.0.0.1:1/d", PORT="s3cret")
    return await clinic.examined()


async def test_a_guideline_that_cannot_be_loaded(clinic: Clinic, tmp_path: Path) -> None:
    clinic.given(GUIDELINE=str(tmp_path))
    state, words = await clinic.says("guideline")
    assert state is FAULT
    assert "guideline check" in words


async def test_a_managed_identity_that_is_not_assigned(clinic: Clinic, identity: object) -> None:
    from tests.bot.fakes.identity import IdentityEndpoint

    assert isinstance(identity, IdentityEndpoint)
    clinic.given(APP_TYPE="UserAssignedMSI", APP_PASSWORD="")
    found = {one.about: one.state for one in await clinic.examined()}
    assert (found["identity"], found["token"]) == (OK, SKIPPED)
    identity.fails = 100
    assert "gives no token here. Assign it to the app" in (await clinic.says("identity"))[1]
    clinic.graph.always["/"] = denied


def _certificate_for(folder: Path, *names: str, **options: Any) -> ssl.SSLContext:
    """A server's certificate, of an authority that this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "trusted.pem")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names, **options).configure_cert(tls)
    return tls


class TestOverTls:
    @pytest.fixture
    def database_url(self, tmp_path: Path) -> str:
        return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"

    @pytest.fixture
    async def serves(self, clinic: Clinic, tmp_path: Path) -> AsyncIterator[Serves]:
        """Lets something answer over TLS where the bot should."""
        async with AsyncExitStack() as stack:

            async def serve(tls: ssl.SSLContext, **statuses: int) -> None:
                server = Ingress(statuses, tls)
                await stack.enter_async_context(server)
                clinic.given(PUBLIC_URL=server.url.replace("http:", "https:"))

            clinic.monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
            yield serve

    async def test_a_good_one(self, clinic: Clinic, serves: Serves, tmp_path: Path) -> None:
        await serves(_certificate_for(tmp_path, "127.0.0.1"))
        assert [(await clinic.says(about))[0] for about in ("address", "certificate")] == [OK, OK]

    async def test_one_that_expires_soon(self, clinic: Clinic, serves: Serves, tmp_path: Path) -> None:
        soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3)
        await serves(_certificate_for(tmp_path, "127.0.0.1", not_after=soon))
        state, words = await clinic.says("certificate")
        assert state is WARNING
        assert f"expires on {soon.date()}" in words

    @pytest.mark.parametrize(
        ("name", "days", "sentence"),
        [
            ("127.0.0.1", -1, "has expired"),
            ("127.0.0.2", 9, "is for another name"),
            ("localhost", 9, "is for another name"),
        ],
    )
    async def test_one_that_teams_refuses(
        self, clinic: Clinic, serves: Serves, tmp_path: Path, name: str, days: int, sentence: str
    ) -> None:
        until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
        await serves(_certificate_for(tmp_path, name, not_after=until))
        state, words = await clinic.says("certificate")
        assert state is FAULT
        assert sentence in words
        assert (await clinic.says("identity"))[0] is OK

    async def test_one_of_an_authority_that_nobody_knows(
        self, clinic: Clinic, serves: Serves, tmp_path: Path
    ) -> None:
        await serves(_certificate_for(tmp_path, "127.0.0.1"))
        trustme.CA().cert_pem.write_to_path(tmp_path / "trusted.pem")
        assert "is not trusted" in (await clinic.says("certificate"))[1]

    async def test_something_else_answers(self, clinic: Clinic, serves: Serves, tmp_path: Path) -> None:
        await serves(_certificate_for(tmp_path, "127.0.0.1"), healthz=302)
        assert "Something else than this bot answers" in (await clinic.says("address"))[1]

    @pytest.mark.parametrize("status", [502, 503, 504])
    async def test_the_bot_behind_the_proxy_is_away(
        self, clinic: Clinic, serves: Serves, tmp_path: Path, status: int
    ) -> None:
        await serves(_certificate_for(tmp_path, "127.0.0.1"), healthz=status)
        state, words = await clinic.says("address")
        assert state is FAULT
        says = f"The proxy at OPTAGELSESGUIDEN_PUBLIC_URL answers ({status}), and the bot behind it does not."
        assert words.startswith(says)

    async def test_messages_do_not_get_through(self, clinic: Clinic, serves: Serves, tmp_path: Path) -> None:
        await serves(_certificate_for(tmp_path, "127.0.0.1"), messages=404)
        assert "/api/messages answers 404" in (await clinic.says("address"))[1]

    async def test_anybody_is_heard(self, clinic: Clinic, serves: Serves, tmp_path: Path) -> None:
        await serves(_certificate_for(tmp_path, "127.0.0.1"), messages=400)
        assert "asks for no tokens: anybody may speak to it" in (await clinic.says("address"))[1]

    async def test_nothing_answers(self, clinic: Clinic) -> None:
        clinic.given(PUBLIC_URL="https://127.0.0.1:1")
        assert "Nothing answers at OPTAGELSESGUIDEN_PUBLIC_URL" in (await clinic.says("address"))[1]
        clinic.given(PUBLIC_URL="https://no-such-host.invalid")
        assert "is not known here" in (await clinic.says("address"))[1]
        clinic.given(PUBLIC_URL="")
        assert (await clinic.says("address"))[0] is WARNING


class Ingress(LoopbackServer):
    """What stands in front of a bot; each path answers with a status, where told otherwise."""

    def __init__(self, statuses: dict[str, int], tls: ssl.SSLContext) -> None:
        self._statuses = statuses
        self.tls = tls

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self._answer("healthz", 200)),
            web.post("/api/messages", self._answer("messages", 401)),
        ]

    def _answer(self, name: str, usual: int) -> Any:
        async def answer(_request: web.Request) -> web.Response:
            return web.Response(status=self._statuses.get(name, usual), text="ok")

        return answer


async def _change(clinic: Clinic, statement: Executable) -> None:
    """Change the database by hand, whatever its schema."""
    engine = engine_of(clinic.database_url, None)
    async with engine.begin() as connection:
        await connection.execute(statement)
    await engine.dispose()


async def _is_ready(clinic: Clinic) -> bool:
    """Ask the running bot whether it is."""
    async with aiohttp.ClientSession() as session, session.get(f"{clinic.bot_url}/readyz") as response:
        ready: dict[str, Any] = await response.json()
    assert (response.status == 200) == (ready["database"] == "ok")
    return response.status == 200


async def _program(*options: str) -> tuple[int | None, str]:
    """Run it as a user would."""
    code = "from bot.cli import main; raise SystemExit(main())"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, "doctor", *options, env=environment, stdout=-1, stderr=-1
    )
    out, errors = await process.communicate()
    assert errors == b""
    return process.returncode, out.decode()
