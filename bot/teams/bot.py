"""The SDK's activity handler: which turn of the conversation an activity is, and where the reply goes.

What is not named here (edits, deletions, reactions, typing, events, other members coming and going) is
accepted and ignored on purpose.
"""

import logging
import secrets
import time
from collections.abc import Awaitable
from functools import partial
from typing import Protocol, TypeVar

from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import ChannelAccount

from bot.teams import replies, turns
from bot.teams.adapter import ANSWER, INCOMING
from bot.teams.connector import Connector
from bot.teams.incoming import Incoming
from bot.teams.rewriting import Rewrites
from bot.teams.sending import Lanes
from dialogs.turn import Arrived, Pressed, Reply, Turn, Typed

log = logging.getLogger(__name__)

CARD_INVOKE = "adaptiveCard/action"
Answer = TypeVar("Answer", bound=Reply | None)

GREETING_PAUSE = 60.0
"""Seconds within which one chat is greeted once: Teams tells of an installation in two ways."""
MOST_GREETED = 1000


class Conversation(Protocol):
    """What answers turns."""

    async def typed(self, turn: Typed) -> Reply:
        """Answer a message."""
        ...

    async def pressed(self, turn: Pressed) -> Reply:
        """Answer a button."""
        ...

    async def arrived(self, turn: Arrived) -> Reply | None:
        """Greet, or keep silent."""
        ...

    def failed(self, turn: Turn, reference: str) -> Reply:
        """Say that something went wrong here; the reference finds the line in the log."""
        ...


class EdgeBot(ActivityHandler):  # type: ignore[misc]  # the SDK carries no types
    """Handles each type of activity. A failure of the conversation becomes a card and a line in the log."""

    def __init__(
        self, conversation: Conversation, connector: Connector, lanes: Lanes, rewrites: Rewrites
    ) -> None:
        self._conversation = conversation
        self._connector = connector
        self._lanes = lanes
        self._rewrites = rewrites
        self._greeted: dict[str, float] = {}

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer a message, or a button of an old client, with a new message."""
        incoming = _incoming(turn_context)
        if not turns.is_from_a_person(incoming):
            return
        press = turns.submitted(incoming)
        if press:
            reply = await self._safely(press, self._conversation.pressed(press))
        else:
            message = turns.typed(incoming)
            reply = await self._safely(message, self._conversation.typed(message))
        self._send(incoming, reply)

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """Answer a button in place. Returns nothing: the SDK would send an answer by its slow way."""
        incoming = _incoming(turn_context)
        if incoming.name != CARD_INVOKE:
            return
        press = turns.pressed(incoming)
        reply = await self._safely(press, self._conversation.pressed(press))
        turn_context.turn_state[ANSWER] = replies.invoke_answer(reply)
        if press.personal and incoming.reply_to_id:
            self._rewrite_later(incoming, reply)

    async def on_members_added_activity(
        self, members_added: list[ChannelAccount], turn_context: TurnContext
    ) -> None:
        """Greet when the bot itself was added."""
        incoming = _incoming(turn_context)
        own_id = incoming.recipient.id if incoming.recipient else None
        if own_id and any(member.id == own_id for member in members_added):
            await self._greet(incoming)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """Greet when the app was installed; the SDK calls this for an upgrade as well."""
        incoming = _incoming(turn_context)
        if incoming.action == "add":
            await self._greet(incoming)

    async def _greet(self, incoming: Incoming) -> None:
        turn = turns.arrived(incoming)
        if not turn.chat_id or self._was_greeted(turn.chat_id):
            return
        reply = await self._safely(turn, self._conversation.arrived(turn))
        if reply:
            self._send(incoming, reply)

    def _was_greeted(self, chat_id: str) -> bool:
        now = time.monotonic()
        before = self._greeted.pop(chat_id, float("-inf"))
        self._greeted[chat_id] = now
        if len(self._greeted) > MOST_GREETED:
            del self._greeted[next(iter(self._greeted))]
        return now - before < GREETING_PAUSE

    async def _safely(self, turn: Turn, answer: Awaitable[Answer]) -> Answer | Reply:
        try:
            return await answer
        except Exception:  # the user gets a card for whatever went wrong
            reference = secrets.token_hex(4)
            log.exception("turn.failed", extra={"reference": reference, "kind": type(turn).__name__})
            return self._conversation.failed(turn, reference)

    def _send(self, incoming: Incoming, reply: Reply) -> None:
        service_url, chat_id = str(incoming.service_url), str(turns.chat_of(incoming).id)
        message = replies.new_message(incoming, reply)
        self._lanes.put(chat_id, partial(self._connector.send, service_url, chat_id, message, incoming.id))

    def _rewrite_later(self, incoming: Incoming, reply: Reply) -> None:
        chat_id, message_id = str(turns.chat_of(incoming).id), str(incoming.reply_to_id)
        self._rewrites.note(chat_id, message_id, partial(self._rewrite, incoming, reply))

    def _rewrite(self, incoming: Incoming, reply: Reply) -> None:
        service_url, chat_id = str(incoming.service_url), str(turns.chat_of(incoming).id)
        message_id, message = str(incoming.reply_to_id), replies.same_message(incoming, reply)
        self._lanes.put(chat_id, partial(self._connector.update, service_url, chat_id, message_id, message))


def _incoming(context: TurnContext) -> Incoming:
    incoming: Incoming = context.turn_state[INCOMING]
    return incoming
