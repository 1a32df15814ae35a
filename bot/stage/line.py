"""The line to the bot: activities go out over HTTP, and what comes back is read as Teams reads it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec

from bot.stage.people import Json
from bot.stage.traffic import Traffic

PATIENCE_SECONDS = 15.0
"""How long Teams waits for an answer (Microsoft names 10 to 15 seconds)."""

CARD = "application/vnd.microsoft.card.adaptive"
NOTICE = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """What the bot's endpoint answered. `status` is 0 when no answer came."""

    status: int
    body: Any = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a press leads to on the screen: a new card, a transient text, or 'something went wrong'."""

    card: Json | None = None
    notice: str | None = None
    failure: str | None = None
    """Why it went wrong. Users of Teams never see it; tests and the traffic panel do."""


class BotLine:
    """Posts activities to the bot. `authorize` returns a bearer token where the bot asks for one."""

    def __init__(self, bot_url: str, authorize: Callable[[], str] | None = None) -> None:
        self.bot_url = bot_url
        self.patience = PATIENCE_SECONDS
        self._authorize = authorize
        self._session = aiohttp.ClientSession()

    async def send(self, activity: Json, traffic: Traffic) -> BotAnswer:
        """Send one activity; a silent or unreachable bot is an answer too, with status 0."""
        title = _title(activity)
        exchange = traffic.begin("to_bot", "POST", "/api/messages", title, activity)
        answer = BotAnswer(0, "No answer came.")
        try:
            answer = await self._post(activity)
        except (aiohttp.ClientError, TimeoutError) as problem:
            answer = BotAnswer(0, f"No answer: {type(problem).__name__}.")
        finally:
            traffic.end(exchange, answer.status, answer.body)
        return answer

    async def _post(self, activity: Json) -> BotAnswer:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self._authorize:
            headers["Authorization"] = f"Bearer {self._authorize()}"
        url, body = f"{self.bot_url.rstrip('/')}/api/messages", msgspec.json.encode(activity)
        async with (
            asyncio.timeout(self.patience),
            self._session.post(url, data=body, headers=headers) as response,
        ):
            return BotAnswer(response.status, _decoded(await response.read()))

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()


def outcome(answer: BotAnswer) -> Outcome:
    """Read the answer to an adaptiveCard/action as Teams does: the body's type decides, not HTTP alone."""
    body = answer.body
    if answer.status != 200 or not isinstance(body, dict):
        return Outcome(failure=f"HTTP {answer.status}")
    kind, value = body.get("type"), body.get("value")
    if body.get("statusCode") == 200 and kind == CARD and isinstance(value, dict):
        return Outcome(card=value)
    if body.get("statusCode") == 200 and kind == NOTICE and isinstance(value, str):
        return Outcome(notice=value)
    return Outcome(failure=f"statusCode {body.get('statusCode')}, type {kind}")


def _title(activity: Json) -> str:
    """Say in a few words what is sent: the kind of activity, and for a press its verb."""
    action = (activity.get("value") or {}).get("action") if activity["type"] == "invoke" else None
    verb = action.get("verb") if isinstance(action, dict) else action
    return " · ".join(filter(None, [activity["type"], verb]))


def _decoded(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body) if body else None
    except msgspec.DecodeError:
        return body.decode("utf-8", "replace")
