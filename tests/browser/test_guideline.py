"""Whoever edits a guideline beside the demo: what the page says of each edit, by the real bot."""

import asyncio
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.conftest import WIDE

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOT = Path(__file__).parents[2]
A_RESTART = 60_000
"""Milliseconds in which a bot has surely started again."""


@dataclass
class Desk:
    """An editor with the guideline's folder open, and the page beside it."""

    folder: Path
    page: Page

    @property
    def told(self) -> Locator:
        return self.page.locator("#guideline")

    def edits(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        words = path.read_text("utf-8")
        assert old in words
        path.write_text(words.replace(old, new, 1), "utf-8")

    async def is_told(self, words: str) -> None:
        await expect(self.told).to_contain_text(words, timeout=A_RESTART)

    async def asks(self, text: str) -> Locator:
        """Write to the bot, and return its answer."""
        field = self.page.get_by_label("Skriv en besked som").first
        await field.fill(text)
        await field.press("Enter")
        await self.page.locator(".message.is-mine").last.wait_for()
        return self.page.locator(".message.is-mine ~ .message .card").last


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    folder = tmp_path / "our-pack"
    shutil.copytree(ROOT / "guideline" / "packs" / "example-open", folder)
    monkeypatch.setenv("OPTAGELSESGUIDEN_GUIDELINE", str(folder))
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0")
    demo = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert demo.stdout is not None
    address = (await demo.stdout.readline()).decode().strip()
    context = await browser.new_context(viewport=WIDE, reduced_motion="reduce", color_scheme="light")
    page = await context.new_page()
    await page.goto(address)
    await page.locator(".card").wait_for()
    yield Desk(folder, page)
    await context.close()
    demo.send_signal(signal.SIGINT)
    assert await demo.wait() == 0


async def test_a_broken_edit_is_told_on_the_page_and_the_last_good_one_is_kept(desk: Desk) -> None:
    await expect(desk.told).to_be_hidden()
    desk.edits("starts.yaml", "En borger vil gerne optage", "En borger ønsker at optage")
    await desk.is_told("Din ændring er taget i brug.")
    await expect(await desk.asks("hej")).to_contain_text("En borger ønsker at optage")

    desk.edits("duties.yaml", "- id: legal_help\n  force: may\n", "- id: legal_help\n  force: might\n")
    await desk.is_told("Din ændring kan ikke bruges endnu.")
    await desk.is_told("duties.yaml, legal_help")
    await desk.is_told("force: 'might' kan ikke vælges her. Skriv en af disse: must, should, may")
    await desk.is_told("Guiden svarer som før.")
    await expect(await desk.asks("forfra")).to_contain_text("En borger ønsker at optage")

    await desk.page.get_by_role("button", name="English", exact=True).click()
    await desk.is_told("Your change cannot be used yet.")
    await desk.page.get_by_role("button", name="Dansk", exact=True).click()

    desk.edits("duties.yaml", "force: might\n", "force: may\n")
    await desk.is_told("Din ændring er taget i brug.")
    await desk.page.get_by_role("button", name="Luk beskeden").click()
    await expect(desk.told).to_be_hidden()


async def test_a_text_that_the_cards_need_is_missed_without_losing_the_bot(desk: Desk) -> None:
    desk.edits("texts.yaml", "about.limits:", "about.limit:")
    await desk.is_told("Tekster mangler i texts.yaml. Skriv dem: about.limits")
    await expect(await desk.asks("om")).to_contain_text("Opfundet eksempel")


async def test_stories_of_another_guideline_are_not_offered(desk: Desk) -> None:
    stories = desk.page.locator("#stories")
    await expect(stories).to_contain_text("Historierne er skrevet til en anden retningslinje.")
    await expect(stories.get_by_role("button")).to_have_count(0)
