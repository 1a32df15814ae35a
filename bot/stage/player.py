"""Plays a story at a pace that people can follow; it can be paused, hurried and stopped."""

import asyncio
import contextlib
import datetime
from collections.abc import Awaitable, Collection, Iterable, Sequence

import msgspec

from bot.stage.actor import Actor
from bot.stage.card import Action, Card
from bot.stage.clock import DemoClock
from bot.stage.people import Json
from bot.stage.stories import Step, Story
from bot.stage.teams import Teams
from bot.stage.world import Chat, Message

PACE_SECONDS = 2.0
PATIENCE_SECONDS = 25.0
"""How long a step waits for its card: more than twice the bot's wait before it tries a channel again."""
MOST_OPENINGS = 3
"""How often a form is opened before it is filled in: an update of the card can take it away again."""


class Player:
    """At most one story at a time. Whoever presses a button meanwhile simply takes part in it."""

    def __init__(
        self,
        teams: Teams,
        stories: Sequence[Story],
        pace: float = PACE_SECONDS,
        clock: DemoClock | None = None,
    ) -> None:
        self._clock = clock
        self._teams, self._stories, self._pace = teams, {story.id: story for story in stories}, pace
        self._offered = frozenset(self._stories)
        self._task: asyncio.Task[None] | None = None
        self._nudge = asyncio.Event()
        self._paused = False
        self._status: Json | None = None

    def all_stories(self) -> list[Story]:
        """Return every story, also those that are not offered."""
        return list(self._stories.values())

    def offer(self, ids: Collection[str]) -> None:
        """Offer only these stories from now on."""
        self._offered = frozenset(ids)

    def titles(self) -> list[Json]:
        """Return what one can choose from."""
        stories = [story for story in self._stories.values() if story.id in self._offered]
        return [{"id": s.id, "title": s.title, "about": s.about, "who": self._ids(s.who)} for s in stories]

    def status(self) -> Json | None:
        """Return which story plays, how far it is and what comes next; None when none was started."""
        return self._status

    async def steer(self, do: str, story_id: str = "") -> None:
        """Start, play, pause, hurry or stop."""
        match do:
            case "start" if story_id in self._stories:
                await self.stop()
                self._task = asyncio.create_task(self._play(self._stories[story_id]))
            case "stop":
                await self.stop()
            case "pause" | "play" | "next":
                self._paused = do == "pause" or (do == "next" and self._paused)
                self._tell(paused=self._paused)
                if do != "pause":
                    self._nudge.set()

    async def stop(self) -> None:
        """End the story where it stands."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._task, self._status, self._paused = None, None, False
        self._teams.world.feed.publish("story", story=None)

    async def finished(self) -> Json | None:
        """Wait until the story has ended, and return its status."""
        if self._task:
            await asyncio.gather(self._task, return_exceptions=True)
        return self._status

    async def _play(self, story: Story) -> None:
        self._status = {"id": story.id, "title": story.title, "who": self._ids(story.who), "paused": False}
        for number, step in enumerate(story.steps):
            following = story.steps[number + 1] if number + 1 < len(story.steps) else None
            actor = self._actor(step)
            await self._open(actor)
            if step.if_needed and following and _offered(actor.cards()[-1:], following):
                continue
            self._tell(
                step=number + 1, steps=len(story.steps), caption=step.caption, state="playing", target=None
            )
            if not await self._do(actor, step):
                self._tell(state="stuck", target=None)
                return
            if step.linger:
                await self._breathe(step.linger * self._pace)
        self._tell(state="ended", target=None)

    async def _do(self, actor: Actor, step: Step) -> bool:
        if step.press:
            return await self._press(actor, step)
        if step.say:
            await self._say(actor, step.say[self._language(actor)])
        if step.file:
            return await self._answer_offer(actor, accepts=step.file == "accept")
        return True

    async def _open(self, actor: Actor) -> None:
        """Open a chat for the first time, and wait for the bot's welcome."""
        if not actor.chat.met:
            await self._answered(actor, actor.opens())

    async def _say(self, actor: Actor, text: str) -> None:
        self._tell(target={**_seat(actor), "say": text})
        await self._breathe(self._pace)
        self._tell(target=None)
        await self._answered(actor, actor.types(text))

    async def _answered(self, actor: Actor, deed: Awaitable[object]) -> None:
        """Do something and wait for the bot's message; a bot that stays silent is no reason to stop."""
        before = len(actor.cards())
        await deed
        with contextlib.suppress(TimeoutError):
            feed = self._teams.world.feed
            await feed.until(lambda: len(actor.cards()) > before or None, PATIENCE_SECONDS)

    async def _press(self, actor: Actor, step: Step) -> bool:
        """Press the button. One that only opens a form is pressed again where the form has come."""
        for _ in range(MOST_OPENINGS):
            found = await self._button(actor, step)
            if found is None:
                return False
            card, action = found
            inputs = self._inputs(card, step)
            if not await self._press_button(actor, card, action, inputs):
                return False
            if inputs or not step.inputs:
                return True
        return False

    async def _button(self, actor: Actor, step: Step) -> tuple[Card, Action] | None:
        feed = self._teams.world.feed
        try:
            return await feed.until(lambda: _offered(reversed(actor.cards()), step), PATIENCE_SECONDS)
        except TimeoutError:
            return None

    async def _press_button(self, actor: Actor, card: Card, action: Action, inputs: Json) -> bool:
        self._tell(
            target={**_seat(actor), "message": card.message.id, "action": action.raw, "inputs": inputs}
        )
        await self._breathe(self._pace)
        self._tell(target=None)
        sent, deeds = card.filled(action, inputs), self._teams.deeds
        return (await deeds.press(actor.person, actor.chat, card.message, sent)).failure is None

    async def _answer_offer(self, actor: Actor, *, accepts: bool) -> bool:
        feed = self._teams.world.feed
        try:
            message = await feed.until(actor.offered_file, PATIENCE_SECONDS)
        except TimeoutError:
            return False
        self._tell(target={**_seat(actor), "message": message.id, "accepts": accepts})
        await self._breathe(self._pace)
        self._tell(target=None)
        told = len(actor.chat.messages)
        answer = self._teams.deeds.consent(actor.person, actor.chat, message, accepts=accepts)
        if (await answer).failure:
            return False
        try:
            return await feed.until(lambda: _settled(message, actor.chat, told), PATIENCE_SECONDS)
        except TimeoutError:
            return False

    def _inputs(self, card: Card, step: Step) -> Json:
        """Return what the step fills in, as far as the card asks for it."""
        asked = {field.get("id") for field in card.inputs()}
        filled = {**step.inputs, **{name: self._day(days) for name, days in step.days.items()}}
        return {name: value for name, value in filled.items() if name in asked}

    def _day(self, days: int) -> str:
        today = self._clock.today() if self._clock else datetime.datetime.now(datetime.UTC).date()
        return (today + datetime.timedelta(days=days)).isoformat()

    async def _breathe(self, seconds: float) -> None:
        self._nudge.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._nudge.wait()
        if self._paused:
            await self._nudge.wait()

    def _actor(self, step: Step) -> Actor:
        actor = self._teams.person(step.who)
        return actor.in_channel(step.channel) if step.channel else actor

    def _language(self, actor: Actor) -> str:
        return self._teams.world.locale[actor.person.id][:2]

    def _ids(self, names: Sequence[str]) -> list[str]:
        return [self._teams.person(name).person.id for name in names]

    def _tell(self, **news: object) -> None:
        if self._status is not None:
            self._status = {**self._status, **news}
            self._teams.world.feed.publish("story", story=msgspec.to_builtins(self._status))


def _offered(cards: Iterable[Card], step: Step) -> tuple[Card, Action] | None:
    """Return the first button that the step means, cards in the order given."""
    for card in cards:
        actions = list(card.actions())
        for action in reversed(actions) if step.last else actions:
            if action.verb == step.press and action.carries(step.data):
                return card, action
    return None


def _seat(actor: Actor) -> Json:
    return {"person": actor.person.id, "chat": actor.chat.id}


def _settled(message: Message, chat: Chat, told: int) -> bool | None:
    """Whether something came of the answer: a new message, or another one in place of the question."""
    return True if len(chat.messages) > told or message.file is None else None
