"""The conversation as the edge sees it, and what is said when it fails."""

import logging
import secrets
from collections.abc import Awaitable
from typing import Protocol, TypeVar

from dialogs.turn import Arrived, Consented, FileContent, Pressed, Reply, Turn, Typed

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class Conversation(Protocol):
    """What answers turns."""

    async def typed(self, turn: Typed) -> Reply:
        """Answer a message."""
        ...

    async def pressed(self, turn: Pressed) -> Reply:
        """Answer a button."""
        ...

    async def consented(self, turn: Consented) -> FileContent | Reply:
        """Make the file that was accepted, or say something instead."""
        ...

    def not_handed_over(self, turn: Consented) -> Reply:
        """Say that the file did not arrive, and how to get it."""
        ...

    async def arrived(self, turn: Arrived) -> Reply | None:
        """Greet, or keep silent."""
        ...

    def failed(self, turn: Turn, reference: str) -> Reply:
        """Say that something went wrong here; the reference finds the line in the log."""
        ...


class Apology(Reply):
    """Says that something went wrong. Never written to a message: the card there can still be used."""


async def safely(conversation: Conversation, turn: Turn, answer: Awaitable[Answer]) -> Answer | Apology:
    """Return the answer to a turn, or an apology whatever went wrong."""
    try:
        return await answer
    except Exception:  # the user gets a card for whatever went wrong
        reference = secrets.token_hex(4)
        log.exception("turn.failed", extra={"reference": reference, "kind": type(turn).__name__})
        apology = conversation.failed(turn, reference)
        return Apology(apology.card, apology.summary)
