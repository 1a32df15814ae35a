"""From an activity to a turn of the conversation. What a client may get wrong is made harmless here."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from bot.teams.incoming import Account, ConversationAccount, Incoming, UploadInfo
from dialogs.turn import Arrived, Consented, Pressed, Typed

_MENTION = re.compile(r"<at\b[^<>]{0,200}>([^<>]{0,200})</at>", re.IGNORECASE)
"""A mention. Bounded, and without nesting, so that no text can keep the search busy."""
_OWN_COPY_OF_TEXT = "text/html"
"""Teams sends each message's text a second time as an attachment of this type."""


def is_from_a_person(incoming: Incoming) -> bool:
    """Say whether somebody other than the bot itself sent it, in a chat that has an id."""
    sender, recipient = incoming.from_ or Account(), incoming.recipient or Account()
    known = bool(sender.id or sender.aad_object_id) and bool(chat_of(incoming).id)
    return known and sender.role != "bot" and (sender.id is None or sender.id != recipient.id)


def sender_of(incoming: Incoming) -> str:
    """Return the sender's Entra object id, else the channel's own id; empty where nobody is named."""
    sender = incoming.from_
    return (sender.aad_object_id or sender.id or "") if sender else ""


def typed(incoming: Incoming) -> Typed:
    """Return the turn of a message."""
    return Typed(**_who_and_where(incoming), text=_plain_text(incoming), files=_has_files(incoming))


def pressed(incoming: Incoming) -> Pressed:
    """Return the turn of a button; an unreadable one has the verb "" and no data.

    `value` is that of the invoke `adaptiveCard/action`.
    """
    value = incoming.value
    action = value.get("action") if isinstance(value, dict) else None
    action = action if isinstance(action, dict) else {}
    return _press(incoming, action.get("verb"), action.get("data", {}))


def submitted(incoming: Incoming) -> Pressed | None:
    """Return the turn of a message that carries a button's value instead of text, as old clients send it."""
    value = incoming.value
    if incoming.text or not isinstance(value, dict) or not isinstance(value.get("verb"), str):
        return None
    data = value.get("data", {key: part for key, part in value.items() if key != "verb"})
    return replace(_press(incoming, value["verb"], data), by_message=True)


def consented(incoming: Incoming) -> Consented:
    """Return the turn of an answer to whether a file may be handed over; an unreadable one is a no.

    `value` is that of the invoke `fileConsent/invoke`; its context is what the offer carried.
    """
    value = _object(incoming.value)
    context = _object(value.get("context"))
    verb, accepted = context.get("verb"), value.get("action") == "accept"
    return Consented(
        **_who_and_where(incoming),
        accepted=accepted,
        verb=verb if isinstance(verb, str) else "",
        data=_object(context.get("data")),
    )


def upload(incoming: Incoming) -> UploadInfo:
    """Return where an accepted file goes; nowhere where the activity does not say it readably."""
    try:
        return msgspec.convert(_object(incoming.value).get("uploadInfo"), UploadInfo)
    except msgspec.ValidationError:
        return UploadInfo()


def arrived(incoming: Incoming) -> Arrived:
    """Return the turn of an installation."""
    return Arrived(**_who_and_where(incoming))


def language_of(incoming: Incoming) -> str:
    """Return the language in which the bot speaks to whoever sent it."""
    return "en" if (incoming.locale or "").lower().startswith("en") else "da"


def chat_of(incoming: Incoming) -> ConversationAccount:
    """Return the chat, one without an id where the activity names none."""
    return incoming.conversation or ConversationAccount()


def is_personal(incoming: Incoming) -> bool:
    """Say whether the chat is between one person and the bot, as far as the activity tells."""
    chat = chat_of(incoming)
    if chat.conversation_type is None:
        return not chat.is_group
    return chat.conversation_type == "personal"


def _press(incoming: Incoming, verb: object, data: object) -> Pressed:
    if not isinstance(verb, str) or not isinstance(data, dict):
        verb, data = "", {}
    readable: Mapping[str, object] = data
    return Pressed(**_who_and_where(incoming), verb=verb, data=readable)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _who_and_where(incoming: Incoming) -> dict[str, Any]:
    chat = chat_of(incoming)
    return {
        "person_id": sender_of(incoming),
        "chat_id": chat.id or "",
        "language": language_of(incoming),
        "personal": is_personal(incoming),
        "in_channel": chat.conversation_type == "channel",
    }


def _plain_text(incoming: Incoming) -> str:
    """Return the text without mentions of the bot, and with plain spaces."""
    names = {name.casefold() for name in (_name(incoming.recipient),) if name}
    text = _MENTION.sub(lambda mention: _unless_the_bot(mention, names), incoming.text or "")
    return text.replace("&nbsp;", " ").replace("\xa0", " ").strip()


def _unless_the_bot(mention: re.Match[str], names: set[str]) -> str:
    said = mention.group(1).strip()
    return " " if not names or said.casefold() in names else said


def _name(account: Account | None) -> str:
    return (account.name or "").strip() if account else ""


def _has_files(incoming: Incoming) -> bool:
    return any(attachment.content_type != _OWN_COPY_OF_TEXT for attachment in incoming.attachments or ())
