"""The outermost edge of a turn: whatever fails inside, whoever asked is answered with a reference.

The conversation's own failures become a card where they happen (`conversing.safely`), which knows what was
pressed. What fails around it, in what was added to the pipeline or in the search, ends here.
"""

import math
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from bot.observing import signals
from bot.teams import replies
from bot.teams.bot import CARD_INVOKE
from bot.teams.conversing import Conversation, is_failure, logged
from bot.teams.extension import QUERY_INVOKE, said
from bot.teams.incoming import Incoming
from bot.teams.last_resort import last_resort, sentence
from bot.teams.load import OVERLOAD_PAUSE, OverloadError
from bot.teams.patience import Patience
from bot.teams.turns import is_from_a_person, language_of, pressed
from dialogs.turn import Reply

Receive = Callable[[Incoming], Awaitable[bytes | None]]
"""Handles an activity; returns the body that answers it, None where nothing does."""
Say = Callable[[Incoming, Reply], None]
"""Sends a card to where an activity came from, a moment later."""


class Guard:
    """Has activities handled, and answers in place of what fails or takes too long."""

    def __init__(self, receive: Receive, say: Say, conversation: Conversation) -> None:
        self._receive = receive
        self._say = say
        self._conversation = conversation
        self.patience = Patience(self._late)

    async def answer(self, request: web.Request, incoming: Incoming) -> web.Response:
        """Answer an activity; raises OverloadError where what there is to say has no room to wait."""
        with signals.turn(incoming.type, incoming.name):
            return await self._answered(request, incoming)

    async def _answered(self, request: web.Request, incoming: Incoming) -> web.Response:
        turn = self.patience.begin(request, incoming)
        try:
            response = _answer(incoming, await self._receive(incoming))
        except BaseException as error:
            if not is_failure(error) or (isinstance(error, OverloadError) and turn.late is None):
                raise
            response = self._failed(incoming, logged(error, incoming.type))
        finally:
            self.patience.end(turn)
        if turn.late is None:
            return response
        signals.late()
        return await turn.late

    def _failed(self, incoming: Incoming, reference: str) -> web.Response:
        language = language_of(incoming)
        if incoming.type != "invoke":
            if incoming.type == "message" and is_from_a_person(incoming):
                self._say(incoming, last_resort(language, reference))
            return _answer(incoming, None)
        if incoming.name == QUERY_INVOKE:
            return _answer(incoming, said(sentence(language, reference)))
        return _answer(incoming, replies.invoke_answer(last_resort(language, reference)))

    def _late(self, incoming: Incoming, is_ending: bool) -> web.Response:  # as SayLate says
        """Return the answer for a turn that goes on; a process that is ending accepts no message for it."""
        if incoming.name != CARD_INVOKE:
            return _not_now() if is_ending and incoming.type == "message" else _answer(incoming, None)
        try:
            reply = self._conversation.late(pressed(incoming), is_ending=is_ending)
        except Exception as error:  # noqa: BLE001  # whoever waits gets a card in any case
            return self._failed(incoming, logged(error, incoming.type))
        return _answer(incoming, replies.invoke_answer(reply))


def _not_now() -> web.Response:
    pause = {"Retry-After": str(math.ceil(OVERLOAD_PAUSE))}
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=pause)


def _answer(incoming: Incoming, answer: bytes | None) -> web.Response:
    if answer is not None:
        return web.Response(body=answer, content_type="application/json")
    if incoming.type == "invoke":
        return web.Response(status=HTTPStatus.NOT_IMPLEMENTED)
    return web.Response(status=HTTPStatus.ACCEPTED)
