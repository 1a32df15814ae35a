"""Which activities are heard at all: the service URL, the channel and the tenant."""

from functools import lru_cache

from bot.loopback import is_safe_url
from bot.teams.incoming import Incoming
from bot.teams.tokens import CHANNEL, normal_url


@lru_cache(maxsize=512)
def is_usable(service_url: str | None) -> bool:
    """Say whether replies may be sent there: https, or http to this machine."""
    return bool(service_url) and is_safe_url(str(service_url))


def comes_from(incoming: Incoming, proven: str | None) -> bool:
    """Say whether the activity names the service URL that its token proves; None: nothing was asked for."""
    return proven is None or (incoming.service_url is not None and normal_url(incoming.service_url) == proven)


def is_admitted(incoming: Incoming, tenants: frozenset[str]) -> bool:
    """Say whether channel and tenant are allowed; an empty set allows every tenant.

    A connector's token tells nothing of the user's tenant, so each place where Teams names it must agree.
    """
    if incoming.channel_id != CHANNEL:
        return False
    named = _named_tenants(incoming)
    return not tenants or (bool(named) and named <= tenants)


def _named_tenants(incoming: Incoming) -> set[str]:
    named = set()
    if incoming.channel_data and incoming.channel_data.tenant and incoming.channel_data.tenant.id:
        named.add(incoming.channel_data.tenant.id.lower())
    if incoming.conversation and incoming.conversation.tenant_id:
        named.add(incoming.conversation.tenant_id.lower())
    return named
