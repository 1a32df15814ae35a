"""A collector on this machine, and a process that tells it of itself."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest

from bot.observing.listener import Listener
from bot.observing.observed import observed
from tests.bot.fakes.collector import Collector


@pytest.fixture(autouse=True)
def nobody_else_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """What whoever runs the tests has set does not count."""
    for name in list(os.environ):
        if name.startswith(("OTEL_", "APPLICATIONINSIGHTS_")):
            monkeypatch.delenv(name)


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    async with Collector() as server:
        yield server


@pytest.fixture
async def listener(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Listener]:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
    with observed() as told:
        assert told
        yield told
        await asyncio.to_thread(told.flush)
