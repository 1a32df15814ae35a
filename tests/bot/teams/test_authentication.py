"""Who may speak to the bot."""

import asyncio
import hashlib
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.utils import base64url_encode

from bot import listening as listening_module
from bot import world
from bot.settings import Settings
from bot.teams import keys as keys_module
from tests.bot.fakes.activities import TENANT, Json, message, press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge, running
from tests.bot.fakes.key_server import APP_ID, KeyServer, bearer, rsa_key, sign

HERE = "https://smba.example/emea"


def knock(service_url: str, **changes: Any) -> Json:
    """A press in a channel, after which nothing is sent."""
    channel = {"id": "19:channel", "conversationType": "channel", "tenantId": TENANT}
    return press(service_url, **({"conversation": channel} | changes))


async def test_a_good_token_is_let_in(guarded: Edge) -> None:
    answer = await guarded.hears(knock(HERE), bearer(sign(HERE)))
    assert (answer.status, answer.words) == (200, "pressed interview.start")


def by_the_published_key() -> str:
    """A token whose signature everybody can make, were the key's text taken for a secret."""
    algorithm, key = jwt.algorithms.HMACAlgorithm(hashlib.sha256), rsa_key("first").public_key()
    text = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    headless = sign(HERE, algorithm="HS256", kid="first").rpartition(".")[0]
    return headless + "." + base64url_encode(algorithm.sign(headless.encode(), text)).decode()


BAD_HEADERS: dict[str, Callable[[], dict[str, str]]] = {
    "no header": dict,
    "an empty header": lambda: {"Authorization": ""},
    "another scheme": lambda: {"Authorization": "Basic " + sign(HERE)},
    "garbage": lambda: bearer("garbage"),
    "garbage in three parts": lambda: bearer("a.b.c"),
    "an expired token": lambda: bearer(sign(HERE, exp=int(time.time()) - 400)),
    "a token from the future": lambda: bearer(sign(HERE, nbf=int(time.time()) + 400)),
    "a token without expiry": lambda: bearer(sign(HERE, exp=None)),
    "an expiry that is no number": lambda: bearer(sign(HERE, exp="soon")),
    "an endless expiry": lambda: bearer(sign(HERE, exp=float("inf"))),
    "no issuer": lambda: bearer(sign(HERE, iss=None)),
    "another issuer": lambda: bearer(sign(HERE, iss="https://evil.example")),
    "an emulator's issuer": lambda: bearer(
        sign(HERE, iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")
    ),
    "no audience": lambda: bearer(sign(HERE, aud=None)),
    "another audience": lambda: bearer(sign(HERE, aud="somebody-else")),
    "no service URL": lambda: bearer(sign(HERE, serviceurl=None)),
    "another service URL": lambda: bearer(sign("https://evil.example")),
    "a service URL that is no text": lambda: bearer(sign(HERE, serviceurl=[HERE])),
    "a key that is not published": lambda: bearer(sign(HERE, by="stranger")),
    "another key under a published id": lambda: bearer(sign(HERE, by="stranger", kid="first")),
    "no signature": lambda: bearer(sign(HERE, algorithm="none")),
    "a signature by a shared secret": lambda: bearer(sign(HERE, algorithm="HS256", kid="first")),
    "another algorithm of the published key": lambda: bearer(sign(HERE, algorithm="RS512")),
    "another padding of the published key": lambda: bearer(sign(HERE, algorithm="PS256")),
    "the published key as a shared secret": lambda: bearer(by_the_published_key()),
    "an expiry without end": lambda: bearer(sign(HERE, exp=10**400)),
    "no key id": lambda: bearer(jwt.encode({"iss": "x"}, rsa_key("first"), algorithm="RS256")),
}


@pytest.mark.parametrize("header", BAD_HEADERS.values(), ids=BAD_HEADERS)
async def test_a_bad_token_gets_401(
    guarded: Edge, listener: Listener, header: Callable[[], dict[str, str]]
) -> None:
    answer = await guarded.hears(knock(HERE), header())
    assert (answer.status, answer.body) == (401, b"")
    assert listener.heard == []


@pytest.mark.parametrize("activity", [knock(HERE, serviceUrl=None), knock(HERE, serviceUrl=HERE + "/other")])
async def test_an_activity_for_another_service_url_gets_401(guarded: Edge, activity: Any) -> None:
    assert (await guarded.hears(activity, bearer(sign(HERE)))).status == 401


async def test_a_last_slash_and_the_host_s_case_make_no_other_service_url(guarded: Edge) -> None:
    activity = knock("https://SMBA.example/emea/")
    assert (await guarded.hears(activity, bearer(sign(HERE)))).status == 200


async def test_clocks_may_differ_by_five_minutes(guarded: Edge) -> None:
    for ago, status in ((200, 200), (400, 401)):
        expired = sign(HERE, exp=int(time.time()) - ago)
        assert (await guarded.hears(knock(HERE), bearer(expired))).status == status


async def test_keys_that_cannot_be_had_are_503_and_a_bad_token_still_401(
    key_server: KeyServer, guarded: Edge
) -> None:
    key_server.away = True
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE)))).status == 503
    assert (await guarded.hears(knock(HERE), bearer("garbage"))).status == 401
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE, aud="other")))).status == 401


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b" " * 65536


NONSENSE: dict[str, Callable[[], web.Response]] = {
    "no JSON": lambda: web.Response(text="<html>"),
    "lists inside each other without end": lambda: web.Response(body=b'{"jwks_uri":' + b"[" * 100_000),
    "an answer without end": lambda: web.Response(body=endless()),
}


@pytest.mark.parametrize("says", NONSENSE.values(), ids=NONSENSE)
async def test_a_key_server_that_answers_nonsense_is_503_until_it_is_well(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch, says: Callable[[], web.Response]
) -> None:
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 0.0)
    key_server.says = says
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE)))).status == 503
    key_server.says = None
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE)))).status == 200


async def test_a_key_server_that_does_not_answer_is_not_waited_for_without_end(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys_module.FETCH_TIMEOUT.total == 5
    monkeypatch.setattr(keys_module, "FETCH_TIMEOUT", aiohttp.ClientTimeout(total=0.05))
    key_server.let_through.clear()
    async with asyncio.timeout(30):
        refused = await guarded.hears(knock(HERE), bearer(sign(HERE)))
    assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
    key_server.let_through.set()


async def test_a_key_server_that_leads_elsewhere_is_not_followed(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 0.0)
    async with KeyServer() as thief:
        thief.in_use = ["stranger"]
        elsewhere = {"Location": thief.metadata_url}
        key_server.says = lambda: web.Response(status=307, headers=elsewhere)
        assert (await guarded.hears(knock(HERE), bearer(sign(HERE, by="stranger")))).status == 503
        key_server.says, key_server.keys_are_at = None, f"{thief.url}/keys"
        assert (await guarded.hears(knock(HERE), bearer(sign(HERE, by="stranger")))).status == 503


async def test_connections_of_strangers_make_room_before_those_that_brought_a_good_token(
    guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening_module, "MOST_CONNECTIONS", 2)
    body = json.dumps(knock(HERE)).encode()
    headers = {"Host": "x", "Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in (headers | bearer(sign(HERE))).items())
    good = f"POST /api/messages HTTP/1.1\r\n{lines}\r\n".encode() + body
    host, port = guarded.url.removeprefix("http://").split(":")
    teams, writer = await asyncio.open_connection(host, int(port))
    callers = [(teams, writer)]
    writer.write(good)
    assert (await teams.readuntil(b"pressed interview.start")).startswith(b"HTTP/1.1 200 ")
    for _ in range(3):
        callers.append(await asyncio.open_connection(host, int(port)))
        callers[-1][1].write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await callers[-1][0].readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
    writer.write(good)
    assert b"HTTP/1.1 200 " in await teams.readuntil(b"pressed interview.start")
    for _, one in callers:
        one.close()


async def test_replies_that_hang_keep_no_key_from_being_read(
    guarded_settings: Settings,
    listener: Listener,
    key_server: KeyServer,
    connector: FakeConnector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(world, "MOST_CONNECTIONS_OUT", 1)
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 0.0)
    async with running(guarded_settings, listener) as edge:
        connector.let_through.clear()
        await edge.hears(message(connector.url), bearer(sign(connector.url)))
        await connector.holds(1)
        key_server.in_use = ["second"]
        assert (await edge.hears(knock(HERE), bearer(sign(HERE, by="second")))).status == 200
        connector.let_through.set()


async def test_a_bad_token_costs_no_look_at_the_key_server(key_server: KeyServer, guarded: Edge) -> None:
    for header in (bearer("garbage"), bearer(sign(HERE, aud="other")), bearer(sign(HERE, exp=1))):
        await guarded.hears(knock(HERE), header)
    assert key_server.readings == 0


async def test_known_keys_stay_in_use_while_the_key_server_is_away(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await guarded.hears(knock(HERE), bearer(sign(HERE)))
    key_server.away = True
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 0.0)
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE, by="second")))).status == 503
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE, jti="another")))).status == 200


async def test_a_rotated_key_is_accepted_at_once(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await guarded.hears(knock(HERE), bearer(sign(HERE)))
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 0.0)
    key_server.in_use = ["second"]
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE, by="second")))).status == 200


async def test_a_verified_token_is_worthless_once_its_key_is_withdrawn(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign(HERE)
    assert (await guarded.hears(knock(HERE), bearer(token))).status == 200
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 0.0)
    key_server.in_use = ["second"]
    await guarded.hears(knock(HERE), bearer(sign(HERE, by="second")))
    assert (await guarded.hears(knock(HERE), bearer(token))).status == 401


async def test_unknown_keys_read_the_key_server_once_in_two_seconds(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys_module.SHORTEST_PAUSE == 2
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 3600.0)  # however long the twenty take
    strangers = [bearer(sign(HERE, by="stranger", kid=f"unknown-{n}")) for n in range(20)]
    answers = await asyncio.gather(*(guarded.hears(knock(HERE), header) for header in strangers))
    assert {answer.status for answer in answers} == {401}
    assert key_server.readings == 1


async def test_a_key_that_is_new_just_after_a_reading_is_waited_for(
    key_server: KeyServer, guarded: Edge
) -> None:
    signed = [sign(HERE, by="second", jti=str(n)) for n in range(3)] + [sign(HERE, by="stranger")]
    await guarded.hears(knock(HERE), bearer(sign(HERE)))
    key_server.in_use = ["first", "second"]
    answers = await asyncio.gather(*(guarded.hears(knock(HERE), bearer(token)) for token in signed))
    assert [answer.status for answer in answers] == [200, 200, 200, 401]
    assert key_server.readings == 2


async def test_after_one_key_was_waited_for_in_vain_nobody_waits_for_another(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await guarded.hears(knock(HERE), bearer(sign(HERE)))
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE, by="stranger")))).status == 401
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 3600.0)
    async with asyncio.timeout(60):
        for n in range(20):
            stranger = bearer(sign(HERE, by="stranger", kid=f"unknown-{n}"))
            assert (await guarded.hears(knock(HERE), stranger)).status == 401
    assert key_server.readings == 2


async def test_keys_are_read_anew_when_they_are_old(
    key_server: KeyServer, guarded: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign(HERE)
    await guarded.hears(knock(HERE), bearer(token))
    monkeypatch.setattr(keys_module, "SHORTEST_PAUSE", 0.0)
    monkeypatch.setattr(keys_module, "LONGEST_AGE", 0.0)
    key_server.in_use = ["second"]
    async with asyncio.timeout(10):
        while (await guarded.hears(knock(HERE), bearer(token))).status != 401:
            assert key_server.readings < 100


@pytest.mark.parametrize(("endorsements", "status"), [(["webchat"], 401), ([], 401), (None, 200)])
async def test_a_key_must_be_endorsed_for_teams_where_keys_say_what_they_are_for(
    key_server: KeyServer, guarded: Edge, endorsements: list[str] | None, status: int
) -> None:
    key_server.endorsements = endorsements
    assert (await guarded.hears(knock(HERE), bearer(sign(HERE)))).status == status


OTHER = "cccccccc-0000-4000-8000-000000000003"


@pytest.mark.parametrize(
    "changes",
    [
        {"channelData": {"tenant": {"id": OTHER}}},
        {"conversation": {"id": "a:chat", "tenantId": OTHER}},
        {"channelData": None, "conversation": {"id": "a:chat"}},
        {"channelId": "webchat"},
        {"channelId": None},
    ],
    ids=["another tenant", "a chat of another tenant", "no tenant", "another channel", "no channel"],
)
async def test_another_tenant_or_channel_gets_403(
    guarded: Edge, listener: Listener, changes: dict[str, Any]
) -> None:
    assert (await guarded.hears(knock(HERE, **changes), bearer(sign(HERE)))).status == 403
    assert listener.heard == []


async def test_tenants_can_be_listed(guarded_settings: Settings, listener: Listener) -> None:
    settings = replace(guarded_settings, allowed_tenants=(OTHER.upper(),))
    theirs = knock(
        HERE,
        channelData={"tenant": {"id": OTHER}},
        conversation={"id": "c", "conversationType": "channel", "tenantId": OTHER},
    )
    async with running(settings, listener) as edge:
        assert (await edge.hears(theirs, bearer(sign(HERE)))).status == 200
        assert (await edge.hears(knock(HERE), bearer(sign(HERE)))).status == 403


async def test_replies_carry_the_bot_s_own_token(guarded: Edge, connector: FakeConnector) -> None:
    for _ in range(2):
        await guarded.hears(message(connector.url), bearer(sign(connector.url)))
    calls = await connector.receives(2)
    assert [call.authorization for call in calls] == ["Bearer token-1", "Bearer token-1"]


async def test_the_managed_identity_is_the_app_s_own(
    guarded: Edge, connector: FakeConnector, identity: Any
) -> None:
    await guarded.hears(message(connector.url), bearer(sign(connector.url)))
    await connector.receives()
    (asked,) = identity.asked
    assert (asked["client_id"], asked["resource"]) == (APP_ID, "https://api.botframework.com")


async def test_nothing_is_sent_for_an_activity_that_was_refused(
    guarded: Edge, connector: FakeConnector
) -> None:
    await guarded.hears(message(connector.url), bearer(sign(HERE)))
    await guarded.hears(message(connector.url), bearer(sign(connector.url)))
    assert len(await connector.receives()) == 1
