"""Teams, as far as a bot can tell: a server that the bot calls, and people who write to the bot."""

import socket
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.stage.activities import Bot
from bot.stage.actor import Actor
from bot.stage.connector import Connector
from bot.stage.deeds import Deeds
from bot.stage.faults import Fault, Faults
from bot.stage.guard import only_from_this_machine
from bot.stage.line import BotLine
from bot.stage.onedrive import OneDrive
from bot.stage.people import Person
from bot.stage.traffic import Traffic
from bot.stage.world import World

APP_ID = "7d3c1f52-90ab-4c6e-8f11-2b5a4e6d9c03"
BOT_NAME = "Optagelsesguiden"
CHANNELS = ("HR/Jura",)
HOST = "127.0.0.1"


class Teams:
    """The stage with everything on it. Open it with `start`, close it with `stop` or `async with`."""

    def __init__(
        self,
        people: Sequence[Person],
        channels: Iterable[str],
        bot: Bot,
        line: BotLine,
        listen: socket.socket,
    ) -> None:
        self.world = World(people, channels)
        self.traffic, self.faults = Traffic(self.world.feed), Faults()
        self.onedrive = OneDrive(bot.service_url, self.traffic)
        self.deeds = Deeds(self.world, line, self.traffic, bot, self.onedrive)
        self.line = line
        self.address = bot.service_url
        self._listen = listen
        self._runner: web.AppRunner | None = None
        self._actors: dict[str, Actor] = {}

    @classmethod
    async def start(
        cls,
        *,
        people: Sequence[Person],
        bot_url: str = "",
        channels: Iterable[str] = CHANNELS,
        app_id: str = APP_ID,
        authorize: Callable[[], str] | None = None,
    ) -> Self:
        """Open the stage on a free loopback port. `bot_url` may also be set later.

        `authorize` returns the bearer token of each activity, for a bot that asks for one.
        """
        listen = free_socket(0)
        bot = Bot(app_id, BOT_NAME, _address(listen))
        teams = cls(people, channels, bot, BotLine(bot_url, authorize), listen)
        await teams.serve()
        return teams

    @classmethod
    def beside(cls, bot_url: str, people: Sequence[Person], listen: socket.socket) -> Self:
        """Make a stage beside a running bot, on a bound socket; `serve` opens it."""
        bot = Bot(APP_ID, BOT_NAME, _address(listen))
        return cls(people, CHANNELS, bot, BotLine(bot_url), listen)

    async def serve(self, more_routes: Iterable[web.RouteDef] = ()) -> None:
        """Open the connector, and whatever else is to be found at the same address."""
        app = web.Application(middlewares=[only_from_this_machine], client_max_size=1 << 22)
        app.add_routes(Connector(self.world, self.traffic, self.faults).routes())
        app.add_routes(self.onedrive.routes())
        app.add_routes(list(more_routes))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, self._listen).start()

    @property
    def bot_url(self) -> str:
        """Where the bot listens, without the path."""
        return self.line.bot_url

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self.line.bot_url = url

    def person(self, name: str) -> Actor:
        """Return a person in their own chat with the bot, by full name, first name or id."""
        for person in self.world.people.values():
            if name in (person.id, person.name, person.name.split()[0]):
                return self._actors.setdefault(person.id, self._actor(person))
        raise AssertionError(f"Nobody here is called {name}")

    def _actor(self, person: Person) -> Actor:
        return Actor(self.deeds, person, self.world.personal_chat(person.id))

    def fails_next(
        self,
        times: int = 1,
        *,
        status: int,
        retry_after: float | None = None,
        delivered: bool = False,
        chat: str | None = None,
    ) -> None:
        """Answer the bot's next sends with an error; `delivered` ones arrive all the same.

        With a chat's id only those into it; the others go well meanwhile.
        """
        self.faults.order(Fault(status, retry_after, delivered, chat=chat), times)

    def hangs_next(self, times: int = 1, *, delivered: bool = False) -> None:
        """Never answer the bot's next sends."""
        self.faults.order(Fault(504, None, delivered, hangs=True), times)

    def cuts_next(self, times: int = 1, *, delivered: bool = False) -> None:
        """Break the connection of the bot's next sends instead of answering them."""
        self.faults.order(Fault(502, None, delivered, cuts=True), times)

    async def stop(self) -> None:
        """Close the stage."""
        self.faults.release()
        await self.deeds.close()
        await self.line.close()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


def free_socket(port: int) -> socket.socket:
    """Return a bound loopback socket: at this port, or at any free one when it is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError:
        bound.bind((HOST, 0))
    return bound


def _address(listen: socket.socket) -> str:
    return f"http://{HOST}:{listen.getsockname()[1]}/"
