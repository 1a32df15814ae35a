"""The SDK's adapter: brings activities to the bot, and what the SDK sends to the connector."""

from typing import Any

import msgspec
from botbuilder.core import BotAdapter, TurnContext
from botbuilder.core.bot import Bot
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
    ResourceResponse,
)

from bot.teams.connector import Connector
from bot.teams.incoming import Account, Incoming

INCOMING = "optagelsesguiden.incoming"
"""Where a turn keeps the activity as it was read."""
INVOKE = "invoke"
"""The type of an activity that waits for its answer."""


class EdgeAdapter(BotAdapter):  # type: ignore[misc]  # the SDK carries no types
    """Runs turns through the SDK's pipeline; sends over our connector with the turn's own service URL.

    An invoke goes past the pipeline: the SDK has no use for one but to answer it, which it does wrongly.
    """

    def __init__(self, bot: Bot, connector: Connector) -> None:
        super().__init__()
        self._bot = bot
        self._connector = connector

    async def receive(self, incoming: Incoming) -> bytes | None:
        """Let the bot handle an activity; return the body that answers it, None where nothing does."""
        if incoming.type == INVOKE:
            answer: bytes | None = await self._bot.invoked(incoming)
            return answer
        context = TurnContext(self, _for_sdk(incoming))
        context.turn_state[INCOMING] = incoming
        await self.run_pipeline(context, self._bot.on_turn)
        return None

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        """Send activities one after the other and return their ids."""
        return [await self._send(context, activity) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Replace an activity of the bot."""
        there = context.activity
        changed = await self._connector.update(
            there.service_url, there.conversation.id, activity.id, _json(activity)
        )
        return ResourceResponse(id=changed)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Delete an activity of the bot."""
        there = context.activity
        await self._connector.delete(there.service_url, reference.conversation.id, reference.activity_id)

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        there = context.activity
        sent = await self._connector.send(
            there.service_url, there.conversation.id, _json(activity), activity.reply_to_id
        )
        return ResourceResponse(id=sent)


def _json(activity: Activity) -> bytes:
    return msgspec.json.encode(activity.serialize())


def _for_sdk(incoming: Incoming) -> Activity:
    """Return the activity as the SDK knows it, with what its turn context and dispatch read."""
    return Activity(
        type=incoming.type,
        id=incoming.id,
        name=incoming.name,
        action=incoming.action,
        channel_id=incoming.channel_id,
        service_url=incoming.service_url,
        locale=incoming.locale,
        reply_to_id=incoming.reply_to_id,
        conversation=ConversationAccount(id=incoming.conversation.id if incoming.conversation else None),
        from_property=_account(incoming.from_),
        recipient=_account(incoming.recipient),
        members_added=[_account(member) for member in incoming.members_added or ()],
    )


def _account(account: Account | None) -> Any:
    return ChannelAccount(id=account.id, name=account.name) if account else None
