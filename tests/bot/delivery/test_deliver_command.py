"""`deliver` as a process."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from bot.environment import PREFIX

ROOT = Path(__file__).parents[3]


async def test_it_tells_how_it_is_and_ends_when_told(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'deliver.db'}"
    settings = {"APP_TYPE": "None", "PORT": "0", "DATABASE_URL": url}
    environment = {PREFIX + name: value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "deliver"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stderr
    lines = [json.loads(line) async for line in _until_ready(process.stderr)]
    address = lines[-1]["address"]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/readyz") as response:
            ready = (response.status, await response.json())
        async with session.post(f"{address}/api/messages", json={}) as response:
            assert response.status == 404, "it hears nothing from Teams"
    assert ready == (200, {"ready": True, "database": "ok", "delivery": "ok"})
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert process.stdout
    assert await process.stdout.read() == b""


async def _until_ready(lines: asyncio.StreamReader) -> AsyncIterator[bytes]:
    async for line in lines:
        yield line
        if b"serve.ready" in line:
            return
