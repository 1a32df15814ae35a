"""A reply as the JSON that goes out. The card is JSON text already and is put in as it stands."""

import msgspec

from bot.teams.incoming import Account, Incoming
from dialogs.turn import Reply

CARD_TYPE = "application/vnd.microsoft.card.adaptive"

_BEFORE_CARD = b'{"statusCode":200,"type":"' + CARD_TYPE.encode() + b'","value":'


class _Address(msgspec.Struct, omit_defaults=True, gc=False):
    id: str | None = None
    name: str | None = None


class _CardAttachment(msgspec.Struct, rename="camel"):
    content_type: str
    content: msgspec.Raw


class _Message(msgspec.Struct, rename="camel", omit_defaults=True):
    """A message that holds one card and no text: Teams splits a message with both and then names no id."""

    type: str
    summary: str
    attachments: list[_CardAttachment]
    id: str | None = None
    from_: _Address | None = msgspec.field(name="from", default=None)
    recipient: _Address | None = None
    conversation: _Address | None = None
    reply_to_id: str | None = None


def invoke_answer(reply: Reply) -> bytes:
    """Return the body that answers the invoke `adaptiveCard/action` with a card."""
    return b"%b%b}" % (_BEFORE_CARD, reply.card.encode())


def new_message(incoming: Incoming, reply: Reply) -> bytes:
    """Return a message in the same chat that answers the activity."""
    return _encode(incoming, reply, reply_to_id=incoming.id)


def same_message(incoming: Incoming, reply: Reply) -> bytes:
    """Return the message that the pressed card stands in, with the new card."""
    return _encode(incoming, reply, id=incoming.reply_to_id)


def unasked(conversation_id: str, reply: Reply, activity_id: str | None = None) -> bytes:
    """Return a message that answers nothing: a new one, or one of the bot's as it shall now be."""
    return msgspec.json.encode(
        _Message(
            type="message",
            summary=reply.summary,
            attachments=[_CardAttachment(CARD_TYPE, msgspec.Raw(reply.card.encode()))],
            conversation=_Address(conversation_id),
            id=activity_id,
        )
    )


def _encode(incoming: Incoming, reply: Reply, **ids: str | None) -> bytes:
    return msgspec.json.encode(
        _Message(
            type="message",
            summary=reply.summary,
            attachments=[_CardAttachment(CARD_TYPE, msgspec.Raw(reply.card.encode()))],
            from_=_address(incoming.recipient),
            recipient=_address(incoming.from_),
            conversation=_Address(incoming.conversation.id) if incoming.conversation else None,
            **ids,
        )
    )


def _address(account: Account | None) -> _Address | None:
    return _Address(account.id, account.name) if account else None
