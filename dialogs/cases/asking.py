"""Small forms about a case: a reply, an addition, a new owner, the reason to close it."""

from cards.words import typed_words
from casework.cases.case import REPORTED
from casework.cases.transitions import Role
from casework.texts import LONGEST_TEXT
from dialogs.cases.view import CaseView
from dialogs.cases.ways import back_way, sheet_way
from dialogs.inputs import LONGEST_NAME
from dialogs.sheet import Ask, Block, Presses, Sheet, Small, Warned
from dialogs.shown import Choice, Entry, Field, Way
from dialogs.ways import Line

ASKS: dict[str, tuple[str, str, frozenset[Role], tuple[str, ...]]] = {
    "reply": ("case.reply", "text", frozenset({Role.OWNER}), ("legal", "misuse")),
    "add": ("case.add", "text", frozenset({Role.REPORTER}), ("misuse",)),
    "assign": ("case.assign", "owner", frozenset({Role.HR}), ()),
    "close": ("case.close", "reason", frozenset({Role.OWNER}), ("misuse",)),
}
"""The verb, the input that it needs, who may fill it in, and the kinds of case whose paragraphs show."""


def asking_sheet(view: CaseView, ask: str) -> Sheet | None:
    """Return the form for a deed, or None where there is none, it is not theirs, or it is too late for it."""
    verb, name, who, kinds = ASKS.get(ask, ("", "", frozenset(), ()))
    if not verb or not view.roles & who or (ask != "add" and not view.case.is_open):
        return None
    t, is_name = view.t, name == "owner"
    reporter = view.names(view.case.reported_by)
    so_far = {"reported": told} if (told := view.written.get("reported", "")) else {}
    send = Way(t(f"case.ask.{ask}.send", who=reporter), verb, view.data(**so_far))
    outcome = [_reported(view)] if ask == "close" and _should_be_reported(view) else []
    field = Field(
        id=name,
        ask=t(f"case.ask.{ask}.field"),
        kind="text",
        max_length=LONGEST_NAME if is_name else LONGEST_TEXT,
        why=t("ask.reassign.why" if is_name else "form.no_names"),
        answer=view.written.get(name),
    )
    return Sheet(
        title=t(f"case.ask.{ask}.title", who=reporter),
        intro=[Line(t(f"case.ask.{ask}.text", who=reporter), _held(view, kinds))],
        blocks=[
            *_unassessed(view, ask),
            *([Presses([*_named(view), *_myself(view)])] if is_name else []),
            *(Ask(about) for about in outcome),
            Ask(field, compact=is_name),
            Presses([send], inputs=True, style="positive"),
            Presses([back_way(view)]),
            Small(t("case.ask.close.typing" if outcome else "ask.typing")),
        ],
        more_ways=tuple(_with_outcome(view, choice) for about in outcome for choice in about.choices),
        entry=Entry(send, name),
    )


def _should_be_reported(view: CaseView) -> bool:
    sheet = view.case.assessment
    return sheet is not None and sheet.police_report == "yes"


def _reported(view: CaseView) -> Field:
    """Return the question whether what should be reported to the police is."""
    choices = tuple(
        Choice(value, view.t(f"case.reported.{value}"), view.t(f"case.reported.{value}"), typed_words(words))
        for value, words in zip(REPORTED, ("typed.yes", "typed.no", "typed.not_yet"), strict=True)
    )
    return Field(
        id="reported",
        ask=view.t("case.ask.close.reported"),
        choices=choices,
        why=view.t("case.ask.close.reported_why"),
        answer=view.written.get("reported") or _as_assessed(view),
    )


def _as_assessed(view: CaseView) -> str:
    """Return what goes without saying once it is found to be for the police; whoever closes it changes it."""
    return view.case.assessment.police_report if view.case.assessment else ""


def _with_outcome(view: CaseView, choice: Choice) -> Way:
    """Return what may be typed: "yes, reported today"."""
    return Way(choice.title, "case.close", view.data(reported=choice.answer), choice.words, takes="reason")


def _held(view: CaseView, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs that hold for this kind of case, where they show on the form."""
    if view.case.kind not in kinds:
        return ()
    return view.book.cites.misuse if view.case.kind == "misuse" else view.book.cites.legal_help


def _unassessed(view: CaseView, ask: str) -> list[Block]:
    """Say before a misuse is closed that it is to be assessed first."""
    case = view.case
    if ask != "close" or case.kind != "misuse" or (case.assessment and case.assessment.police_report):
        return []
    # With a reason written, the sentence on top has said it already.
    first = [] if view.written else [Warned(view.t("case.unassessed"), view.references("assess.intro"))]
    return [*first, Presses([sheet_way(view)])]


def _named(view: CaseView) -> list[Way]:
    """Return a press for each person whom the written name could mean."""
    return [
        Way(
            view.t("form.person", name=p.name, unit=p.unit),
            "case.assign",
            view.data(owner=p.id),
            numbered=True,
        )
        for p in view.candidates
    ]


def _myself(view: CaseView) -> list[Way]:
    """Return the quick choice of oneself, for whoever does not have the case."""
    if view.person_id == view.case.owner:
        return []
    data = view.data(owner=view.person_id)
    return [Way(view.t("action.take"), "case.assign", data, typed_words("typed.claim"))]
