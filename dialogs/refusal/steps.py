"""The form by typing alone: one question after the other, with a draft kept for twelve hours.

The place in it is never stored: it follows from what is answered, as in the interview.
"""

from casework.errors import DirectoryUnavailable, FormError, UserError
from casework.refusal.errors import (
    LeaderError,
    MilderIsShort,
    MustSayWhatDiffers,
    OwnRequest,
    WeighingIsShort,
)
from dialogs import problems
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.refusal.asking_for import form_view, offered, sent, status
from dialogs.refusal.drafting import answers_in, keep, kept
from dialogs.refusal.errors import sentence
from dialogs.refusal.filled import text_in
from dialogs.refusal.step_answers import with_answer, without
from dialogs.refusal.step_cards import step_card
from dialogs.refusal.stepping import MEETING, Steps, Texts
from dialogs.shown import Shown
from dialogs.turn import Turn
from guideline.answers import Answer


async def step(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an answer, and ask the next question; without one, ask the question that is open."""
    answer = offered(desk, asked)
    if answer is None:
        return problems.not_here(desk.book, asked)
    steps = await _steps(desk, asked, turn, answer)
    if asked.flag("send") and steps.open is None:
        return await _send(desk, asked, turn, answer, steps)
    if asked.flag("undo"):
        return await _show(desk, asked, turn, answer, without(steps.texts, *steps.answered[-1:]))
    text = text_in(asked.data, "answer").strip()
    if not text:
        return step_card(steps, asked.hint)
    try:
        texts = await with_answer(desk, steps, text)
    except UserError as error:
        return step_card(steps, sentence(error, asked.known.lang))
    return await _show(desk, asked, turn, answer, texts, _question(steps, texts))


def _question(before: Steps, after: Texts) -> str | None:
    """Return what is asked about a text that is so short that it was not taken yet."""
    for mark, question in _SHORT.items():
        if mark in after and mark not in before.texts:
            return before.view.t(question.text)
    return None


_SHORT: dict[str, type[UserError]] = {"short_text": WeighingIsShort, "short_milder": MilderIsShort}


async def _steps(desk: Desk, asked: Asked, turn: Turn, answer: Answer) -> Steps:
    return await _at(desk, asked, turn, answer, await kept(desk, asked, turn))


async def _at(desk: Desk, asked: Asked, turn: Turn, answer: Answer, texts: Texts) -> Steps:
    error = MustSayWhatDiffers() if "must_differ" in texts else None
    return Steps(await form_view(desk, asked, turn, answer, texts, error), texts)


async def _show(
    desk: Desk, asked: Asked, turn: Turn, answer: Answer, texts: Texts, hint: str | None = None
) -> Shown:
    """Keep the draft and show where it stands."""
    steps = await _at(desk, asked, turn, answer, texts)
    await keep(desk, turn, steps.view.key, asked.known.facts, texts)
    return step_card(steps, hint)


async def _send(desk: Desk, asked: Asked, turn: Turn, answer: Answer, steps: Steps) -> Shown:
    values = answers_in(steps.texts)
    if steps.texts.keys() & {"short_is_meant", "milder_is_meant"}:
        values["short_is_meant"] = "true"
    try:
        made = await sent(desk, asked, turn, answer, values)
    except UserError as error:
        texts = _corrected(steps.texts, error)
        return await _show(desk, asked, turn, answer, texts, sentence(error, asked.known.lang))
    return await status(desk, made, turn, asked.known.lang)


def _corrected(texts: Texts, error: UserError) -> Texts:
    """Return the draft without what must change, so that it is asked again."""
    if isinstance(error, MustSayWhatDiffers):
        return {**texts, "must_differ": "true"}
    if isinstance(error, LeaderError | DirectoryUnavailable | OwnRequest):
        return {**without(texts, "leader"), "ask_leader": "true"}
    fields = error.fields if isinstance(error, FormError) else ()
    return without(texts, *(MEETING if field.startswith(MEETING) else field for field in fields))
