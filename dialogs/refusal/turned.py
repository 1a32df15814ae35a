"""The reasons for a no, on a screen that is turned towards the person who wanted to record.

Only after the leader's approval, and nothing else of the case. They are never on a public page: whoever may
see them sits at the table.
"""

from dialogs.recorder_text import source
from dialogs.refusal.handing import reasons
from dialogs.refusal.requester_ways import can_be_shown, handover_back
from dialogs.refusal.view import View
from dialogs.sheet import Copied, Presses, Sheet, Small


def turned_sheet(view: View) -> Sheet | None:
    """Return the card; None while there is nothing that may be shown."""
    if not can_be_shown(view):
        return None
    rests_on = source(view.book, view.lang, _references(view))
    return Sheet(
        title=view.t("reasons.title"),
        blocks=[Copied(reasons(view), large=True), Small(rests_on), Presses([handover_back(view)])],
    )


def _references(view: View) -> tuple[str, ...]:
    it = view.refusal
    names = [f"refusal.reasons.{it.ground}", "refusal.reasons.procedural"]
    if it.belongings_outside:
        names.append("refusal.reasons.belongings")
    cited = {reference for name in names for reference in view.references(name)}
    return tuple(paragraph for paragraph in view.book.paragraphs if paragraph in cited)
