"""What the page in the browser asks for and is told: JSON, and one stream of events."""

import asyncio
import contextlib
import datetime
from collections.abc import Awaitable, Callable, Collection
from typing import TypeVar

import msgspec
from aiohttp import web

from bot.fault_words import Fault
from bot.stage import page_files
from bot.stage.clock import DemoClock
from bot.stage.people import Json, Person
from bot.stage.player import Player
from bot.stage.requests import (
    Consent,
    Delete,
    Look,
    Move,
    Presence,
    Press,
    Refresh,
    Say,
    Seat,
    Speak,
    Steer,
)
from bot.stage.teams import Teams
from bot.stage.world import Chat, Message, shown

Asked = TypeVar("Asked", bound=msgspec.Struct)
KEEP_ALIVE_SECONDS = 15.0


class PageApi:
    """Serves one stage to the page. What a person does here goes the same way as in a scenario test."""

    def __init__(self, teams: Teams, player: Player, clock: DemoClock | None = None) -> None:
        """Make it; without a clock, the bot's cannot be moved."""
        self.teams, self.player, self._clock = teams, player, clock
        self.address = teams.address
        self._world, self._deeds = teams.world, teams.deeds
        self._looked_at: list[tuple[Person, Chat]] = []
        self._watch = asyncio.create_task(self._refresh_what_comes())
        self.bot_runs = True
        self._guideline: Json = {"news": "", "fault": None}

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the page and of what it asks for."""
        return [
            *page_files.routes(),
            web.get("/info", self._info),
            web.get("/api/state", self._state),
            web.get("/api/events", self._events),
            web.get("/api/traffic/{number}", self._exchange),
            web.post("/api/look", _taking(Look, self._look)),
            web.post("/api/say", _taking(Say, self._say)),
            web.post("/api/delete", _taking(Delete, self._delete)),
            web.post("/api/press", _taking(Press, self._press)),
            web.post("/api/consent", _taking(Consent, self._consent)),
            web.post("/api/presence", _taking(Presence, self._presence)),
            web.post("/api/refresh", _taking(Refresh, self._refresh)),
            web.post("/api/speak", _taking(Speak, self._speak)),
            web.post("/api/clock", _taking(Move, self._move)),
            web.post("/api/story", _taking(Steer, self._steer)),
        ]

    def bot_stopped(self) -> None:
        """Tell the page that nobody answers any more."""
        self.bot_runs = False
        self._world.feed.publish("bot", runs=False)

    def guideline_kept(self, fault: Fault) -> None:
        """Tell the page that an edited guideline cannot be used, and that the bot keeps the one before."""
        self._tell_guideline(news="kept", fault={"where": fault.where, "told": fault.told})

    def guideline_taken(self) -> None:
        """Tell the page that the bot answers by an edited guideline now."""
        self._tell_guideline(news="taken", fault=None)

    def offer_stories(self, ids: Collection[str]) -> None:
        """Offer only these stories from now on."""
        self.player.offer(ids)
        self._world.feed.publish("stories", stories=self.player.titles())

    def _tell_guideline(self, **news: object) -> None:
        self._guideline = dict(news)
        self._world.feed.publish("guideline", guideline=self._guideline)

    async def close(self) -> None:
        """End the streams and what watches them."""
        self._world.feed.publish("closing")
        self._watch.cancel()
        await asyncio.gather(self._watch, return_exceptions=True)
        await self.player.stop()

    async def _info(self, request: web.Request) -> web.Response:
        """Lead to the page for the public, which the bot itself serves."""
        query = f"?{request.query_string}" if request.query_string else ""
        raise web.HTTPFound(f"{self.teams.bot_url.rstrip('/')}/info{query}")

    async def _state(self, _: web.Request) -> web.Response:
        return _json(
            {
                "number": self._world.feed.number,
                "bot": {"name": self._deeds.bot.name, "runs": self.bot_runs},
                "people": [msgspec.to_builtins(person) for person in self._world.people.values()],
                "locale": next(iter(self._world.locale.values()), "da-DK"),
                "chats": [_chat(chat) for chat in self._world.chats.values()],
                "stories": self.player.titles(),
                "story": self.player.status(),
                "clock": self._clock_told(),
                "guideline": self._guideline,
                "traffic": [exchange.summary() for exchange in self.teams.traffic.exchanges],
            }
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        # The page may leave at any moment; that is no error.
        with self._world.feed.listen() as news, contextlib.suppress(ConnectionResetError):
            await response.write(b": listening\n\n")
            while (event := await _next_or_nothing(news)) is None or event["kind"] != "closing":
                line = b"data: %b" % msgspec.json.encode(event) if event else b": still here"
                await response.write(line + b"\n\n")
        return response

    async def _exchange(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        exchange = self.teams.traffic.find(int(number)) if number.isdecimal() else None
        if exchange is None:
            raise web.HTTPNotFound
        return _json({**exchange.summary(), "request": exchange.request, "answer": exchange.answer})

    async def _look(self, asked: Look) -> None:
        before, self._looked_at = self._looked_at, [self._place(seat) for seat in asked.seats]
        for person, chat in self._looked_at:
            self._mark_read(person, chat)
            if (person, chat) not in before and chat.present:
                await self._deeds.open(person, chat)

    def _mark_read(self, person: Person, chat: Chat) -> None:
        newest = chat.messages[-1].id if chat.messages else ""
        if newest and chat.read.get(person.id) != newest:
            chat.read[person.id] = newest
            self._world.feed.publish("read", chat=chat.id, person=person.id, message=newest)

    async def _say(self, asked: Say) -> None:
        person, chat = self._place(asked)
        if asked.message:
            await self._deeds.edit(person, chat, self._own(person, chat, asked.message), asked.text)
        else:
            await self._deeds.type(person, chat, asked.text, mention=asked.mention, root=asked.root)

    async def _delete(self, asked: Delete) -> None:
        person, chat = self._place(asked)
        await self._deeds.delete(person, chat, self._own(person, chat, asked.message))

    async def _press(self, asked: Press) -> None:
        person, chat = self._place(asked)
        await self._deeds.press(person, chat, _found(chat, asked.message), asked.action)

    async def _consent(self, asked: Consent) -> None:
        person, chat = self._place(asked)
        message = _found(chat, asked.message)
        if (message.file or {}).get("answer") != "":
            raise web.HTTPConflict
        outcome = await self._deeds.consent(person, chat, message, accepts=asked.accepts)
        if outcome.failure:
            raise web.HTTPBadGateway

    async def _presence(self, asked: Presence) -> None:
        person, chat = self._place(asked)
        await (self._deeds.open if asked.present else self._deeds.uninstall)(person, chat)

    async def _refresh(self, asked: Refresh) -> None:
        person, chat = self._place(asked)
        await self._deeds.refresh(person, chat, _found(chat, asked.message), "manual")

    async def _speak(self, asked: Speak) -> None:
        self._world.locale.update(dict.fromkeys(self._world.locale, asked.locale))

    async def _move(self, asked: Move) -> None:
        if self._clock is None:
            raise web.HTTPNotFound
        self._clock.move(datetime.timedelta(minutes=asked.minutes))
        self._world.feed.publish("clock", clock=self._clock_told())

    def _clock_told(self) -> Json | None:
        return {"ahead": self._clock.ahead.total_seconds()} if self._clock else None

    async def _steer(self, asked: Steer) -> None:
        await self.player.steer(asked.do, asked.story)

    async def _refresh_what_comes(self) -> None:
        with self._world.feed.listen() as news:
            while True:
                event = await news.get()
                if event["kind"] != "message":
                    continue
                viewers = [(p, c) for p, c in self._looked_at if c.id == event["chat"]]
                message = self._world.chats[event["chat"]].find(event["message"]["id"])
                if message:
                    self._deeds.refresh_for(viewers, message)

    def _place(self, seat: Seat) -> tuple[Person, Chat]:
        person, chat = self._world.people.get(seat.person), self._world.chats.get(seat.chat)
        if person is None or chat is None or person.id not in chat.members:
            raise web.HTTPNotFound
        return person, chat

    def _own(self, person: Person, chat: Chat, message_id: str) -> Message:
        message = _found(chat, message_id)
        if message.author != person.id:
            raise web.HTTPForbidden
        return message


def _found(chat: Chat, message_id: str) -> Message:
    message = chat.find(message_id)
    if message is None:
        raise web.HTTPNotFound
    return message


def _chat(chat: Chat) -> Json:
    return {
        "id": chat.id,
        "kind": chat.kind,
        "name": chat.name,
        "members": chat.members,
        "read": chat.read,
        "present": chat.present,
        "messages": [shown(message) for message in chat.messages],
    }


def _taking(
    kind: type[Asked], handle: Callable[[Asked], Awaitable[None]]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def take(request: web.Request) -> web.Response:
        try:
            asked = msgspec.json.decode(await request.read(), type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError) as problem:
            raise web.HTTPBadRequest(text=str(problem)) from problem
        await handle(asked)
        return web.Response(status=204)

    return take


async def _next_or_nothing(news: asyncio.Queue[Json]) -> Json | None:
    try:
        async with asyncio.timeout(KEEP_ALIVE_SECONDS):
            return await news.get()
    except TimeoutError:
        return None


def _json(content: object) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(content),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
