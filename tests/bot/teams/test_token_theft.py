"""The bot's own token goes nowhere else, and nobody brings along the key that makes their token good."""

import aiohttp
import jwt
import pytest
from aiohttp import web

from bot.delivery.model import Address
from bot.delivery.patience import CallError
from bot.teams.calls import Calls
from bot.teams.connector import Connector
from bot.teams.outgoing import Outgoing
from bot.teams.pace import Pace
from tests.bot.fakes.activities import press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener, card
from tests.bot.fakes.edge import Edge
from tests.bot.fakes.key_server import APP_ID, ISSUER, KeyServer, bearer, rsa_key

HERE = "https://smba.example/emea"
CLAIMS = {"iss": ISSUER, "aud": APP_ID, "serviceurl": HERE, "exp": 2**33}


async def the_token() -> str:
    return "the bot's own"


async def test_a_token_that_names_its_own_keys_gets_401_and_nobody_is_asked_for_them(
    guarded: Edge, key_server: KeyServer, listener: Listener
) -> None:
    async with KeyServer() as thief:
        thief.in_use = ["stranger"]
        for named in ("jku", "x5u"):
            headers = {"kid": "stranger", named: f"{thief.url}/keys"}
            token = jwt.encode(CLAIMS, rsa_key("stranger"), algorithm="RS256", headers=headers)
            assert (await guarded.hears(press(HERE), bearer(token))).status == 401
        assert thief.readings == 0
    assert listener.heard == []


async def test_a_key_inside_the_token_is_not_used(guarded: Edge, key_server: KeyServer) -> None:
    own = jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key("stranger").public_key(), as_dict=True)
    headers = {"kid": "first", "jwk": own}
    token = jwt.encode(CLAIMS, rsa_key("stranger"), algorithm="RS256", headers=headers)
    assert (await guarded.hears(press(HERE), bearer(token))).status == 401


async def test_a_connector_that_leads_elsewhere_is_not_followed(connector: FakeConnector) -> None:
    async with FakeConnector() as thief, aiohttp.ClientSession() as session:
        leading = {"Location": f"{thief.url}/v3/conversations"}
        connector.answers = [lambda: web.Response(status=307, headers=leading)] * 2
        calls = Calls(session, the_token, Pace(), 15)
        with pytest.raises(CallError):
            await Connector(calls).send(connector.url, "a:chat", b"{}")
        at = Address("a:chat", connector.url, "tenant", "28:bot", "person")
        with pytest.raises(CallError):
            await Outgoing(calls).send(at, card("hej"))
        assert thief.calls == []
    assert [call.authorization for call in connector.calls] == ["Bearer the bot's own"] * 2
