"""What was typed into a form that was not sent: kept for the way back, for twelve hours at most."""

from collections.abc import Mapping

from cards.words import typed_words, words
from casework.errors import UserError
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.refusal.filled import meeting_in
from dialogs.refusal.form_view import FormView
from dialogs.refusal.stepping import MARKS
from dialogs.shown import Way
from dialogs.stepping import keep
from dialogs.turn import Turn


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


async def way_to_draft(desk: Desk, chat_id: str, lang: str) -> list[Way]:
    """Return the press that goes on with the chat's last form that was not sent, if there is one."""
    # A report of misuse is kept as a draft too; it has no ground.
    unsent = [draft for draft in await desk.drafts.of_chat(chat_id) if "ground" in draft.texts]
    return [
        Way(words(lang)("list.unsent"), "refusal.begin", {**draft.data, "lang": lang}, numbered=True)
        for draft in unsent[:1]
    ]


def way_back(asked: Asked) -> list[Way]:
    """Return the press that leads back to the form which a card was opened from, if it was."""
    key = asked.name("form")
    if key is None:
        return []
    title = words(asked.known.lang)("action.back_to_form")
    return [Way(title, "refusal.begin", asked.known.data(key=key), typed_words("typed.back"))]


def answers_in(texts: Mapping[str, str]) -> dict[str, str]:
    """Return a draft's answers as the form's inputs, without what else it keeps."""
    return {name: text for name, text in texts.items() if name not in MARKS}
