"""The echo of Microsoft's Teams SDK for Python (microsoft-teams-apps), served by its own server.

Authentication is on: the key server is part of the cloud that an app is given. Its own token comes from a
function, as for a bot that brings its own.
"""

import asyncio
import logging
import os

import jwt
import uvicorn
from fastapi import FastAPI
from microsoft_teams.api import (
    AdaptiveCardActionMessageResponse,
    AdaptiveCardInvokeActivity,
    AdaptiveCardInvokeResponse,
    MessageActivity,
)
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter

PORT = int(os.environ["PORT"])
OWN_TOKEN = jwt.encode({"exp": 2**32}, "a key that nobody asks for, of 32 bytes or more")
"""What the bot shows the connector, which only counts: the SDK reads when it expires."""


def _server(app: FastAPI) -> uvicorn.Server:
    """Return the server that the SDK makes, on this machine's address alone and without a line a request."""
    return uvicorn.Server(uvicorn.Config(app=app, host="127.0.0.1", port=PORT, log_level="warning"))


app = App(
    client_id=os.environ["APP_ID"],
    token=lambda *_: OWN_TOKEN,
    cloud=with_overrides(PUBLIC, openid_metadata_url=os.environ["KEYS"] + "/openidconfiguration"),
    http_server_adapter=FastAPIAdapter(server_factory=_server),
)


@app.on_card_action_execute
async def pressed(context: ActivityContext[AdaptiveCardInvokeActivity]) -> AdaptiveCardInvokeResponse:
    """Repeat the verb."""
    return AdaptiveCardActionMessageResponse(value=str(context.activity.value.action.verb))


@app.on_message
async def typed(context: ActivityContext[MessageActivity]) -> None:
    """Repeat the message."""
    await context.send(f"You said '{context.activity.text}'")


if __name__ == "__main__":
    logging.disable(logging.INFO)
    asyncio.run(app.start(PORT))
