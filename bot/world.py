"""Part of the composition root: what the conversation and delivery both work with."""

import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import aiohttp

from bot.clock import ShiftedClock, SystemClock
from bot.delivery.notes import Notes
from bot.directory.empty import EmptyDirectory
from bot.observing import signals
from bot.observing.metrics import CERTIFICATE_REMAINING
from bot.settings import GRAPH, Settings
from bot.startup import StartError
from bot.storage.conversations import StoredAddresses
from bot.storage.database import Database, open_database
from bot.storage.sent_cards import StoredCards
from bot.storage.store import SqlStore
from bot.teams.certificate import UnusableCertificateError, certificate_in
from bot.teams.credentials import CONNECTOR_SCOPE, DATABASE_SCOPE, Token, credential_of, graph_scope
from bot.teams.pace import Pace
from casework.about import PackMark
from casework.desk import Desk
from casework.law import case_law
from casework.policy import Policy
from casework.ports import Clock, Directory
from casework.workdays import local_day
from guideline.editions import in_force
from guideline.errors import PackError
from guideline.load import find_pack, load_pack
from guideline.model import Pack

log = logging.getLogger(__name__)

UNUSABLE_IDENTITY = (
    "The bot's identity cannot be used: check OPTAGELSESGUIDEN_APP_TENANT_ID, "
    "OPTAGELSESGUIDEN_APP_CERTIFICATE and OPTAGELSESGUIDEN_LOGIN_URL."
)

MOST_CONNECTIONS_OUT, MOST_TO_ONE_HOST = 100, 64
"""Of one pool."""

TokenFor = Callable[[str], Token]
"""Makes the bot's own token for a scope."""


@dataclass(frozen=True)
class World:
    """What there is one of in a process. `token_for` is None where the bot has no identity."""

    settings: Settings
    clock: Clock
    directory: Directory
    token_for: TokenFor | None
    database: Database
    notes: Notes

    @cached_property
    def pack(self) -> Pack:
        """The guideline; raises StartError."""
        try:
            pack = load_pack(in_force(find_pack(self.settings.guideline), local_day(self.clock.now())))
        except PackError as error:
            raise unusable_guideline(error) from None
        log.info("guideline.loaded", extra={"version": pack.manifest.version, "hash": pack.hash})
        return pack

    @cached_property
    def desk(self) -> Desk:
        """What the casework works with."""
        chosen = self.settings
        policy = Policy(chosen.reminder_hours, chosen.escalation_hours, chosen.retention_days)
        mark = PackMark(self.pack.manifest.version, self.pack.hash)
        store = SqlStore(self.database, self.clock)
        channel = hr_channel_in(chosen)
        law = case_law(self.pack)
        return Desk(
            store,
            self.directory,
            self.clock,
            mark,
            law,
            policy,
            fixed_channel=channel,
            staff_is_known=bool(chosen.directory),
        )

    @cached_property
    def pace(self) -> Pace:
        """How fast conversations are written to. A rate above Teams' own says that its limits are lifted."""
        return Pace(limited=self.settings.send_rate_per_conversation <= 1)

    @cached_property
    def connector_token(self) -> Token | None:
        """The bot's own token towards Teams."""
        return self.token_for(CONNECTOR_SCOPE) if self.token_for else None


@asynccontextmanager
async def open_world(settings: Settings) -> AsyncIterator[World]:
    """Open the database and the bot's identity, and close them at the end. Raises StartError."""
    async with AsyncExitStack() as stack:
        clock = _clock(settings)
        token_for = _identity(settings, stack)
        directory = await _directory(settings, clock, token_for, stack)
        database = await _database(settings, token_for, stack)
        notes = _notes(settings, database, clock)
        yield World(settings, clock, directory, token_for, database, notes)


def _notes(settings: Settings, database: Database, clock: Clock) -> Notes:
    addresses = StoredAddresses(database, verified=settings.is_guarded)
    return Notes(addresses, StoredCards(database, clock, verified=settings.is_guarded), clock)


def open_session(connections: int | None = None) -> aiohttp.ClientSession:
    """Return a pool of connections for what goes out: replies, say, or keys. It keeps no cookies."""
    most = connections or MOST_CONNECTIONS_OUT
    connector = aiohttp.TCPConnector(limit=most, limit_per_host=min(most, MOST_TO_ONE_HOST))
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


def hr_channel_in(settings: Settings) -> str | None:
    """Return the id of the channel in `<team id>/<channel id>`; None where an administrator wrote none."""
    return re.split(r"[\s,;/]+", (settings.hr_channel or "").strip())[-1] or None


def unusable_guideline(error: Exception) -> StartError:
    """Return the sentence for whoever chose the guideline."""
    return StartError(f"OPTAGELSESGUIDEN_GUIDELINE cannot be used: {error}")


def _clock(settings: Settings) -> Clock:
    return ShiftedClock(settings.clock_file) if settings.clock_file else SystemClock()


async def _directory(
    settings: Settings, clock: Clock, token_for: TokenFor | None, stack: AsyncExitStack
) -> Directory:
    if not settings.directory:
        return EmptyDirectory()
    if settings.directory == GRAPH:
        return await _graph(settings, clock, token_for, stack)
    from bot.directory.yaml_file import read_directory

    return read_directory(Path(settings.directory))


async def _graph(
    settings: Settings, clock: Clock, token_for: TokenFor | None, stack: AsyncExitStack
) -> Directory:
    from bot.directory.graph import GROUP_SECONDS, GraphDirectory
    from bot.directory.graph_calls import GraphCalls
    from bot.directory.graph_mailboxes import GraphMailboxes
    from bot.directory.graph_questions import GraphQuestions

    if not settings.hr_group:
        log.warning("directory.no_group")
    token = token_for(graph_scope(settings.graph_url)) if token_for else None
    session = await stack.enter_async_context(open_session())
    people, mail = (GraphCalls(session, settings.graph_url, token) for _ in range(2))
    groups = GraphCalls(session, settings.graph_url, token, seconds=GROUP_SECONDS)
    mailboxes = GraphMailboxes(mail, clock)
    directory = GraphDirectory(GraphQuestions(people), GraphQuestions(groups), mailboxes, settings.hr_group)
    stack.push_async_callback(directory.close)
    return directory


def _identity(settings: Settings, stack: AsyncExitStack) -> TokenFor | None:
    if not settings.is_guarded:
        return None
    try:
        credential = credential_of(settings)
    except UnusableCertificateError as error:
        raise StartError(str(error)) from None
    except (ValueError, OSError):
        raise StartError(UNUSABLE_IDENTITY) from None
    if signals.is_heard() and settings.app_certificate:
        signals.level(
            CERTIFICATE_REMAINING, certificate_in(settings.app_certificate).not_valid_after_utc.timestamp()
        )
    stack.push_async_callback(credential.close)
    return lambda scope: Token(credential, scope)


async def _database(settings: Settings, token_for: TokenFor | None, stack: AsyncExitStack) -> Database:
    url = settings.database_url.text if settings.database_url else None
    with_token = token_for(DATABASE_SCOPE) if token_for and settings.database_auth == "entra" else None
    database = await open_database(url, with_token)
    stack.push_async_callback(database.close)
    return database
