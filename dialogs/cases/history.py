"""What a case had come to before: earlier closings, and what the assessment said before it was changed."""

from casework.cases.case import Assessment, Closing
from casework.cases.transitions import Role
from dialogs.cases.telling import answers, outcome
from dialogs.cases.view import CaseView
from dialogs.cases.ways import back_way, history_way
from dialogs.latest import MOST_SHOWN
from dialogs.moments import say_moment
from dialogs.sheet import Block, Facts, Heading, Presses, Quote, Sheet, Small, Told
from dialogs.ways import Line

BESIDE = 2
"""Earlier closings on the case's own card; the others are one press away."""


def earlier_of(view: CaseView) -> list[Closing | Assessment]:
    """Return earlier closings and assessments in one order of time."""
    found: list[Closing | Assessment] = [*view.case.earlier_assessments, *view.case.earlier_closings]
    return sorted(found, key=lambda one: one.at)


def history_blocks(view: CaseView) -> list[Block]:
    """Return the short of it for the case's own card; nothing where there is nothing earlier."""
    case, t = view.case, view.t
    if not earlier_of(view):
        return []
    told = [closed_line(view, one) for one in case.earlier_closings[-BESIDE:]]
    if changed := len(case.earlier_assessments):
        told.append(t("history.assessed_one") if changed == 1 else t("history.assessed", number=changed))
    return [Heading(t("history.heading")), Told([Line(one) for one in told]), Presses([history_way(view)])]


def history_sheet(view: CaseView) -> Sheet | None:
    """Return all of it, or None for whoever is not to see it, and where there is nothing."""
    found = earlier_of(view)
    if Role.HR not in view.roles or not found:
        return None
    t, left_out = view.t, len(found) - MOST_SHOWN
    more: list[Block] = [Small(t("history.more", number=left_out))] if left_out > 0 else []
    shown = [block for one in found[-MOST_SHOWN:] for block in _entry(view, one)]
    return Sheet(
        title=t("history.heading"),
        intro=[Line(t("history.intro"))],
        blocks=[*more, *shown, Presses([back_way(view)])],
    )


def closed_line(view: CaseView, closing: Closing) -> str:
    """Return who closed it when, and what it came to, in one line."""
    line = view.t("history.closed", who=view.names(closing.by), when=say_moment(closing.at, view.lang))
    return " ".join([line, *(f"{name}: {said}." for name, said in outcome(view, closing))])


def assessed_line(view: CaseView, sheet: Assessment) -> str:
    """Return who had saved an assessment when."""
    return view.t("history.assessed_by", who=view.names(sheet.by), when=say_moment(sheet.at, view.lang))


def _entry(view: CaseView, one: Closing | Assessment) -> list[Block]:
    if isinstance(one, Closing):
        return [Quote(closed_line(view, one), one.reason)]
    told = [(view.t(f"assess.short.{name}"), said) for name, said in answers(view, one) if said]
    reasons: list[Block] = (
        [Quote(view.t("assess.reasons"), one.text, view.book.cites.misuse)] if one.text else []
    )
    return [Small(assessed_line(view, one)), *([Facts(told)] if told else []), *reasons]
