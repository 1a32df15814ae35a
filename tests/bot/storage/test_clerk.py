"""Look-ups that are made together."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.storage.clerk import Clerk


class Archive:
    """Finds what is there, when it may."""

    def __init__(self) -> None:
        self.there = {"a": 1, "b": 2}
        self.asked: list[list[str]] = []
        self.began, self.may = asyncio.Event(), asyncio.Event()
        self.away = False

    async def find(self, ids: Sequence[str]) -> dict[str, int]:
        self.asked.append(list(ids))
        self.began.set()
        await self.may.wait()
        if self.away:
            raise ConnectionError
        return {its_id: self.there[its_id] for its_id in ids if its_id in self.there}


async def test_who_asks_while_another_is_looked_up_is_looked_up_with_the_others_next() -> None:
    archive = Archive()
    clerk = Clerk(archive.find, KeyError)
    first = asyncio.create_task(clerk.one("a"))
    await archive.began.wait()
    archive.there["a"] = 10
    later = [asyncio.create_task(clerk.one(its_id)) for its_id in ("a", "b", "a")]
    await asyncio.sleep(0)
    archive.may.set()
    assert await first == 10
    assert await asyncio.gather(*later) == [10, 2, 10]
    assert archive.asked == [["a"], ["a", "b"]], "never answered by a look-up that began before"


async def test_each_is_told_what_is_unknown_or_failed_and_the_next_is_looked_up_again() -> None:
    archive = Archive()
    archive.may.set()
    clerk = Clerk(archive.find, KeyError)
    known, unknown = await asyncio.gather(clerk.one("a"), clerk.one("z"), return_exceptions=True)
    assert (known, type(unknown)) == (1, KeyError)
    archive.away = True
    with pytest.raises(ConnectionError):
        await clerk.one("a")
    archive.away = False
    assert await clerk.one("a") == 1
