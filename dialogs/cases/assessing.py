"""The assessment sheet: the questions that a police report turns on, as a form and one by one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from cards.words import typed_words
from casework.errors import FormError, UnknownChoice, UserError
from casework.ports import Place
from casework.texts import LONGEST_TEXT, checked_text
from dialogs.cases.filled import SHEET
from dialogs.cases.view import CaseView
from dialogs.cases.ways import back_way
from dialogs.matching import is_typed
from dialogs.saying import sentence
from dialogs.sheet import Ask, Presses, Sheet, Small
from dialogs.shown import Choice, Entry, Field, Shown, Way
from dialogs.step_cards import StepsView, chosen_in, steps_card, to_change
from dialogs.stepping import Texts
from dialogs.ways import Line

FORM, STEP, SAVE = "case.sheet", "case.sheet_step", "case.assess"

CHOICES = {
    "private": ("yes", "no", "unclear"),
    "manipulated": ("yes", "no", "unclear"),
    "threats": ("yes", "no", "unclear"),
    "police_report": ("yes", "no"),
}
TYPED = {"yes": "typed.yes", "no": "typed.no", "unclear": "typed.not_sure"}


def assessing_sheet(view: CaseView) -> Sheet:
    """Return the sheet as a form, with what is answered so far."""
    t, law = view.t, "assess.intro"
    save = Way(t("action.assess_save"), SAVE, view.data())
    steps = Way(t("action.by_steps"), STEP, view.data(key=view.case.id), typed_words("typed.by_steps"))
    fields = sheet_fields(view)
    return Sheet(
        title=t("assess.title"),
        tone="accent",
        intro=[Line(view.law(law), view.references(law))],
        blocks=[
            *(Ask(fields[name]) for name in SHEET),
            Presses([save], inputs=True, style="positive"),
            Presses([back_way(view)]),
            Small(t("assess.typing")),
        ],
        more_ways=(steps,),
        place=Place(FORM, view.data()),
        entry=Entry(Way("", STEP, view.data(key=view.case.id)), "answer"),
    )


def sheet_fields(view: CaseView) -> dict[str, Field]:
    """Return the fields of the sheet by their ids, in order, each with what is answered so far."""
    return {name: _field(view, name) for name in SHEET}


def _field(view: CaseView, name: str) -> Field:
    so_far = getattr(view.case.assessment, name, "") if view.case.assessment else ""
    answer = view.written.get(name, so_far) or None
    if name == "text":
        ask, why = view.t("assess.reasons"), view.t("assess.reasons_why")
        references: tuple[str, ...] = view.book.cites.misuse
    else:
        law = view.book.text(f"assess.{name}")
        ask, why, references = law.text[view.lang], law.lines[0][view.lang], law.references
    if name not in CHOICES:
        return Field(
            id=name,
            ask=ask,
            kind="text",
            max_length=LONGEST_TEXT,
            why=why,
            references=references,
            answer=answer,
            required=False,
        )
    choices = tuple(
        Choice(value, view.t(f"assess.{value}"), view.t(f"assess.{value}"), typed_words(TYPED[value]))
        for value in CHOICES[name]
    )
    return Field(
        id=name, ask=ask, choices=choices, why=why, references=references, answer=answer, required=False
    )


@dataclass(frozen=True, slots=True)
class SheetSteps:
    """The sheet as it stands with some answers; each may be left open."""

    view: CaseView
    texts: Texts
    send: Callable[[], Awaitable[Shown]]
    ends: bool = False
    """Whether it is saved as far as it goes."""

    @property
    def key(self) -> str:
        """The draft's key: a case has one sheet."""
        return self.view.case.id

    @property
    def open(self) -> str | None:
        """The next question; None when all is answered."""
        if self.ends and self.texts:
            return None
        return next((name for name in SHEET if name not in self.texts), None)

    @property
    def answered(self) -> tuple[str, ...]:
        """The questions that are answered, in order."""
        return tuple(name for name in SHEET if name in self.texts)

    def card(self, hint: str | None) -> Shown:
        """Return the open question, or all answers, ready to save."""
        view, t = self.view, self.view.t
        fields = sheet_fields(view)
        drawn = StepsView(
            lang=view.lang,
            step=STEP,
            begin=FORM,
            carried=view.data(key=self.key),
            values=dict(self.texts),
            said={name: self._said(fields[name]) for name in self.answered},
            order=SHEET,
            open=fields[self.open] if self.open else None,
            may_skip=True,
            send=t("action.assess_save"),
            goes_to=t("assess.goes_to"),
            is_kept=True,
        )
        return steps_card(drawn, hint)

    async def with_answer(self, text: str) -> Texts:
        """Return the draft with an answer to the open question, or raise UserError."""
        name = self.open
        if name is None:
            return self.without(to_change(self.answered, text))
        if is_typed("typed.skip", text):
            return {**self.texts, name: ""}
        if name not in CHOICES:
            return {**self.texts, name: checked_text(name, text)}
        choice = chosen_in(sheet_fields(self.view)[name], text)
        if choice is None:
            raise UnknownChoice(name)
        return {**self.texts, name: choice.value}

    def without(self, *names: str) -> Texts:
        """Return the draft with some questions open again."""
        return {name: text for name, text in self.texts.items() if name not in names}

    def notice(self, _texts: Texts, /) -> str | None:
        """Return nothing: no answer here needs a word about it."""
        return None

    def corrected(self, error: UserError) -> Texts:
        """Return the draft without what must change, so that it is asked again."""
        return self.without(*(error.fields if isinstance(error, FormError) else ()))

    def told(self, error: UserError) -> str:
        """Return what went wrong as a sentence."""
        return sentence(error, self.view.lang)

    def _said(self, field: Field) -> str:
        text = self.texts[field.id]
        titles = {choice.value: choice.known for choice in field.choices}
        return titles.get(text, text) or self.view.t("assess.open")
