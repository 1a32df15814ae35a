"""The reasons for a no, on a screen that is turned towards the person who wanted to record.

Only after the leader's approval, and nothing else of the case. They are never on a public page: whoever may
see them sits at the table.
"""

from dataclasses import replace

from cards.words import words
from dialogs.fitting import pages
from dialogs.refusal.reasons import LANGUAGE, reasons, rests_on
from dialogs.refusal.requester_ways import can_be_shown
from dialogs.refusal.telling import back, page_ways
from dialogs.refusal.view import View
from dialogs.sheet import Copied, Presses, Sheet, Small
from dialogs.shown import Way
from dialogs.ways import Line


def turned_sheet(view: View, page: int) -> Sheet | None:
    """Return the card, or a page of it; None while there is nothing that may be shown.

    All of it speaks the language of the reasons. The way back leads to the language of the chat.
    """
    if not can_be_shown(view):
        return None
    t, paged = words(LANGUAGE), pages(reasons(view))
    number, at = len(paged), min(page, len(paged))
    return Sheet(
        title=t("reasons.title"),
        lang=LANGUAGE,
        intro=[Line(t("sheet.page", page=at, number=number))] if number > 1 else [],
        blocks=[
            Copied(paged[at - 1], large=True),
            Small(rests_on(view)),
            Presses(_ways(view, at, number)),
        ],
    )


def _ways(view: View, page: int, number: int) -> list[Way]:
    """Return the presses in the language of the reasons; what they carry leads back to the reader's."""
    danish = view.in_language(LANGUAGE)
    ways = [*page_ways(danish, "reasons", page, number), back(danish)]
    return [replace(way, data={**way.data, "lang": view.lang}) for way in ways]
