"""A form by typing alone: one question after the other, with a draft kept for twelve hours.

The place in it is never stored: it follows from what is answered, as in the interview.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeAlias

from casework.errors import UserError
from casework.ports import Draft
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.inputs import key_of, text_in
from dialogs.shown import Shown
from dialogs.turn import Turn
from guideline.model import Facts

Texts: TypeAlias = dict[str, str]
"""What is answered, by question."""


class Stepping(Protocol):
    """One form as it stands with some answers."""

    @property
    def key(self) -> str:
        """The form's key."""
        ...

    @property
    def texts(self) -> Texts:
        """The answers."""
        ...

    @property
    def open(self) -> str | None:
        """The next question; None when all is answered."""
        ...

    @property
    def answered(self) -> tuple[str, ...]:
        """The questions that are answered, in order."""
        ...

    def card(self, hint: str | None) -> Shown:
        """Return the open question, or all answers, ready to send."""
        ...

    async def with_answer(self, text: str) -> Texts:
        """Return the draft with an answer to the open question, or raise UserError."""
        ...

    def without(self, *names: str) -> Texts:
        """Return the draft with some questions open again."""
        ...

    def notice(self, texts: Texts, /) -> str | None:
        """Return a sentence to show with what the draft has become."""
        ...

    def send(self) -> Awaitable[Shown]:
        """Send the form, or raise UserError."""
        ...

    def corrected(self, error: UserError) -> Texts:
        """Return the draft without what must change, so that it is asked again."""
        ...

    def told(self, error: UserError) -> str:
        """Return what went wrong as a sentence."""
        ...


At: TypeAlias = Callable[[Texts], Awaitable[Stepping]]
"""Gives the form as it stands with these answers."""


async def take_step(desk: Desk, asked: Asked, turn: Turn, at: At) -> Shown:
    """Take an answer, and ask the next question; without one, ask the question that is open."""
    form = await at(await kept(desk, asked, turn))
    if asked.flag("send") and form.open is None:
        return await _send(desk, asked, turn, at, form)
    if asked.flag("undo"):
        return await _show(desk, asked, turn, at, form.without(*form.answered[-1:]))
    text = text_in(asked.data, "answer").strip()
    if not text:
        return form.card(asked.hint)
    try:
        texts = await form.with_answer(text)
    except UserError as error:
        return form.card(form.told(error))
    return await _show(desk, asked, turn, at, texts, form.notice(texts))


async def keep(desk: Desk, turn: Turn, key: str, facts: Facts, texts: Mapping[str, str]) -> None:
    """Keep what was answered so far."""
    await desk.drafts.remember(turn.chat_id, Draft({"key": key, "facts": facts}, texts))


async def kept(desk: Desk, asked: Asked, turn: Turn) -> Texts:
    """Return what the chat's draft of this very form holds."""
    key = key_of(asked.data)
    draft = await desk.drafts.recall(turn.chat_id, key) if key else None
    return dict(draft.texts) if draft else {}


async def _show(desk: Desk, asked: Asked, turn: Turn, at: At, texts: Texts, hint: str | None = None) -> Shown:
    """Keep the draft and show where it stands."""
    form = await at(texts)
    await keep(desk, turn, form.key, asked.known.facts, texts)
    return form.card(hint)


async def _send(desk: Desk, asked: Asked, turn: Turn, at: At, form: Stepping) -> Shown:
    try:
        return await form.send()
    except UserError as error:
        return await _show(desk, asked, turn, at, form.corrected(error), form.told(error))
