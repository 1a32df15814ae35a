"""Part of the composition root: delivery and the clock, put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from bot.delivery.addresses import Addresses, Home
from bot.delivery.delivery import Delivery
from bot.delivery.drawing import patiently
from bot.delivery.model import CardFor
from bot.delivery.postman import Postman
from bot.delivery.rates import Rates
from bot.delivery.reporting import report_undelivered
from bot.delivery.threads import Threads
from bot.delivery.timekeeper import Timekeeper
from bot.delivery.updating import Updating
from bot.delivery.worker import Worker
from bot.observing import signals
from bot.settings import Settings
from bot.storage.conversations import StoredAddresses
from bot.storage.gathering import GatheringStore
from bot.storage.held import RowLocks
from bot.storage.news import listen
from bot.storage.outbox import StoredOutbox
from bot.storage.send_turns import turns_on
from bot.storage.sent_cards import StoredCards
from bot.storage.store import SqlStore
from bot.teams.calls import Calls
from bot.teams.outgoing import ANSWER_SECONDS, Outgoing
from bot.world import World, hr_channel_in, open_session, unusable_guideline
from casework.desk import Desk
from dialogs.book import MissingTextsError
from dialogs.outgoing import Outgoing as Cards

log = logging.getLogger(__name__)

UNDER_WAY_SECONDS = 1.5
"""What an end waits at most for messages under way."""

MakeCards = Callable[[World], CardFor]


@asynccontextmanager
async def open_delivery(world: World, make_cards: MakeCards | None = None) -> AsyncIterator[Delivery]:
    """Deliver and watch the clock; at the end let others have what is not done. Raises StartError.

    `make_cards` replaces the real cards in tests.
    """
    async with open_session() as session:  # its own: a slow receiver must not hold up replies
        outgoing = Outgoing(Calls(session, world.connector_token, world.pace, ANSWER_SECONDS))
        card_for = patiently((make_cards or _cards)(world))
        worker = _worker(world, outgoing, card_for)
        world.database.bell.heard_by.append(worker.wake)
        delivery = Delivery(
            worker, Timekeeper(_desk_of_the_clock(world)), partial(listen, world.database.engine)
        )
        delivery.start()
        telling = _tell_of_the_stock(world) if signals.is_heard() else None
        try:
            yield delivery
        finally:
            if telling:
                telling.cancel()
            await delivery.stop(UNDER_WAY_SECONDS)


def _worker(world: World, outgoing: Outgoing, card_for: CardFor) -> Worker:
    chosen = world.settings
    rates = Rates(chosen.send_rate, chosen.send_rate_per_conversation, turns_on(world.database))
    book, home = StoredAddresses(world.database, verified=chosen.is_guarded), _home(chosen)
    addresses = Addresses(book, world.notes, outgoing, home, partial(_chosen_channel, world))
    cards = StoredCards(world.database, world.clock, verified=chosen.is_guarded)
    updating = Updating(cards, outgoing, card_for, rates)
    give_up = partial(report_undelivered, world.desk)
    postman = Postman(addresses, outgoing, card_for, updating, Threads(cards), rates, give_up)
    return Worker(StoredOutbox(world.database), postman.deliver, addresses.look_up)


def _desk_of_the_clock(world: World) -> Desk:
    """Return the desk of who waits for nothing that others hold: it can come back to that later."""
    waits_for_none = RowLocks(most_waiting=0)
    return replace(world.desk, store=SqlStore(world.database, world.clock, waits_for_none))


def _tell_of_the_stock(world: World) -> "asyncio.Task[None]":
    from bot.observing.stock_taking import tell_of_the_stock
    from bot.storage.stock import take_stock

    return asyncio.create_task(tell_of_the_stock(partial(take_stock, world.database), world.clock))


async def _chosen_channel(world: World) -> str | None:
    channel = await world.desk.store.queries.hr_channel()
    return channel.conversation_id if channel else None


def _cards(world: World) -> CardFor:
    desk = replace(world.desk, store=GatheringStore(world.database, world.clock))
    try:
        return Cards(world.pack, desk).card_for
    except MissingTextsError as error:
        raise unusable_guideline(error) from None


def _home(settings: Settings) -> Home:
    return Home(settings.app_tenant_id, hr_channel_in(settings))
