"""What is thrown, one thing after the other while the town goes on living."""

import asyncio
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing

import psutil

from tests.proof.chaos.installation import Installation

Throw = Callable[[Installation], Awaitable[None]]

WHILE_SECONDS = 4.0
"""How long something stays away."""
LONGER_THAN_A_LEASE = 8.0
LONGER_THAN_A_PRESS = 10.0


async def kill_a_front(here: Installation) -> None:
    await here.front_ends(here.line.fronts[0], signal.SIGKILL)


async def kill_the_deliverer(here: Installation) -> None:
    await here.deliverer_ends(signal.SIGKILL)


async def end_a_front(here: Installation) -> None:
    await _ends_well(here.front_ends(here.line.fronts[1], signal.SIGTERM))


async def end_the_only_front(here: Installation) -> None:
    await _ends_well(here.front_ends(here.line.fronts[0], signal.SIGTERM))


async def end_the_deliverer(here: Installation) -> None:
    await _ends_well(here.deliverer_ends(signal.SIGTERM))


async def freeze_a_front(here: Installation) -> None:
    await here.front_freezes(here.line.fronts[1], WHILE_SECONDS)


async def freeze_the_deliverer(here: Installation) -> None:
    await here.deliverer_freezes(LONGER_THAN_A_LEASE)


async def kill_everything(here: Installation) -> None:
    fronts = [here.front_ends(front, signal.SIGKILL) for front in here.line.fronts]
    await asyncio.gather(here.deliverer_ends(signal.SIGKILL), *fronts)


async def stop_the_database(here: Installation) -> None:
    assert here.postgres
    await asyncio.to_thread(here.postgres.goes_away)
    await asyncio.sleep(WHILE_SECONDS)
    await asyncio.to_thread(here.postgres.comes_back)


async def freeze_the_database(here: Installation) -> None:
    """Nobody is answered and no connection breaks, for longer than a press waits."""
    assert here.postgres
    here.postgres.stands_still()
    await asyncio.sleep(LONGER_THAN_A_PRESS)
    here.postgres.goes_on()


async def end_while_the_database_is_frozen(here: Installation) -> None:
    """The end of one that hears and of the one that delivers, at the same moment."""
    assert here.postgres
    assert here.delivering
    front = here.line.fronts[1]
    front.leaves()
    here.postgres.stands_still()
    await asyncio.sleep(1)
    try:
        ends = [_ends_well(it.ends_by(signal.SIGTERM)) for it in (front.served, here.delivering)]
        await asyncio.gather(*ends)
    finally:
        here.postgres.goes_on()
        here.delivering = await here.town.starts("deliver")
        await here.front_is_back(front)


async def cut_database_connections(here: Installation) -> None:
    assert here.postgres
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'test_%'"
    for _ in range(3):
        await asyncio.to_thread(here.postgres.sql, ours)
        await asyncio.sleep(1)


async def lock_the_database(here: Installation) -> None:
    """As a backup or an administrator's shell does, for longer than anybody waits for it."""
    assert here.file
    opening = sqlite3.connect(here.file, timeout=30, isolation_level=None, check_same_thread=False)
    with closing(opening) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        await asyncio.sleep(LONGER_THAN_A_LEASE)
        other.execute("ROLLBACK")


async def fill_the_disk(here: Installation) -> None:
    """No file can be written any more: the system's limit does what a full disk does."""
    running = [psutil.Process(served.pid) for served in here.town.started if served.is_up]
    for process in running:
        process.rlimit(psutil.RLIMIT_FSIZE, (0, psutil.RLIM_INFINITY))
    await asyncio.sleep(WHILE_SECONDS)
    for process in running:
        process.rlimit(psutil.RLIMIT_FSIZE, (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY))


async def lock_while_the_connector_fails(here: Installation) -> None:
    here.teams.fails_next(20, status=503, retry_after=0.5)
    await lock_the_database(here)


def clock_jumps(days: int) -> Throw:
    async def throw(here: Installation) -> None:
        assert here.clock
        here.clock.write_text(str(days * 86_400))
        await asyncio.sleep(WHILE_SECONDS)

    return throw


async def lose_the_key_server(here: Installation) -> None:
    here.town.keys.away = True
    await asyncio.sleep(WHILE_SECONDS)
    here.town.keys.away = False


async def hang_the_key_server_and_rotate(here: Installation) -> None:
    """The new key is asked for while the key server is silent, and accepted once it speaks."""
    here.town.keys.let_through.clear()
    rotating = asyncio.create_task(_rotate(here, "second"))
    await asyncio.sleep(WHILE_SECONDS)
    here.town.keys.let_through.set()
    await rotating
    await asyncio.sleep(WHILE_SECONDS)


async def rotate_keys_again_and_again(here: Installation) -> None:
    for name in ("third", "fourth", "first"):
        await _rotate(here, name)
        await asyncio.sleep(WHILE_SECONDS)


async def lose_the_identity_endpoint(here: Installation) -> None:
    """A process that starts now has no token of its own yet, and so can send nothing for a while."""
    here.town.identity.fails = 1_000_000
    await here.deliverer_ends(signal.SIGKILL)
    await asyncio.sleep(WHILE_SECONDS)
    here.town.identity.fails = 0


def connector_answers(status: int, retry_after: float | None = None, *, delivered: bool = False) -> Throw:
    async def throw(here: Installation) -> None:
        here.teams.fails_next(8, status=status, retry_after=retry_after, delivered=delivered)
        await asyncio.sleep(WHILE_SECONDS)

    return throw


def connector_hangs(*, delivered: bool) -> Throw:
    async def throw(here: Installation) -> None:
        here.teams.hangs_next(3, delivered=delivered)
        await asyncio.sleep(WHILE_SECONDS)

    return throw


def connector_cuts(*, delivered: bool) -> Throw:
    async def throw(here: Installation) -> None:
        here.teams.cuts_next(8, delivered=delivered)
        await asyncio.sleep(WHILE_SECONDS)

    return throw


AT_LARGE: dict[str, Throw] = {
    "a process that hears is killed (SIGKILL)": kill_a_front,
    "the process that delivers is killed (SIGKILL)": kill_the_deliverer,
    "a process that hears is told to end (SIGTERM)": end_a_front,
    "the process that delivers is told to end (SIGTERM)": end_the_deliverer,
    "a process that hears stands still (SIGSTOP)": freeze_a_front,
    "the process that delivers stands still for longer than its lease": freeze_the_deliverer,
    "the database stops and comes back": stop_the_database,
    "all connections to the database are cut, three times": cut_database_connections,
    "the database stands still (SIGSTOP)": freeze_the_database,
    "the database stands still while two processes are told to end": end_while_the_database_is_frozen,
    "the key server answers 503": lose_the_key_server,
    "the key server hangs while a key is rotated": hang_the_key_server_and_rotate,
    "keys are rotated three times": rotate_keys_again_and_again,
    "the identity endpoint is gone while a process starts": lose_the_identity_endpoint,
    "the connector answers 429 with Retry-After": connector_answers(429, 1),
    "the connector answers 412": connector_answers(412),
    "the connector answers 500": connector_answers(500),
    "the connector answers 502": connector_answers(502),
    "the connector answers 503": connector_answers(503),
    "the connector answers 504": connector_answers(504),
    "the connector delivers, and answers 502": connector_answers(502, delivered=True),
    "the connector hangs": connector_hangs(delivered=False),
    "the connector delivers, and hangs": connector_hangs(delivered=True),
    "the connector cuts the connection": connector_cuts(delivered=False),
    "the connector delivers, and cuts the connection": connector_cuts(delivered=True),
    "every process is killed at once": kill_everything,
}


AT_SMALL: dict[str, Throw] = {
    "somebody else locks SQLite": lock_the_database,
    "the disk is full": fill_the_disk,
    "the clock jumps back by five days": clock_jumps(-5),
    "the clock jumps on by ten days": clock_jumps(5),
    "the one process is killed (SIGKILL)": kill_a_front,
    "the one process is told to end (SIGTERM)": end_the_only_front,
    "the connector answers 503, and SQLite is locked": lock_while_the_connector_fails,
}


async def _ends_well(ending: Awaitable[int]) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    status = await ending
    if status != 0:
        raise AssertionError(
            f"a process that was told to end ended with {status} after {loop.time() - began:.0f} s"
        )


async def _rotate(here: Installation, name: str) -> None:
    """Sign by another key from now on; the old one is withdrawn once nothing signed by it is on its way."""
    here.town.keys.in_use = [here.key, name]
    here.key = name
    await here.line.until_answered()
    here.town.keys.in_use = [name]
