"""What HR/Jura's channel shows: that there is something, where it stands and who has it, and no more."""

import datetime
from collections.abc import Sequence

from cards.words import words
from casework.cases.case import Case, State
from casework.cases.transitions import Deed
from casework.workdays import local_day
from dialogs.book import Book
from dialogs.cases.lists import item
from dialogs.cases.telling import short_id, status
from dialogs.cases.view import CaseView
from dialogs.cases.ways import claim_way, list_way, open_way
from dialogs.moments import say_day
from dialogs.people import Names
from dialogs.sheet import Block, Facts, Presses, Sheet, Small, Warned
from dialogs.ways import Line, join


def channel_sheet(view: CaseView) -> Sheet:
    """Return the card that stands for a case: nothing that was written, and nobody but who has it."""
    case, t = view.case, view.t
    law = "assess.intro" if case.kind == "misuse" else "refusal.hr_helps"
    open_ = open_way(case.id, view.lang, t("action.open_case"))
    claim = [claim_way(view)] if case.state is State.NEW or view.owner_left else []
    pairs = [
        (t("channel.who"), case.unit or t("case.no_unit")),
        (t("case.came"), say_day(local_day(case.created), view.lang)),
        (t("channel.status"), status(view)),
    ]
    title = t(f"case.{case.kind}.channel", id=short_id(case))
    return Sheet(
        title=title,
        tone=_tone(case),
        intro=[Line(view.law(law), view.references(law))],
        blocks=[
            *left(view),
            Facts(pairs),
            Presses([*claim, open_], style="positive" if claim else "default"),
            Small(t("case.only_hr")),
        ],
        summary=join([f"{title}.", *(f"{name}: {told}." for name, told in pairs)]),
    )


def _tone(case: Case) -> str:
    if case.state in (State.NEW, State.REOPENED):
        return "warning"
    return "accent" if case.is_open else "default"


def left(view: CaseView) -> list[Block]:
    """Say that the owner is of HR/Jura no more, so that somebody else takes over."""
    if not view.owner_left:
        return []
    return [Warned(view.t("case.owner_left", who=view.names(view.case.owner)))]


def step_sheet(view: CaseView, deed: Deed, by: str, *, present: bool) -> Sheet:
    """Return the reply in the thread that names a deed: `by` whom, or of one who got the case, who has it.

    `by` is a name. The reporter's is not said. `present`: nothing has happened since.
    """
    t, owner = view.t, view.case.owner
    if deed is Deed.ADD:
        return Sheet(title=t("case.step.add.free" if present and owner is None else "case.step.add"))
    if deed not in (Deed.ASSIGN, Deed.REOPEN):
        return Sheet(title=t(f"case.step.{deed}", who=by))
    if present and owner:
        return Sheet(title=t(f"case.step.{deed}", who=view.names(owner)))
    return Sheet(title=t(f"case.step.{deed}.nobody"))


def overdue_sheet(
    found: Sequence[Case], number: str, names: Names, lang: str, now: datetime.datetime
) -> Sheet:
    """Return the one card of a morning about all that waits too long: the ten oldest, each to open."""
    t = words(lang)
    ways = [open_way(case.id, lang, item(case, names, lang, now)) for case in found]
    return Sheet(
        title=t("overdue.title", number=number),
        tone="warning",
        intro=[Line(t("overdue.text"))],
        blocks=[
            Presses(ways),
            Presses([list_way(lang, "cases")]),
            Small(t("case.only_hr")),
        ],
        summary=join([t("overdue.title", number=number) + ".", t("overdue.text")]),
    )


def moved_sheet(number: int, lang: str) -> Sheet:
    """Return the card that comes before many others, where a channel gets the cards of all open cases."""
    t = words(lang)
    return Sheet(
        title=t("moved.title", number=number),
        tone="accent",
        intro=[Line(t("moved.text"))],
        blocks=[Presses([list_way(lang, "cases")]), Small(t("case.only_hr"))],
    )


def chosen_sheet(book: Book, lang: str) -> Sheet:
    """Return the card that a channel gets when it becomes HR/Jura's: what will be posted there."""
    t, helps = words(lang), book.text("misuse.intro")
    return Sheet(
        title=t("hrchannel.chosen"),
        tone="good",
        intro=[Line(t("hrchannel.posted"), helps.references)],
        blocks=[Small(t("hrchannel.readers")), Small(t("hrchannel.typing"))],
    )
