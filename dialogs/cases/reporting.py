"""Reporting a misuse and asking HR/Jura: forms that come back filled in, and the receipt."""

from collections.abc import Mapping
from dataclasses import replace

from cards.words import words
from casework.cases import cases
from casework.cases.case import Case
from casework.errors import FormError, SentAlready, UserError
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


async def begin(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show the form that reports a misuse, with what is filled in; once it was sent, the case it became."""
    if made := await _became(desk, asked, turn):
        if not (asked.hint and texts_in(asked.data, MISUSE)):
            return await _receipt(desk, asked, turn, made, words(asked.known.lang)("form.is_sent"))
        asked = asked.anew()  # What was written since, and could not be taken as it is, is not lost.
    view = _view(desk, asked, texts_in(asked.data, MISUSE))
    view = replace(view, today=local_day(desk.clock.now()))
    return sheet_card(misuse_sheet(view), asked.known.lang, asked.hint)


async def submit(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Report it. The same form twice is one case; one that must change comes back filled in."""
    view = _view(desk, asked, texts_in(asked.data, MISUSE))
    try:
        return await _report(desk, asked, turn, view.key, view.values)
    except UserError as error:
        view = _view(desk, asked.anew(), view.values) if isinstance(error, SentAlready) else view
        return sheet_card(misuse_sheet(view), asked.known.lang, sentence(error, asked.known.lang))


async def step(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an answer to the report by typing, and ask the next question."""
    if made := await _became(desk, asked, turn):
        hint = None if asked.flag("send") else words(asked.known.lang)("form.is_sent")
        return await _receipt(desk, asked, turn, made, hint)
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
        if not asked.hint and (made := await _became(desk, asked, turn)):
            return await _receipt(desk, asked, turn, made, words(asked.known.lang)("form.is_sent"))
        return sheet_card(question_sheet(view), asked.known.lang, asked.hint)
    try:
        form = as_question(desk, asked.known, view.key, question)
        return await _receipt(desk, asked, turn, await cases.report(desk.casework, form, turn.person_id))
    except UserError as error:
        view = _view(desk, asked.anew(), view.values) if isinstance(error, SentAlready) else view
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
    await desk.drafts.forget(turn.chat_id, key)
    return await _receipt(desk, asked, turn, made)


async def _became(desk: Desk, asked: Asked, turn: Turn) -> Case | None:
    """Return the case that this form became already."""
    key = key_of(asked.data)
    return await desk.casework.store.queries.case_by_key(turn.person_id, key) if key else None


async def _receipt(desk: Desk, asked: Asked, turn: Turn, made: Case, hint: str | None = None) -> Shown:
    view = await look(desk.book, desk.casework, made, turn.person_id, asked.known.lang)
    return case_card(view, hint=hint, tone="warning")
