"""Chats and what stands in them, as Teams would keep them. Knows no HTTP."""

import base64
import datetime
import secrets
import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.stage.feed import Feed
from bot.stage.people import TENANT, Json, Person

Kind = Literal["personal", "channel"]


@dataclass(slots=True)
class Message:
    """One message. `author` is a person's id, or None for the bot."""

    id: str
    author: str | None
    text: str = ""
    card: Json | None = None
    summary: str = ""
    file: Json | None = None
    """A file's card: `kind` is "consent" (may it be handed over?) or "info" (here it is)."""
    root: str | None = None
    """The message whose thread this one stands in (channels)."""
    at: datetime.datetime = field(default_factory=lambda: datetime.datetime.now(datetime.UTC))
    mentions: bool = False
    """The bot is mentioned (channels)."""
    edited: bool = False
    deleted: bool = False
    views: dict[str, Json] = field(default_factory=dict)
    """The card that replaced this one for one person, by person id."""
    drawn: dict[str, float] = field(default_factory=dict)
    """When that happened, on the monotonic clock, by person id."""

    def seen_by(self, person_id: str) -> Json | None:
        """Return the card as this person sees it."""
        return self.views.get(person_id, self.card)


@dataclass(slots=True)
class Chat:
    """A conversation. `members` are person ids; the bot is in all of them once `met`."""

    id: str
    kind: Kind
    name: str
    members: list[str]
    met: bool = False
    """The bot has been told that it was installed here."""
    present: bool = True
    """The app is installed: the bot may write here."""
    messages: list[Message] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    """The last message that each person has read."""

    def find(self, message_id: str) -> Message | None:
        """Return the message unless there is none or it was deleted."""
        return next((m for m in self.messages if m.id == message_id and not m.deleted), None)


class World:
    """All people, chats and messages, and the feed of what happens to them."""

    def __init__(self, people: Sequence[Person], channels: Iterable[str]) -> None:
        self.feed = Feed()
        self.people = {person.id: person for person in people}
        self.by_mri = {person.mri: person for person in people}
        self.locale = {person.id: "da-DK" for person in people}
        self.team_id = _thread_id()
        self.chats = {chat.id: chat for chat in self._all_chats(people, channels)}
        self._last_id = 0

    def _all_chats(self, people: Sequence[Person], channels: Iterable[str]) -> list[Chat]:
        hr = [person.id for person in people if person.hr] or [person.id for person in people]
        personal = [Chat(_personal_id(), "personal", person.name, [person.id]) for person in people]
        return personal + [Chat(_thread_id(), "channel", name, list(hr)) for name in channels]

    def personal_chat(self, person_id: str) -> Chat:
        """Return the person's own chat with the bot."""
        return next(c for c in self.chats.values() if c.kind == "personal" and c.members == [person_id])

    def channel(self, name: str) -> Chat:
        """Return the channel with this name; StopIteration when there is none."""
        return next(c for c in self.chats.values() if c.kind == "channel" and c.name == name)

    def new_id(self) -> str:
        """Return a message id as Teams makes them: the time in milliseconds, never the same twice."""
        self._last_id = max(self._last_id + 1, time.time_ns() // 1_000_000)
        return str(self._last_id)

    def post(self, chat: Chat, message: Message) -> Message:
        """Add a message to a chat."""
        chat.messages.append(message)
        self.feed.publish("message", chat=chat.id, message=shown(message))
        return message

    def change(
        self,
        chat: Chat,
        message: Message,
        text: str,
        card: Json | None,
        summary: str = "",
        file: Json | None = None,
    ) -> None:
        """Replace a message for everybody: what single persons saw instead of it is gone."""
        message.text, message.card, message.summary, message.file = text, card, summary, file
        message.edited = True
        message.views.clear()
        message.drawn.clear()
        self.feed.publish("message", chat=chat.id, message=shown(message))

    def show(self, chat: Chat, message: Message, person_id: str, card: Json) -> None:
        """Replace a card for one person only, as the answer to an invoke does."""
        message.views[person_id] = card
        message.drawn[person_id] = time.monotonic()
        self.feed.publish("message", chat=chat.id, message=shown(message))

    def answer(self, chat: Chat, message: Message, answer: str) -> None:
        """Note how a file's question was answered; an empty answer asks it again."""
        message.file = {**(message.file or {}), "answer": answer}
        self.feed.publish("message", chat=chat.id, message=shown(message))

    def be_present(self, chat: Chat, *, present: bool) -> None:
        """Note that the app was installed in a chat, or taken out of it."""
        chat.met = chat.present = present
        self.feed.publish("presence", chat=chat.id, present=present)

    def delete(self, chat: Chat, message: Message) -> None:
        """Take a message away; a line stays to say so."""
        message.text, message.card, message.file, message.deleted = "", None, None, True
        message.views.clear()
        self.feed.publish("message", chat=chat.id, message=shown(message))


def shown(message: Message) -> Json:
    """Return a message as the page gets it."""
    return {
        "id": message.id,
        "author": message.author,
        "text": message.text,
        "mentions": message.mentions,
        "card": message.card,
        "summary": message.summary,
        "file": message.file,
        "root": message.root,
        "at": message.at.isoformat(),
        "edited": message.edited,
        "deleted": message.deleted,
        "views": dict(message.views),
    }


def _personal_id() -> str:
    return "a:1" + base64.urlsafe_b64encode(secrets.token_bytes(60)).decode()


def _thread_id() -> str:
    return f"19:{uuid.uuid4().hex}@thread.tacv2"


TENANT_DATA: Json = {"tenant": {"id": TENANT}}
