"""Files: offered after a card, and made when the person has said yes to it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from dialogs import file_cards, problems
from dialogs.asked import Asked, read
from dialogs.cases import document
from dialogs.desk import Desk
from dialogs.oversight import access, overview
from dialogs.refusal import document as reasons_document
from dialogs.refusal.requester_ways import REASONS_ON_PAPER
from dialogs.shown import Shown
from dialogs.turn import Consented, FileContent, Turn

MakeFile: TypeAlias = Callable[[Desk, Asked, Turn], Awaitable[FileContent | Shown]]
"""Makes a file, or a card that says why not. What a person may see is asked anew: an offer can be old."""

FILES: Mapping[str, MakeFile] = {
    document.VERB: document.content,
    REASONS_ON_PAPER: reasons_document.content,
    "overview.file": overview.make_file,
    "access.offer": access.make_file,
}
"""Which offer makes which file, by the verb that the offer names."""


async def answered(desk: Desk, turn: Consented) -> FileContent | Shown:
    """Answer a yes with the file, and a no with a sentence."""
    asked = read(desk.book.pack, turn.data, turn.language)
    make = FILES.get(turn.verb)
    if make is None:
        return problems.unknown(desk.book, asked)
    if not turn.personal:
        return file_cards.elsewhere(asked.known.lang)
    if not turn.accepted:
        return file_cards.declined(turn, asked.known.lang)
    if await desk.casework.is_guest(turn.person_id):
        return problems.guest(desk.book, asked.known)
    return await make(desk, asked, turn)


def not_handed_over(desk: Desk, turn: Consented) -> Shown:
    """Say that a file was made and did not arrive."""
    return file_cards.not_handed_over(turn, read(desk.book.pack, turn.data, turn.language).known.lang)
