"""Chatting on the page: pressing, typing, forms, and what happens meanwhile."""

import pytest
from playwright.async_api import expect

from tests.bot.stage.echo_bot import card, form_card, text
from tests.browser.conftest import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_press_brings_the_next_card_in_the_same_place(screen: Screen) -> None:
    await screen.button("En borger vil optage").click()
    await expect(screen.card()).to_contain_text("Lyd eller billeder?")
    await screen.button("Kun lyd").click()
    await expect(screen.card()).to_contain_text("Ja, det er i orden.")
    await expect(screen.page.locator(".card")).to_have_count(1)


async def test_everything_works_from_the_keyboard_and_focus_follows(screen: Screen) -> None:
    row = screen.button("Nogen optager skjult")
    await row.focus()
    await screen.page.keyboard.press("Enter")
    await expect(screen.card()).to_contain_text("Lyd eller billeder?")
    assert await screen.card().evaluate("card => card.contains(document.activeElement)")
    await screen.page.keyboard.press("Tab")
    await expect(screen.button("Kun lyd")).to_be_focused()
    await screen.page.keyboard.press("Enter")
    await expect(screen.card()).to_contain_text("Ja, det er i orden.")
    await expect(screen.page.locator("#announcer")).to_contain_text("Ja, det er i orden.")


async def test_a_second_click_meanwhile_sends_nothing(screen: Screen) -> None:
    screen.bot.hold.clear()
    before = len(screen.bot.activities)
    press = screen.button("En borger vil optage")
    await press.click()
    await expect(screen.card()).to_have_attribute("aria-busy", "true")
    await press.click(force=True, no_wait_after=True)
    screen.bot.hold.set()
    await expect(screen.card()).to_contain_text("Lyd eller billeder?")
    assert len(screen.bot.activities) == before + 1


async def test_a_typed_message_is_sent_answered_changed_and_deleted(screen: Screen) -> None:
    await screen.types("Hvad nu?")
    await expect(screen.page.locator(".message").last).to_contain_text("Du skrev: Hvad nu?")
    own = screen.page.locator(".message.is-mine").last
    await own.hover()
    await own.get_by_role("button", name="Rediger").click()
    await own.get_by_role("textbox").fill("Hvad så?")
    await own.get_by_role("textbox").press("Enter")
    await expect(own).to_contain_text("Hvad så?")
    await expect(own).to_contain_text("Redigeret")
    await own.get_by_role("button", name="Slet").click()
    await expect(own).to_contain_text("Beskeden er slettet.")
    assert [a["type"] for a in screen.bot.activities[-2:]] == ["messageUpdate", "messageDelete"]


async def test_a_form_asks_for_what_it_needs_before_it_is_sent(screen: Screen) -> None:
    await screen.button("Skriv en note").click()
    await screen.button("Gem").click()
    await expect(screen.card()).to_contain_text("Skriv en note")
    assert screen.bot.activities[-1]["value"]["action"]["verb"] == "note.form"
    await screen.page.get_by_label("Din note").fill("Alt vel <b>æøå</b>")
    await screen.page.get_by_label("Samtalen blev optaget").check()
    await screen.button("Gem").click()
    await expect(screen.card()).to_contain_text("Gemt: Alt vel <b>æøå</b> (true)")
    sent = screen.bot.activities[-1]["value"]["action"]["data"]
    assert sent == {"key": "k1", "note": "Alt vel <b>æøå</b>", "recorded": "true"}


async def test_a_failure_and_a_short_text_show_below_the_card(screen: Screen) -> None:
    await screen.button("Gå i stykker").click()
    await expect(screen.page.locator(".notice")).to_have_text("Noget gik galt. Prøv igen.")
    await screen.button("Skriv en kort besked").click()
    await expect(screen.page.locator(".notice")).to_have_text("Gemt for dig")
    await expect(screen.card()).to_contain_text("Hvad sker der?")


async def test_the_bots_changes_show_at_once_in_place(screen: Screen) -> None:
    about = screen.bot.activities[-1]
    _, sent = await screen.bot.send_card(about, card(text("Afventer")))
    await expect(screen.card()).to_have_text("Afventer")
    url = f"{about['serviceUrl']}v3/conversations/{about['conversation']['id']}/activities/{sent['id']}"
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card(text("Godkendt"))}
    await screen.bot.call("PUT", url, {"type": "message", "attachments": [attachment]})
    await expect(screen.card()).to_have_text("Godkendt")
    await screen.bot.call("DELETE", url)
    await expect(screen.page.locator(".message").last).to_contain_text("Beskeden er slettet.")


async def test_a_half_filled_form_survives_that_the_bot_writes_the_same_card_again(screen: Screen) -> None:
    await screen.button("Skriv en note").click()
    field = screen.page.get_by_label("Din note")
    await field.fill("Halvt skrev")
    about = screen.bot.activities[-1]
    place = (
        f"{about['serviceUrl']}v3/conversations/{about['conversation']['id']}/activities/{about['replyToId']}"
    )
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": form_card()}
    await screen.bot.call("PUT", place, {"type": "message", "attachments": [attachment]})
    await expect(screen.page.locator(".message").first).to_contain_text("Redigeret")
    await field.press_sequentially("et")
    await expect(field).to_have_value("Halvt skrevet")
    await expect(field).to_be_focused()


async def test_typing_shows_until_the_answer_comes(screen: Screen) -> None:
    about = screen.bot.activities[-1]
    await screen.bot.send(about, type="typing")
    await expect(screen.page.get_by_text("Optagelsesguiden skriver")).to_be_visible()
    await screen.bot.send(about, text="Her er svaret")
    await expect(screen.page.get_by_text("Optagelsesguiden skriver")).to_be_hidden()


async def test_what_the_bot_writes_is_never_read_as_html(screen: Screen) -> None:
    about = screen.bot.activities[-1]
    await screen.bot.send_card(
        about, card(text("<img src=x onerror=alert(1)> **fed** [her](javascript:alert(1))"))
    )
    await expect(screen.card()).to_contain_text("<img src=x onerror=alert(1)>")
    assert await screen.card().locator("img, a[href^=javascript]").count() == 0
    assert await screen.card().locator("strong").inner_text() == "fed"


async def test_a_card_that_refreshes_does_so_while_one_looks(screen: Screen) -> None:
    await screen.types("genopfrisk")
    await expect(screen.card()).to_have_text("Kun for dig")
    assert screen.bot.activities[-1]["value"]["trigger"] == "automatic"
