"""A month in figures: as a card on request and each month in the channel, and as a workbook."""

import asyncio
from dataclasses import replace

from cards.words import words
from casework.oversight.overview import overview
from casework.oversight.period import Month, month_at, read_month
from casework.oversight.ports import Oversight
from casework.ports import Clock
from dialogs import file_cards
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.inputs import text_in
from dialogs.oversight.guard import for_hr
from dialogs.oversight.overview_card import FILE, overview_sheet
from dialogs.oversight.overview_file import workbook
from dialogs.oversight.saying import read_said_month, say_month
from dialogs.page import Page, page_card
from dialogs.sheet import sheet_card
from dialogs.shown import Shown, Way
from dialogs.turn import FileContent, FileOffer, Turn
from dialogs.ways import restart_way

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT_A_WORKBOOK = 12_000
"""Bytes, about: the client shows a size before the file is made."""


@for_hr
async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show a month, by default the present one."""
    present = month_at(desk.clock.now())
    month = _month(asked, present)
    lang = asked.known.lang
    hint = asked.hint if month else words(lang)("overview.which_month")
    seen = await overview(desk.oversight, month or present)
    return sheet_card(overview_sheet(desk.book, seen, lang, present), lang, hint, "warning")


@for_hr
async def offer_file(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Offer the month as a workbook."""
    lang, t = asked.known.lang, words(asked.known.lang)
    if not turn.personal:
        return file_cards.elsewhere(lang)
    month = _month(asked, month_at(desk.clock.now())) or month_at(desk.clock.now())
    said = say_month(month, lang)
    data: dict[str, object] = {"month": str(month), "lang": lang}
    back = Way(t("oversight.to_overview"), "overview.show", data, (t("oversight.to_overview"),))
    page = Page(
        title=t("overview.file_title"),
        intro=[t("overview.file_text", month=said)],
        tone="accent",
        ways=(back, restart_way(lang)),
    )
    offer = FileOffer(
        t("overview.file_name", month=month),
        t("overview.file_about", month=said),
        ABOUT_A_WORKBOOK,
        FILE,
        data,
    )
    return replace(page_card(page, lang), offer=offer)


@for_hr
async def make_file(desk: Desk, asked: Asked, _turn: Turn) -> FileContent:
    """Make the workbook, of the month as it is now."""
    lang, now = asked.known.lang, desk.clock.now()
    month = read_month(text_in(asked.data, "month")) or month_at(now)
    seen = await overview(desk.oversight, month)
    content = await asyncio.to_thread(workbook, desk.book, seen, lang, now)
    return FileContent(words(lang)("overview.file_name", month=month), XLSX, content)


async def overview_message(
    book: Book, oversight: Oversight, clock: Clock, month: str, lang: str
) -> Shown | None:
    """Return the card of a month for HR/Jura's channel; None for what is no month."""
    read = read_month(month)
    if read is None:
        return None
    seen = await overview(oversight, read)
    return sheet_card(overview_sheet(book, seen, lang, month_at(clock.now())), lang)


def _month(asked: Asked, present: Month) -> Month | None:
    """Return the month asked for; the present one where none is, None where it cannot be read."""
    written = text_in(asked.data, "month").strip()
    month = read_said_month(written, present) if written else present
    return month if month and month <= present else None
