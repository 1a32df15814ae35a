"""A person at a place, in the users' words: what scenario tests are written in."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.stage.card import Action, Card
from bot.stage.deeds import Deeds
from bot.stage.line import Outcome
from bot.stage.people import Json, Person
from bot.stage.world import Chat, Message

WAIT_SECONDS = 10.0
Found = TypeVar("Found")


class NothingCameError(AssertionError):
    """The bot did not send what was waited for."""


class Actor:
    """One person in one chat: their own with the bot, or a channel."""

    def __init__(self, deeds: Deeds, person: Person, chat: Chat) -> None:
        self.person = person
        self.chat = chat
        self.wait_seconds = WAIT_SECONDS
        self._deeds = deeds
        self._received: set[tuple[str, str]] = set()

    def __repr__(self) -> str:
        return f"<{self.person.name} in {self.chat.name}>"

    def in_channel(self, name: str) -> "Actor":
        """Return the same person in a channel."""
        return Actor(self._deeds, self.person, self._deeds.world.channel(name))

    def speaks(self, locale: str) -> None:
        """Set the language of this person's client, as `en-GB`."""
        self._deeds.world.locale[self.person.id] = locale

    async def opens(self) -> None:
        """Open the chat: the app is installed at the first time, later cards refresh themselves."""
        await self._deeds.open(self.person, self.chat)

    async def uninstalls(self) -> None:
        """Take the app away."""
        await self._deeds.uninstall(self.person, self.chat)

    async def types(self, text: str, *, mention: bool = True, below: Card | None = None) -> Message:
        """Send a message; in a channel with the bot mentioned, `below` a post as an answer to it."""
        root = (below.message.root or below.message.id) if below else None
        return await self._deeds.type(self.person, self.chat, text, mention=mention, root=root)

    async def sends_file(self, name: str, text: str = "") -> Message:
        """Send a file."""
        url = f"https://example.org/{name}"
        file = {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "name": name,
            "contentUrl": url,
        }
        return await self._deeds.type(self.person, self.chat, text, files=[file])

    async def accepts_file(self) -> bytes:
        """Say yes to the newest file that is offered, and return it as it arrives in OneDrive.

        AssertionError when none is offered, NothingCameError when none comes in ten seconds.
        """
        before = self._handed_over()
        await self._deeds.consent(self.person, self.chat, self._offered(), accepts=True)
        message = await self._until(lambda: self._newest_file("info", before), "a file")
        content = self._deeds.onedrive.content(str((message.file or {}).get("id")))
        if content is None:
            raise AssertionError(f"{self!r} was shown a file that never came")
        return content

    async def declines_file(self) -> None:
        """Say no to the newest file that is offered; AssertionError when there is none."""
        await self._deeds.consent(self.person, self.chat, self._offered(), accepts=False)

    async def is_offered_file(self) -> str:
        """Return the name of a file that is offered; NothingCameError when none is in ten seconds."""
        message = await self._until(self.offered_file, "an offer of a file")
        return str((message.file or {}).get("name"))

    def offered_file(self) -> Message | None:
        """Return the newest message that offers a file and is not answered yet."""
        return self._newest_file("consent")

    async def edits(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        await self._deeds.edit(self.person, self.chat, message, text)

    async def deletes(self, message: Message) -> None:
        """Delete a message of one's own."""
        await self._deeds.delete(self.person, self.chat, message)

    async def presses(
        self,
        what: str,
        *,
        on: Card | None = None,
        data: Mapping[str, object] | None = None,
        times: int = 1,
        **inputs: object,
    ) -> Card:
        """Press a button by title or verb, on the newest card that has it, and return the card that comes.

        `data` picks among buttons with the same verb. AssertionError when there is no such button, when
        the client would not send it (a required input is empty), or when no card comes.
        """
        card, action = self._find(what, on, data)
        result = await self._press(card, card.filled(action, inputs), times)
        if result.card is None:
            raise AssertionError(f"{what} was answered by {result.notice or result.failure!r}, not by a card")
        shown = Card(card.message, result.card)
        self._received.add(_stamp(shown))
        return shown

    async def invokes(self, verb: str, data: object, *, on: Card | None = None, times: int = 1) -> Outcome:
        """Send an invoke with whatever data, as a broken or malicious client could."""
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        return await self._press(on or self.newest_card(), action, times)

    async def refreshes(self, card: Card) -> Card:
        """Choose "refresh" in the card's menu."""
        await self._deeds.refresh(self.person, self.chat, card.message, "manual")
        return self._seen(card.message)

    def cards(self) -> list[Card]:
        """Return the cards in the chat as this person sees them, oldest first."""
        return [self._seen(m) for m in self._from_bot() if m.card is not None]

    def newest_card(self) -> Card:
        """Return the newest card; AssertionError when there is none."""
        cards = self.cards()
        if not cards:
            raise AssertionError(f"{self!r} has no card")
        return cards[-1]

    def conversation(self) -> list[str]:
        """Return all that stands in the chat, a text each."""
        return [self._seen(m).text for m in self.chat.messages if not m.deleted]

    async def receives(
        self, text: str | None = None, *, element: str | None = None, verb: str | None = None
    ) -> Card:
        """Return the next message of the bot that was not received before, or changed since.

        With `text`, `element` or `verb`: the next that shows, has or offers it. NothingCameError when
        none comes in ten seconds.
        """
        wanted = text or element or verb or "a message"
        card = await self._until(lambda: self._new(text, element, verb), wanted)
        self._received.add(_stamp(card))
        return card

    def _offered(self) -> Message:
        message = self.offered_file()
        if message is None:
            raise AssertionError(f"{self!r} is offered no file")
        return message

    def _handed_over(self) -> frozenset[object]:
        """Return the ids of the files that were handed over so far."""
        files = [message.file for message in self._from_bot() if message.file]
        return frozenset(file.get("id") for file in files if file.get("kind") == "info")

    def _newest_file(self, kind: str, before: frozenset[object] = frozenset()) -> Message | None:
        """Return the newest message with a file's card of this kind whose question is still open.

        `before` are the ids of files that do not count.
        """
        for message in reversed(self._from_bot()):
            file = message.file or {}
            if file.get("kind") == kind and not file.get("answer") and file.get("id") not in before:
                return message
        return None

    async def _until(self, look: Callable[[], Found | None], wanted: str) -> Found:
        try:
            return await self._deeds.world.feed.until(look, self.wait_seconds)
        except TimeoutError:
            raise NothingCameError(f"{self!r} waited for {wanted}; there is: {self.cards()}") from None

    def _new(self, text: str | None, element: str | None, verb: str | None) -> Card | None:
        for card in (self._seen(message) for message in self._from_bot()):
            if _stamp(card) not in self._received and _fits(card, text, element, verb):
                return card
        return None

    def _find(self, what: str, on: Card | None, data: Mapping[str, object] | None) -> tuple[Card, Action]:
        for card in [on] if on else reversed(self.cards()):
            action = card.action(what, data)
            if action:
                return card, action
        raise AssertionError(f"{self!r} finds no button {what!r} with {data or {}} on {on or self.cards()}")

    async def _press(self, card: Card, action: Json, times: int) -> Outcome:
        return await self._deeds.press(self.person, self.chat, card.message, action, times=times)

    def _seen(self, message: Message) -> Card:
        return Card(message, message.seen_by(self.person.id))

    def _from_bot(self) -> list[Message]:
        return [m for m in self.chat.messages if m.author is None and not m.deleted]


def _fits(card: Card, text: str | None, element: str | None, verb: str | None) -> bool:
    return (
        (text is None or text in card.text)
        and (element is None or card.has(element))
        and (verb is None or any(action.verb == verb for action in card.actions()))
    )


def _stamp(card: Card) -> tuple[str, str]:
    """Return what tells a message from itself in another state: writing the same again is no news."""
    return card.message.id, repr((card.json, card.message.text))
