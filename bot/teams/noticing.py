"""What an activity tells beside its turn: where the bot may write, and where no more."""

from bot.delivery.model import Address
from bot.teams.incoming import LONGEST_CHAT_ID, Account, Incoming
from bot.teams.turns import chat_of

_THREAD = ";messageid="
"""What follows it in a channel's conversation id names the thread."""


def address_in(incoming: Incoming) -> Address | None:
    """Return where the bot may write from now on: the person's own chat, or the channel; else None."""
    chat, sender, bot = chat_of(incoming), incoming.from_ or Account(), incoming.recipient or Account()
    tenant, person = _tenant(incoming), sender.aad_object_id
    if not (chat.id and incoming.service_url and tenant and bot.id) or place_left(incoming):
        return None
    if chat.conversation_type == "channel":
        channel = chat.id.partition(_THREAD)[0]
        return _sound(Address(channel, incoming.service_url, tenant, bot.id))
    if chat.conversation_type != "personal" or not person or sender.id == bot.id:
        return None
    locale = incoming.locale or ""
    return _sound(Address(chat.id, incoming.service_url, tenant, bot.id, person, sender.id, locale))


def place_left(incoming: Incoming) -> str | None:
    """Return the conversation that the bot was taken out of; None where it was not."""
    own = incoming.recipient.id if incoming.recipient else None
    removed = [member.id for member in incoming.members_removed or ()]
    uninstalled = incoming.type == "installationUpdate" and incoming.action == "remove"
    if uninstalled or (own and own in removed):
        return (chat_of(incoming).id or "").partition(_THREAD)[0] or None
    return None


def _tenant(incoming: Incoming) -> str | None:
    named = incoming.channel_data.tenant if incoming.channel_data else None
    return (named.id if named else None) or chat_of(incoming).tenant_id


def _sound(address: Address) -> Address | None:
    """Return an address unless part of it is longer than Teams' own ever are."""
    parts = (address.service_url, address.tenant_id, address.bot_id, address.person_id, address.mri)
    too_long = any(len(part or "") > LONGEST_CHAT_ID for part in (*parts, address.locale))
    return None if too_long else address
