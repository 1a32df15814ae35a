"""Which card of a case somebody sees: by what they are to it, and by where it stands."""

from dataclasses import replace

from casework.cases.case import REPORTED
from casework.cases.transitions import Role
from casework.ports import Place
from dialogs.cases.asking import asking_sheet
from dialogs.cases.history import history_sheet
from dialogs.cases.hr import hr_sheet
from dialogs.cases.proof import proof_sheet
from dialogs.cases.reporter import reporter_sheet
from dialogs.cases.view import CaseView
from dialogs.cases.ways import SHOW
from dialogs.sheet import Sheet, sheet_card
from dialogs.shown import Shown


def case_card(view: CaseView, *, ask: str = "", hint: str | None = None, tone: str = "attention") -> Shown:
    """Return the card. `ask` is a deed whose text is asked for.

    The chat's place keeps the version that its reader has seen, so that typing cannot act on another.
    """
    place = Place(SHOW, view.data(**({"ask": ask, **_chosen(view)} if ask else {})))
    sheet = replace(_sheet(view, ask), place=place, about=view.case.about)
    return sheet_card(sheet, view.lang, hint, tone)


def _chosen(view: CaseView) -> dict[str, str]:
    """Return what was chosen on a form and is no text: a place keeps none."""
    return {"reported": said} if (said := view.written.get("reported")) in REPORTED else {}


def _sheet(view: CaseView, ask: str) -> Sheet:
    if ask and (behind := _behind(view, ask)):
        return behind
    return reporter_sheet(view) if Role.REPORTER in view.roles else hr_sheet(view)


def _behind(view: CaseView, ask: str) -> Sheet | None:
    """Return what is one press away from the card: more of the case, or the form for a deed."""
    match ask:
        case "history":
            return history_sheet(view)
        case "proof":
            return proof_sheet(view)
        case _:
            return asking_sheet(view, ask)
