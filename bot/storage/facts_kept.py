"""The facts of stored requests and cases, with the guideline that they were advised by. No written text."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.tables import cases, refusals
from casework.about import About, PackMark
from casework.cases.case import OPEN as OPEN_CASES
from casework.refusal.request import OPEN


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """What a matter was advised on. A case keeps no `verdict`, `grounds` or `ground`: they are None."""

    about: About
    state: str
    is_open: bool
    facts: Mapping[str, str | bool]
    pack: PackMark
    verdict: str | None = None
    grounds: tuple[str, ...] | None = None
    ground: str | None = None
    """The ground that was chosen in the request."""


async def kept_facts(database: Database) -> AsyncIterator[KeptFacts]:
    """Return the facts of every request, then of every case that was opened from an advice."""
    async with database.snapshot() as connection:
        it = refusals.c
        advised = (it.facts, it.verdict, it.grounds, it.pack_version, it.pack_hash)
        query = select(it.id, it.state, it.ground, *advised).order_by(it.created, it.id)
        for row in await connection.execute(query):
            mark = PackMark(row.pack_version, row.pack_hash)
            about, open_ = About("refusal", row.id), row.state in OPEN
            grounds = tuple(row.grounds)
            yield KeptFacts(about, row.state, open_, row.facts, mark, row.verdict, grounds, row.ground)
        of = cases.c
        query_cases = select(of.id, of.state, of.facts, of.pack_version, of.pack_hash)
        for case in await connection.execute(query_cases.order_by(of.created, of.id)):
            if case.facts:
                mark = PackMark(case.pack_version, case.pack_hash)
                open_ = case.state in OPEN_CASES
                yield KeptFacts(About("case", case.id), case.state, open_, case.facts, mark)
