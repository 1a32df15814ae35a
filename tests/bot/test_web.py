"""Whether the process lives and is ready."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.bot.fakes.activities import press
from tests.bot.fakes.edge import Edge


async def test_it_lives_and_is_ready(edge: Edge) -> None:
    assert (await edge.get("/healthz")).status == 200
    ready = await edge.get("/readyz")
    assert (ready.status, ready.json) == (200, {"ready": True, "guideline": "ok", "database": "ok"})


async def test_a_database_that_is_away_is_told_while_turns_go_on(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_engine: AsyncEngine) -> None:
        raise OSError

    monkeypatch.setattr(AsyncEngine, "connect", away)
    ready = await edge.get("/readyz")
    assert (ready.status, ready.json) == (503, {"ready": False, "guideline": "ok", "database": "away"})
    assert (await edge.get("/healthz")).status == 200
    assert (await edge.hears(press("http://127.0.0.1:1", replyToId=None))).status == 200


async def test_an_activity_must_be_posted(edge: Edge) -> None:
    assert (await edge.get("/api/messages")).status == 405
    assert (await edge.get("/elsewhere")).status == 404
