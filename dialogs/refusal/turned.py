"""The reasons for a no, on a screen that is turned towards the person who wanted to record.

Only after the leader's approval, and nothing else of the case. They are never on a public page: whoever may
see them sits at the table.
"""

from dataclasses import replace

from cards.words import words
from dialogs.refusal.reasons import LANGUAGE, reasons, rests_on
from dialogs.refusal.requester_ways import can_be_shown, handover_back
from dialogs.refusal.view import View
from dialogs.sheet import Copied, Presses, Sheet, Small


def turned_sheet(view: View) -> Sheet | None:
    """Return the card; None while there is nothing that may be shown.

    All of it speaks the language of the reasons. The way back leads to the language of the chat.
    """
    if not can_be_shown(view):
        return None
    t = words(LANGUAGE)
    back = replace(handover_back(view), title=t("action.back_to_handover"))
    return Sheet(
        title=t("reasons.title"),
        lang=LANGUAGE,
        blocks=[Copied(reasons(view), large=True), Small(rests_on(view)), Presses([back])],
    )
