"""Delivers one message: makes its card from the present state, and says what became of it."""

import datetime
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from bot.delivery.addresses import Addresses
from bot.delivery.model import (
    ABOUT_CARDS,
    Address,
    CardFor,
    CardOut,
    Leased,
    LeaseEndedError,
    Settled,
    digest_of,
)
from bot.delivery.patience import CallError, pause_before
from bot.delivery.rates import Rates
from bot.delivery.threads import Threads, as_first, below
from bot.delivery.updating import NOT_THERE, Updating
from casework.cases.telling import CASE
from casework.messages import HR_CHANNEL, Message
from dialogs.turn import Reply

log = logging.getLogger(__name__)

NOT_INSTALLED = frozenset({"BotNotInConversationRoster", "ForbiddenOperationException"})
"""Teams' words for a person who has not got the app, or a channel that it was taken out of."""

GIVE_THE_APP = (
    "Give everybody the app by an app setup policy; docs/directory.md: a leader who has not got the app."
)
ADD_THE_APP = (
    "Add the app to HR/Jura's team and channel again, or choose another channel; deployment/README.md."
)
"""What an administrator can do about it, for the log: nobody else learns of it."""

GiveUp = Callable[[Message], Awaitable[None]]
"""Told of a message that cannot be delivered."""


class Calls(Protocol):
    """What the postman needs of the connector."""

    async def send(self, address: Address, reply: Reply) -> str:
        """Send a new message and return its id, or raise CallError."""
        ...

    async def update(self, address: Address, activity_id: str, reply: Reply) -> None:
        """Replace a message of the bot, or raise CallError."""
        ...


class Postman:
    """Delivers messages; may be called for several at once."""

    def __init__(
        self,
        addresses: Addresses,
        calls: Calls,
        card_for: CardFor,
        updating: Updating,
        threads: Threads,
        rates: Rates,
        give_up: GiveUp,
    ) -> None:
        self._addresses = addresses
        self._calls = calls
        self._card_for = card_for
        self._updating = updating
        self._threads = threads
        self._rates = rates
        self._give_up = give_up

    async def deliver(self, leased: Leased) -> Settled:
        """Deliver a message. What goes wrong meanwhile is part of the answer."""
        try:
            if leased.message.kind in ABOUT_CARDS:
                return await self._updating.bring_up_to_date(leased)
            return await self._send(leased)
        except CallError as error:
            return await self._failed(leased, error)
        except LeaseEndedError:
            raise
        except Exception as error:  # a card that cannot be made must not hold up its lane for ever
            log.exception("delivery.no_card", extra={"kind": leased.message.kind})
            return await self._failed(leased, CallError(None, type(error).__name__))

    async def _send(self, leased: Leased) -> Settled:
        message = leased.message
        address = await self._addresses.of(message.to)
        tried_at = datetime.datetime.now(datetime.UTC)
        try:
            if message.to == HR_CHANNEL:
                return await self._send_to_channel(address, leased)
            return await self._send_to(address, leased)
        except CallError as error:
            if error.status == 404 and address.person_id:
                # The chat was removed on the other side; opening it once more by the person's id cures that.
                await self._addresses.forget(address, tried_at)
                return await self._send_to(await self._addresses.open(address.person_id), leased)
            if error.status in NOT_THERE:
                await self._addresses.forget(address, tried_at)
            if error.status == 429 and error.retry_after is not None:
                await self._rates.hold(address.conversation_id, error.retry_after)
            raise

    async def _send_to_channel(self, channel: Address, leased: Leased) -> Settled:
        """Send below a case's card, or draw that anew; as a new thread what has none, or one that is gone."""
        root = await self._threads.root_for(leased.message, channel)
        if root and await self._is_told_at(root, channel, leased):
            settled = Settled(leased.id)
        else:
            settled = await self._send_to(channel, replace(leased, message=as_first(leased.message)))
            settled = replace(settled, gone=(root,)) if root else settled
        await self._addresses.reached(channel)
        return settled

    async def _is_told_at(self, root: CardOut, channel: Address, leased: Leased) -> bool:
        """Tell of a case in its thread; say whether the thread was there."""
        try:
            if leased.message.kind == CASE:
                await self._draw_anew(root, channel, leased)
            else:
                await self._send_to(below(root, channel), leased)  # a reply is not kept up to date
        except CallError as error:
            if error.status not in NOT_THERE:
                raise
            return False
        return True

    async def _draw_anew(self, root: CardOut, channel: Address, leased: Leased) -> None:
        await self._rates.turn(channel.conversation_id)
        reply = await self._card_for(leased.message, None, channel.language)
        if reply is not None:
            leased.hold.check()
            await self._calls.update(channel, root.activity_id, reply)

    async def _send_to(self, address: Address, leased: Leased) -> Settled:
        message = leased.message
        person = None if message.to == HR_CHANNEL else message.to
        await self._rates.turn(address.conversation_id)
        reply = await self._card_for(message, person, address.language)
        if reply is None:
            return Settled(leased.id)
        leased.hold.check()
        activity = await self._calls.send(address, reply)
        if not activity:
            return Settled(leased.id)
        card = CardOut(
            address.conversation_id, activity, message.about, person, message.kind, digest_of(reply)
        )
        return Settled(leased.id, written=(card,), drawn_after=leased.leased_at)

    async def _failed(self, leased: Leased, error: CallError) -> Settled:
        facts = {"kind": leased.message.kind, "status": error.status, "attempts": leased.attempts}
        pause = pause_before(leased.attempts, error, leased.tried_for)
        if pause is not None:
            log.warning("delivery.later", extra=facts)
            return Settled(leased.id, again_in=pause, error=error.told)
        log.error("delivery.given_up", extra=facts | {"code": error.code})
        if error.code in NOT_INSTALLED:
            remedy = ADD_THE_APP if leased.message.to == HR_CHANNEL else GIVE_THE_APP
            log.error("delivery.app_not_installed", extra={"kind": leased.message.kind, "remedy": remedy})
        await self._give_up(leased.message)
        return Settled(leased.id, given_up=True, error=error.told)
