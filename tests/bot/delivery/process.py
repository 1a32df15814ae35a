"""The clerk's bot as a process of its own, which can be told where to die.

    python -m tests.bot.delivery.process serve|deliver

`CRASH_AT` names a place in the way from a press to its delivery; the process kills itself there, once: the
file `CRASH_MARK` says that it has.
"""

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvloop

from bot.app import open_bot, open_deliverer
from bot.delivery import worker
from bot.delivery.postman import Postman
from bot.logging import set_up_logging
from bot.serving import run_until_told
from bot.settings import read_settings
from bot.storage import outbox
from bot.storage.outbox import StoredOutbox
from bot.teams.outgoing import Outgoing
from casework.messages import CARDS_CHANGED
from casework.refusal import refusals
from tests.bot.delivery.clerk import converse, make_cards

Method = Callable[..., Awaitable[Any]]


def die(*_: object) -> None:
    """End as a machine does whose power fails, but only once."""
    mark = Path(os.environ["CRASH_MARK"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def before(owner: object, name: str, when: Callable[..., bool] = lambda *_: True) -> None:
    method: Method = getattr(owner, name)

    async def dying(*args: Any, **more: Any) -> Any:
        if when(*args):
            die()
        return await method(*args, **more)

    setattr(owner, name, dying)


def after(owner: object, name: str, when: Callable[..., bool] = lambda *_: True) -> None:
    method: Method = getattr(owner, name)

    async def dying(*args: Any, **more: Any) -> Any:
        result = await method(*args, **more)
        if when(*args):
            die()
        return result

    setattr(owner, name, dying)


def _is_decision(_self: object, leased: Any) -> bool:
    return str(leased.message.kind) == "refusal_approved"


def _is_news(_self: object, leased: Any) -> bool:
    return str(leased.message.kind) == CARDS_CHANGED


def _shows_decision(_self: object, _address: object, reply: Any) -> bool:
    return b"refusal_approved" in reply.card


def _holds_decision(_self: object, settled: Any) -> bool:
    return any(card.kind == "refusal_approved" for one in settled for card in one.written)


CRASHES: dict[str, Callable[[], None]] = {
    "before the press is stored": lambda: before(refusals, "approve"),
    "after the press is stored": lambda: after(refusals, "approve"),
    "before a decision is delivered": lambda: before(Postman, "deliver", _is_decision),
    "before cards are changed": lambda: before(Postman, "deliver", _is_news),
    "before a decision is sent": lambda: before(Outgoing, "send", _shows_decision),
    "after a decision is sent": lambda: after(Outgoing, "send", _shows_decision),
    "before it is recorded": lambda: before(StoredOutbox, "settle", _holds_decision),
    "after it is recorded": lambda: after(StoredOutbox, "settle", _holds_decision),
    "before a card is changed": lambda: before(Outgoing, "update"),
    "after a card is changed": lambda: after(Outgoing, "update"),
}


def main(command: str) -> None:
    outbox.LEASE_SECONDS, worker.RENEW_SECONDS = 2.0, 0.5  # what a dead process held is free sooner
    crash = os.environ.get("CRASH_AT")
    if crash:
        CRASHES[crash]()
    settings = read_settings()
    set_up_logging(settings.log_level)
    opening = (
        open_deliverer(settings, make_cards)
        if command == "deliver"
        else open_bot(settings, converse, deliver=command == "serve", make_cards=make_cards)
    )
    uvloop.run(run_until_told(opening, settings))


if __name__ == "__main__":
    main(sys.argv[1])
