"""The composition root: with `bot.world` and `bot.delivering` the only place that knows every class."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.delivering import MakeCards, open_delivery
from bot.delivery.delivery import Delivery
from bot.ending import TimeLeft
from bot.public import PublicPages
from bot.settings import Settings
from bot.storage.counts import StoredCounts
from bot.storage.drafts import StoredDrafts
from bot.storage.places import StoredPlaces
from bot.storage.writer import Writer
from bot.teams.adapter import EdgeAdapter
from bot.teams.bot import EdgeBot
from bot.teams.calls import Calls
from bot.teams.connector import ANSWER_SECONDS, Connector
from bot.teams.conversing import Conversation
from bot.teams.endpoint import Messages
from bot.teams.extension import Extension
from bot.teams.files import Handover
from bot.teams.guard import Guard
from bot.teams.keys import SigningKeys
from bot.teams.load import Load
from bot.teams.pace import AT_ONCE
from bot.teams.rewriting import Rewrites
from bot.teams.sending import Lanes
from bot.teams.tokens import Gate, OpenGate, TokenGate
from bot.teams.uploads import Uploads
from bot.web import Check, make_web
from bot.world import World, open_session, open_world, unusable_guideline
from casework.ports import AdviceCounts, Places
from dialogs.extension import TextFinder
from pages.privacy import Kept

SENDING_SECONDS = 2.5
WRITING_SECONDS = 1.5
"""What an end waits at most for queued sends, and has at least for the database; the rest of ten is the
server's and delivery's. The database gets what they leave."""

CLOSING_SECONDS = 1.5
"""What is kept back for closing connections."""

MOST_CONNECTIONS_FOR_KEYS = 4
"""One reading takes place at a time."""

Converse = Callable[[World, Places, AdviceCounts], Conversation]


@asynccontextmanager
async def open_bot(
    settings: Settings,
    converse: Converse | None = None,
    *,
    deliver: bool = True,
    make_cards: MakeCards | None = None,
) -> AsyncIterator[web.Application]:
    """Start everything but the HTTP server; at the end send what is queued and write what is unwritten.

    Raises StartError. Without `deliver`, delivery is left to another process. `converse` and `make_cards`
    replace the real conversation and cards in tests of the edges; where only the first is, nothing is
    delivered.
    """
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(open_world(settings))
        places, counts = StoredPlaces(world.database, world.clock), StoredCounts(world.database)
        conversation = (converse or _guided)(world, places, counts)
        writer = Writer(places, counts, world.notes, also=(_drafts(world),))
        left = TimeLeft()
        stack.push_async_callback(lambda: writer.stop(left.but(CLOSING_SECONDS, at_least=WRITING_SECONDS)))
        guard = await _guard(conversation, world, stack)
        load = Load(settings.request_rate, settings.request_rate_per_user)
        messages = Messages(await _gate(settings, stack), guard, settings.tenants, load)
        checks: dict[str, Check] = {"guideline": _loaded, "database": world.database.can_be_used}
        delivery = None
        if deliver and (make_cards or not converse):
            delivery = await stack.enter_async_context(open_delivery(world, make_cards))
            checks["delivery"] = delivery.is_alive
        app = _ending_with(make_web(messages.answer, checks, _public_routes(world)), delivery)
        app.on_shutdown.append(lambda _app: _begins_to_end(left, guard))
        yield app


async def _begins_to_end(left: TimeLeft, guard: Guard) -> None:
    left.runs()
    await guard.patience.hurry()


@asynccontextmanager
async def open_deliverer(
    settings: Settings, make_cards: MakeCards | None = None
) -> AsyncIterator[web.Application]:
    """Start delivery and the clock alone; the application tells only how they are. Raises StartError."""
    async with open_world(settings) as world, open_delivery(world, make_cards) as delivery:
        checks: dict[str, Check] = {"database": world.database.can_be_used, "delivery": delivery.is_alive}
        yield _ending_with(make_web(None, checks), delivery)


def _ending_with(app: web.Application, delivery: Delivery | None) -> web.Application:
    """Return the application; as soon as it begins to end, delivery begins nothing new."""

    async def take_no_more(_app: web.Application) -> None:
        if delivery:
            delivery.take_no_more()

    app.on_shutdown.append(take_no_more)
    return app


def _public_routes(world: World) -> list[web.RouteDef]:
    chosen = world.settings
    kept = Kept(chosen.retention_days)
    return PublicPages(world.pack, chosen.public_url, kept, drafts=chosen.show_drafts).routes()


def _guided(world: World, places: Places, counts: AdviceCounts) -> Conversation:
    """Return the conversation over the guideline."""
    from dialogs.book import MissingTextsError
    from dialogs.conversation import Conversation as Dialogs

    try:
        return Dialogs(world.pack, places, counts, world.desk, _drafts(world), world.settings.public_url)
    except MissingTextsError as error:
        raise unusable_guideline(error) from None


def _drafts(world: World) -> StoredDrafts:
    return StoredDrafts(world.database, world.clock)


async def _guard(conversation: Conversation, world: World, stack: AsyncExitStack) -> Guard:
    session, for_uploads = [await stack.enter_async_context(open_session()) for _ in range(2)]
    calls = Calls(session, world.connector_token, world.pace, ANSWER_SECONDS, AT_ONCE)
    connector = Connector(calls)
    lanes = Lanes()
    rewrites = Rewrites(lanes)
    stack.push_async_callback(lanes.drain, SENDING_SECONDS)
    stack.push_async_callback(rewrites.flush)  # runs first, and fills the lanes
    uploads = Uploads(for_uploads, local=not world.settings.is_guarded)
    files = Handover(conversation, connector, lanes, uploads)
    extension = Extension(_text_finder(world))
    bot = EdgeBot(conversation, connector, lanes, rewrites, world.notes, files, extension)
    guard = Guard(EdgeAdapter(bot, connector).receive, bot.say, conversation)
    stack.push_async_callback(guard.patience.close)
    return guard


def _text_finder(world: World) -> TextFinder:
    return TextFinder(world.pack, world.settings.public_url)


async def _gate(settings: Settings, stack: AsyncExitStack) -> Gate:
    """Return who decides whom a request comes from. Keys have their own connections and wait for no reply."""
    if not settings.is_guarded:
        return OpenGate()
    session = await stack.enter_async_context(open_session(MOST_CONNECTIONS_FOR_KEYS))
    keys = SigningKeys(session, settings.openid_metadata_url)
    stack.push_async_callback(keys.close)
    return TokenGate(keys, settings.app_id, settings.token_issuer)


async def _loaded() -> bool:
    """Say that the guideline is loaded: nothing is served before it is."""
    return True
