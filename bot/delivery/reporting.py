"""A message that cannot be delivered is never silent: whoever sent it is told."""

import logging

from casework import clockwork
from casework.cases.errors import CaseMoved
from casework.desk import Desk
from casework.messages import Message
from casework.refusal.errors import AlreadyHandled

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
"""Somebody may act at the very same moment; hardly five times in a row."""


async def report_undelivered(desk: Desk, message: Message) -> None:
    """Tell the sender, or raise AlreadyHandled or CaseMoved when others were faster each time."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            if not await clockwork.could_not_deliver(desk, message):
                log.warning("delivery.nobody_to_tell", extra={"kind": message.kind})
        except (AlreadyHandled, CaseMoved):
            if attempt == MOST_ATTEMPTS:
                raise
        else:
            return
