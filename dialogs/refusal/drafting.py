"""What was typed into a form that was not sent: kept for the way back, for twelve hours at most."""

from collections.abc import Mapping

from casework.errors import UserError
from casework.ports import Draft
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.refusal.filled import key_of, meeting_in
from dialogs.refusal.form_view import FormView
from dialogs.refusal.stepping import MARKS
from dialogs.turn import Turn
from guideline.model import Facts


async def keep(desk: Desk, turn: Turn, key: str, facts: Facts, texts: Mapping[str, str]) -> None:
    """Keep what was answered so far."""
    await desk.drafts.remember(turn.chat_id, Draft({"key": key, "facts": facts}, texts))


async def keep_form(desk: Desk, turn: Turn, view: FormView) -> None:
    """Keep what a form holds, so that neither HR/Jura's card nor a look at the advice costs it."""
    unread = () if _can_be_read(view) else ("meeting_date", "meeting_time")
    texts = {name: text for name, text in view.values.items() if name not in unread}
    if "municipal_interest" in texts:
        texts["weighed_for"] = view.ground
    await keep(desk, turn, view.key, view.known.facts, texts)


def _can_be_read(view: FormView) -> bool:
    try:
        meeting_in(view.values, view.now)
    except UserError:
        return False
    return True


async def kept(desk: Desk, asked: Asked, turn: Turn) -> dict[str, str]:
    """Return what the chat's draft of this very form holds."""
    draft, key = await desk.drafts.recall(turn.chat_id), key_of(asked.data)
    return dict(draft.texts) if draft and key and draft.data.get("key") == key else {}


def answers_in(texts: Mapping[str, str]) -> dict[str, str]:
    """Return a draft's answers as the form's inputs, without what else it keeps."""
    return {name: text for name, text in texts.items() if name not in MARKS}
