"""The whole case, as HR/Jura see it on their own client."""

from casework.cases.case import State
from casework.cases.transitions import Role
from dialogs.cases.channel import left
from dialogs.cases.history import history_blocks
from dialogs.cases.telling import (
    answers,
    custody,
    kept,
    report,
    reported,
    short_id,
    situation,
    status,
    thread,
)
from dialogs.cases.view import CaseView
from dialogs.cases.ways import hr_ways, list_way, open_way, proof_way, request_way
from dialogs.moments import say_moment
from dialogs.sheet import Block, Facts, Heading, Presses, Quote, Sheet, Small, Warned
from dialogs.ways import Line, join


def hr_sheet(view: CaseView) -> Sheet:
    """Return the case with all that was written, and what its reader may do with it now."""
    case, t = view.case, view.t
    law = "assess.intro" if case.kind == "misuse" else "refusal.hr_helps"
    who = {"who": view.names(case.reported_by), "unit": case.unit or t("case.no_unit"), "id": short_id(case)}
    return Sheet(
        title=t(f"case.{case.kind}.hr", **who),
        tone="accent" if case.is_open else "default",
        intro=[Line(_stands(view)), *([Line(view.law(law), view.references(law))] if case.is_open else [])],
        blocks=[
            *left(view),
            *_unposted(view),
            *_alike(view),
            *report(view),
            *situation(view),
            *_thread(view),
            *_assessment(view),
            *_closing(view),
            *history_blocks(view),
            Presses(hr_ways(view), style="positive" if case.is_open else "default"),
            Small(t(_typing(view))),
            Presses([*request_way(view), list_way(view.lang, "cases"), proof_way(view)]),
            custody(view),
            kept(view),
        ],
        # Neither who reported it nor their words: a notification is read by whoever sits beside.
        summary=join([f"{t(f'case.{case.kind}.channel', id=short_id(case))}.", _stands(view)]),
    )


def _stands(view: CaseView) -> str:
    late = [view.t("case.overdue")] if view.is_overdue else []
    return join([f"{status(view)}.", *late])


def _unposted(view: CaseView) -> list[Block]:
    return [] if view.posted else [Small(view.t("case.unposted"))]


def _alike(view: CaseView) -> list[Block]:
    """Point to other cases about the same link, so that nobody works on one thing twice."""
    if not view.alike:
        return []
    ways = [
        open_way(other.id, view.lang, view.t("case.alike_one", id=short_id(other), unit=other.unit or "–"))
        for other in view.alike
    ]
    return [Warned(view.t("case.alike")), Presses(ways)]


def _thread(view: CaseView) -> list[Block]:
    said = thread(view, in_document=True)
    return [Heading(view.t("case.thread")), *said] if said else []


def _assessment(view: CaseView) -> list[Block]:
    """Return the assessment sheet as far as it is filled in."""
    sheet, t = view.case.assessment, view.t
    if sheet is None:
        return []
    label = t("assess.saved", who=view.names(sheet.by), when=say_moment(sheet.at, view.lang))
    told = [(t(f"assess.short.{name}"), said) for name, said in answers(view, sheet) if said]
    reasons: list[Block] = [Quote(t("assess.reasons"), sheet.text, view.book.cites.misuse)]
    return [Heading(t("assess.heading")), Small(label), *([Facts(told)] if told else []), *reasons]


def _closing(view: CaseView) -> list[Block]:
    closing = view.case.closing
    if closing is None:
        return []
    label = view.t("case.closed_by", who=view.names(closing.by), when=say_moment(closing.at, view.lang))
    told = reported(view, closing)
    return [Quote(label, closing.reason), *([Facts(told)] if told else [])]


def _typing(view: CaseView) -> str:
    state = view.case.state
    if state is State.CLOSED:
        return "case.typing.closed"
    if Role.OWNER in view.roles:
        return f"case.typing.{view.case.kind}"
    return "case.typing.claim"
