"""Bringing open cases into HR/Jura's channel: into another one than before, and into one that is back.

A few at a time, those first that nobody has, and of those the newest: what is new is told in between, and no
channel is flooded. Which cases still lack a card there is looked up, so that nothing is lost when a process
ends halfway.
"""

from typing import NamedTuple

from casework.about import About
from casework.cases.telling import CASE
from casework.desk import Desk
from casework.hr_channel import MOVED
from casework.messages import HR_CHANNEL, Message

BACKLOG = 5
"""Messages that may wait for the channel before another card is added to them."""

MANY = 10
"""Cards that come without a word about how many there are."""


class Channel(NamedTuple):
    """The channel in which HR/Jura are told now."""

    conversation_id: str
    since: str
    """Since when it is theirs, as far as it is known."""


async def present_channel(desk: Desk) -> Channel | None:
    """Return the channel in which HR/Jura can be told now; None without one."""
    if desk.fixed_channel:
        gone = await desk.store.queries.channel_is_gone(desk.fixed_channel)
        return None if gone else Channel(desk.fixed_channel, "always")
    chosen = await desk.store.queries.hr_channel()
    return Channel(chosen.conversation_id, chosen.at.isoformat()) if chosen else None


async def room_in_channel(desk: Desk) -> int:
    """Return how many cards may be sent to HR/Jura's channel now."""
    return BACKLOG - await desk.store.queries.waiting_messages(HR_CHANNEL, BACKLOG)


async def move_cards(desk: Desk, channel: Channel) -> bool:
    """Send some of the open cases' cards that a channel lacks; return whether it has them all."""
    room, conversation = await room_in_channel(desk), channel.conversation_id
    if room <= 0:
        return False
    missing = await desk.store.queries.cases_without_card(conversation, MANY + 1)
    async with desk.store.unit() as unit:
        if len(missing) > MANY:
            about = About(MOVED, channel.since)
            await unit.outbox.put(Message(MOVED, HR_CHANNEL, about, f"{about}:{conversation}"))
        for case_id, version in missing[:room]:
            it = About("case", case_id)
            await unit.outbox.put(Message(CASE, HR_CHANNEL, it, moved_key(it, version, conversation)))
    return not missing


def moved_key(about: About, version: int, conversation: str) -> str:
    """Return the key of a case's card for a channel: one for each version, whatever becomes of it."""
    return f"{about}:{version}:{CASE}:{conversation}"
