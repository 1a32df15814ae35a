"""The message extension: time from a letter typed to the answer, over HTTP, beside a bare handler."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from aiohttp import web

from bench.measurement import Measurement
from bot.app import open_bot
from bot.environment import Secret
from bot.settings import Settings

WORDS = ("", "l", "ly", "lyd", "bil", "billeder", "an", "andre", "ansat", "sig til", "nej", "zzz")
ROUNDS = 50

JSON = {"Content-Type": "application/json"}
PATH = "/api/messages"


def measure() -> Iterator[Measurement]:
    """Ask for each of the words again and again, one at a time, as one person's typing does."""
    first, spent, size = asyncio.run(_asked())
    plain = asyncio.run(_plain(size))
    yield Measurement("message extension", statistics.median(spent), "ms/query", "the middle one, over HTTP")
    yield Measurement("  99 of 100", spent[len(spent) * 99 // 100], "ms/query", "or quicker; promised: 200")
    yield Measurement("  the very first", first, "ms", "draws every card")
    yield Measurement("  a handler that only replies", plain, "ms", f"the bare baseline, {size:,} bytes back")


async def _asked() -> tuple[float, list[float], int]:
    """Return the milliseconds of the first query, of all others sorted, and the bytes that came back."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        chosen: dict[str, Any] = {
            "app_type": "None",
            "database_url": Secret(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"),
            "public_url": "https://optagelse.example.dk",
            "request_rate_per_user": 2000,  # raised: one person asks without a pause
        }
        async with (
            open_bot(Settings(**chosen), deliver=False) as app,
            _served(app) as address,
            aiohttp.ClientSession() as session,
        ):
            first, size = await _milliseconds(session, address, _query(""))
            typed = [_query(word) for _ in range(ROUNDS) for word in WORDS]
            spent = [(await _milliseconds(session, address, query))[0] for query in typed]
    return first, sorted(spent), size


async def _plain(size: int) -> float:
    """Return the middle of the milliseconds in which a server replies that does nothing else."""
    app = web.Application()
    app.router.add_post(PATH, lambda request: _reply(request, b"x" * size))
    async with _served(app) as address, aiohttp.ClientSession() as session:
        await _milliseconds(session, address, _query(""))
        return statistics.median(
            [(await _milliseconds(session, address, _query("")))[0] for _ in range(ROUNDS * len(WORDS))]
        )


async def _reply(request: web.Request, body: bytes) -> web.Response:
    await request.read()
    return web.Response(body=body, content_type="application/json")


async def _milliseconds(session: aiohttp.ClientSession, address: str, body: bytes) -> tuple[float, int]:
    started = time.perf_counter()
    async with session.post(address + PATH, data=body, headers=JSON) as response:
        answer = await response.read()
    spent = (time.perf_counter() - started) * 1000
    if response.status != web.HTTPOk.status_code:
        raise RuntimeError(f"a query was answered with {response.status}")
    return spent, len(answer)


@asynccontextmanager
async def _served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _query(typed: str) -> bytes:
    parameter = {"name": "search", "value": typed} if typed else {"name": "initialRun", "value": "true"}
    options = {"skip": 0, "count": 25}
    value = {"commandId": "recorderText", "parameters": [parameter], "queryOptions": options}
    return msgspec.json.encode(
        {
            "type": "invoke",
            "name": "composeExtension/query",
            "id": "f:query",
            "channelId": "msteams",
            "serviceUrl": "http://127.0.0.1:1",
            "from": {"id": "29:anna", "aadObjectId": "11111111-1111-4111-8111-111111111111"},
            "recipient": {"id": "28:bot"},
            "conversation": {"id": "19:meeting@thread.v2", "conversationType": "groupChat"},
            "locale": "da-DK",
            "value": value,
        }
    )
