"""Every card as the demo's page draws it, in both themes: axe finds nothing against WCAG 2.2 AA."""

import pytest
from playwright.async_api import Browser

from bot.stage.gallery import THEMES, Theme, _address, _page
from tests.browser.axe import WCAG, faults
from tests.cards.gallery import every_card

pytestmark = pytest.mark.asyncio(loop_scope="session")

NARROWEST = 320


@pytest.mark.parametrize("theme", THEMES)
async def test_everybody_can_use_every_card(browser: Browser, theme: Theme) -> None:
    cards = [{"name": name, "card": card.json} for name, card in (await every_card("da")).items()]
    assert len(cards) > 50
    async with _address() as address:
        page = await _page(browser, address, theme)
        await page.evaluate("([cards, width]) => showCards(cards, width)", [cards, NARROWEST])
        assert await page.locator(".card").count() == len(cards)
        assert await faults(page, WCAG) == []
        await page.context.close()
