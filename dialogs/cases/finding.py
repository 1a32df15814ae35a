"""HR/Jura's closed cases, and a case by its number: its own, or that of the case it is about."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from cards.words import typed_words, words
from casework.cases import cases
from casework.cases.case import Case
from casework.cases.errors import NotHr
from casework.errors import UserError
from casework.ports import Place
from casework.workdays import local_day
from dialogs.asked import Asked
from dialogs.cases import deeds
from dialogs.cases.errors import problem_card
from dialogs.cases.form import LONGEST_REFERENCE
from dialogs.cases.lists import LIST, item
from dialogs.cases.telling import say_short_day, short_id
from dialogs.cases.ways import list_way, open_way
from dialogs.desk import Desk
from dialogs.matching import after_words
from dialogs.people import Names, names_of
from dialogs.sheet import Presses, Sheet, Small, sheet_card
from dialogs.shown import Data, Shown, numbered
from dialogs.turn import Turn
from dialogs.ways import Line, join, restart_way

CLOSED, FIND = "list.closed", "case.find"

MOST = 10
"""Cases on one card."""

MOST_WORDS = 3
"""Words of a number: "SOC 2026/17"."""

_ID = re.compile(r"[a-f]{8}", re.IGNORECASE)
"""A case's id as it is said, where chance has put no digit into it."""


def command(text: str, lang: str) -> tuple[str, Data] | None:
    """Return the press that a text means: "sag 2026-17"."""
    named = after_words(typed_words("typed.case"), text)
    if named == "":
        return LIST, {"lang": lang}
    return (FIND, {"lang": lang, "named": named}) if named and _is_number(named) else None


def _is_number(text: str) -> bool:
    """Whether a text looks like a number of a case, and not like a sentence that begins with one."""
    is_id = _ID.fullmatch(text) is not None or any(sign.isdigit() for sign in text)
    return is_id and len(text.split()) <= MOST_WORDS and len(text) <= LONGEST_REFERENCE


async def closed(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show HR/Jura the cases that were closed last, each to open again."""
    try:
        if not await cases.is_hr(desk.casework, turn.person_id):
            raise NotHr
    except UserError as error:
        return problem_card(asked, error)
    found = await desk.casework.store.queries.closed_cases(MOST)
    t = words(asked.known.lang)
    told = t("closed.intro") if found else t("closed.none")
    return await _listed(desk, asked, found, (t("closed.title"), told), Place(CLOSED, {"lang": t.language}))


async def find(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show the case with a number; of several, those to choose from. Others than HR/Jura find their own."""
    named = asked.name("named") or ""
    try:
        found = await _with_number(desk, named, turn.person_id)
    except UserError as error:
        return problem_card(asked, error)
    if len(found) == 1:
        chosen = {"lang": asked.known.lang, "case": found[0].id, "chosen": True}
        return await deeds.show(desk, replace(asked, data=chosen), turn)
    t = words(asked.known.lang)
    told = t("found.several" if found else "found.none")
    place = Place(FIND, {"lang": t.language, "named": named})
    return await _listed(desk, asked, found, (t("found.title", named=named), told), place)


async def _with_number(desk: Desk, named: str, person_id: str) -> Sequence[Case]:
    """Return the cases of this number that a person may see, or raise NotHr where there can be none."""
    queries = desk.casework.store.queries
    by_id = await queries.cases_with_id(named.strip().lower())
    by_reference = await queries.cases_with_reference(named, MOST)
    found = list({case.id: case for case in (*by_id, *by_reference)}.values())
    if await cases.is_hr(desk.casework, person_id):
        return found[:MOST]
    if own := [case for case in found if case.reported_by == person_id]:
        return own
    raise NotHr


async def _listed(
    desk: Desk, asked: Asked, found: Sequence[Case], told: tuple[str, str], place: Place
) -> Shown:
    lang, (title, intro) = asked.known.lang, told
    names = await names_of(desk.directory, lang, *(case.owner for case in found))
    now = desk.clock.now()
    ways = [open_way(case.id, lang, _line(case, names, lang, now), numbered=True) for case in found]
    sheet = Sheet(
        title=title,
        intro=[Line(intro)],
        blocks=[
            Presses(ways),
            Presses([list_way(lang, "cases"), list_way(lang, "mine"), restart_way(lang)]),
            *([Small(words(lang)("found.typing"))] if ways else []),
        ],
        place=place,
        summary=join([f"{title}.", intro, numbered([way.title for way in ways])]),
    )
    return sheet_card(sheet, lang, asked.hint)


def _line(case: Case, names: Names, lang: str, now: datetime.datetime) -> str:
    """Return a case as one line of a list; of a closed one since when it is that."""
    t = words(lang)
    if case.closing is None:
        return item(case, names, lang, now)
    return t(
        f"closed.item.{case.kind}",
        id=short_id(case),
        unit=case.unit or t("case.no_unit"),
        day=say_short_day(local_day(case.closing.at), local_day(now), lang),
    )
