"""A town that keeps one `serve` busy: real turns over HTTP, each with a token, each answer looked at."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp
import msgspec

from bot.stage.people import Json, Person
from tests.bot.fakes.key_server import bearer, sign
from tests.proof.mailbox import CHAT, Mailbox
from tests.proof.soak.people import Client, buttons

DELIVERY_SECONDS = 30
TOKEN_TURNS = 500
"""Turns after which a new token is used, as the service gets itself one from time to time."""

MIX = {"press": 78, "message": 12, "search": 8, "request": 2}
"""Of a hundred turns. A request brings a decision along: the leader's press, which counts as a turn too."""

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass
class Offices(Mailbox):
    """Keeps the cards on which a leader can agree."""

    to_decide: deque[Json] = field(default_factory=deque)

    def arrived(self, message: Json) -> None:
        if any(button["verb"] == "refusal.approve" for button in buttons(_card_in(message))):
            self.to_decide.append(message)


class TurnFailedError(Exception):
    """A turn was answered as none may be."""


@dataclass
class Town:
    """All who write to the bot, and what came of it."""

    people: list[Person]
    url: str
    mailbox: Offices
    session: aiohttp.ClientSession
    chance: Random
    turns: Counter[str] = field(default_factory=Counter)
    _token: dict[str, str] = field(default_factory=dict)

    async def lives(self, turns: int, at_once: int, watch: Callable[[int], None]) -> None:
        """Take so many turns; `watch` is told after each how many there were."""
        until = self.turns.total() + turns
        await self._delivered(Client(self.people[0], self.mailbox.url, self.chance).chooses_the_channel())
        groups = [self.people[index::at_once] for index in range(at_once)]
        async with asyncio.TaskGroup() as tasks:
            for group in groups:
                tasks.create_task(self._group(group, until, watch))

    async def _group(self, people: list[Person], until: int, watch: Callable[[int], None]) -> None:
        chances = [Random(self.chance.random()) for _ in people]  # noqa: S311  # no secret
        clients = [Client(p, self.mailbox.url, chance) for p, chance in zip(people, chances, strict=True)]
        while self.turns.total() < until:
            await self._turn(self.chance.choice(clients))
            watch(self.turns.total())

    async def _turn(self, client: Client) -> None:
        kind = self.chance.choices(list(MIX), list(MIX.values()))[0]
        if kind == "message":
            client.looks_at(await self._delivered(client.types()))
        elif kind == "search":
            await self._post(client.searches())
        elif kind == "request":
            await (self._decides() if self.mailbox.to_decide else self._pressed(client.asks_for_a_refusal()))
        else:
            client.looks_at(await self._pressed(client.presses()))
        self.turns[kind] += 1

    async def _decides(self) -> None:
        """Let a leader agree to what waits for longest."""
        message = self.mailbox.to_decide.popleft()
        to = message["conversation"]["id"].removeprefix(CHAT)
        leader = next(person for person in self.people if person.id == to)
        pressed = [it for it in buttons(_card_in(message)) if it["verb"] == "refusal.approve"]
        data = pressed[0]["data"]
        agreed = {**data, "reason": "Hensynet til de andre vejer tungest."}
        await self._pressed(Client(leader, self.mailbox.url, self.chance).press("refusal.approve", agreed))

    async def _pressed(self, activity: Json) -> Json:
        answer = await self._post(activity)
        if answer.get("statusCode") != 200 or answer.get("type") != CARD:
            raise TurnFailedError(f"answered by {answer.get('type')}")
        card: Json = answer["value"]
        return card

    async def _delivered(self, activity: Json) -> Json:
        arrives = self.mailbox.expects(activity["id"])
        await self._post(activity)
        async with asyncio.timeout(DELIVERY_SECONDS):
            return _card_in(await arrives)

    async def _post(self, activity: Json) -> Any:
        body, headers = msgspec.json.encode(activity), self._headers()
        async with self.session.post(f"{self.url}/api/messages", data=body, headers=headers) as response:
            answer = await response.read()
        if response.status not in (200, 202):
            raise TurnFailedError(f"HTTP {response.status}")
        return msgspec.json.decode(answer) if answer else {}

    def _headers(self) -> dict[str, str]:
        if self.turns.total() % TOKEN_TURNS == 0 or not self._token:
            self._token = {"Content-Type": "application/json", **bearer(sign(self.mailbox.url))}
        return self._token


def _card_in(message: Json) -> Json:
    card: Json = message["attachments"][0]["content"]
    return card
