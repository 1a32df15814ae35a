"""The forms that make a case: a misuse, and a question to HR/Jura."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.words import Words, typed_words, words
from casework.ports import Place
from casework.texts import LONGEST_TEXT
from dialogs.book import Book
from dialogs.known import Known
from dialogs.sheet import Ask, Block, Heading, Presses, Sheet, Small, Told, Warned
from dialogs.shown import Data, Entry, Field, Way
from dialogs.ways import Line, join, lawful_line, return_way

BEGIN, SUBMIT, STEP, ASK = "misuse.begin", "misuse.submit", "misuse.step", "hr.ask"

LONGEST_REFERENCE = 100
LONGEST_ANSWER = 1000
COUNTS = ("changed", "harassing", "private", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """What a form is drawn from."""

    book: Book
    known: Known
    key: str
    values: Mapping[str, str]
    today: datetime.date | None = None
    """The Danish date, which a form that is opened suggests; None where nothing is suggested."""
    back: Sequence[Way] = ()
    """To the form of a request that it was opened from."""
    form: str = ""
    """The key of that form."""

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.known.lang)

    def data(self, **more: object) -> Data:
        """Return what the form's buttons carry."""
        form = {"form": self.form} if self.form else {}
        return self.known.data(key=self.key, **form, **more)

    def law(self, name: str) -> str:
        """Return one of the pack's texts."""
        return self.book.text(name).text[self.known.lang]

    def line(self, name: str) -> Line:
        """Return one of the pack's texts with its paragraphs."""
        return Line(self.law(name), self.book.text(name).references)

    @property
    def contact(self) -> str:
        """How HR/Jura are reached without the bot."""
        return self.book.pack.manifest.hr_contact[self.known.lang]


def misuse_sheet(view: FormView) -> Sheet:
    """Return the form that reports a misuse, with what counts as one."""
    t = view.t
    send = Way(t("action.report"), SUBMIT, view.data())
    steps = Way(t("action.by_steps"), STEP, view.data(), typed_words("typed.by_steps"))
    fields = misuse_fields(view)
    return Sheet(
        title=t("misuse.title"),
        tone="accent",
        intro=[view.line("misuse.intro")],
        blocks=[
            Warned(t("misuse.danger"), tone="attention"),
            Heading(t("misuse.counts")),
            Told([view.line(f"misuse.counts.{name}") for name in COUNTS]),
            lawful(view),
            Heading(t("misuse.tell")),
            Ask(fields["what_happened"]),
            *(Ask(fields[name], compact=True) for name in ("where", "seen_on", "case_ref")),
            Small(_what_goes_along(view)),
            Presses([send], inputs=True, style="positive"),
            Presses([return_way(view.book, view.known)]),
            Small(t("form.typing")),
        ],
        more_ways=(steps,),
        place=Place(BEGIN, view.data()),
        entry=Entry(Way("", STEP, view.data()), "answer"),
        summary=join([t("misuse.summary"), view.law("misuse.intro")]),
    )


def lawful(view: FormView) -> Warned:
    """Return what is no misuse: recording or sharing one's own case."""
    line = lawful_line(view.book, view.known.lang)
    return Warned(line.text, line.references)


def _what_goes_along(view: FormView) -> str:
    t = view.t
    along = [t("form.facts_along")] if view.known.items else []
    return join([*along, t("misuse.kept")])


def misuse_fields(view: FormView) -> dict[str, Field]:
    """Return the fields of the report, by their ids, in order."""
    t = view.t

    def text(name: str, longest: int, *, required: bool = True) -> Field:
        why, answer = t(f"field.{name}_why"), view.values.get(name)
        return Field(
            id=name,
            ask=t(f"field.{name}"),
            kind="text",
            max_length=longest,
            why=why,
            answer=answer,
            required=required,
        )

    seen_on = Field(
        id="seen_on",
        ask=t("field.seen_on"),
        kind="date",
        why=t("field.seen_on_why"),
        answer=_a_date(view.values.get("seen_on", "")) or (view.today.isoformat() if view.today else None),
    )
    reference = Field(
        id="case_ref",
        ask=t("field.misuse_case_ref"),
        kind="text",
        max_length=LONGEST_REFERENCE,
        why=t("field.misuse_case_ref_why"),
        answer=view.values.get("case_ref"),
        required=False,
    )
    return {
        "what_happened": text("what_happened", LONGEST_TEXT),
        "where": text("where", LONGEST_ANSWER, required=False),
        "seen_on": seen_on,
        "case_ref": reference,
    }


def _a_date(text: str) -> str | None:
    """Return what a date input can show."""
    try:
        return datetime.date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def question_sheet(view: FormView) -> Sheet:
    """Return the form that asks HR/Jura."""
    t = view.t
    send = Way(t("action.ask_hr"), ASK, view.data())
    field = Field(
        id="question",
        ask=t("field.hr_question"),
        kind="text",
        max_length=LONGEST_TEXT,
        why=t("form.no_names"),
        answer=view.values.get("question"),
    )
    along: list[Block] = [Small(t("form.facts_along"))] if view.known.items else []
    return Sheet(
        title=t("legal.title"),
        tone="accent",
        intro=[view.line("legal.intro")],
        blocks=[
            Ask(field),
            *along,
            Small(join([t("legal.kept"), t("legal.urgent"), view.contact])),
            Presses([send], inputs=True, style="positive"),
            Presses([*view.back, return_way(view.book, view.known)]),
            Small(t("legal.typing")),
        ],
        place=Place(ASK, view.data()),
        entry=Entry(send, "question"),
    )
