"""What the bot sends by itself: single calls to the connector, each tried once.

Whether to try again is for the outbox to say, which must know what became of every call. The addresses are
those that verified activities came from, so that the bot's token goes nowhere else.
"""

import datetime
import email.utils
import logging

import aiohttp
import msgspec

from bot.delivery.model import Address
from bot.delivery.patience import CallError
from bot.teams.connector import AccessToken, Created, url_of
from bot.teams.replies import unasked
from dialogs.turn import Reply

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=8, connect=5)
"""Seconds. What comes later than that counts as perhaps sent."""


class _Error(msgspec.Struct):
    code: str = ""


class _Refusal(msgspec.Struct):
    error: _Error = msgspec.field(default_factory=_Error)


class Outgoing:
    """Calls the connector. Every method raises CallError when the call was not taken."""

    def __init__(self, session: aiohttp.ClientSession, token: AccessToken | None) -> None:
        self._session = session
        self._token = token

    async def send(self, address: Address, reply: Reply) -> str:
        """Send a new message, and return its id; "" where none is told."""
        where = ("conversations", address.conversation_id, "activities")
        message = unasked(address.conversation_id, reply)
        return await self._call("POST", address.service_url, where, message)

    async def update(self, address: Address, activity_id: str, reply: Reply) -> None:
        """Replace a message of the bot."""
        where = ("conversations", address.conversation_id, "activities", activity_id)
        message = unasked(address.conversation_id, reply, activity_id)
        await self._call("PUT", address.service_url, where, message)

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
        body = msgspec.json.encode(parameters)
        conversation_id = await self._call("POST", service_url, ("conversations",), body)
        if not conversation_id:
            raise CallError(502, "NoConversation")
        return conversation_id

    async def _call(self, method: str, service_url: str, where: tuple[str, ...], body: bytes) -> str:
        headers = {"Content-Type": "application/json", **await self._authorization()}
        try:
            async with self._session.request(
                method,
                url_of(service_url, *where),
                data=body,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                answer = await response.read()
                if response.status < 300:
                    return _id_in(answer)
                raise CallError(response.status, _code_in(answer), _retry_after(response))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CallError(None, type(error).__name__) from None

    async def _authorization(self) -> dict[str, str]:
        if not self._token:
            return {}
        try:
            return {"Authorization": "Bearer " + await self._token()}
        except Exception as error:  # whichever the identity's library raises: there may be a token later
            log.error("outgoing.no_token", exc_info=error)  # noqa: TRY400  # told without its text
            raise CallError(None, "NoToken") from None


def _id_in(answer: bytes) -> str:
    try:
        return msgspec.json.decode(answer, type=Created).id or ""
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""


def _code_in(answer: bytes) -> str:
    try:
        return msgspec.json.decode(answer, type=_Refusal).error.code[:60]
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""


def _retry_after(response: aiohttp.ClientResponse) -> float | None:
    """Return the seconds of `Retry-After`, which is a number or a date (RFC 9110, 10.2.3)."""
    given = response.headers.get("Retry-After", "")
    try:
        seconds = float(given)
    except ValueError:
        return _seconds_until(given)
    return seconds if 0 <= seconds < float("inf") else None


def _seconds_until(date: str) -> float | None:
    try:
        moment = email.utils.parsedate_to_datetime(date)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())
