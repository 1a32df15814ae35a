"""Files: offered, accepted or not, put into OneDrive and nowhere else."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.teams import uploads
from bot.teams.uploads import UploadError, Uploads, upload_address
from dialogs.turn import Consented
from tests.bot.fakes.activities import ANNA, Json, consent, message, press
from tests.bot.fakes.connector import Call, FakeConnector, refusing
from tests.bot.fakes.conversation import FILE, Listener
from tests.bot.fakes.edge import Edge, running
from tests.bot.fakes.key_server import bearer, sign
from tests.bot.fakes.onedrive import FakeOneDrive

CONSENT_CARD = "application/vnd.microsoft.teams.card.file.consent"
FILE_CARD = "application/vnd.microsoft.teams.card.file.info"


@pytest.fixture
async def onedrive() -> AsyncIterator[FakeOneDrive]:
    async with FakeOneDrive() as server:
        yield server
        server.let_through.set()


@pytest.fixture(params=["typed", "pressed"])
def asks(request: pytest.FixtureRequest, connector: FakeConnector) -> Json:
    """Somebody asks for a file, by a word or by a button."""
    return message(connector.url) if request.param == "typed" else press(connector.url, replyToId=None)


async def test_a_file_is_offered_after_the_card(
    edge: Edge, connector: FakeConnector, listener: Listener, asks: Json
) -> None:
    listener.offers = True
    await edge.hears(asks)
    calls = await connector.receives(2 if asks["type"] == "message" else 1)
    (attachment,) = calls[-1].body["attachments"]
    what = {"verb": "case.document", "data": {"case": "c1"}}
    assert calls[-1].body["summary"] == "Vurderingen som dokument."
    assert attachment == {
        "contentType": CONSENT_CARD,
        "name": "vurdering.docx",
        "content": {
            "description": "Vurderingen som dokument.",
            "sizeInBytes": 40_000,
            "acceptContext": what,
            "declineContext": what,
        },
    }


async def test_nothing_is_offered_where_others_read_along(
    make_settings: Any, connector: FakeConnector, listener: Listener
) -> None:
    listener.offers = True
    channel = {"id": "19:channel", "conversationType": "channel"}
    async with running(make_settings(), listener) as edge:
        await edge.hears(message(connector.url, conversation=channel))
        await edge.hears(press(connector.url, conversation=channel))
    assert [_kind(call) for call in connector.calls] == ["application/vnd.microsoft.card.adaptive"]


async def test_an_accepted_file_is_put_into_onedrive_and_shown(
    edge: Edge, connector: FakeConnector, listener: Listener, onedrive: FakeOneDrive
) -> None:
    answer = await edge.hears(consent(connector.url, onedrive.upload_url))
    assert (answer.status, answer.json) == (200, {})
    told, deleted = (await connector.receives(2))[:2]
    (put,) = onedrive.puts
    assert put.content == FILE.content
    assert put.headers["Content-Range"] == "bytes 0-11/12"
    assert put.headers["Content-Length"] == "12"
    assert put.headers["Content-Type"] == "application/test"
    assert put.path.endswith("uploadSession?guid='x%2Fy'&overwrite=True")
    (attachment,) = told.body["attachments"]
    assert attachment == {
        "contentType": FILE_CARD,
        "contentUrl": "https://example.sharepoint.com/personal/anna/vurdering%201.docx",
        "name": "vurdering 1.docx",
        "content": {"uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C9D", "fileType": "docx"},
    }
    assert (deleted.method, deleted.path) == ("DELETE", "/v3/conversations/a%3Achat/activities/f%3Aconsent")


async def test_the_turn_says_who_accepted_what(
    edge: Edge, connector: FakeConnector, listener: Listener, onedrive: FakeOneDrive
) -> None:
    await edge.hears(consent(connector.url, onedrive.upload_url))
    await connector.receives(2)
    assert listener.heard == [
        Consented(
            person_id=ANNA,
            chat_id="a:chat",
            language="da",
            personal=True,
            accepted=True,
            verb="case.document",
            data={"case": "c1"},
        )
    ]


async def test_a_second_press_makes_no_second_file(
    make_settings: Any, connector: FakeConnector, listener: Listener, onedrive: FakeOneDrive
) -> None:
    async with running(make_settings(), listener) as edge:
        for _ in range(2):
            assert (await edge.hears(consent(connector.url, onedrive.upload_url))).status == 200
    assert len(onedrive.puts) == 1
    assert [_kind(call) for call in connector.calls] == [FILE_CARD, "DELETE"]


async def test_a_press_that_came_to_nothing_can_be_made_again(
    make_settings: Any, connector: FakeConnector, listener: Listener, onedrive: FakeOneDrive
) -> None:
    connector.answers = [refusing(403)]
    async with running(make_settings(), listener) as edge:
        for calls in (1, 3):
            await edge.hears(consent(connector.url, onedrive.upload_url))
            await connector.receives(calls)
    assert [_kind(call) for call in connector.calls] == [FILE_CARD, FILE_CARD, "DELETE"]


async def test_a_no_takes_the_place_of_the_question(
    make_settings: Any, connector: FakeConnector, listener: Listener, onedrive: FakeOneDrive
) -> None:
    async with running(make_settings(), listener) as edge:
        await edge.hears(consent(connector.url, None, accepts=False))
    (call,) = connector.calls
    assert (call.method, call.path) == ("PUT", "/v3/conversations/a%3Achat/activities/f%3Aconsent")
    assert call.body["summary"] == "consented case.document"
    assert onedrive.puts == []


@pytest.mark.parametrize("status", [202, 302, 401, 404, 409, 500, 503])
async def test_a_file_that_is_not_taken_is_told_and_can_be_had_again(
    edge: Edge, connector: FakeConnector, onedrive: FakeOneDrive, status: int
) -> None:
    onedrive.status = status
    await edge.hears(consent(connector.url, onedrive.upload_url))
    told, deleted = (await connector.receives(2))[:2]
    assert told.body["summary"] == "not handed over case.document"
    assert deleted.method == "DELETE"
    assert len(onedrive.puts) == 1  # a redirect is not followed


async def test_a_silent_onedrive_is_given_up(
    edge: Edge, connector: FakeConnector, onedrive: FakeOneDrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "TIMEOUT", aiohttp.ClientTimeout(total=0.05))
    onedrive.let_through.clear()
    await edge.hears(consent(connector.url, onedrive.upload_url))
    (told, *_) = await connector.receives(2)
    assert told.body["summary"] == "not handed over case.document"


async def test_a_slow_upload_holds_no_card_up(
    edge: Edge, connector: FakeConnector, onedrive: FakeOneDrive
) -> None:
    onedrive.let_through.clear()
    await edge.hears(consent(connector.url, onedrive.upload_url))
    await edge.hears(message(connector.url))
    (first,) = await connector.receives(1)
    assert first.body["summary"] == "typed hej"
    onedrive.let_through.set()
    await connector.receives(3)


async def test_a_question_that_cannot_be_taken_away_costs_no_file(
    make_settings: Any, connector: FakeConnector, listener: Listener, onedrive: FakeOneDrive
) -> None:
    connector.answers = [refusing(201), refusing(404)]
    async with running(make_settings(), listener) as edge:
        await edge.hears(consent(connector.url, onedrive.upload_url))
    assert [_kind(call) for call in connector.calls] == [FILE_CARD, "DELETE"]


async def test_a_failure_while_the_file_is_made_becomes_a_card(
    edge: Edge, connector: FakeConnector, listener: Listener, onedrive: FakeOneDrive
) -> None:
    listener.fails = True
    await edge.hears(consent(connector.url, onedrive.upload_url))
    (told, *_) = await connector.receives(2)
    assert told.body["summary"].startswith("failed ")
    assert onedrive.puts == []


async def test_a_bot_with_an_identity_puts_files_on_onedrive_alone(
    guarded: Edge, connector: FakeConnector, onedrive: FakeOneDrive
) -> None:
    await guarded.hears(consent(connector.url, onedrive.upload_url), bearer(sign(connector.url)))
    (told, *_) = await connector.receives(2)
    assert told.body["summary"] == "not handed over case.document"
    assert onedrive.puts == []


DAMAGED: list[Any] = [
    None, "x", 5, [], {}, {"action": "accept"}, {"action": "accept", "context": "x", "uploadInfo": []},
    {"action": ["accept"], "context": {"verb": 5, "data": "x"}},
    {"action": "accept", "uploadInfo": {"uploadUrl": 5}},
    {"action": "accept", "uploadInfo": {"uploadUrl": None, "uniqueId": None}},
]  # fmt: skip


@pytest.mark.parametrize("value", DAMAGED, ids=json.dumps)
async def test_a_damaged_answer_is_taken_and_leads_nowhere(
    make_settings: Any, connector: FakeConnector, listener: Listener, value: Any
) -> None:
    async with running(make_settings(), listener) as edge:
        assert (await edge.hears(consent(connector.url, None, value=value))).status == 200
    said = [call.body["summary"] for call in connector.calls if call.body]
    assert said in (["consented "], ["not handed over "])


async def test_an_answer_without_a_chat_is_taken_and_ignored(edge: Edge, listener: Listener) -> None:
    assert (await edge.hears(consent("http://127.0.0.1:1", None, conversation=None))).status == 200
    assert listener.heard == []


@pytest.mark.parametrize(
    "url",
    [
        "https://contoso-my.sharepoint.com/personal/anna/_api/v2.0/drive/items/01/uploadSession?guid='1'",
        "https://CONTOSO.SharePoint.com:443/x",
    ],
)
def test_onedrive_is_known_by_its_host(url: str) -> None:
    assert upload_address(url, local=False) is not None


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "//contoso.sharepoint.com/x", "http://contoso.sharepoint.com/x", "ftp://contoso.sharepoint.com/x",
        "https://sharepoint.com.example.org/x", "https://evilsharepoint.com/x", "https://sharepoint.com/x",
        "https://contoso.sharepoint.com@example.org/x", "https://anna:x@contoso.sharepoint.com/x",
        "https://example.org\\@contoso.sharepoint.com/x", "https://example.org#.sharepoint.com",
        "https://example.org/.sharepoint.com", "https://example.org?.sharepoint.com",
        "https://contoso.sharepoint.com:8443/x", "https://contoso.sharepoint.com:x/y", "https://[::1",
        "http://127.0.0.1/x", "http://169.254.169.254/metadata", "https://127.0.0.1/x", "file:///etc/passwd",
        "https://contoso.sharepoint.com/" + "x" * 4000,
    ],
)  # fmt: skip
def test_nothing_is_put_anywhere_else(url: str) -> None:
    assert upload_address(url, local=False) is None


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8080/x", True),
        ("http://localhost/x", True),
        ("http://[::1]:1/x", True),
        ("http://169.254.169.254/x", False),
        ("http://10.0.0.1/x", False),
        ("https://127.0.0.1/x", False),
    ],
)
def test_a_bot_without_an_identity_may_use_this_machine(url: str, allowed: bool) -> None:
    assert (upload_address(url, local=True) is not None) == allowed


async def test_nothing_of_the_bots_own_goes_with_a_file(onedrive: FakeOneDrive) -> None:
    async with aiohttp.ClientSession() as session:
        await Uploads(session, local=True).put(onedrive.upload_url, FILE)
        with pytest.raises(UploadError):
            await Uploads(session, local=False).put(onedrive.upload_url, FILE)
    (put,) = onedrive.puts
    assert {"Authorization", "Cookie", "Proxy-Authorization"}.isdisjoint(put.headers)


def _kind(call: Call) -> str:
    """What was sent: an attachment's type, or the call itself."""
    return str(call.body["attachments"][0]["contentType"]) if call.body else call.method
