"""Telling whoever the environment names, for as long as a process runs."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.observing import signals
from bot.observing.wanted import wanted

if TYPE_CHECKING:
    from bot.observing.listener import Listener

FAREWELL_SECONDS = 1.0
"""How long the last of it may take to leave at the end: a collector that hangs holds up no end."""


@contextmanager
def observed() -> Iterator["Listener | None"]:
    """Tell of this process while the block runs; raises StartError. For nobody, nothing is loaded."""
    asked = wanted(os.environ)
    if not asked:
        yield None
        return
    from bot.observing.listener import Listener
    from bot.observing.log_lines import LogLines

    listener = Listener(asked)
    lines = LogLines(listener)
    signals.tell(listener)
    logging.getLogger().addHandler(lines)
    try:
        yield listener
    finally:
        logging.getLogger().removeHandler(lines)
        signals.tell(None)
        leaving = threading.Thread(target=listener.close, daemon=True)
        leaving.start()
        leaving.join(FAREWELL_SECONDS)
