"""The page around the chat: people, stories, languages, themes, and what it loads."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import PHONE, Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_one_press_plays_the_main_job_to_its_end(screen: Screen) -> None:
    await screen.button("Se hovedopgaven").click()
    await expect(screen.page.locator(".story-now")).to_contain_text("Historie: En kort historie")
    await expect(screen.page.locator(".story-now")).to_contain_text("Historien er slut.")
    await expect(screen.card()).to_contain_text("Ja, det er i orden.")
    await screen.button("Luk historien").click()
    await expect(screen.button("Se hovedopgaven")).to_be_visible()


async def test_a_paused_story_points_at_the_next_button_and_waits(screen: Screen) -> None:
    screen.api.player._pace = 30
    await screen.button("Se hovedopgaven").click()
    await expect(screen.page.get_by_label("Skriv en besked som")).to_have_value("hej")
    await screen.button("Pause").click()
    await screen.button("Næste").click()
    await expect(screen.page.locator(".card .is-next")).to_have_text("En borger vil optage")
    assert await screen.page.evaluate("document.getAnimations().length") == 0
    await screen.button("Næste").click()
    await expect(screen.page.locator(".card .is-next")).to_have_text("Kun lyd")
    await screen.button("Stop").click()
    await expect(screen.page.locator(".is-next")).to_have_count(0)


async def test_a_reload_keeps_the_conversation(screen: Screen) -> None:
    await screen.button("En borger vil optage").click()
    await expect(screen.card()).to_contain_text("Lyd eller billeder?")
    await screen.page.reload()
    await expect(screen.card()).to_contain_text("Lyd eller billeder?")
    await expect(screen.page.locator(".card")).to_have_count(1)


async def test_times_are_danish_as_on_the_cards_wherever_the_browser_is(screen: Screen) -> None:
    await screen.greets()
    time = screen.page.locator(".message time").last
    at = datetime.datetime.fromisoformat(await time.get_attribute("datetime") or "")
    await expect(time).to_have_text(f"{at.astimezone(ZoneInfo('Europe/Copenhagen')):%H.%M}")


async def test_two_people_stand_side_by_side_and_hear_of_each_other(screen: Screen) -> None:
    await screen.page.locator(".rail-entry", has_text="Lone Lind").get_by_role("button").last.click()
    await expect(screen.page.locator(".pane")).to_have_count(2)
    await expect(screen.page.locator(".pane").last).to_contain_text("Lone og guiden")
    await screen.button("Luk Anna og guiden").click()
    about = next(a for a in screen.bot.activities if a["from"]["name"].startswith("Anna"))
    await screen.bot.send(about, text="Nyt til dig")
    anna = screen.page.locator(".rail-entry", has_text="Anna Agerholm")
    await expect(anna.locator(".badge")).to_contain_text("1")
    await anna.get_by_role("button").first.click()
    await expect(anna.locator(".badge")).to_have_count(0)


async def test_in_the_channel_one_writes_as_a_member_and_answers_below(screen: Screen) -> None:
    await screen.page.locator(".rail-entry").last.get_by_role("button").first.click()
    pane = screen.page.locator(".pane.is-channel")
    await expect(pane.get_by_label("Du er")).to_have_value(screen.api.teams.person("Hanne").person.id)
    await screen.types("hr")
    await expect(pane.locator(".thread .message")).to_contain_text("Du skrev")
    assert screen.bot.activities[-1]["text"] == "<at>Optagelsesguiden</at> hr"
    await pane.get_by_role("button", name="Nævn @Optagelsesguiden").click()
    before = len(screen.bot.activities)
    await screen.types("kun til kollegerne")
    await expect(pane).to_contain_text("kun til kollegerne")
    assert len(screen.bot.activities) == before


async def test_the_language_changes_the_words_and_what_the_bot_is_told(screen: Screen) -> None:
    await screen.button("English").click()
    await expect(screen.button("See the main job")).to_be_visible()
    await expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    await screen.page.get_by_label("Write a message as Anna").fill("hello")
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.locator(".message").last).to_contain_text("hello")
    assert screen.bot.activities[-1]["locale"] == "en-GB"


async def test_the_theme_changes_and_is_remembered(screen: Screen) -> None:
    html = screen.page.locator("html")
    await expect(html).to_have_attribute("data-theme", "light")
    await screen.button("Mørkt tema").click()
    await screen.page.reload()
    await expect(html).to_have_attribute("data-theme", "dark")


async def test_under_the_hood_shows_both_directions_with_their_content(screen: Screen) -> None:
    await screen.button("Under motorhjelmen").click()
    panel = screen.page.get_by_role("complementary")
    await expect(panel.locator(".to_bot").first).to_be_visible()
    sent = panel.locator(".from_bot", has_text="POST /v3/conversations").first
    await sent.locator("summary").click()
    await expect(sent.locator("pre").first).to_contain_text('"type": "message"')
    await panel.get_by_role("button", name="Luk panelet").click()
    await expect(screen.button("Under motorhjelmen")).to_be_focused()


async def test_a_bot_that_has_stopped_is_told_of(screen: Screen) -> None:
    screen.api.bot_stopped()
    await expect(screen.page.get_by_role("alert")).to_contain_text("Botten er stoppet")


async def test_nothing_comes_from_elsewhere(screen: Screen) -> None:
    await screen.greets()
    assert screen.requests
    assert [url for url in screen.requests if not url.startswith(screen.api.address)] == []


class TestOnAPhone:
    @pytest.fixture
    def viewport(self) -> ViewportSize:
        return PHONE

    async def test_everything_fits_and_can_be_reached(self, screen: Screen) -> None:
        assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await screen.card().evaluate("card => card.scrollWidth <= card.clientWidth")
        await expect(screen.page.get_by_label("Skriv en besked som")).to_be_in_viewport()
        await expect(screen.button("Se hovedopgaven")).to_be_in_viewport()
        await screen.page.locator(".rail-entry", has_text="Lone Lind").get_by_role("button").first.click()
        await expect(screen.page.get_by_label("Skriv en besked som Lone")).to_be_in_viewport()

    async def test_it_still_fits_when_a_story_has_ended(self, screen: Screen) -> None:
        await screen.button("Se hovedopgaven").click()
        await expect(screen.page.locator(".story-now")).to_contain_text("Historien er slut.")
        assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await screen.page.evaluate("innerWidth") == PHONE["width"]


async def test_a_long_chat_scrolls_by_itself_and_never_the_page(screen: Screen) -> None:
    page = screen.page
    for _ in range(6):
        cards = await page.locator(".card").count()
        await screen.types("hej")
        await expect(page.locator(".card")).to_have_count(cards + 1)
    assert await page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    assert await page.evaluate("window.scrollY") == 0
    assert await page.evaluate("document.querySelector('.log').scrollHeight > window.innerHeight")
