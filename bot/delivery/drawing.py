"""Cards that cannot be drawn at the moment are drawn later."""

from bot.delivery.model import CardFor
from bot.delivery.patience import CallError
from casework.errors import DirectoryUnavailable
from casework.messages import Message
from dialogs.turn import Reply


def patiently(card_for: CardFor) -> CardFor:
    """Return it so that a directory that does not answer is a call that may go well another time."""

    async def drawn(message: Message, person_id: str | None, language: str) -> Reply | None:
        try:
            return await card_for(message, person_id, language)
        except DirectoryUnavailable:
            raise CallError(None, "DirectoryUnavailable") from None

    return drawn
