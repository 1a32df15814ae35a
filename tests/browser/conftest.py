"""The page in a real Chromium, beside the tiny bot."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from bot.stage.demo import opened_page
from bot.stage.gallery import FLAGS, chromium
from bot.stage.page_api import PageApi
from tests.bot.stage.conftest import PEOPLE
from tests.bot.stage.echo_bot import EchoBot

WIDE = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=360, height=740)

FAR_AWAY = "Pacific/Auckland"
"""Where the browser is: the page tells Danish time all the same."""

STORY = {
    "id": "short",
    "title": {"da": "En kort historie", "en": "A short story"},
    "about": {"da": "Anna spørger.", "en": "Anna asks."},
    "who": ["Anna Agerholm"],
    "steps": [
        {
            "who": "Anna",
            "say": {"da": "hej", "en": "hej"},
            "caption": {"da": "Hun skriver.", "en": "She writes."},
        },
        {
            "who": "Anna",
            "press": "interview.start",
            "data": {"situation": "wants_to_record"},
            "caption": {"da": "Hun vælger.", "en": "She chooses."},
        },
        {
            "who": "Anna",
            "press": "interview.answer",
            "data": {"medium": "audio"},
            "caption": {"da": "Hun svarer.", "en": "She answers."},
        },
    ],
}


@dataclass
class Screen:
    """The page, the bot behind it, and what a person does with it."""

    page: Page
    api: PageApi
    bot: EchoBot
    errors: list[str]
    requests: list[str]

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def card(self) -> Locator:
        return self.page.locator(".card").last

    async def types(self, words: str) -> None:
        field = self.page.get_by_label("Skriv en besked som").first
        await field.fill(words)
        await field.press("Enter")

    async def greets(self) -> None:
        await self.types("hej")
        await self.page.locator(".message.is-mine").last.wait_for()
        await self.page.locator(".message.is-mine ~ .message .card").wait_for()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        await launched.close()


@pytest.fixture
def viewport() -> ViewportSize:
    return WIDE


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, tmp_path: Path, viewport: ViewportSize) -> AsyncIterator[Screen]:
    people, stories = tmp_path / "people.yaml", tmp_path / "stories.yaml"
    fields = ("id", "name", "unit", "leader", "hr")
    people.write_text(yaml.safe_dump({"people": [{f: getattr(p, f) for f in fields} for p in PEOPLE]}))
    stories.write_text(yaml.safe_dump({"stories": [STORY]}))
    bot = EchoBot()
    bot_url = await bot.start()
    async with opened_page(bot_url, people=people, stories=stories, pace=0.05) as api:
        context = await browser.new_context(
            viewport=viewport, reduced_motion="reduce", color_scheme="light", timezone_id=FAR_AWAY
        )
        shown = Screen(await context.new_page(), api, bot, [], [])
        shown.page.on("pageerror", lambda error: shown.errors.append(str(error)))
        shown.page.on(
            "console", lambda line: shown.errors.append(line.text) if line.type == "error" else None
        )
        shown.page.on("request", lambda request: shown.requests.append(request.url))
        await shown.page.goto(api.address)
        await shown.page.locator(".card").wait_for()
        yield shown
        await context.close()
    await bot.stop()
    assert shown.errors == []
