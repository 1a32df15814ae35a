"""HR/Jura's open cases, those that wait longest first, ten at a time."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.words import typed_words, words
from casework.cases import cases, timing
from casework.cases.case import OPEN, Case, CasePlace, State
from casework.cases.errors import NotHr
from casework.errors import UserError
from casework.ports import Place
from casework.workdays import local_day
from dialogs.asked import Asked
from dialogs.cases.errors import problem_card
from dialogs.cases.telling import say_short_day, short_id, standing
from dialogs.cases.view import owner_left
from dialogs.cases.ways import list_way, open_way
from dialogs.desk import Desk
from dialogs.people import Names, names_of
from dialogs.sheet import Facts, Presses, Sheet, Small, sheet_card
from dialogs.shown import Data, Shown, Way, numbered
from dialogs.turn import Turn
from dialogs.ways import Line, join, restart_way

LIST = "list.cases"
MOST = 10
"""Cases on one card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    found: Sequence[Case]
    counts: Mapping[State, int]
    names: Names
    more: bool
    after: Data
    """The place behind which this page begins; empty for the first."""
    now: datetime.datetime
    left: frozenset[str | None]
    """Owners who are of HR/Jura no more."""


async def open_cases(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show HR/Jura what is open."""
    try:
        if not await cases.is_hr(desk.casework, turn.person_id):
            raise NotHr
    except UserError as error:
        return problem_card(asked, error)
    lang, after = asked.known.lang, _place(asked)
    found = await desk.casework.store.queries.open_cases(MOST + 1, after)
    counts = await desk.casework.store.queries.open_case_counts()
    names = await names_of(desk.directory, lang, *(case.owner for case in found[:MOST]))
    page = _Page(
        found=found[:MOST],
        counts=counts,
        names=names,
        more=len(found) > MOST,
        after=_carried(after) if after else {},
        now=desk.clock.now(),
        left=frozenset([case.owner for case in found[:MOST] if await owner_left(desk.casework, case)]),
    )
    return sheet_card(_sheet(page, lang), lang, asked.hint)


def item(case: Case, names: Names, lang: str, now: datetime.datetime) -> str:
    """Return a case as one line of a list: what, from where, since when, and who has it."""
    t = words(lang)
    return t(
        f"cases.item.{case.kind}",
        id=short_id(case),
        unit=case.unit or t("case.no_unit"),
        since=say_short_day(local_day(case.waiting_since), local_day(now), lang),
        state=t(f"cases.state.{standing(case)}", who=names(case.owner)),
    )


def _marked(case: Case, page: _Page, lang: str) -> str:
    """Return a case as one line, with a mark where it waits too long."""
    line = item(case, page.names, lang, page.now)
    if case.owner in page.left:
        line = words(lang)("cases.owner_left", case=line)
    late = timing.is_overdue(case, page.now)
    return words(lang)("cases.overdue", case=line) if late else line


def _sheet(page: _Page, lang: str) -> Sheet:
    t = words(lang)
    ways = [open_way(case.id, lang, _marked(case, page, lang), numbered=True) for case in page.found]
    total = sum(page.counts.values())
    pairs = [
        (t(f"cases.count.{state}"), str(number))
        for state in State
        if state in OPEN and (number := page.counts.get(state, 0))
    ]
    intro = t("cases.intro") if ways else t("cases.none")
    return Sheet(
        title=t("cases.title", number=total),
        intro=[Line(intro)],
        blocks=[
            *([Facts(pairs)] if pairs else []),
            Presses(ways),
            Presses([*_more(page, lang), *_first(page, lang)]),
            Presses([list_way(lang, "closed"), list_way(lang, "mine"), restart_way(lang)]),
            *([Small(t("cases.typing"))] if ways else []),
        ],
        place=Place(LIST, {"lang": lang, **page.after}),
        summary=join([t("cases.title", number=total) + ".", intro, numbered([way.title for way in ways])]),
    )


def _more(page: _Page, lang: str) -> list[Way]:
    if not page.more:
        return []
    last = page.found[-1]
    data: Data = {"lang": lang, **_carried(CasePlace(last.waiting_since, last.id))}
    return [Way(words(lang)("action.more"), LIST, data, typed_words("typed.more"))]


def _first(page: _Page, lang: str) -> list[Way]:
    return (
        [Way(words(lang)("action.first"), LIST, {"lang": lang}, typed_words("typed.back"))]
        if page.after
        else []
    )


def _carried(place: CasePlace) -> Data:
    return {"after": place.waiting_since.isoformat(), "after_id": place.id}


def _place(asked: Asked) -> CasePlace | None:
    """Return the place that a card carries; a damaged one is the beginning."""
    try:
        since = datetime.datetime.fromisoformat(asked.name("after") or "")
        return CasePlace(since.astimezone(datetime.UTC), asked.name("after_id") or "")
    except (ValueError, OverflowError):
        return None
