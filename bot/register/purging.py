"""Removing what is past its retention date, when somebody asks for it. Time does the same by itself."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.clock import SystemClock
from bot.commands import CommandError
from bot.directory.empty import EmptyDirectory
from bot.register.opening import DatabaseSettings
from bot.storage.database import Database
from bot.storage.retention import Retention
from bot.storage.store import SqlStore
from casework.about import PackMark
from casework.cases import clockwork as cases
from casework.cases.errors import UnknownCase
from casework.desk import Desk
from casework.law import case_law
from casework.policy import Policy
from casework.purging import NotAsWrittenError
from casework.refusal import absences
from casework.refusal import clockwork as refusals
from casework.refusal.errors import UnknownRequest
from guideline.errors import PackError
from guideline.load import find_pack, load_pack
from guideline.model import Pack

PurgeOne = Callable[[Desk, str], Awaitable[bool]]

_PURGE: Mapping[str, PurgeOne] = {"refusal": refusals.purge, "case": cases.purge}


@dataclass(slots=True)
class Purged:
    """How many were removed, or would be; and how many are as old but stay."""

    removed: int = 0
    left: int = 0
    """Neither noted in the case nor closed."""
    changed: int = 0
    """Not as they were written: `register verify` names them."""


async def purge(database: Database, settings: DatabaseSettings, *, dry_run: bool) -> Purged:
    """Remove requests, cases and their chains, and absences that have ended, which are not counted.

    The register keeps where each chain ended, so that it stays verifiable.
    """
    clock = SystemClock()
    pack, policy = _pack(settings.guideline), Policy(retention_days=settings.retention_days)
    mark = PackMark(pack.manifest.version, pack.hash)
    desk = Desk(SqlStore(database, clock), EmptyDirectory(), clock, mark, case_law(pack), policy)
    done, now = Purged(), clock.now()
    if not dry_run:
        await absences.remove_ended(desk)
    for kind in _PURGE:
        retention = Retention(database, kind, now)
        done.left += await retention.unfinished()
        if dry_run:
            done.removed += await retention.finished()
        else:
            await _purge_all(desk, kind, retention, done)
    return done


async def _purge_all(desk: Desk, kind: str, retention: Retention, done: Purged) -> None:
    async for its_id in retention.ids():
        try:
            done.removed += await _PURGE[kind](desk, its_id)
        except NotAsWrittenError:
            done.changed += 1
        except (UnknownRequest, UnknownCase):  # the clock of a running bot was faster
            continue


def _pack(guideline: str) -> Pack:
    try:
        return load_pack(find_pack(guideline))
    except PackError as error:
        raise CommandError(str(error)) from None
