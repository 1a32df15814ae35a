"""The stock adapter of botbuilder 4.17.1, with the one line that makes it answer an invoke with 200.

Authentication is on. Its key server is set as for a sovereign cloud, by the parameters that its documentation
lists together. Its own token it gets as a managed identity from the local identity endpoint.
"""

import os
from types import SimpleNamespace

from aiohttp import web
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import AdaptiveCardInvokeResponse, AdaptiveCardInvokeValue

CARD = "application/vnd.microsoft.card.adaptive"

SETTINGS = SimpleNamespace(
    APP_ID=os.environ["APP_ID"],
    APP_TYPE="UserAssignedMSI",
    APP_TENANTID="botframework.com",
    TO_CHANNEL_FROM_BOT_LOGIN_URL="https://login.microsoftonline.com/botframework.com",
    TO_CHANNEL_FROM_BOT_OAUTH_SCOPE="https://api.botframework.com",
    TO_BOT_FROM_CHANNEL_TOKEN_ISSUER="https://api.botframework.com",  # noqa: S106  # an issuer, no token
    OAUTH_URL="https://token.botframework.com",
    TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL=os.environ["KEYS"] + "/metadata",
    TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL=os.environ["KEYS"] + "/metadata",
)


class Echo(ActivityHandler):  # type: ignore[misc]  # the SDK carries no types
    """Answers a press with a card of one line, a message with a message."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Repeat the message."""
        await turn_context.send_activity(f"You said '{turn_context.activity.text}'")

    async def on_adaptive_card_invoke(
        self, _turn_context: TurnContext, invoke_value: AdaptiveCardInvokeValue
    ) -> AdaptiveCardInvokeResponse:
        """Repeat the verb."""
        line = {"type": "TextBlock", "text": invoke_value.action["verb"]}
        card = {"type": "AdaptiveCard", "version": "1.5", "body": [line]}
        return AdaptiveCardInvokeResponse(status_code=200, type=CARD, value=card)

    @staticmethod
    def _create_invoke_response(body: object = None) -> InvokeResponse:
        """Leave the body as it is, for the adapter serialises it: doing so twice is what fails."""
        return InvokeResponse(status=200, body=body)


adapter, echo = CloudAdapter(ConfigurationBotFrameworkAuthentication(SETTINGS)), Echo()


async def messages(request: web.Request) -> web.Response:
    """Leave everything to the adapter."""
    answer: web.Response = await adapter.process(request, echo)
    return answer


if __name__ == "__main__":
    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)
