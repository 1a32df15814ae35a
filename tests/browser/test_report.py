"""The report on the smallest screen: it can be read and signed there without moving the page sideways."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from guideline.atlas import atlas_of
from guideline.load import PACKS, load_pack
from pages.atlas import atlas_page

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", NAMES)
async def test_the_report_never_moves_sideways_and_says_that_its_picture_does(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "report.html"
    file.write_text(atlas_page(atlas_of(load_pack(PACKS / name)), "0a1b2c"), "utf-8")
    context = await browser.new_context(viewport={"width": 320, "height": 900})
    page = await context.new_page()
    await page.goto(file.as_uri())
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    picture = page.get_by_role("region", name="Vejen gennem spørgsmålene")
    assert await picture.evaluate("it => it.scrollWidth > it.clientWidth")
    await expect(page.get_by_text("Rul billedet til siden.")).to_be_visible()
    await context.close()
