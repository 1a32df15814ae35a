"""The three packs through `check`, `report` and `diff`, and the marks on the report's cover."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pypdf import PageObject, PdfReader

from bot.commands.guideline_check import check
from bot.commands.guideline_diff import diff
from bot.commands.guideline_report import report
from bot.public import PublicPages
from guideline.load import PACKS, load_pack
from guideline.model import Pack
from pages.privacy import Kept
from tests.dialogs.chat import Chat, World

KINDS = {"Pligt", "Tekst", "Til personen", "Spørgsmål", "Emne", "Grund", "Mærke"}
BUILDS_ON = "Det bygger på afsnittet"
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())


@pytest.fixture(params=NAMES)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(PACKS / request.param)


def cover(html: str) -> str:
    words = unescape(re.sub(r"<[^>]+>", " ", html.split("<body>")[1].split('<nav class="contents"')[0]))
    return re.sub(r"\s+", " ", words)


async def test_the_cover_has_the_mark_of_the_about_card_and_that_of_the_public_page(
    pack: Pack, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    assert report(pack.manifest.name, out=out, source=None, with_pdf=False) == 0
    about = await Chat(world=World(pack=pack)).types("om")
    (fingerprint,) = re.findall(r"Aftryk af regelsættet: ([0-9a-f]{12})", about.words)
    assert f" Aftryk {fingerprint} Skriv »om« til botten." in cover(out.read_text("utf-8"))
    (edition,) = re.findall(r"Retningslinjens udgave: \S+, aftryk ([0-9a-f]{12})", await public_page(pack))
    assert f" Aftryk til alle {edition} " in cover(out.read_text("utf-8"))


async def public_page(pack: Pack) -> str:
    app = web.Application()
    app.add_routes(PublicPages(pack, None, Kept(730), drafts=False).routes())
    async with TestClient(TestServer(app)) as client:
        page = await (await client.get("/info?lang=da")).text()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))


def test_a_built_in_pack_is_sound_and_drawn_for_the_screen_and_for_paper(
    pack: Pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = pack.manifest.name
    assert check(name) == 0
    assert capsys.readouterr().out.endswith("Der er intet at rette.\n")
    out = tmp_path / "report.html"
    assert report(name, out=out, source=None, with_pdf=True) == 0
    assert capsys.readouterr().out.splitlines() == [str(out), str(out.with_suffix(".pdf"))]
    printed = PdfReader(BytesIO(out.with_suffix(".pdf").read_bytes()))
    pages = [page.extract_text() for page in printed.pages]
    assert pack.hash[:12] in pages[0]
    assert f"Side {len(pages)} af {len(pages)}" in pages[-1]
    found = re.sub(r"\s+", " ", " ".join(pages))
    for rule in pack.rules.rules:
        assert rule.headline["da"] in found


def test_in_print_what_builds_on_a_paragraph_stands_in_two_columns(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert report("albertslund", out=out, source=None, with_pdf=True) == 0
    pages = [list(_fragments(page)) for page in PdfReader(out.with_suffix(".pdf")).pages]
    lists = [page[at:] for page in pages for at, (_, text) in enumerate(page) if text == BUILDS_ON]
    alone = (it for it in lists if "Gengivet kort" not in (text for _, text in it))
    page = max(alone, key=lambda it: sum(text in KINDS for _, text in it))
    labels = [at for at, (_, text) in enumerate(page) if text in KINDS or text.startswith("Svar ")]
    (beside,) = {page[at][0] for at in labels}
    said = [page[at] for at in range(labels[0], labels[-1]) if at not in labels]
    assert len(said) > len(labels)  # some go on in a second line, or have their name behind them
    assert {across > beside for across, _ in said} == {True}
    assert len({across for across, text in said if not CODE.fullmatch(text)}) == 1


def _fragments(page: PageObject) -> Iterator[tuple[float, str]]:
    """Return what is printed on a page, line by line, with how far across the page it begins."""
    found: list[tuple[float, str]] = []
    page.extract_text(visitor_text=lambda text, _, at, *__: found.append((round(at[4], 1), text.strip())))
    return ((across, text) for across, text in found if text)


@pytest.mark.parametrize("new", NAMES)
def test_each_pack_is_compared_with_each(pack: Pack, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(pack.manifest.name, new) == 0
    told = capsys.readouterr().out
    is_same = pack.manifest.name == new
    counted = re.search(r"^[\d.]+ af [\d.]+ .* får et andet svar\.$", told, re.MULTILINE)
    assert (counted is not None) is is_same
    assert ("De har ingen spørgsmål til fælles" in told) is not is_same
    assert told.endswith("Ingen tekst er anderledes.\n") is is_same
