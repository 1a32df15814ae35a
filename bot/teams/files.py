"""Handing files over by Teams' file consent: asked for, accepted or not, put into OneDrive, and shown.

Source: learn.microsoft.com, "Send and receive files using bot" (bots-filesv4). It works in the personal chat
alone. The answer to a consent is an invoke that wants an answer of its own soon, so the file follows later.
"""

import logging
from functools import partial

from bot.delivery.patience import CallError
from bot.teams import replies, turns
from bot.teams.connector import Connector
from bot.teams.conversing import Conversation, apology, safely
from bot.teams.incoming import Incoming
from bot.teams.sending import Job, Lanes
from bot.teams.uploads import UploadError, Uploads
from dialogs.turn import Consented, FileContent, FileOffer, Reply

log = logging.getLogger(__name__)

CONSENT_INVOKE = "fileConsent/invoke"
MOST_ANSWERED = 1000
"""Consents that were seen to and are remembered, so that a second press makes no second file."""


MOST_CONSENTS = 10
"""Consents of one chat that may wait: each is kept whole, with whatever a client wrote into it."""


class Handover:
    """Offers files, and hands over what is accepted."""

    def __init__(
        self, conversation: Conversation, connector: Connector, lanes: Lanes, uploads: Uploads
    ) -> None:
        self._conversation = conversation
        self._connector = connector
        self._lanes = lanes
        self._uploads = uploads
        self._answered: dict[tuple[str, str], None] = {}

    def offer(self, incoming: Incoming, offer: FileOffer) -> None:
        """Ask, after what is sent already, whether a file may be put into the person's OneDrive.

        Raises OverloadError where too much waits already.
        """
        self._lanes.put(*self._asking(incoming, offer))

    def offer_next(self, incoming: Incoming, offer: FileOffer) -> None:
        """Do the same after what is being sent just now."""
        self._lanes.follow(*self._asking(incoming, offer))

    def _asking(self, incoming: Incoming, offer: FileOffer) -> tuple[str, Job]:
        chat_id, service_url = str(turns.chat_of(incoming).id), str(incoming.service_url)
        return chat_id, partial(self._connector.send, service_url, chat_id, replies.consent(incoming, offer))

    def answered(self, incoming: Incoming) -> None:
        """Take a yes or a no. What follows has a lane of its own: a slow upload holds no card up.

        Raises OverloadError where too many wait already.
        """
        if chat_id := turns.chat_of(incoming).id:
            job = partial(self._follow_once, incoming, chat_id)
            self._lanes.put(f"{chat_id} files", job, MOST_CONSENTS)

    async def _follow_once(self, incoming: Incoming, chat_id: str) -> None:
        """Do what follows, unless it was done. Where it fails, the question can be answered again."""
        key = (chat_id, incoming.reply_to_id or "")
        if key in self._answered:
            return
        await self._follow(incoming)
        if incoming.reply_to_id:
            self._answered[key] = None
        if len(self._answered) > MOST_ANSWERED:
            del self._answered[next(iter(self._answered))]

    async def _follow(self, incoming: Incoming) -> None:
        turn = turns.consented(incoming)
        made = await safely(self._conversation, turn, self._conversation.consented(turn))
        if isinstance(made, FileContent):
            await self._say(incoming, await self._put(incoming, turn, made))
        elif turn.accepted or not incoming.reply_to_id:
            await self._say(incoming, replies.new_message(incoming, made))
        else:
            await self._replace(incoming, made)

    async def _put(self, incoming: Incoming, turn: Consented, file: FileContent) -> bytes:
        """Put the file where the consent says, and return the message that tells of it."""
        upload = turns.upload(incoming)
        try:
            await self._uploads.put(upload.upload_url, file)
        except UploadError:
            return replies.new_message(incoming, self._conversation.not_handed_over(turn))
        except Exception as error:  # noqa: BLE001  # whoever said yes hears of it, whatever went wrong
            return replies.new_message(incoming, apology(self._conversation, turn, error))
        return replies.handed_over(incoming, upload, file)

    async def _say(self, incoming: Incoming, message: bytes) -> None:
        """Send a message, then take the consent card away, so that nobody answers it again."""
        service_url, chat_id = str(incoming.service_url), str(turns.chat_of(incoming).id)
        await self._connector.send(service_url, chat_id, message)
        if incoming.reply_to_id:
            try:
                await self._connector.delete(service_url, chat_id, incoming.reply_to_id)
            except CallError as error:
                log.warning("consent.not_deleted", extra={"status": error.status})

    async def _replace(self, incoming: Incoming, reply: Reply) -> None:
        service_url, chat_id = str(incoming.service_url), str(turns.chat_of(incoming).id)
        message = replies.same_message(incoming, reply)
        await self._connector.update(service_url, chat_id, str(incoming.reply_to_id), message)
