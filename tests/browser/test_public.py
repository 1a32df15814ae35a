"""The pages for the public in a real Chromium: for everybody, by keyboard, on paper, on a small phone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any, Literal
from urllib.parse import urljoin

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from bot.public import PublicPages
from guideline.load import built_in, load_pack
from pages.languages import LANGUAGES
from pages.paper import poster_page, sheet_page
from pages.privacy import Kept
from pages.privacy_words import privacy_words
from pages.terms import terms_words
from tests.browser.axe import doubts, faults
from tests.browser.conftest import PHONE, Screen

MARK = "0123456789ab"

pytestmark = pytest.mark.asyncio(loop_scope="session")

PACK = load_pack(built_in("albertslund"))
ALL = "&notices=" + ",".join(PACK.notices)
SMALLEST = ViewportSize(width=320, height=640)
WIDER = ViewportSize(width=900, height=700)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ON_PAPER = "https://optagelse.kommune.dk"

MOST_BYTES = 12_000
"""Of a page without its picture: one second at 100 kbit/s."""

EVERY_PAGE = [
    *(f"/info?lang={lang}{ALL}" for lang in LANGUAGES),
    *(f"/info?lang={lang}&reader=employee" for lang in LANGUAGES),
    *(f"/privacy?lang={lang}" for lang in privacy_words()),
    *(f"/terms?lang={lang}" for lang in terms_words()),
]

SPACED_OUT = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
)
"""What a reader may set (WCAG 2.2, 1.4.12)."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site() -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(PublicPages(PACK, ON_PAPER, Kept(730), drafts=True).routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@asynccontextmanager
async def opened(browser: Browser, address: str, **options: Any) -> AsyncIterator[Page]:
    context = await browser.new_context(**{"viewport": SMALLEST, **options})
    page = await context.new_page()
    await page.goto(address)
    yield page
    await context.close()


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_everybody_can_read_every_page_in_both_themes(browser: Browser, site: str, path: str) -> None:
    async with opened(browser, site + path) as page:
        for theme in THEMES:
            await page.emulate_media(color_scheme=theme)
            assert await doubts(page) == []


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_every_page_is_small_and_fits_the_smallest_phone(
    browser: Browser, site: str, path: str
) -> None:
    async with opened(browser, site, bypass_csp=True) as page:
        answer = await page.goto(site + path)
        assert answer
        assert len(await answer.body()) < MOST_BYTES
        assert await width(page) == SMALLEST["width"]
        await page.add_style_tag(content=SPACED_OUT)
        assert await width(page) == SMALLEST["width"]


async def width(page: Page) -> int:
    measured: int = await page.evaluate("document.documentElement.scrollWidth")
    return measured


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_every_page_prints_on_one_sheet_with_all_it_says(
    browser: Browser, site: str, path: str
) -> None:
    async with opened(browser, site + path) as page:
        said = await page.locator("main p").all_inner_texts()
        printed = PdfReader(BytesIO(await page.pdf(format="A4")))
        assert len(printed.pages) == 1
        await page.emulate_media(media="print")
        assert await page.locator("main p").all_inner_texts() == said
        await expect(page.get_by_role("navigation")).to_be_hidden()


@pytest.mark.parametrize(("sheet", "langs"), [(True, ["da"]), (True, ["en"]), (False, ["da", "en"])])
async def test_paper_is_for_everybody_and_one_sheet_from_a_browser_too(
    browser: Browser, sheet: bool, langs: list[str]
) -> None:
    html = (
        sheet_page(PACK, langs[0], ON_PAPER, mark=MARK)
        if sheet
        else poster_page(PACK, langs, ON_PAPER, mark=MARK)
    )
    async with opened(browser, "about:blank", viewport=WIDER) as page:
        await page.set_content(html)
        assert await doubts(page) == []
        assert len(PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True))).pages) == 1


async def test_the_keyboard_goes_to_the_text_then_through_the_languages(browser: Browser, site: str) -> None:
    async with opened(browser, f"{site}/info?lang=da") as page:
        skip = page.get_by_role("link", name="Gå til teksten")
        await expect(skip).not_to_be_in_viewport()
        await page.keyboard.press("Tab")
        await expect(skip).to_be_focused()
        await expect(skip).to_be_in_viewport()
        for language in LANGUAGES.values():
            await page.keyboard.press("Tab")
            link = page.get_by_role("link", name=language.name, exact=True)
            await expect(link).to_be_focused()
            await expect(link).to_have_css("outline-style", "solid")
            await expect(link).to_have_css("outline-width", "3px")
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Sådan bruger vi oplysninger")).to_be_focused()


async def test_the_skip_link_moves_the_keyboard_to_the_text(browser: Browser, site: str) -> None:
    async with opened(browser, f"{site}/info?lang=en") as page:
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("main")).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="How we use information")).to_be_focused()


async def test_without_javascript_one_reads_and_changes_the_language(browser: Browser, site: str) -> None:
    async with opened(browser, f"{site}/info?lang=da&notices=audio_only", java_script_enabled=False) as page:
        await expect(page.get_by_role("heading", level=1)).to_have_text("Må jeg optage samtalen?")
        await page.get_by_role("link", name="English", exact=True).click()
        await expect(page.get_by_role("main")).to_contain_text("We ask you to record sound only")
        await page.get_by_role("link", name="How we use information").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("How we use information")


async def test_nothing_is_asked_of_anybody_else_and_nothing_is_kept(browser: Browser, site: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    async with opened(browser, "about:blank") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: complaints.append(line.text))
        await page.goto(f"{site}/info?lang=da")
        await page.get_by_role("link", name="Sådan bruger vi oplysninger").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Sådan bruger vi oplysninger")
        kept = await page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
        assert kept == ["", 0, 0]
    assert asked == [f"{site}/info?lang=da", f"{site}/info/qr?lang=da", f"{site}/privacy?lang=da"]
    assert complaints == []


@pytest.mark.parametrize(("lang", "starts"), [("da", "left"), ("ar", "right")])
async def test_the_page_is_laid_out_the_way_it_is_read(
    browser: Browser, site: str, lang: str, starts: str
) -> None:
    async with opened(browser, f"{site}/info?lang={lang}", viewport=WIDER) as page:
        code = await page.locator(".phone img").bounding_box()
        beside = await page.locator(".phone p").bounding_box()
        assert code
        assert beside
        assert (code["x"] < beside["x"]) == (starts == "left")
        await expect(page.locator(".lead")).to_have_css(f"border-{starts}-width", "6px")


async def test_read_aloud_it_says_the_headings_in_order_and_which_language_one_is_in(
    browser: Browser, site: str
) -> None:
    async with opened(browser, f"{site}/info?lang=da&notices=recording_ok,audio_only") as page:
        aloud = await page.locator("body").aria_snapshot()
        await expect(page.get_by_role("link", name="Dansk", exact=True)).to_have_attribute(
            "aria-current", "page"
        )
    order = [
        'link "Gå til teksten"',
        'navigation "Vælg sprog"',
        'heading "Må jeg optage samtalen?" [level=1]',
        "Du må gerne optage vores samtale. afsnit A2, A5.2",
        'heading "Godt at vide" [level=2]',
        "Vi beder dig om kun at optage lyd, ikke billeder.",
        'heading "Har du spørgsmål?" [level=2]',
        'img "QR-kode til denne side"',
    ]
    places = [aloud.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("theme", THEMES)
async def test_everybody_can_use_the_demos_page(screen: Screen, theme: Literal["light", "dark"]) -> None:
    await screen.page.emulate_media(color_scheme=theme)
    await screen.greets()
    assert await faults(screen.page) == []
    await screen.button("Skriv en note").last.click()
    await expect(screen.page.get_by_label("Din note")).to_be_visible()
    await screen.button("Under motorhjelmen").click()
    assert await faults(screen.page) == []
    await screen.page.set_viewport_size(PHONE)
    assert await faults(screen.page) == []


async def test_the_demo_leads_to_the_page_for_the_public(screen: Screen) -> None:
    link = screen.page.get_by_role("link", name="Se siden til den, der optager.")
    address = urljoin(screen.api.address, await link.get_attribute("href"))
    answer = await screen.page.request.get(address, max_redirects=0)
    assert answer.headers["location"] == f"{screen.api.teams.bot_url}/info"
