"""What is said about a file: that it was declined, did not arrive, or is handed over elsewhere."""

from cards.words import words
from dialogs.page import Page, page_card
from dialogs.shown import Data, Shown, Way
from dialogs.turn import Consented
from dialogs.ways import restart_way


def declined(turn: Consented, lang: str) -> Shown:
    """Return the card for somebody who does not want the file now."""
    return _page("declined", turn, lang, tone="accent")


def not_handed_over(turn: Consented, lang: str) -> Shown:
    """Return the card for a file that Teams did not take; it can be had by the same way again."""
    return _page("failed", turn, lang, tone="warning")


def elsewhere(lang: str) -> Shown:
    """Return the card for a chat where others read along: Teams hands files over in the personal chat alone.

    Source: learn.microsoft.com, "Send and receive files using bot" (bots-filesv4).
    """
    t = words(lang)
    page = Page(title=t("files.elsewhere.title"), intro=[t("files.elsewhere.text")], tone="warning")
    return page_card(page, lang)


def _page(name: str, turn: Consented, lang: str, tone: str) -> Shown:
    t = words(lang)
    data: Data = dict(turn.data)
    again = Way(t(f"files.{name}.again"), turn.verb, data, (t(f"files.{name}.again"),))
    page = Page(
        title=t(f"files.{name}.title"),
        intro=[t(f"files.{name}.text")],
        tone=tone,
        ways=(again, restart_way(lang)),
    )
    return page_card(page, lang)
