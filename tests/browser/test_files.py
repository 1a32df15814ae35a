"""Files and the channel on the page: a yes, a no, and a bot that leaves the team."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")

WHOLE = {"Content-Range": "bytes 0-3/4", "Content-Type": "text/plain"}


async def test_an_accepted_file_can_be_fetched(screen: Screen) -> None:
    await screen.bot.offer_file(screen.bot.activities[-1])
    await expect(screen.card()).to_contain_text("Må filen lægges i dit OneDrive?")
    await screen.button("Tillad").press("Enter")
    await expect(screen.card()).to_contain_text("Du har sagt ja.")
    await expect(screen.card()).to_be_focused()
    await screen.bot.answered.wait()
    told = screen.bot.activities[-1]
    upload = told["value"]["uploadInfo"]
    await screen.bot.put(upload["uploadUrl"], b"text", **WHOLE)
    await screen.bot.show_file(told, upload)
    async with screen.page.expect_download() as fetched:
        await screen.page.get_by_role("link", name="Hent filen").click()
    file = await fetched.value
    assert file.suggested_filename == "vurdering.docx"
    assert (await file.path()).read_bytes() == b"text"


async def test_a_no_is_told_to_the_bot(screen: Screen) -> None:
    await screen.bot.offer_file(screen.bot.activities[-1])
    await screen.button("Afvis").click()
    await expect(screen.card()).to_contain_text("Du har sagt nej.")
    assert screen.bot.activities[-1]["value"]["action"] == "decline"


async def test_an_answer_that_fails_can_be_given_again(screen: Screen) -> None:
    screen.bot.consent_status = 500
    await screen.bot.offer_file(screen.bot.activities[-1])
    await screen.button("Afvis").click()
    await expect(screen.page.locator(".notice")).to_have_text("Noget gik galt. Prøv igen.")
    await expect(screen.button("Afvis")).to_be_visible()
    # The browser tells of the failed call as well.
    screen.errors[:] = [error for error in screen.errors if "502" not in error]


async def test_the_address_of_a_file_is_never_a_script(screen: Screen) -> None:
    told = {"uniqueId": "x", "fileType": "docx", "contentUrl": "javascript:alert(1)", "name": "fil.docx"}
    await screen.bot.show_file(screen.bot.activities[-1], told)
    await expect(screen.card()).to_contain_text("fil.docx")
    assert await screen.page.locator(".file a").get_attribute("href") is None


async def test_the_bot_leaves_the_team_and_comes_back(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="HR/Jura Hanne Holm").click()
    await screen.button("Fjern Optagelsesguiden fra teamet").press("Enter")
    await expect(screen.page.get_by_text("Optagelsesguiden er ikke i teamet.")).to_be_visible()
    await expect(screen.button("Tilføj Optagelsesguiden til teamet")).to_be_focused()
    heard = len(screen.bot.activities)
    await screen.types("hr")
    await expect(screen.page.locator(".message.is-mine")).to_contain_text("hr")
    await screen.page.reload()
    await expect(screen.button("Tilføj Optagelsesguiden til teamet")).to_be_visible()
    assert len(screen.bot.activities) == heard
    await screen.button("Tilføj Optagelsesguiden til teamet").click()
    await expect(screen.button("Nævn @Optagelsesguiden")).to_be_visible()
    assert screen.bot.activities[-1]["action"] == "add"
