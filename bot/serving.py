"""The bot, or its delivery alone, as a process: over HTTP until it is told to stop."""

import asyncio
import gc
import logging
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import uvloop
from aiohttp import web

from bot.app import open_bot, open_deliverer
from bot.ending import last_resort
from bot.handles import raise_the_limit
from bot.heap import share_one_heap
from bot.listening import listening
from bot.observing.observed import observed
from bot.settings import Settings

log = logging.getLogger(__name__)


def serve(settings: Settings, *, deliver: bool) -> None:
    """Serve until SIGTERM or SIGINT, with delivery in the same process or not; raises StartError."""
    _run(open_bot(settings, deliver=deliver), settings)


def deliver(settings: Settings) -> None:
    """Deliver until SIGTERM or SIGINT; raises StartError."""
    _run(open_deliverer(settings), settings)


def _run(opening: AbstractAsyncContextManager[web.Application], settings: Settings) -> None:
    share_one_heap()
    raise_the_limit()
    timer = last_resort()
    try:
        with observed():
            uvloop.run(run_until_told(opening, settings, timer.start))
        log.info("serve.stopped")  # only now: what hangs still holds up the loop's own end
    finally:
        timer.cancel()


async def run_until_told(
    opening: AbstractAsyncContextManager[web.Application],
    settings: Settings,
    told: Callable[[], None] = lambda: None,
) -> None:
    """Listen with an application, until SIGTERM or SIGINT; then call `told`, and end."""
    stop = _told_to_stop()
    async with opening as app, listening(app, settings.host, settings.port) as address:
        _spare_what_stays()
        log.info("serve.ready", extra={"address": address})
        await stop.wait()
        told()
        log.info("serve.stopping")


def _spare_what_stays() -> None:
    """Let the garbage collector pass over what was loaded, which stays: going through it stops every turn."""
    gc.collect()
    gc.freeze()


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
