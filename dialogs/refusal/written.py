"""All that was written about a request, whole, on as many cards as it takes."""

from casework.refusal.transitions import Role
from dialogs.fitting import pages
from dialogs.refusal.telling import (
    all_consulted,
    all_said,
    awaits_confirmation,
    back,
    kept,
    list_way,
    not_the_nearest,
    page_ways,
    settled,
    weighing,
    when_and_why,
)
from dialogs.refusal.view import View
from dialogs.sheet import Block, Presses, Quote, Sheet
from dialogs.ways import Line


def written_sheet(view: View, page: int) -> Sheet:
    """Return a page of it. The first has all of the weighing; the latest of what was said comes last."""
    quotes = _quotes(view)
    paged = pages([quote.text for quote in quotes])
    number, at = len(paged), min(page, len(paged))
    before = sum(len(texts) for texts in paged[: at - 1])
    head: list[Block] = [*awaits_confirmation(view), when_and_why(view), *not_the_nearest(view)]
    mine = Role.STAFF in view.roles
    return Sheet(
        title=view.t("written.title"),
        intro=[Line(view.t("sheet.page", page=at, number=number))] if number > 1 else [],
        blocks=[
            *(head if at == 1 else []),
            *quotes[before : before + len(paged[at - 1])],
            kept(view),
            Presses([*page_ways(view, "written", at, number), back(view)]),
            Presses([list_way(view, "mine" if mine else "waiting")]),
        ],
    )


def _quotes(view: View) -> list[Quote]:
    reasons = [block for block in settled(view) if isinstance(block, Quote)]
    said = [*weighing(view), *all_said(view), *all_consulted(view), *reasons]
    return [quote for quote in said if quote.text.strip()]
