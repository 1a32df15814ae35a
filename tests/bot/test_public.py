"""The public routes, over HTTP."""

from bot.public import MOST_ADDRESSES, Turnstile
from tests.bot.fakes.edge import Edge


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


async def test_what_is_stored_is_told(edge: Edge) -> None:
    page = await edge.get("/privacy?lang=en")
    assert page.status == 200
    assert "2 years after the decision" in page.text


async def test_odd_addresses_get_the_page(edge: Edge) -> None:
    odd = await edge.get("/info?lang=%00&notices=" + "x" * 4000 + "&lang=da&notices")
    assert odd.status == 200
    assert "Må jeg optage samtalen?" in odd.text
    assert (await edge.get("/info?" + "y" * 20_000)).status == 400


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
