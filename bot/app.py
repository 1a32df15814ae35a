"""The composition root: the only place that knows every class."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.clock import ShiftedClock, SystemClock
from bot.directory.empty import EmptyDirectory
from bot.settings import Settings
from bot.startup import StartError
from bot.storage.counts import StoredCounts
from bot.storage.database import Database, open_database
from bot.storage.places import StoredPlaces
from bot.storage.writer import Writer
from bot.teams.adapter import EdgeAdapter
from bot.teams.bot import Conversation, EdgeBot
from bot.teams.connector import Connector
from bot.teams.credentials import CONNECTOR_SCOPE, DATABASE_SCOPE, Token, credential_of
from bot.teams.endpoint import Messages
from bot.teams.keys import SigningKeys
from bot.teams.rewriting import Rewrites
from bot.teams.sending import Lanes
from bot.teams.tokens import Gate, OpenGate, TokenGate
from bot.web import make_web
from casework.ports import AdviceCounts, Clock, Directory, Places

log = logging.getLogger(__name__)

SENDING_SECONDS = 4.0
WRITING_SECONDS = 2.0
"""What an end waits at most for queued sends and for the database; the rest of ten is the server's."""

Converse = Callable[[Settings, Places, AdviceCounts, Directory, Clock], Conversation]
TokenFor = Callable[[str], Token] | None
"""Makes the bot's own token for a scope; None: the bot has no identity."""


@asynccontextmanager
async def open_bot(settings: Settings, converse: Converse | None = None) -> AsyncIterator[web.Application]:
    """Start everything but the HTTP server; at the end send what is queued and write what is unwritten.

    Raises StartError. `converse` replaces the real conversation in tests of the edges.
    """
    async with AsyncExitStack() as stack:
        clock, directory = _clock(settings), _directory(settings)
        token_for = _identity(settings, stack)
        database = await _database(settings, token_for, stack)
        places, counts = StoredPlaces(database, clock), StoredCounts(database)
        conversation = (converse or _guided)(settings, places, counts, directory, clock)
        writer = Writer(places, counts)
        stack.push_async_callback(writer.stop, WRITING_SECONDS)
        session = await stack.enter_async_context(_session())
        adapter = _adapter(conversation, session, token_for, stack)
        messages = Messages(_gate(settings, session, stack), adapter, settings.tenants)
        yield make_web(messages.answer, {"guideline": _loaded, "database": database.answers})


def _guided(
    settings: Settings, places: Places, counts: AdviceCounts, directory: Directory, clock: Clock
) -> Conversation:
    """Load the guideline and return the conversation over it."""
    from dialogs.book import MissingTextsError
    from dialogs.conversation import Conversation as Dialogs

    from guideline.errors import PackError
    from guideline.load import find_pack, load_pack

    try:
        pack = load_pack(find_pack(settings.guideline))
        conversation = Dialogs(pack, places, counts, directory, clock)
    except (PackError, MissingTextsError) as error:
        raise StartError(f"OPTAGELSESGUIDEN_GUIDELINE cannot be used: {error}") from None
    log.info("guideline.loaded", extra={"version": pack.manifest.version, "hash": pack.hash})
    return conversation


def _clock(settings: Settings) -> Clock:
    return ShiftedClock(settings.clock_file) if settings.clock_file else SystemClock()


def _directory(settings: Settings) -> Directory:
    if not settings.directory:
        return EmptyDirectory()
    from bot.directory.yaml_file import read_directory

    return read_directory(Path(settings.directory))


def _identity(settings: Settings, stack: AsyncExitStack) -> TokenFor:
    if settings.app_type == "None":
        return None
    credential = credential_of(settings)
    stack.push_async_callback(credential.close)
    return lambda scope: Token(credential, scope)


async def _database(settings: Settings, token_for: TokenFor, stack: AsyncExitStack) -> Database:
    url = settings.database_url.get_secret_value() if settings.database_url else None
    with_token = token_for(DATABASE_SCOPE) if token_for and settings.database_auth == "entra" else None
    database = await open_database(url, with_token)
    stack.push_async_callback(database.close)
    return database


def _session() -> aiohttp.ClientSession:
    """Return the one pool of connections for everything that goes out. It keeps no cookies."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=100, limit_per_host=50), cookie_jar=aiohttp.DummyCookieJar()
    )


def _adapter(
    conversation: Conversation, session: aiohttp.ClientSession, token_for: TokenFor, stack: AsyncExitStack
) -> EdgeAdapter:
    connector = Connector(session, token_for(CONNECTOR_SCOPE) if token_for else None)
    lanes, rewrites = Lanes(), Rewrites()
    stack.push_async_callback(lanes.drain, SENDING_SECONDS)
    stack.push_async_callback(rewrites.flush)  # runs first, and fills the lanes
    return EdgeAdapter(EdgeBot(conversation, connector, lanes, rewrites), connector)


def _gate(settings: Settings, session: aiohttp.ClientSession, stack: AsyncExitStack) -> Gate:
    if settings.app_type == "None":
        return OpenGate()
    keys = SigningKeys(session, settings.openid_metadata_url)
    stack.push_async_callback(keys.close)
    return TokenGate(keys, settings.app_id, settings.token_issuer)


async def _loaded() -> bool:
    """Say that the guideline is loaded: nothing is served before it is."""
    return True
