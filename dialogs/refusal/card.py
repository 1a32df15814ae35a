"""Which card of a request somebody sees: by what they are to it, and by where it stands."""

from dataclasses import replace

from casework.ports import Place
from casework.refusal.transitions import Role
from dialogs.refusal.asking import asking_sheet
from dialogs.refusal.hr import hr_sheet
from dialogs.refusal.leader import former_sheet, leader_sheet
from dialogs.refusal.requester import handed_sheet, requester_sheet, written_sheet
from dialogs.refusal.turned import turned_sheet
from dialogs.refusal.view import View
from dialogs.sheet import Presses, Sheet, sheet_card
from dialogs.shown import Shown, Way

SHOW = "refusal.show"


def request_card(
    view: View,
    *,
    part: str = "",
    ask: str = "",
    full: bool = False,
    chosen: bool = False,
    hint: str | None = None,
    tone: str = "attention",
) -> Shown:
    """Return the card. `part` has a card of its own, `ask` is a deed whose text is asked for.

    The chat's place keeps the version that its reader has seen, so that typing cannot act on another.
    """
    sheet = _sheet(view, part, ask, full=full)
    carried = {"part": part, "ask": ask, "full": full, "chosen": chosen}
    place = Place(SHOW, view.data(**{name: value for name, value in carried.items() if value}))
    return sheet_card(replace(sheet, place=place, about=view.refusal.about), view.lang, hint, tone)


def _sheet(view: View, part: str, ask: str, *, full: bool) -> Sheet:
    if ask and (form := asking_sheet(view, ask)):
        return replace(form, more_ways=_commands(_sheet(view, "", "", full=False)))
    roles = view.roles
    if {Role.STAFF, Role.LEADER} <= roles and view.is_open and not part:
        return leader_sheet(view, ask=ask)
    if Role.STAFF in roles:
        if part == "written":
            return written_sheet(view)
        turned = turned_sheet(view) if part == "reasons" else None
        if turned:
            return turned
        return handed_sheet(view) if part == "handover" else requester_sheet(view, full=full)
    if Role.LEADER in roles:
        return leader_sheet(view, ask=ask)
    return hr_sheet(view) if Role.HR in roles else former_sheet(view)


def _commands(sheet: Sheet) -> tuple[Way, ...]:
    """Return what may be typed to a card by its words, a number aside: that is what a form asks for.

    A form of one line takes any text. "Approve, because …" is meant as it says all the same.
    """
    ways = (way for block in sheet.blocks if isinstance(block, Presses) for way in block.ways)
    return tuple(replace(way, numbered=False) for way in ways)
