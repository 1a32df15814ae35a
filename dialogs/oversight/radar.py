"""The equal-treatment radar as cards: where units differ, how sure one can be, and what lies behind."""

from casework.oversight.period import month_at
from casework.oversight.radar import Radar, behind, radar
from casework.refusal.equal_treatment import Circumstances, first_month
from casework.workdays import local_day
from dialogs import problems
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.inputs import text_in
from dialogs.oversight.closer_card import BESIDE, closer_sheet
from dialogs.oversight.guard import for_hr
from dialogs.oversight.radar_card import radar_sheet
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.turn import Turn


@for_hr
async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show where units differ, from a place in the list on."""
    start = asked.data.get("from")
    place = start if isinstance(start, int) and start > 0 else 0
    sheet = radar_sheet(desk.book, await _seen(desk), asked.known.lang, place)
    return sheet_card(sheet, asked.known.lang, asked.hint)


@for_hr
async def closer(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the decisions behind one difference, without persons."""
    alike = _circumstances(asked)
    if alike is None:
        return problems.not_here(desk.book, asked)
    by, unit, since = desk.casework.law.alike, text_in(asked.data, "unit"), _since(desk)
    here, elsewhere = [
        behind(
            await desk.oversight.decided(by, alike, unit, elsewhere=others, limit=BESIDE),
            since,
        )
        for others in (False, True)
    ]
    sheet = closer_sheet(desk.book, alike, unit, here, elsewhere, asked.known.lang)
    return sheet_card(sheet, asked.known.lang, asked.hint)


async def _seen(desk: Desk) -> Radar:
    since, until = _since(desk), str(month_at(desk.clock.now()))
    return radar(await desk.oversight.counted(since, until), since)


def _since(desk: Desk) -> str:
    return first_month(local_day(desk.clock.now()))


def _circumstances(asked: Asked) -> Circumstances | None:
    """Return the circumstances that a card carries; None where they are damaged."""
    carried = asked.data.get("alike")
    if not isinstance(carried, dict):
        return None
    ground, recorder, medium = (text_in(carried, name) for name in ("ground", "recorder", "medium"))
    return Circumstances(ground, recorder, medium, others=carried.get("others") is True) if ground else None
