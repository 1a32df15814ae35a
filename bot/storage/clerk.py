"""Look-ups by id for many who ask at the same moment: what is asked for meanwhile is read together."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

Matter = TypeVar("Matter")


class Clerk(Generic[Matter]):
    """Collects who asks for what, and looks all of it up at once; one look-up at a time.

    What is returned is never older than the moment it was asked for.
    """

    def __init__(
        self,
        find: Callable[[Sequence[str]], Awaitable[Mapping[str, Matter]]],
        unknown: Callable[[], Exception],
    ) -> None:
        self._find = find
        self._unknown = unknown
        self._asked: dict[str, asyncio.Future[Matter]] = {}
        self._task: asyncio.Task[None] | None = None

    async def one(self, its_id: str) -> Matter:
        """Return one matter, or raise that it is unknown."""
        if its_id not in self._asked:
            self._asked[its_id] = asyncio.get_running_loop().create_future()
        asked = self._asked[its_id]
        if self._task is None:
            self._task = asyncio.create_task(self._look_up_all())
        return await asyncio.shield(asked)

    async def _look_up_all(self) -> None:
        await asyncio.sleep(0)  # so that everybody who is about to ask has asked
        try:
            while self._asked:
                asked, self._asked = self._asked, {}
                await self._look_up(asked)
        finally:
            self._task = None

    async def _look_up(self, asked: Mapping[str, asyncio.Future[Matter]]) -> None:
        try:
            found = await self._find(list(asked))
        except Exception as error:  # noqa: BLE001  # each of those who asked is told
            for waiting in asked.values():
                _tell(waiting, error)
            return
        for its_id, waiting in asked.items():
            if its_id in found:
                waiting.set_result(found[its_id])
            else:
                _tell(waiting, self._unknown())


def _tell(waiting: asyncio.Future[Matter], error: Exception) -> None:
    waiting.set_exception(error)
    waiting.exception()  # nobody needs to hear of it who has stopped waiting
