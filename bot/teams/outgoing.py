"""What the bot sends by itself: single calls to the connector, each tried once.

Whether to try again is for the outbox to say, which must know what became of every call.
"""

import msgspec

from bot.delivery.model import Address
from bot.delivery.patience import CallError
from bot.teams.calls import Calls
from bot.teams.replies import unasked
from dialogs.turn import Reply

ANSWER_SECONDS = 8.0
"""How long one call may take. What comes later than that counts as perhaps sent."""


class Outgoing:
    """Calls the connector. Every method raises CallError when the call was not taken."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def send(self, address: Address, reply: Reply) -> str:
        """Send a new message, and return its id; "" where none is told."""
        message = unasked(address.conversation_id, reply)
        return await self._call("POST", address, ("activities",), message)

    async def update(self, address: Address, activity_id: str, reply: Reply) -> None:
        """Replace a message of the bot."""
        message = unasked(address.conversation_id, reply, activity_id)
        await self._call("PUT", address, ("activities", activity_id), message)

    async def open_chat(self, service_url: str, tenant_id: str, bot_id: str, person_id: str) -> str:
        """Return the conversation with a person, known by their Entra object id; a new one if there is none.

        The id belongs into `members[0].id`, and the tenant into `channelData` (learn.microsoft.com, "Send
        proactive messages"); elsewhere they are not understood.
        """
        parameters = {
            "isGroup": False,
            "bot": {"id": bot_id},
            "members": [{"id": person_id}],
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        conversation_id = await self._calls.call(
            "POST", service_url, None, (), msgspec.json.encode(parameters)
        )
        if not conversation_id:
            raise CallError(502, "NoConversation")
        return conversation_id

    async def _call(self, method: str, address: Address, where: tuple[str, ...], body: bytes) -> str:
        return await self._calls.call(method, address.service_url, address.conversation_id, where, body)
