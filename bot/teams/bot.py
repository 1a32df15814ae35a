"""The SDK's activity handler: which turn of the conversation an activity is, and where the reply goes.

What is not named here (edits, deletions, reactions, typing, events, other members coming and going) is
accepted and ignored on purpose.
"""

import datetime
import time
from functools import partial

from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import ChannelAccount

from bot.delivery.model import CardOut, digest_of
from bot.delivery.notes import Notes
from bot.teams import replies, turns
from bot.teams.adapter import INCOMING
from bot.teams.connector import Connector
from bot.teams.conversing import Apology, Conversation, safely
from bot.teams.extension import QUERY_INVOKE, Extension
from bot.teams.files import CONSENT_INVOKE, Handover
from bot.teams.incoming import Incoming
from bot.teams.noticing import address_in, place_left
from bot.teams.rewriting import Rewrites
from bot.teams.sending import Job, Lanes, Place
from casework.messages import CARDS_CHANGED
from dialogs.turn import Reply

CARD_INVOKE = "adaptiveCard/action"

GREETING_PAUSE = 60.0
"""Seconds within which one chat is greeted once: Teams tells of an installation in two ways."""
MOST_GREETED = 1000


class EdgeBot(ActivityHandler):  # type: ignore[misc]  # the SDK carries no types
    """Handles each type of activity. A failure of the conversation becomes a card and a line in the log."""

    def __init__(
        self,
        conversation: Conversation,
        connector: Connector,
        lanes: Lanes,
        rewrites: Rewrites,
        notes: Notes,
        files: Handover,
        extension: Extension,
    ) -> None:
        self._conversation = conversation
        self._files = files
        self._extension = extension
        self._notes = notes
        self._connector = connector
        self._lanes = lanes
        self._rewrites = rewrites
        self._greeted: dict[str, float] = {}

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Note what the activity tells of where the bot may write, then handle it."""
        self._note_place(_incoming(turn_context))
        await super().on_turn(turn_context)

    async def invoked(self, incoming: Incoming) -> bytes | None:
        """Return the body that answers an invoke; None where its name is not known.

        A search comes from any chat, also one between two people, where the bot may not write.
        """
        if incoming.name == QUERY_INVOKE:
            return self._extension.answer(incoming)
        self._note_place(incoming)
        if incoming.name == CARD_INVOKE:
            return await self._pressed(incoming)
        if incoming.name == CONSENT_INVOKE:
            self._files.answered(incoming)
            return replies.TAKEN
        return None

    def _note_place(self, incoming: Incoming) -> None:
        left = place_left(incoming)
        if left:
            self._notes.taken_out_of(left)
        elif address := address_in(incoming):
            self._notes.heard_from(address)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer a message, or a button of an old client, with a new message."""
        incoming = _incoming(turn_context)
        if not turns.is_from_a_person(incoming):
            return
        with self._place_for(incoming) as place:
            press, drawn = turns.submitted(incoming), self._notes.now()
            if press:
                reply = await safely(self._conversation, press, self._conversation.pressed(press))
            else:
                message = turns.typed(incoming)
                reply = await safely(self._conversation, message, self._conversation.typed(message))
            place.fill(self._sending(incoming, reply, drawn))

    def _place_for(self, incoming: Incoming) -> Place:
        return self._lanes.place(str(turns.chat_of(incoming).id))

    async def _pressed(self, incoming: Incoming) -> bytes:
        """Answer a button in place."""
        press, drawn = turns.pressed(incoming), self._notes.now()
        reply = await safely(self._conversation, press, self._conversation.pressed(press))
        if reply.offer and press.personal:
            self._files.offer(incoming, reply.offer)
        if press.personal and incoming.reply_to_id and not isinstance(reply, Apology):
            self._rewrite_later(incoming, reply, drawn)
        return replies.invoke_answer(reply)

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

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """Forget the greeting, so that whoever installs the app again is greeted again."""
        self._greeted.pop(str(turns.chat_of(_incoming(turn_context)).id), None)

    async def _greet(self, incoming: Incoming) -> None:
        turn = turns.arrived(incoming)
        if not turn.chat_id:
            return
        with self._place_for(incoming) as place:
            if self._was_greeted(turn.chat_id):
                return
            drawn = self._notes.now()
            reply = await safely(self._conversation, turn, self._conversation.arrived(turn))
            if reply:
                place.fill(self._sending(incoming, reply, drawn))

    def _was_greeted(self, chat_id: str) -> bool:
        now = time.monotonic()
        before = self._greeted.pop(chat_id, float("-inf"))
        self._greeted[chat_id] = now
        if len(self._greeted) > MOST_GREETED:
            del self._greeted[next(iter(self._greeted))]
        return now - before < GREETING_PAUSE

    def say(self, incoming: Incoming, reply: Reply) -> None:
        """Send a card to where an activity came from, after what is sent there already.

        Raises OverloadError where too much waits already.
        """
        job = self._sending(incoming, reply, self._notes.now())
        self._lanes.put(str(turns.chat_of(incoming).id), job)

    def _sending(self, incoming: Incoming, reply: Reply, drawn: datetime.datetime) -> Job:
        return partial(self._send_now, incoming.without_content(), reply, drawn)

    async def _send_now(self, incoming: Incoming, reply: Reply, drawn: datetime.datetime) -> None:
        service_url, chat_id = str(incoming.service_url), str(turns.chat_of(incoming).id)
        message = replies.new_message(incoming, reply)
        sent = await self._connector.send(service_url, chat_id, message, incoming.id)
        if sent and reply.about and turns.is_personal(incoming):
            self._note(incoming, sent, reply, drawn)
        if reply.offer and turns.is_personal(incoming):
            self._files.offer_next(incoming, reply.offer)

    def _rewrite_later(self, incoming: Incoming, reply: Reply, drawn: datetime.datetime) -> None:
        chat_id, message_id = str(turns.chat_of(incoming).id), str(incoming.reply_to_id)
        write = partial(self._rewrite_now, incoming.without_content(), reply, drawn)
        self._rewrites.note(chat_id, message_id, write)

    async def _rewrite_now(self, incoming: Incoming, reply: Reply, drawn: datetime.datetime) -> None:
        service_url, chat_id = str(incoming.service_url), str(turns.chat_of(incoming).id)
        message_id, message = str(incoming.reply_to_id), replies.same_message(incoming, reply)
        await self._connector.update(service_url, chat_id, message_id, message)
        self._note(incoming, message_id, reply, drawn)

    def _note(self, incoming: Incoming, message_id: str, reply: Reply, drawn: datetime.datetime) -> None:
        """Note that a message in somebody's own chat shows a request from now on, or no more."""
        chat_id = str(turns.chat_of(incoming).id)
        person = incoming.from_.aad_object_id if incoming.from_ else None
        if reply.about is None:
            self._notes.card_replaced(chat_id, message_id)
        elif person:
            shown = digest_of(reply)
            card = CardOut(chat_id, message_id, reply.about, person, CARDS_CHANGED, shown)
            self._notes.card_out(card, drawn)


def _incoming(context: TurnContext) -> Incoming:
    incoming: Incoming = context.turn_state[INCOMING]
    return incoming
