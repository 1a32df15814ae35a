"""Replies and files as the JSON that goes out. A card is JSON text already and is put in as it stands."""

import msgspec

from bot.teams.incoming import Account, Incoming, UploadInfo
from dialogs.turn import FileContent, FileOffer, Reply

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
CONSENT_TYPE = "application/vnd.microsoft.teams.card.file.consent"
FILE_TYPE = "application/vnd.microsoft.teams.card.file.info"

TAKEN = b"{}"
"""The body that answers a consent: it was heard, and what follows comes by itself."""

_BEFORE_CARD = b'{"statusCode":200,"type":"' + CARD_TYPE.encode() + b'","value":'


class _Address(msgspec.Struct, omit_defaults=True, gc=False):
    id: str | None = None
    name: str | None = None


class _Attachment(msgspec.Struct, rename="camel", omit_defaults=True):
    content_type: str
    content: msgspec.Raw
    content_url: str | None = None
    name: str | None = None


class _Message(msgspec.Struct, rename="camel", omit_defaults=True):
    """A message that holds one attachment and no text: Teams splits one with both, and then names no id."""

    type: str
    summary: str
    attachments: list[_Attachment]
    id: str | None = None
    from_: _Address | None = msgspec.field(name="from", default=None)
    recipient: _Address | None = None
    conversation: _Address | None = None
    reply_to_id: str | None = None


def invoke_answer(reply: Reply) -> bytes:
    """Return the body that answers the invoke `adaptiveCard/action` with a card."""
    return b"%b%b}" % (_BEFORE_CARD, reply.card)


def new_message(incoming: Incoming, reply: Reply) -> bytes:
    """Return a message in the same chat that answers the activity."""
    return _encode(incoming, reply.summary, _card(reply), reply_to_id=incoming.id)


def same_message(incoming: Incoming, reply: Reply) -> bytes:
    """Return the message that the pressed card stands in, with the new card."""
    return _encode(incoming, reply.summary, _card(reply), id=incoming.reply_to_id)


def consent(incoming: Incoming, offer: FileOffer) -> bytes:
    """Return a message that asks whether a file may be put into the person's OneDrive."""
    what = {"verb": offer.verb, "data": offer.data}
    content = {
        "description": offer.description,
        "sizeInBytes": offer.size,
        "acceptContext": what,
        "declineContext": what,
    }
    attachment = _Attachment(CONSENT_TYPE, msgspec.Raw(msgspec.json.encode(content)), name=offer.name)
    return _encode(incoming, offer.description, attachment)


def handed_over(incoming: Incoming, upload: UploadInfo, file: FileContent) -> bytes:
    """Return a message that shows a file where it is now; Teams may have given it another name."""
    name = upload.name or file.name
    kind = upload.file_type or file.name.rpartition(".")[2]
    content = msgspec.json.encode({"uniqueId": upload.unique_id, "fileType": kind})
    attachment = _Attachment(FILE_TYPE, msgspec.Raw(content), content_url=upload.content_url, name=name)
    return _encode(incoming, name, attachment)


def unasked(conversation_id: str, reply: Reply, activity_id: str | None = None) -> bytes:
    """Return a message that answers nothing: a new one, or one of the bot's as it shall now be."""
    return msgspec.json.encode(
        _Message(
            type="message",
            summary=reply.summary,
            attachments=[_card(reply)],
            conversation=_Address(conversation_id),
            id=activity_id,
        )
    )


def _card(reply: Reply) -> _Attachment:
    return _Attachment(CARD_TYPE, msgspec.Raw(reply.card))


def _encode(incoming: Incoming, summary: str, attachment: _Attachment, **ids: str | None) -> bytes:
    return msgspec.json.encode(
        _Message(
            type="message",
            summary=summary,
            attachments=[attachment],
            from_=_address(incoming.recipient),
            recipient=_address(incoming.from_),
            conversation=_Address(incoming.conversation.id) if incoming.conversation else None,
            **ids,
        )
    )


def _address(account: Account | None) -> _Address | None:
    return _Address(account.id, account.name) if account else None
