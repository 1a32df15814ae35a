"""The cases of one person among what is theirs: those that they reported, and those that they have."""

from collections.abc import Sequence

from cards.words import words
from casework.cases import cases
from casework.cases.case import Case
from casework.errors import DirectoryUnavailable
from dialogs.cases.telling import short_id
from dialogs.cases.ways import open_way
from dialogs.desk import Desk
from dialogs.sheet import Block, Heading, Presses, Small

MOST = 10
"""Cases in each part of the list."""


async def cases_of(desk: Desk, person_id: str, lang: str) -> list[Block]:
    """Return what somebody reported, newest first, and what they have, that waits longest first."""
    queries = desk.casework.store.queries
    owned = await queries.cases_owned_by(person_id, MOST + 1)
    yours = _part("yours", owned, lang) if owned and await _may_act(desk, person_id) else []
    return [*_part("mine", await queries.cases_reported_by(person_id, MOST + 1), lang), *yours]


async def _may_act(desk: Desk, person_id: str) -> bool:
    """Whether somebody is of HR/Jura still: who has left has no cases any more; colleagues take them over."""
    try:
        return await cases.is_hr(desk.casework, person_id)
    except DirectoryUnavailable:
        return True  # what they are not to see any more, each case tells when it is opened


def _part(name: str, found: Sequence[Case], lang: str) -> list[Block]:
    if not found:
        return []
    t = words(lang)
    ways = [open_way(case.id, lang, _title(case, lang), numbered=True) for case in found[:MOST]]
    more: list[Block] = [Small(t("list.more", number=MOST))] if len(found) > MOST else []
    return [Heading(t(f"cases.{name}")), Presses(ways), *more]


def _title(case: Case, lang: str) -> str:
    """Return a case as a line; where it stands is said alike to who reported it and to who has it."""
    t = words(lang)
    return t(f"cases.mine_item.{case.kind}", id=short_id(case), state=t(f"cases.seen.{case.state}"))
