"""What a person does in Teams, and what follows from it: the same for a test, a story and the page."""

import asyncio
import time

from bot.stage import activities
from bot.stage.activities import Bot, Envelope
from bot.stage.line import BotAnswer, BotLine, Outcome, outcome
from bot.stage.onedrive import OneDrive
from bot.stage.people import Json, Person
from bot.stage.traffic import Traffic
from bot.stage.world import Chat, Message, World

REFRESH_SECONDS = 60.0
"""A card that was drawn for somebody less than a minute ago is not refreshed by itself."""

REFRESH_MEMBERS = 60
"""Larger chats are refreshed by itself only for those whom the card names."""


class Deeds:
    """Everything a person can do. Each deed returns when the bot has answered."""

    def __init__(self, world: World, line: BotLine, traffic: Traffic, bot: Bot, onedrive: OneDrive) -> None:
        self.world, self._line, self._traffic, self.bot = world, line, traffic, bot
        self.onedrive = onedrive
        self._background: set[asyncio.Task[None]] = set()

    async def open(self, person: Person, chat: Chat) -> None:
        """Open a chat: installs the app at the first time, refreshes cards that ask for it later on."""
        if not chat.met:
            self.world.be_present(chat, present=True)
            for activity in activities.installed(self._envelope(person, chat)):
                await self._send(activity)
            return
        for message in [m for m in chat.messages if self._wants_refresh(m, person, chat)]:
            await self.refresh(person, chat, message, "automatic")

    async def uninstall(self, person: Person, chat: Chat) -> None:
        """Take the app away: the bot can no longer write there."""
        self.world.be_present(chat, present=False)
        for activity in activities.uninstalled(self._envelope(person, chat)):
            await self._send(activity)

    async def type(
        self,
        person: Person,
        chat: Chat,
        text: str,
        *,
        mention: bool = True,
        root: str | None = None,
        files: list[Json] | None = None,
    ) -> Message:
        """Write a message. In a channel the bot is told of it only where it is mentioned."""
        mentions = mention and chat.kind == "channel" and chat.present
        message = Message(self.world.new_id(), person.id, text, root=root, mentions=mentions)
        self.world.post(chat, message)
        chat.read[person.id] = message.id
        if chat.kind == "personal" or mentions:
            envelope = self._envelope(person, chat, root or message.id)
            await self._send(activities.typed(envelope, message, files=files or []))
        return message

    async def edit(self, person: Person, chat: Chat, message: Message, text: str) -> None:
        """Change a message of one's own."""
        self.world.change(chat, message, text, None)
        await self._send(activities.edited(self._about(person, chat, message), message))

    async def delete(self, person: Person, chat: Chat, message: Message) -> None:
        """Delete a message of one's own."""
        self.world.delete(chat, message)
        await self._send(activities.deleted(self._about(person, chat, message), message))

    async def press(
        self,
        person: Person,
        chat: Chat,
        message: Message,
        action: Json,
        trigger: str = "manual",
        times: int = 1,
    ) -> Outcome:
        """Press a button. `times` sends the same activity again meanwhile, as Teams' back end does."""
        envelope = self._about(person, chat, message)
        if action.get("type") == "Action.Submit":
            await self._send(activities.submitted(envelope, message, action.get("data") or {}))
            return Outcome()
        activity = activities.pressed(envelope, message, action, trigger)
        self._busy(person, chat, message, busy=True)
        try:
            answers = await asyncio.gather(*(self._send(activity) for _ in range(times)))
        finally:
            self._busy(person, chat, message, busy=False)
        return self._after_press(person, chat, message, answers[0], trigger)

    async def consent(self, person: Person, chat: Chat, message: Message, *, accepts: bool) -> Outcome:
        """Answer whether a file may be handed over; a yes opens a place for it in the person's OneDrive."""
        name = str((message.file or {}).get("name") or "")
        self.world.answer(chat, message, "accept" if accepts else "decline")
        upload = self.onedrive.open_session(name) if accepts else None
        answer = await self._send(activities.consented(self._about(person, chat, message), message, upload))
        if answer.status == 200:
            return Outcome()
        if not message.deleted:
            self.world.answer(chat, message, "")
        return Outcome(failure=f"HTTP {answer.status}")

    def _after_press(
        self, person: Person, chat: Chat, message: Message, answer: BotAnswer, trigger: str
    ) -> Outcome:
        result = outcome(answer)
        if result.card is not None and not message.deleted:
            self.world.show(chat, message, person.id, result.card)
        elif trigger == "manual" and (result.notice or result.failure):
            where = {"chat": chat.id, "person": person.id, "message": message.id}
            self.world.feed.publish("notice", **where, text=result.notice, failed=result.failure is not None)
        return result

    async def refresh(self, person: Person, chat: Chat, message: Message, trigger: str) -> Outcome | None:
        """Ask the bot for this person's view of a card; None where the card offers none."""
        card = message.seen_by(person.id)
        action = _refresh_of(card).get("action")
        return await self.press(person, chat, message, action, trigger) if action else None

    def refresh_for(self, viewers: list[tuple[Person, Chat]], message: Message) -> None:
        """Refresh a card that has just come for those who look at it right now."""
        for person, chat in viewers:
            if self._wants_refresh(message, person, chat):
                task = asyncio.create_task(self._refresh_quietly(person, chat, message))
                self._background.add(task)
                task.add_done_callback(self._background.discard)

    async def _refresh_quietly(self, person: Person, chat: Chat, message: Message) -> None:
        await self.refresh(person, chat, message, "automatic")

    def _wants_refresh(self, message: Message, person: Person, chat: Chat) -> bool:
        refresh = _refresh_of(message.seen_by(person.id))
        if message.author is not None or message.deleted or not refresh.get("action"):
            return False
        drawn = message.drawn.get(person.id)
        if drawn is not None and time.monotonic() - drawn < REFRESH_SECONDS:
            return False
        named = refresh.get("userIds")
        return person.mri in named if named else len(chat.members) <= REFRESH_MEMBERS

    async def _send(self, activity: Json) -> BotAnswer:
        return await self._line.send(activity, self._traffic)

    def _about(self, person: Person, chat: Chat, message: Message) -> Envelope:
        return self._envelope(person, chat, message.root or message.id)

    def _envelope(self, person: Person, chat: Chat, root: str | None = None) -> Envelope:
        return Envelope(self.bot, chat, person, self.world.locale[person.id], self.world.team_id, root)

    def _busy(self, person: Person, chat: Chat, message: Message, *, busy: bool) -> None:
        self.world.feed.publish("busy", chat=chat.id, person=person.id, message=message.id, busy=busy)

    async def close(self) -> None:
        """Let go of what still runs."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)


def _refresh_of(card: Json | None) -> Json:
    refresh = (card or {}).get("refresh")
    return refresh if isinstance(refresh, dict) else {}
