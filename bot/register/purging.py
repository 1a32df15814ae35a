"""Removing what is past its retention date, when somebody asks for it. Time does the same by itself."""

from dataclasses import dataclass

from bot.clock import SystemClock
from bot.commands import CommandError
from bot.directory.empty import EmptyDirectory
from bot.storage.database import Database
from bot.storage.retention import Retention
from bot.storage.store import SqlStore
from casework.about import PackMark
from casework.desk import Desk
from casework.purging import NotAsWrittenError
from casework.refusal import clockwork
from casework.refusal.errors import UnknownRequest
from guideline.errors import PackError
from guideline.load import find_pack, load_pack


@dataclass(slots=True)
class Purged:
    """How many were removed, or would be; and how many are as old but stay."""

    removed: int = 0
    left: int = 0
    """Neither noted in the case nor closed."""
    changed: int = 0
    """Not as they were written: `register verify` names them."""


async def purge(database: Database, guideline: str, *, dry_run: bool) -> Purged:
    """Remove requests and their chains; the register keeps where each ended, so that it stays verifiable."""
    clock = SystemClock()
    retention = Retention(database, clock.now())
    done = Purged(left=await retention.unfinished())
    if dry_run:
        done.removed = await retention.finished()
        return done
    desk = Desk(SqlStore(database, clock), EmptyDirectory(), clock, _pack_mark(guideline))
    async for refusal_id in retention.ids():
        try:
            done.removed += await _purge_one(desk, refusal_id)
        except NotAsWrittenError:
            done.changed += 1
    return done


async def _purge_one(desk: Desk, refusal_id: str) -> bool:
    try:
        return await clockwork.purge(desk, refusal_id)
    except UnknownRequest:  # the clock of a running bot was faster
        return False


def _pack_mark(guideline: str) -> PackMark:
    try:
        pack = load_pack(find_pack(guideline))
    except PackError as error:
        raise CommandError(str(error)) from None
    return PackMark(pack.manifest.version, pack.hash)
