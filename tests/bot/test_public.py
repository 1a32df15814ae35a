"""The public routes, over HTTP."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest
import segno
from aiohttp import web
from yarl import URL

from bot.public import MOST_A_SECOND, MOST_ADDRESSES, PublicPages, Turnstile, visitor_of
from guideline.load import built_in, load_pack
from pages.privacy import Kept
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge, running


async def test_the_page_comes_with_a_policy_and_without_cookies(edge: Edge) -> None:
    page = await edge.get("/info?lang=da&notices=recording_ok,audio_only")
    assert page.status == 200
    assert "Du må gerne optage vores samtale." in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")


async def test_the_code_is_a_picture_that_leads_to_the_page(edge: Edge) -> None:
    picture = await edge.get("/info/qr?lang=en&notices=recording_ok")
    assert picture.status == 200
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.body.startswith(b"\x89PNG")
    other = await edge.get("/info/qr?lang=da&notices=recording_ok")
    assert other.body != picture.body


@pytest.mark.parametrize("host", [None, "elsewhere.example:8443"])
@pytest.mark.parametrize("public_url", [None, "https://optagelse.kommune.dk"])
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("lang=en", "lang=en"),
        ("lang=xx&case=1", "lang=da"),
        (
            "case=1&reader=employee&notices=nothing,interests_weighed",
            "lang=da&notices=interests_weighed&reader=employee",
        ),
    ],
)
async def test_the_code_holds_the_address_and_nothing_of_what_else_was_asked(
    make_settings: MakeSettings,
    listener: Listener,
    public_url: str | None,
    host: str | None,
    query: str,
    kept: str,
) -> None:
    async with running(make_settings(public_url=public_url), listener) as edge:
        headers = {"Host": host} if host else {}
        async with edge.session.get(f"{edge.url}/info/qr?{query}", headers=headers) as answer:
            body = await answer.read()
        base = public_url or (f"http://{host}" if host else edge.url)
    assert body == code_of(f"{base}/info?{kept}")


def code_of(address: str) -> bytes:
    """Return the picture of a code, made by the library itself."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("EN", "May I record the conversation?"),
        ("en-US", "May I record the conversation?"),
        ("da-DK", "Må jeg optage samtalen?"),
        ("DA-Simple", "Må jeg optage?"),
        ("de-AT", "Må jeg optage samtalen?"),
    ],
)
async def test_a_language_is_read_as_the_nearest_that_there_is(edge: Edge, asked: str, heading: str) -> None:
    assert heading in (await edge.get(f"/info?lang={asked}")).text


async def test_what_is_stored_is_told_in_the_nearest_language_too(edge: Edge) -> None:
    assert (await edge.get("/privacy?lang=EN-us")).text == (await edge.get("/privacy?lang=en")).text


async def test_what_is_stored_is_told(edge: Edge) -> None:
    page = await edge.get("/privacy?lang=en")
    assert page.status == 200
    assert "2 years after the decision" in page.text


async def test_odd_addresses_get_the_page(edge: Edge) -> None:
    odd = await edge.get("/info?lang=%00&notices=" + "x" * 4000 + "&lang=da&notices")
    assert odd.status == 200
    assert "Må jeg optage samtalen?" in odd.text
    assert (await edge.get("/info?" + "y" * 20_000)).status == 400


@pytest.mark.parametrize(
    "query",
    [
        "lang=%ed%a0%80",
        "%",
        "lang=%zz",
        "notices=" + ",".join(["nothing"] * 700),
        "notices=%00%0a%0d",
        "lang[]=en",
        "&".join(["lang=tlh"] * 500),
        ";" * 5000,
        "reader=" + "%F0%9F%92%A9" * 400,
    ],
    ids=lambda query: query[:20],
)
async def test_whatever_is_asked_for_the_same_page_comes(edge: Edge, query: str) -> None:
    plain = await edge.get("/info")
    async with edge.session.get(URL(f"{edge.url}/info?{query}", encoded=True)) as odd:
        assert odd.status == 200
        assert await odd.text() == plain.text


async def test_an_unknown_language_reads_of_personal_data_in_danish(edge: Edge) -> None:
    assert (await edge.get("/privacy?lang=tlh")).text == (await edge.get("/privacy")).text


@pytest.mark.parametrize("host", ["[", "x:99999", "x:y", "a" * 3000])
async def test_a_host_that_is_none_gets_no_code_and_no_fault(edge: Edge, host: str) -> None:
    async with edge.session.get(f"{edge.url}/info/qr", headers={"Host": host}) as answer:
        assert answer.status == 400
        assert await answer.text() == "The Host header names no address."


@pytest.fixture
async def in_one_second() -> AsyncIterator[str]:
    """The public pages, at a moment that does not pass."""
    pages = PublicPages(
        load_pack(built_in("albertslund")),
        None,
        Kept(730),
        drafts=False,
        turnstile=Turnstile(clock=lambda: 0.0),
    )
    app = web.Application()
    app.add_routes(pages.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_of_thousands_from_one_address_few_are_answered_and_others_are_not_held_up(
    in_one_second: str,
) -> None:
    async with visitor("127.0.0.1") as greedy, visitor("127.0.0.2") as other:

        async def ask(_: int) -> int:
            async with greedy.get(f"{in_one_second}/info?lang=da") as answer:
                if answer.status == 429:
                    assert answer.headers["Retry-After"] == "1"
                return answer.status

        statuses = Counter(await asyncio.gather(*map(ask, range(2000))))
        assert statuses == {200: MOST_A_SECOND, 429: 2000 - MOST_A_SECOND}
        async with other.get(f"{in_one_second}/info/qr") as answer:
            assert answer.status == 200


async def test_behind_a_proxy_on_this_machine_the_last_hop_counts(in_one_second: str) -> None:
    async with visitor("127.0.0.3") as proxy:

        async def ask(forwarded: str) -> int:
            headers = {"X-Forwarded-For": forwarded}
            async with proxy.get(f"{in_one_second}/privacy", headers=headers) as answer:
                return answer.status

        greedy = [await ask(f"10.0.0.{number}, 192.0.2.1") for number in range(MOST_A_SECOND)]
        assert set(greedy) == {200}
        assert await ask("10.1.1.1, 192.0.2.1") == 429
        assert await ask("192.0.2.1, 192.0.2.2") == 200


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("127.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("::1", ["10.0.0.1, 2001:db8::1"], "2001:db8::1"),
        ("127.0.0.1", ["10.0.0.1", "192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["no address"], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("192.0.2.9", ["10.0.0.1"], "192.0.2.9"),
        (None, ["10.0.0.1"], ""),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(
    peer: str | None, forwarded: list[str], counted: str
) -> None:
    assert visitor_of(peer, forwarded) == counted


def visitor(address: str) -> aiohttp.ClientSession:
    """Somebody at another of this machine's own addresses."""
    connector = aiohttp.TCPConnector(local_addr=(address, 0), limit=20)
    return aiohttp.ClientSession(connector=connector)


def test_one_address_is_let_in_so_often_a_second_and_others_are_not_held_up() -> None:
    moment = 0.0
    gate = Turnstile(limit=3, clock=lambda: moment)
    assert [gate.lets_in("a") for _ in range(4)] == [True, True, True, False]
    assert gate.lets_in("b")
    moment = 1.0
    assert gate.lets_in("a")


def test_many_addresses_fill_no_memory() -> None:
    gate = Turnstile(clock=lambda: 0.0)
    for number in range(MOST_ADDRESSES + 50):
        gate.lets_in(str(number))
    assert len(gate._seen) == MOST_ADDRESSES


async def test_the_terms_of_use_are_there_in_both_of_the_bots_languages(edge: Edge) -> None:
    for lang, heading in {"da": "Vilkår for brug", "en-GB": "Terms of use"}.items():
        page = await edge.get(f"/terms?lang={lang}")
        assert (page.status, f"<h1>{heading}</h1>" in page.text) == (200, True)
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
