"""HR/Jura's channel has a thread for each case: its card, and below it what happened since.

Source: learn.microsoft.com, "Channel and group chat conversations with a bot": a reply goes to the
conversation `<channel>;messageid=<id of the first message>`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.delivery.model import Address, CardOut
from casework.about import About
from casework.cases.telling import CASE, CASE_STEP
from casework.messages import HR_CHANNEL, Message

_ABOUT_A_CASE = "case"


class Cards(Protocol):
    """The cards that are out."""

    async def there(self, about: About, conversation_id: str) -> Sequence[CardOut]:
        """Return the cards about something in a conversation, reached last or not; the oldest first."""
        ...


class Threads:
    """Finds the thread that a message belongs to."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def root_for(self, message: Message, channel: Address) -> CardOut | None:
        """Return the card that a message is itself, or goes below; None where there is none yet."""
        if message.to != HR_CHANNEL or message.about.kind != _ABOUT_A_CASE:
            return None
        here = await self._cards.there(message.about, channel.conversation_id)
        return next((card for card in reversed(here) if card.kind == CASE), None)


def below(root: CardOut, channel: Address) -> Address:
    """Return the address of a card's thread."""
    return replace(channel, conversation_id=f"{channel.conversation_id};messageid={root.activity_id}")


def as_first(message: Message) -> Message:
    """Return what to send where there is no thread: instead of a step the case's card, which shows it too."""
    return replace(message, kind=CASE) if message.kind == CASE_STEP else message
