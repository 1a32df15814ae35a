"""What an activity tells beside its turn: where the bot may write, and where no more.

Source: learn.microsoft.com, "Conversation events in your Teams bot". What happens to a channel is told in
the team's own conversation; `channelData` names the channel and the team.
"""

import re
from functools import lru_cache

from bot.delivery.model import Address, Left
from bot.teams.incoming import LONGEST_CHAT_ID, Account, ChannelData, Incoming, Place
from bot.teams.turns import chat_of

_THREAD = ";messageid="
"""What follows it in a channel's conversation id names the thread."""

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""As `da-DK` or `zh-Hant-TW` (RFC 5646, in short)."""

_TELL_OF_PLACES = frozenset({"conversationUpdate", "installationUpdate"})
"""The types of activities that tell of a place being taken away."""

_TEAM_DELETED = frozenset({"teamDeleted", "teamHardDeleted"})


def address_in(incoming: Incoming) -> Address | None:
    """Return where the bot may write from now on: the person's own chat, or the channel; else None."""
    chat, sender, bot = chat_of(incoming), incoming.from_ or Account(), incoming.recipient or Account()
    tenant, person = _tenant(incoming), sender.aad_object_id
    if not (chat.id and incoming.service_url and tenant and bot.id) or place_left(incoming):
        return None
    if chat.conversation_type == "channel":
        channel, team = _channel(incoming), _team(incoming)
        return _address(channel, incoming.service_url, tenant, bot.id, team_id=team)
    if chat.conversation_type != "personal" or not person or sender.id == bot.id:
        return None
    return _address(chat.id, incoming.service_url, tenant, bot.id, person, sender.id, incoming.locale)


def place_left(incoming: Incoming) -> Left | None:
    """Return where the bot may not write any more; None where nothing was taken from it."""
    if incoming.type not in _TELL_OF_PLACES:
        return None
    place = _channel(incoming)
    if not place:
        return None
    if _event(incoming) == "channelDeleted":
        return Left(place)
    if _event(incoming) in _TEAM_DELETED or _was_removed(incoming):
        return Left(place, _team(incoming))
    return None


def _was_removed(incoming: Incoming) -> bool:
    own = incoming.recipient.id if incoming.recipient else None
    removed = [member.id for member in incoming.members_removed or ()]
    uninstalled = incoming.type == "installationUpdate" and incoming.action == "remove"
    return uninstalled or bool(own and own in removed)


def _channel(incoming: Incoming) -> str:
    """Return the chat or channel that an activity is about, without its thread."""
    if _event(incoming) in ("channelDeleted", "channelRestored"):
        named = _data(incoming).channel or Place()
        if named.id and len(named.id) <= LONGEST_CHAT_ID:
            return named.id
    return (chat_of(incoming).id or "").partition(_THREAD)[0]


def _team(incoming: Incoming) -> str | None:
    team = (_data(incoming).team or Place()).id
    return team if team and len(team) <= LONGEST_CHAT_ID else None


def _event(incoming: Incoming) -> str | None:
    return _data(incoming).event_type if incoming.type == "conversationUpdate" else None


def _tenant(incoming: Incoming) -> str | None:
    named = _data(incoming).tenant
    return (named.id if named else None) or chat_of(incoming).tenant_id


def _data(incoming: Incoming) -> ChannelData:
    return incoming.channel_data or ChannelData()


@lru_cache(maxsize=512)
def _address(
    conversation_id: str,
    service_url: str,
    tenant_id: str,
    bot_id: str,
    person_id: str | None = None,
    mri: str | None = None,
    locale: str | None = None,
    team_id: str | None = None,
) -> Address | None:
    """Return an address, None where part of it is longer than Teams' own ever are.

    Kept for those who are talking to the bot just now: each of their presses tells the same one.
    """
    if max(map(len, (service_url, tenant_id, bot_id, person_id or "", mri or ""))) > LONGEST_CHAT_ID:
        return None
    return Address(conversation_id, service_url, tenant_id, bot_id, person_id, mri, _tag(locale), team_id)


def _tag(locale: str | None) -> str:
    """Return the language tag; empty for what is none, for a client may write anything there."""
    return locale if locale and _LANGUAGE_TAG.fullmatch(locale) else ""
