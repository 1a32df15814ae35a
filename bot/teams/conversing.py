"""The conversation as the edge sees it, and what is said when it fails."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable
from typing import Protocol, TypeVar

from bot.observing import signals
from bot.teams.last_resort import LANGUAGES, last_resort
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

    def late(self, turn: Pressed, *, is_ending: bool = False) -> Reply:
        """Say that the answer takes longer, or may not come as the process is ending, and what to do."""
        ...


class Apology(Reply):
    """Says that something went wrong. Never written to a message: the card there can still be used."""


async def safely(conversation: Conversation, turn: Turn, answer: Awaitable[Answer]) -> Answer | Apology:
    """Return the answer to a turn, or an apology whatever went wrong."""
    try:
        with signals.span("decision", kind=type(turn).__name__):
            return await answer
    except BaseException as error:
        if not is_failure(error):
            raise
        return apology(conversation, turn, error)


def apology(conversation: Conversation, turn: Turn, error: BaseException) -> Apology:
    """Log what went wrong, and return a card that says so with the reference of the log's line.

    A card that cannot be made either is replaced by one that needs nothing any more.
    """
    reference = logged(error, type(turn).__name__)
    try:
        said = conversation.failed(turn, reference)
    except Exception:
        log.exception("turn.no_apology", extra={"reference": reference})
        said = last_resort(turn.language if turn.language in LANGUAGES else LANGUAGES[0], reference)
    return Apology(said.card, said.summary)


def logged(error: BaseException, kind: str) -> str:
    """Log a failure, and return the reference by which its line is found."""
    reference = secrets.token_hex(4)
    signals.failed(reference)
    log.error("turn.failed", extra={"reference": reference, "kind": kind}, exc_info=error)
    return reference


def is_failure(error: BaseException) -> bool:
    """Say whether somebody must be answered for it. A cancellation is one unless this task was cancelled."""
    if isinstance(error, asyncio.CancelledError):
        task = asyncio.current_task()
        return task is not None and not task.cancelling()
    return isinstance(error, Exception)
