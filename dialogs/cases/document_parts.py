"""What stands in the document of a case, part by part."""

from collections.abc import Iterator

from casework.cases.case import Assessment, Case, Closing
from casework.cases.record import digest_of
from casework.register import moment_text
from casework.workdays import DENMARK, local_day
from dialogs.book import known_of
from dialogs.cases.history import assessed_line, closed_line, earlier_of
from dialogs.cases.telling import answers, outcome, status
from dialogs.cases.view import CaseView
from dialogs.moments import say_day
from dialogs.ways import known_lines
from documents.docx import Block, Heading, Pairs, Paragraph, Quote, Table

QUESTIONS = ("harmed", "passed_on", "private", "manipulated", "threats", "police_report")
"""Of the assessment sheet, in its order; the pack has each as `assess.<question>`."""


def parts(view: CaseView) -> Iterator[Block]:
    """Return the whole document below its title."""
    yield from _matter(view)
    yield from _report(view)
    yield from _custody(view)
    if view.case.kind == "misuse":
        yield from _assessment(view)
    yield from _thread(view)
    yield from _closing(view)
    yield from _earlier(view)
    yield from _grounds(view)


def _matter(view: CaseView) -> Iterator[Block]:
    case, t = view.case, view.t
    rows = [
        (t("document.id"), case.id),
        (t("request.case"), case.case_ref),
        (t("document.unit"), case.unit),
        (t("document.status"), status(view)),
        (t("document.owner"), view.names(case.owner) if case.owner else ""),
        (t("document.kept"), say_day(local_day(case.keep_until), view.lang)),
        (t("document.made"), say_day(local_day(view.now), view.lang)),
    ]
    yield Heading(t("document.matter"))
    yield Pairs(tuple(row for row in rows if row[1]))


def _report(view: CaseView) -> Iterator[Block]:
    case, t = view.case, view.t
    yield Heading(t(f"document.{case.kind}.report"))
    yield Quote(case.text)
    if case.kind == "misuse":
        seen_on = say_day(case.seen_on, view.lang) if case.seen_on else t("document.not_told")
        where = (t("document.where"), case.where or t("document.not_told"))
        yield Pairs((where, (t("document.seen_on"), seen_on)))


def _custody(view: CaseView) -> Iterator[Block]:
    case, t = view.case, view.t
    yield Heading(t("document.custody"))
    rows = (
        (t("document.reporter"), f"{view.names(case.reported_by)} ({case.reported_by})"),
        (t("document.received"), _exactly(view, case)),
        (t("document.code"), case.digest),
    )
    yield Pairs(rows)
    unchanged = digest_of(case) == case.digest
    yield Paragraph(t("document.unchanged" if unchanged else "document.changed"))
    yield Paragraph(t("document.digest"))


def _exactly(view: CaseView, case: Case) -> str:
    """Return when it was handed in: by Danish clocks, and as the digest covers it."""
    local = case.created.astimezone(DENMARK)
    clock = f"{local:%H.%M.%S}" if view.lang == "da" else f"{local:%H:%M:%S}"
    day = say_day(local.date(), view.lang)
    return view.t("document.moment", day=day, clock=clock, exact=moment_text(case.created))


def _assessment(view: CaseView) -> Iterator[Block]:
    sheet, t = view.case.assessment, view.t
    yield Heading(t("document.assessment"))
    header = (t("document.question"), t("document.answer"), t("document.paragraph"))
    yield Table(header, tuple(_answered(view, sheet, question) for question in QUESTIONS), (5, 4, 2))
    yield Heading(t("document.reasons"), 2)
    if sheet is None:
        yield Paragraph(t("document.not_assessed"))
        return
    yield Quote(sheet.text) if sheet.text else Paragraph(t("document.not_told"))
    day = say_day(local_day(sheet.at), view.lang)
    yield Paragraph(t("document.assessed_by", who=view.names(sheet.by), day=day))


def _answered(view: CaseView, sheet: Assessment | None, question: str) -> tuple[str, str, str]:
    answer: str = getattr(sheet, question) if sheet else ""
    if answer in ("", "yes", "no", "unclear"):
        answer = view.t(f"document.answer.{answer or 'none'}")
    name = f"assess.{question}"
    return view.law(name), answer, ", ".join(view.references(name))


def _thread(view: CaseView) -> Iterator[Block]:
    case, t = view.case, view.t
    if not case.thread:
        return
    yield Heading(t("document.thread"))
    header = (t("document.when"), t("document.who"), t("document.what"))
    told = ((say_day(local_day(s.at), view.lang), view.names(s.by), s.text) for s in case.thread)
    yield Table(header, tuple(told), (3, 3, 8))


def _closing(view: CaseView) -> Iterator[Block]:
    closing, t = view.case.closing, view.t
    yield Heading(t("document.closing"))
    if closing is None:
        yield Paragraph(t("document.open"))
        return
    day = say_day(local_day(closing.at), view.lang)
    yield Paragraph(t("document.closed_by", who=view.names(closing.by), day=day))
    yield Quote(closing.reason)
    yield from _came_to(view, closing)


def _came_to(view: CaseView, closing: Closing) -> Iterator[Block]:
    if pairs := outcome(view, closing):
        yield Pairs(tuple(pairs))


def _earlier(view: CaseView) -> Iterator[Block]:
    """Return what the case had come to before, whoever opened or assessed it again."""
    if found := earlier_of(view):
        yield Heading(view.t("history.heading"))
    for one in found:
        if isinstance(one, Closing):
            yield Heading(closed_line(view, one), 2)
            yield Quote(one.reason)
            continue
        yield Heading(assessed_line(view, one), 2)
        told = [(view.t(f"assess.short.{name}"), said) for name, said in answers(view, one) if said]
        yield from [Pairs(tuple(told))] if told else []
        yield from [Quote(one.text)] if one.text else []


def _grounds(view: CaseView) -> Iterator[Block]:
    case, t = view.case, view.t
    yield Heading(t("document.grounds"))
    known = known_of(view.book, case.facts, view.lang)
    facts = [(line.label, line.answer) for line in known_lines(view.book, known)]
    yield Pairs((*facts, (t("document.pack"), case.pack.version), (t("document.pack_hash"), case.pack.hash)))
