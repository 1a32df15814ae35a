"""What the bot remembers of tokens: verified ones, a bounded number, for as long as they are good."""

import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.teams import tokens as tokens_module
from bot.teams.keys import SigningKeys
from bot.teams.tokens import LEEWAY, TokenError, TokenGate, normal_url
from tests.bot.fakes.key_server import APP_ID, ISSUER, KeyServer, sign

HERE = "https://smba.example/emea"


@pytest.fixture
async def gate(key_server: KeyServer) -> AsyncIterator[TokenGate]:
    async with aiohttp.ClientSession() as session:
        keys = SigningKeys(session, key_server.metadata_url)
        yield TokenGate(keys, APP_ID, ISSUER)
        await keys.close()


def _remembered(gate: TokenGate) -> int:
    return len(gate._verified)


async def test_a_verified_token_is_remembered_and_a_bad_one_not(gate: TokenGate) -> None:
    assert await gate.service_url("Bearer " + sign(HERE)) == HERE
    for bad in (sign(HERE, by="stranger", kid="first"), sign(HERE, serviceurl=None), "garbage"):
        with pytest.raises(TokenError):
            await gate.service_url("Bearer " + bad)
    assert _remembered(gate) == 1


async def test_no_more_tokens_are_remembered_than_there_is_room_for(
    gate: TokenGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens_module, "MOST_REMEMBERED", 3)
    for number in range(5):
        await gate.service_url("Bearer " + sign(HERE, jti=str(number)))
    assert _remembered(gate) == 3


async def test_a_remembered_token_is_refused_once_it_has_expired(gate: TokenGate) -> None:
    token = "Bearer " + sign(HERE)
    assert await gate.service_url(token) == HERE
    gate._now = lambda: time.time() + 3600 + LEEWAY + 1
    gate._claims["leeway"] = -3600 - LEEWAY - 1  # the library reads the real clock: as if it were as late
    with pytest.raises(TokenError):
        await gate.service_url(token)
    assert _remembered(gate) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://smba.example/emea/", "https://SMBA.example/emea", True),
        ("HTTPS://smba.example", "https://smba.example/", True),
        ("https://smba.example/emea", "https://smba.example/EMEA", False),
        ("https://smba.example", "http://smba.example", False),
        ("https://smba.example:444", "https://smba.example", False),
        ("http://[::1", "http://[::1", True),
    ],
)
def test_which_service_urls_are_one(one: str, other: str, same: bool) -> None:
    assert (normal_url(one) == normal_url(other)) is same
