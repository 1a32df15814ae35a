"""What the owner does with the assessment sheet: open it, fill it in at once or one by one, save."""

from casework.cases import cases
from casework.cases.errors import CaseNotNow, NotTheOwner
from casework.cases.transitions import Role
from casework.errors import UserError
from dialogs.asked import Asked
from dialogs.cases.assessing import SheetSteps, assessing_sheet
from dialogs.cases.card import case_card
from dialogs.cases.deeds import do
from dialogs.cases.errors import problem_card, told
from dialogs.cases.filled import as_sheet
from dialogs.cases.seeing import present, seen
from dialogs.cases.view import CaseView
from dialogs.desk import Desk
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.stepping import Texts, take_step
from dialogs.turn import Turn


async def sheet(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show the owner the sheet, with whatever is filled in already."""
    found = await _to_assess(desk, asked, turn)
    return found if isinstance(found, Shown) else sheet_form(found, asked.hint)


async def step(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an answer to the sheet by typing, and ask the next question."""
    found = await _to_assess(desk, asked, turn)
    if isinstance(found, Shown):
        return found
    view = found

    async def at(texts: Texts) -> SheetSteps:
        async def save() -> Shown:
            given = as_sheet({name: text for name, text in texts.items() if text})
            done = await cases.assess(desk.casework, view.case.id, view.version, turn.person_id, given)
            await desk.drafts.forget(turn.chat_id, view.case.id)
            return case_card(await seen(desk, asked, turn, done))

        return SheetSteps(view, texts, save, ends=asked.flag("send"))

    return await take_step(desk, asked, turn, at)


async def save(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Save the sheet, or the part of it that the card has."""
    given = as_sheet(asked.data)
    return await do(
        desk,
        asked,
        turn,
        "",
        lambda it, v: cases.assess(desk.casework, it, v, turn.person_id, given),
        form=sheet_form,
    )


def sheet_form(view: CaseView, hint: str | None) -> Shown:
    """Return the sheet as a form."""
    return sheet_card(assessing_sheet(view), view.lang, hint)


async def _to_assess(desk: Desk, asked: Asked, turn: Turn) -> CaseView | Shown:
    """Return the case whose sheet its owner may fill in, or the card that says why not."""
    try:
        view = await seen(desk, asked, turn, await present(desk, asked), keep_version=True)
    except UserError as error:
        return problem_card(asked, error)
    if not view.case.is_open:
        return case_card(view, hint=told(CaseNotNow(view.case), view))
    if Role.OWNER not in view.roles:
        return case_card(view, hint=told(NotTheOwner(), view))
    return view
