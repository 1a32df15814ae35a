"""What stands before several processes: hands each activity to one of them, and knows what became of it."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.stage.line import BotAnswer, BotLine
from bot.stage.people import Json
from bot.stage.traffic import Traffic
from tests.proof.serving import Served

GRACE_SECONDS = 0.5
"""How long after it is ready a process may still refuse a connection that was begun before."""


@dataclass
class Front:
    """A process that hears activities, and when it was not there to hear them."""

    served: Served
    away: list[tuple[float, float]] = field(default_factory=list)
    """From when until when it was killed, stopped, ending or not yet started."""

    def leaves(self) -> None:
        """Note that it is going away now."""
        self.away.append((time.monotonic(), float("inf")))

    def is_back(self) -> None:
        """Note that it is there again."""
        began, _ = self.away.pop()
        self.away.append((began, time.monotonic() + GRACE_SECONDS))

    def was_away(self, since: float, until: float) -> bool:
        """Whether it was away at any moment of that time."""
        return any(began <= until and since <= ended for began, ended in self.away)


@dataclass(frozen=True)
class Attempt:
    """One activity that was sent."""

    kind: str
    status: int
    seconds: float
    was_up: bool
    """The process that it was handed to was there all the time."""
    thrown: str = ""
    """What had been thrown last when it was answered."""


class Balancer(BotLine):
    """Hands activities to the fronts in no order, also to one that is away: it takes time to notice that."""

    def __init__(self, authorize: Callable[[], str] | None) -> None:
        super().__init__("", authorize)
        self.fronts: list[Front] = []
        self.attempts: list[Attempt] = []
        self.thrown = ""
        self._under_way: set[asyncio.Event] = set()

    async def send(self, activity: Json, traffic: Traffic) -> BotAnswer:
        """Send to one of them, and note what came of it."""
        front = random.choice(self.fronts)  # noqa: S311  # no secret
        self.bot_url, began = front.served.address, time.monotonic()
        done = asyncio.Event()
        self._under_way.add(done)
        try:
            answer = await super().send(activity, traffic)
        finally:
            self._under_way.discard(done)
            done.set()
        ended = time.monotonic()
        was_up = not front.was_away(began, ended)
        kind = str(activity["type"])
        self.attempts.append(Attempt(kind, answer.status, ended - began, was_up, self.thrown))
        return answer

    async def until_answered(self) -> None:
        """Wait until everything that is under way now has been answered, or given up."""
        await asyncio.gather(*(done.wait() for done in self._under_way))

    def unanswered(self) -> list[Attempt]:
        """Return the invokes that were not answered although their process was there."""
        return [it for it in self.attempts if it.kind == "invoke" and it.status == 0 and it.was_up]

    def broken(self) -> list[Attempt]:
        """Return what was answered by an error other than those promised under overload or without keys."""
        return [it for it in self.attempts if it.status >= 400 and it.status not in (429, 503) and it.was_up]
