"""Reporting a misuse (C1) and asking HR/Jura (B4): forms that come back filled in, and the receipt."""

from collections.abc import Mapping
from dataclasses import replace

from casework.cases import cases
from casework.cases.case import Case
from casework.errors import FormError, UserError
from casework.workdays import local_day
from dialogs.asked import Asked
from dialogs.cases.card import case_card
from dialogs.cases.filled import MISUSE, as_misuse, as_question, in_inputs, texts_in
from dialogs.cases.form import FormView, misuse_sheet, question_sheet
from dialogs.cases.steps import MisuseSteps
from dialogs.cases.view import look
from dialogs.desk import Desk
from dialogs.inputs import key_of, new_key, text_in
from dialogs.refusal.drafting import way_back
from dialogs.saying import sentence
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.stepping import Texts, take_step
from dialogs.turn import Turn


async def begin(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the form that reports a misuse, with whatever is filled in already."""
    view = _view(desk, asked, texts_in(asked.data, MISUSE))
    view = replace(view, today=local_day(desk.clock.now()))
    return sheet_card(misuse_sheet(view), asked.known.lang, asked.hint)


async def submit(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Report it. The same form twice is one case; one that must change comes back filled in."""
    view = _view(desk, asked, texts_in(asked.data, MISUSE))
    try:
        return await _report(desk, asked, turn, view.key, view.values)
    except UserError as error:
        return sheet_card(misuse_sheet(view), asked.known.lang, sentence(error, asked.known.lang))


async def step(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an answer to the report by typing, and ask the next question."""
    key = key_of(asked.data) or new_key()

    async def at(texts: Texts) -> MisuseSteps:
        view = FormView(book=desk.book, known=asked.known, key=key, values=texts)
        return MisuseSteps(view, texts, desk, lambda: _report(desk, asked, turn, key, texts))

    return await take_step(desk, asked, turn, at)


async def ask(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Ask HR/Jura; without a question, show the form for it."""
    question = text_in(asked.data, "question")
    view = _view(desk, asked, texts_in(asked.data, ("question",)))
    if not question.strip():
        return sheet_card(question_sheet(view), asked.known.lang, asked.hint)
    try:
        form = as_question(desk, asked.known, view.key, question)
        return await _receipt(desk, asked, turn, await cases.report(desk.casework, form, turn.person_id))
    except UserError as error:
        return sheet_card(question_sheet(view), asked.known.lang, sentence(error, asked.known.lang))


def _view(desk: Desk, asked: Asked, values: Mapping[str, str]) -> FormView:
    return FormView(
        book=desk.book,
        known=asked.known,
        key=key_of(asked.data) or new_key(),
        values=values,
        back=way_back(asked),
        form=asked.name("form") or "",
    )


async def _report(desk: Desk, asked: Asked, turn: Turn, key: str, values: Mapping[str, str]) -> Shown:
    """Make the case, forget the draft and return the receipt, or raise UserError."""
    try:
        form = as_misuse(desk, asked.known, key, values)
        made = await cases.report(desk.casework, form, turn.person_id)
    except FormError as error:
        raise in_inputs(error, "what_happened") from None
    await desk.drafts.forget(turn.chat_id)
    return await _receipt(desk, asked, turn, made)


async def _receipt(desk: Desk, asked: Asked, turn: Turn, made: Case) -> Shown:
    return case_card(await look(desk.book, desk.casework, made, turn.person_id, asked.known.lang))
