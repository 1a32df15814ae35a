"""A database that was used without authentication holds addresses that anybody may have told."""

import aiohttp

from tests.bot.delivery.office import Office
from tests.bot.fakes.activities import TENANT, message
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.edge import Edge
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import APP_ID, KeyServer, bearer, sign

SOMEBODY = {"id": "29:somebody", "aadObjectId": "99999999-9999-4999-8999-999999999999"}


async def test_the_bot_s_token_goes_only_where_a_verified_activity_came_from(
    office: Office, key_server: KeyServer, identity: IdentityEndpoint, connector: FakeConnector
) -> None:
    await is_to_be_told(office)
    await office.closes()
    office.teams.traffic.exchanges.clear()
    await office.opens(
        app_type="UserAssignedMSI",
        app_id=APP_ID,
        app_tenant_id=TENANT,
        openid_metadata_url=key_server.metadata_url,
    )
    async with aiohttp.ClientSession() as session:
        chat = {"id": "a:somebody", "conversationType": "personal", "tenantId": TENANT}
        typed = message(connector.url, conversation=chat) | {"from": SOMEBODY}
        heard = await Edge(office.teams.bot_url, session).hears(typed, bearer(sign(connector.url)))
    assert heard.status == 202
    await office.settled()
    told = [call for call in connector.calls if "refusal_approved" in str(call.body)]
    assert [call.authorization for call in told] == ["Bearer token-1"]
    assert list(office.teams.traffic.exchanges) == []


async def is_to_be_told(office: Office) -> None:
    """Leave something in the outbox, of people whose addresses are known."""
    await office.asks()
    approval = await office.person("Lone").receives("status da waiting")
    await office.settled()
    office.teams.fails_next(1000, status=503, retry_after=1)
    action = approval.action("refusal.approve")
    assert action
    await office.person("Lone").invokes("refusal.approve", action.data, on=approval)
    assert "refusal_approved" in await office.pending()
