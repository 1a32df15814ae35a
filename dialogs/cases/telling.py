"""The parts that several cards of a case share."""

import datetime

from casework.cases.case import SHORT_ID, Assessment, Case, Closing, Said, State
from casework.workdays import DENMARK, local_day
from dialogs.book import known_of
from dialogs.cases.view import SHORT_DIGEST, CaseView
from dialogs.latest import latest
from dialogs.moments import say_day, say_moment
from dialogs.sheet import Block, Facts, Quote, Small, Told
from dialogs.ways import Line, known_lines


def short_id(case: Case) -> str:
    """Return the beginning of a case's id, as people say it."""
    return case.id[:SHORT_ID]


def say_short_day(day: datetime.date, today: datetime.date, lang: str) -> str:
    """Return a date as people say it, without a year that goes without saying."""
    return say_day(day, lang).removesuffix(f" {today.year}")


def standing(case: Case) -> str:
    """Return how the words name where a case stands: one that somebody had is free, and not new."""
    return "free" if case.state is State.NEW and case.was_taken else case.state.value


def status(view: CaseView) -> str:
    """Return where the case stands, who did what it stands at, and who has it."""
    case, t = view.case, view.t
    if case.state is State.CLOSED and case.closing:
        return t("case.state.closed_on", day=say_day(local_day(case.closing.at), view.lang))
    if (by := _done_by(case)) and by != case.owner:
        return t(f"case.state.{case.state}_by", by=view.names(by), who=view.names(case.owner))
    return t(f"case.state.{standing(case)}", who=view.names(case.owner))


def _done_by(case: Case) -> str | None:
    """Return who replied or assessed, where that is what the case stands at."""
    match case.state:
        case State.ANSWERED | State.ADDED:
            return next((said.by for said in reversed(case.thread) if said.what == "reply"), None)
        case State.ASSESSING:
            return case.assessment.by if case.assessment else None
        case _:
            return None


def report(view: CaseView) -> list[Block]:
    """Return what was reported or asked, in the reporter's words."""
    case, t = view.case, view.t
    pairs = [
        (t("case.where"), case.where or t("case.no_link")),
        (t("case.seen_on"), say_day(case.seen_on, view.lang) if case.seen_on else ""),
        (t("request.case"), case.case_ref),
    ]
    shown = pairs if case.kind == "misuse" else pairs[2:]
    return [
        Quote(t(f"case.{case.kind}.text"), case.text),
        *([Facts(told)] if (told := [pair for pair in shown if pair[1]]) else []),
    ]


def situation(view: CaseView) -> list[Block]:
    """Return the facts of the advice that the case was opened from, if there were any."""
    known = known_of(view.book, view.case.facts, view.lang)
    return (
        [Facts([(line.label, line.answer) for line in known_lines(view.book, known)])] if known.items else []
    )


def thread(view: CaseView, *, in_document: bool = False) -> list[Block]:
    """Return the latest replies and additions, oldest first."""
    said = [_said(view, one) for one in view.case.thread]
    return latest(said, view.lang, in_document=in_document)


def _said(view: CaseView, said: Said) -> Quote:
    label = view.t(f"case.{said.what}", who=view.names(said.by), when=say_moment(said.at, view.lang))
    return Quote(label, said.text)


def custody(view: CaseView) -> Facts:
    """Return when it was handed in, and the digest of what was: whoever has both can show it unchanged."""
    case, t = view.case, view.t
    local = case.created.astimezone(DENMARK)
    received = t("case.at", day=say_day(local.date(), view.lang), hour=f"{local:%H}", minute=f"{local:%M}")
    return Facts(
        [
            (t("case.came"), received),
            (t("case.digest"), case.digest[:SHORT_DIGEST]),
            (t("case.receipt"), case.id),
        ]
    )


def kept(view: CaseView) -> Small:
    """Return what is kept of it, why and until when."""
    until = say_day(local_day(view.case.keep_until), view.lang)
    return Small(view.t("case.kept_open" if view.case.is_open else "case.kept", until=until))


def lines(view: CaseView, *names: str) -> Told:
    """Return some of the pack's texts as lines, each with its paragraphs."""
    return Told([Line(view.law(name), view.references(name)) for name in names])


def answers(view: CaseView, sheet: Assessment) -> list[tuple[str, str]]:
    """Return the sheet's answers in words, by question in order; empty where nobody has answered."""
    chosen = {
        "private": sheet.private,
        "manipulated": sheet.manipulated,
        "threats": sheet.threats,
        "police_report": sheet.police_report,
    }
    said = {name: view.t(f"assess.{value}") if value else "" for name, value in chosen.items()}
    return [("harmed", sheet.harmed), ("passed_on", sheet.passed_on), *said.items()]


def outcome(view: CaseView, closing: Closing) -> list[tuple[str, str]]:
    """Return what a misuse came to: whether it should be reported to the police and, if so, whether it is."""
    should = closing.police_report
    if not should:
        return []
    return [(view.t("assess.short.police_report"), view.t(f"assess.{should}")), *reported(view, closing)]


def reported(view: CaseView, closing: Closing) -> list[tuple[str, str]]:
    """Return whether what should be reported to the police is; nothing where it should not be."""
    if closing.police_report != "yes":
        return []
    return [(view.t("case.reported"), view.t(f"case.reported.{closing.reported or 'unsaid'}"))]
