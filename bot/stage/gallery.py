"""Pictures of cards as the page draws them: `python -m bot.stage.gallery --cards DIR --out DIR`.

A tool for developers. Each `*.json` card becomes a picture in light and dark, 320 and 640 pixels wide,
and all of them together a contact sheet for each theme. Needs Playwright, and a Chromium: `CHROMIUM` names
another one.
"""

import argparse
import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from bot.stage import page_files
from bot.stage.teams import free_socket

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTHS = (320, 640)
SHEET_WIDTH = 2080
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def draw(cards: Path, out: Path) -> int:
    """Draw all cards of a folder into another one, and return how many there were."""
    paths = sorted(cards.glob("*.json"))
    found = [{"name": path.stem, "card": msgspec.json.decode(path.read_bytes())} for path in paths]
    out.mkdir(parents=True, exist_ok=True)
    asyncio.run(_draw_all(found, out))
    return len(found)


async def _draw_all(cards: Sequence[dict[str, Any]], out: Path) -> None:
    async with _address() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for theme in THEMES:
            page = await _page(browser, address, theme)
            await _draw_each(page, cards, out, theme)
            await _draw_sheet(page, cards, out, theme)
        await browser.close()


def chromium() -> str | None:
    """Return the Chromium to use; None for the one that Playwright brings."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, filter(None, names)) if path), None)


async def _page(browser: Browser, address: str, theme: Theme) -> Page:
    context = await browser.new_context(color_scheme=theme, viewport={"width": SHEET_WIDTH, "height": 900})
    page = await context.new_page()
    await page.goto(f"{address}/page/gallery.html")
    await page.wait_for_function("window.showCards !== undefined")
    return page


async def _draw_each(page: Page, cards: Sequence[dict[str, Any]], out: Path, theme: Theme) -> None:
    for card in cards:
        for width in WIDTHS:
            await page.evaluate("([cards, width]) => showCards(cards, width)", [[card], width])
            await page.locator(".card").screenshot(path=out / f"{card['name']}-{theme}-{width}.png")


async def _draw_sheet(page: Page, cards: Sequence[dict[str, Any]], out: Path, theme: Theme) -> None:
    await page.evaluate("([cards, width]) => showCards(cards, width)", [list(cards), 480])
    await page.screenshot(path=out / f"sheet-{theme}.png", full_page=True)


@asynccontextmanager
async def _address() -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(page_files.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listen = free_socket(0)
    await web.SockSite(runner, listen).start()
    try:
        yield f"http://127.0.0.1:{listen.getsockname()[1]}"
    finally:
        await runner.cleanup()


def main() -> int:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(prog="python -m bot.stage.gallery", description="Pictures of cards.")
    parser.add_argument("--cards", type=Path, required=True, help="a folder of Adaptive Cards, *.json")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    chosen = parser.parse_args()
    if not page_files.are_installed():
        sys.stderr.write("The page's libraries are missing: `make gallery` installs them first.\n")
        return 1
    count = draw(chosen.cards, chosen.out)
    sys.stderr.write(f"Drew {count} cards into {chosen.out}.\n")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
