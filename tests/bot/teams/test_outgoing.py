"""Calls that the bot makes by itself: what goes out, and what each failure is."""

import datetime
import email.utils
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.delivery.model import Address
from bot.delivery.patience import CallError
from bot.teams import outgoing
from bot.teams.calls import Calls
from bot.teams.outgoing import Outgoing
from bot.teams.pace import Pace
from tests.bot.fakes.connector import FakeConnector, refusing
from tests.bot.fakes.conversation import card


@pytest.fixture
async def calls() -> AsyncIterator[Outgoing]:
    async with aiohttp.ClientSession() as session:
        yield Outgoing(Calls(session, None, Pace(), outgoing.ANSWER_SECONDS))


def at(connector: FakeConnector) -> Address:
    return Address("a:chat", f"{connector.url}/", "tenant", "28:bot", "person")


async def failure(calls: Outgoing, connector: FakeConnector) -> CallError:
    with pytest.raises(CallError) as failed:
        await calls.send(at(connector), card("hej"))
    return failed.value


async def test_a_message_holds_one_card_and_its_meaning(calls: Outgoing, connector: FakeConnector) -> None:
    assert await calls.send(at(connector), card("hej")) == "f:sent-1"
    (sent,) = connector.calls
    assert (sent.method, sent.path) == ("POST", "/v3/conversations/a%3Achat/activities")
    assert (sent.body["type"], sent.body["summary"], "text" in sent.body) == ("message", "hej", False)
    assert [part["contentType"] for part in sent.body["attachments"]] == [
        "application/vnd.microsoft.card.adaptive"
    ]


async def test_a_message_is_replaced_by_its_id(calls: Outgoing, connector: FakeConnector) -> None:
    await calls.update(at(connector), "f:1", card("nyt"))
    (sent,) = connector.calls
    assert (sent.method, sent.path, sent.body["id"]) == (
        "PUT",
        "/v3/conversations/a%3Achat/activities/f%3A1",
        "f:1",
    )


async def test_a_chat_is_opened_by_object_id_and_tenant(calls: Outgoing, connector: FakeConnector) -> None:
    await calls.open_chat(connector.url, "tenant", "28:bot", "object-id")
    (sent,) = connector.calls
    assert sent.body["members"] == [{"id": "object-id"}]
    assert sent.body["channelData"] == {"tenant": {"id": "tenant"}}


async def test_each_call_is_made_once(calls: Outgoing, connector: FakeConnector) -> None:
    connector.answers = [refusing(503)]
    assert (await failure(calls, connector)).status == 503
    assert len(connector.calls) == 1


async def test_the_platforms_own_word_for_a_failure_is_kept(
    calls: Outgoing, connector: FakeConnector
) -> None:
    body = {"error": {"code": "ConversationNotFound", "message": "Anna Agerholm"}}
    connector.answers = [lambda: web.json_response(body, status=404)]
    failed = await failure(calls, connector)
    assert (failed.code, failed.told, "Anna" in str(failed)) == (
        "ConversationNotFound",
        "404 ConversationNotFound",
        False,
    )


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\n"])
async def test_no_sign_is_kept_that_a_database_refuses(
    calls: Outgoing, connector: FakeConnector, odd: str
) -> None:
    sign = f"\\u{ord(odd):04x}"
    connector.answers = [lambda: web.Response(status=400, text=f'{{"error": {{"code": "Bad{sign}Code"}}}}')]
    assert (await failure(calls, connector)).code in ("BadCode", "")
    connector.answers = [lambda: web.Response(status=201, text=f'{{"id": "f:1{sign}"}}')]
    assert await calls.send(at(connector), card("hej")) == ""


@pytest.mark.parametrize(
    ("given", "seconds"), [("7", 7), ("0.2", 0.2), ("-1", None), ("nan", None), ("soon", None), ("", None)]
)
async def test_retry_after_in_seconds(
    calls: Outgoing, connector: FakeConnector, given: str, seconds: float | None
) -> None:
    connector.answers = [refusing(429, **{"Retry-After": given})]
    assert (await failure(calls, connector)).retry_after == seconds


async def test_retry_after_as_a_date(calls: Outgoing, connector: FakeConnector) -> None:
    date = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=60)
    connector.answers = [refusing(429, **{"Retry-After": email.utils.format_datetime(date, usegmt=True)})]
    waits = (await failure(calls, connector)).retry_after
    assert waits is not None
    assert 50 < waits <= 60


async def test_silence_is_no_answer(connector: FakeConnector) -> None:
    connector.let_through.clear()
    async with aiohttp.ClientSession() as session:
        failed = await failure(Outgoing(Calls(session, None, Pace(), 0.1)), connector)
    connector.let_through.set()
    assert (failed.status, failed.passes) == (None, True)


async def test_nobody_there_is_no_answer(calls: Outgoing) -> None:
    with pytest.raises(CallError) as failed:
        await calls.send(Address("a:chat", "http://127.0.0.1:1", "tenant", "28:bot"), card("hej"))
    assert failed.value.status is None


async def test_without_a_token_nothing_is_sent(connector: FakeConnector) -> None:
    async def no_token() -> str:
        raise RuntimeError("the identity is away")

    async with aiohttp.ClientSession() as session:
        assert (
            await failure(Outgoing(Calls(session, no_token, Pace(), outgoing.ANSWER_SECONDS)), connector)
        ).passes
    assert connector.calls == []
