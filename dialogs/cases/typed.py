"""Words that act on a case, typed in a chat. Which case is meant must never be a guess."""

from collections.abc import Sequence

from cards.words import typed_words
from casework.ports import Place
from dialogs.asked import Asked
from dialogs.cases.card import case_card
from dialogs.cases.view import look
from dialogs.desk import Desk
from dialogs.matching import after_words, chosen, is_typed, plain
from dialogs.shown import Data
from dialogs.turn import Turn

WORDS = ("add", "reply", "assess", "assign", "release", "close")
"""Commands that mean a case even where the chat's last card is about something else."""

OPENS = (("typed.report_misuse", "misuse.begin"), ("typed.ask_hr_legal", "hr.ask"))
"""The words that open a form, and the press that they mean."""

DEEDS = frozenset({"case.reply", "case.sheet", "case.assign", "case.release", "case.close"})
"""What an owner does. A case may have come below the card that was opened last."""

MOST = 20
"""Cases of one person that are looked through."""

_AGAIN = {"reply": "reply", "add": "add", "assign": "assign", "close": "close"}


def opened(text: str, *, waits: bool) -> str | None:
    """Return the verb that opens the form which a text asks for.

    Where a card `waits` for a text, a single word may well be that text: "misuse", as the reason to close.
    """
    if waits and " " not in plain(text):
        return None
    return next((verb for command, verb in OPENS if is_typed(command, text)), None)


def says_a_word(text: str) -> bool:
    """Whether a text begins with a command on a case."""
    return any(after_words(typed_words(f"typed.{word}"), text) is not None for word in WORDS)


async def presses_meant(desk: Desk, asked: Asked, turn: Turn, text: str) -> Sequence[tuple[str, Data]]:
    """Return what a text means on each case of this person on which it means anything."""
    if not says_a_word(text):
        return []
    queries, found = desk.casework.store.queries, []
    owned = await queries.cases_owned_by(turn.person_id, MOST)
    reported = await queries.cases_reported_by(turn.person_id, MOST)
    for case in (*owned, *(case for case in reported if case.is_open)):
        told = await queries.told_version(case.about, turn.person_id)
        view = await look(desk.book, desk.casework, case, turn.person_id, asked.known.lang, version=told)
        press = chosen(case_card(view), text, numbers=False)
        if press and press[0].startswith("case."):
            found.append(press)
    return found


async def is_doubtful(desk: Desk, turn: Turn, verb: str, place: Place | None) -> bool:
    """Whether a typed deed could mean more than one case; whoever chose one from a list means it."""
    if verb not in DEEDS or (place and place.data.get("chosen")):
        return False
    return len(await desk.casework.store.queries.cases_owned_by(turn.person_id, 2)) > 1


def shown_again(verb: str, data: Data) -> tuple[str, Data] | None:
    """Return the press that shows a form again without acting on it; None for other cards."""
    if verb in ("misuse.submit", "misuse.begin"):
        return "misuse.begin", data
    if verb in ("misuse.step", "case.sheet_step"):
        return verb, {name: value for name, value in data.items() if name != "answer"}
    if verb in ("case.assess", "case.sheet"):
        return "case.sheet", data
    if verb == "hr.ask":
        return verb, {name: value for name, value in data.items() if name != "question"}
    if verb.startswith("case."):
        return "case.show", {**data, "ask": _AGAIN.get(verb.removeprefix("case."), "")}
    return None
