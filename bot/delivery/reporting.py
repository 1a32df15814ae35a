"""A message that cannot be delivered is never silent: whoever sent it is told."""

from casework.desk import Desk
from casework.messages import Message
from casework.refusal import clockwork
from casework.refusal.errors import AlreadyHandled

MOST_ATTEMPTS = 5
"""Somebody may act at the very same moment; hardly five times in a row."""


async def report_undelivered(desk: Desk, message: Message) -> None:
    """Tell the sender, or raise AlreadyHandled when others were faster each time."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            await clockwork.could_not_deliver(desk, message)
        except AlreadyHandled:
            if attempt == MOST_ATTEMPTS:
                raise
        else:
            return
