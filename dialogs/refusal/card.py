"""Which card of a request somebody sees: by what they are to it, and by where it stands."""

from collections.abc import Callable
from dataclasses import replace

from casework.ports import Place
from casework.refusal.transitions import Role
from dialogs.refusal.asking import asking_sheet
from dialogs.refusal.handing import note_sheet, prepared_sheet
from dialogs.refusal.hr import hr_sheet
from dialogs.refusal.leader import former_sheet, leader_sheet
from dialogs.refusal.requester import requester_sheet
from dialogs.refusal.turned import turned_sheet
from dialogs.refusal.view import View
from dialogs.refusal.written import written_sheet
from dialogs.sheet import Presses, Sheet, sheet_card
from dialogs.shown import Shown, Way

SHOW = "refusal.show"


def request_card(
    view: View,
    *,
    part: str = "",
    ask: str = "",
    page: int = 1,
    chosen: bool = False,
    hint: str | None = None,
    tone: str = "attention",
) -> Shown:
    """Return the card. `part` has cards of its own, `page` is one of them, `ask` a deed that needs a text.

    The chat's place keeps the version that its reader has seen, so that typing cannot act on another.
    """
    sheet = _sheet(view, part, ask, page)
    carried = {"part": part, "ask": ask, "page": page if page > 1 else 0, "chosen": chosen}
    place = Place(SHOW, view.data(**{name: value for name, value in carried.items() if value}))
    return sheet_card(replace(sheet, place=place, about=view.refusal.about), view.lang, hint, tone)


def _sheet(view: View, part: str, ask: str, page: int) -> Sheet:
    if ask and (form := asking_sheet(view, ask)):
        return replace(form, more_ways=_commands(_sheet(view, "", "", 1)))
    roles = view.roles
    if part == "written" and roles & {Role.STAFF, Role.LEADER, Role.HR}:
        return written_sheet(view, page)
    if {Role.STAFF, Role.LEADER} <= roles and view.is_open and not part:
        return leader_sheet(view, ask=ask)
    if Role.STAFF in roles:
        return _PARTS.get(part, _no_part)(view, page) or requester_sheet(view)
    if Role.LEADER in roles:
        return leader_sheet(view, ask=ask)
    return hr_sheet(view) if Role.HR in roles else former_sheet(view)


def _no_part(_view: View, _page: int) -> Sheet | None:
    return None


_PARTS: dict[str, Callable[[View, int], Sheet | None]] = {
    "reasons": turned_sheet,
    "handover": prepared_sheet,
    "note": note_sheet,
}
"""What whoever asked hands over. Each is None where there is nothing of it yet, or no more."""


def _commands(sheet: Sheet) -> tuple[Way, ...]:
    """Return what may be typed to a card by its words, a number aside: that is what a form asks for.

    A form of one line takes any text. "Approve, because …" is meant as it says all the same.
    """
    ways = (way for block in sheet.blocks if isinstance(block, Presses) for way in block.ways)
    return tuple(replace(way, numbered=False) for way in ways)
