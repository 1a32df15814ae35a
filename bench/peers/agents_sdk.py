"""The echo of the Microsoft 365 Agents SDK (microsoft-agents-hosting-aiohttp).

Authentication is on, by its own middleware. The address of the Bot Framework's keys is a constant of the SDK
that no setting changes; the local key server's is put in its place. It asks for a token of its own even to
answer a press, and gets it, once, as a managed identity from the local identity endpoint.
"""

import os
import re
from typing import Any

from aiohttp import web
from microsoft_agents.activity import AdaptiveCardInvokeResponse
from microsoft_agents.authentication.msal import MsalConnectionManager
from microsoft_agents.hosting.aiohttp import (
    CloudAdapter,
    jwt_authorization_middleware,
    start_agent_process,
)
from microsoft_agents.hosting.core import (
    AgentApplication,
    AgentAuthConfiguration,
    AuthTypes,
    MemoryStorage,
    TurnContext,
    TurnState,
)
from microsoft_agents.hosting.core.authorization import _entra_issuers

CARD = "application/vnd.microsoft.card.adaptive"

_entra_issuers.BOTFRAMEWORK_JWKS_URIS["https://api.botframework.com"] = os.environ["KEYS"] + "/keys"

identity = AgentAuthConfiguration(
    auth_type=AuthTypes.user_managed_identity,
    client_id=os.environ["APP_ID"],
    connection_name="SERVICE_CONNECTION",
)
connections = MsalConnectionManager(connections_configurations={"SERVICE_CONNECTION": identity})
adapter = CloudAdapter(connection_manager=connections)
agent = AgentApplication[TurnState](storage=MemoryStorage(), connection_manager=connections)


@agent.adaptive_card.action_execute(re.compile(".*"))
async def pressed(_context: TurnContext, _state: TurnState, _data: Any) -> AdaptiveCardInvokeResponse:
    """Answer with a card of one line."""
    line = {"type": "TextBlock", "text": "echo"}
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [line]}
    return AdaptiveCardInvokeResponse(status_code=200, type=CARD, value=card)


@agent.activity("message")
async def typed(context: TurnContext, _state: TurnState) -> None:
    """Repeat the message."""
    await context.send_activity(f"You said '{context.activity.text}'")


async def messages(request: web.Request) -> web.Response:
    """Leave everything to the adapter."""
    answer: web.Response = await start_agent_process(request, agent, adapter)
    return answer


if __name__ == "__main__":
    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = identity
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)
