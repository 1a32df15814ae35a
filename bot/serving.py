"""The bot, or its delivery alone, as a process: over HTTP until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import uvloop
from aiohttp import web

from bot.app import open_bot, open_deliverer
from bot.settings import Settings
from bot.startup import StartError

log = logging.getLogger(__name__)

TURNS_SECONDS = 2.5
"""What an end waits at most for turns under way."""
KEEP_ALIVE_SECONDS = 75.0


def serve(settings: Settings, *, deliver: bool) -> None:
    """Serve until SIGTERM or SIGINT, with delivery in the same process or not; raises StartError."""
    uvloop.run(run_until_told(open_bot(settings, deliver=deliver), settings))


def deliver(settings: Settings) -> None:
    """Deliver until SIGTERM or SIGINT; raises StartError."""
    uvloop.run(run_until_told(open_deliverer(settings), settings))


async def run_until_told(opening: AbstractAsyncContextManager[web.Application], settings: Settings) -> None:
    """Listen with an application, until SIGTERM or SIGINT."""
    stop = _told_to_stop()
    async with opening as app, _listening(app, settings) as address:
        log.info("serve.ready", extra={"address": address})
        await stop.wait()
        log.info("serve.stopping")
    log.info("serve.stopped")


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def _listening(app: web.Application, settings: Settings) -> AsyncIterator[str]:
    """Listen, and give the address; at the end take no more and finish the turns under way."""
    runner = web.AppRunner(
        app,
        access_log=None,
        handle_signals=False,
        shutdown_timeout=TURNS_SECONDS,
        keepalive_timeout=KEEP_ALIVE_SECONDS,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host.strip("[]"), settings.port, backlog=1024).start()
    except OSError as error:
        raise StartError(
            f"Cannot listen on {settings.host} port {settings.port}: {error.strerror or 'not possible'}."
        ) from None
    else:
        yield _address(runner)
    finally:
        await runner.cleanup()


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
