"""The report of a misuse by typing alone: what each typed answer means, and the card that asks the next."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from casework.cases.form import checked_day, checked_link
from casework.errors import FormError, UserError
from casework.texts import checked_text
from casework.workdays import local_day
from dialogs.cases.filled import MISUSE, day_in
from dialogs.cases.form import BEGIN, STEP, FormView, lawful, misuse_fields
from dialogs.desk import Desk
from dialogs.matching import is_typed
from dialogs.moments import say_day
from dialogs.saying import sentence
from dialogs.sheet import Small
from dialogs.shown import Shown
from dialogs.step_cards import StepsView, steps_card, to_change
from dialogs.stepping import Texts

NO_CASE = ("typed.skip", "typed.no_case", "typed.not_sure")
"""Commands that say that there is no case, or that its number is not known."""


@dataclass(frozen=True, slots=True)
class MisuseSteps:
    """The form as it stands with some answers."""

    view: FormView
    texts: Texts
    desk: Desk
    send: Callable[[], Awaitable[Shown]]

    @property
    def key(self) -> str:
        """The form's key."""
        return self.view.key

    @property
    def open(self) -> str | None:
        """The next question; None when all is answered."""
        return next((name for name in MISUSE if name not in self.texts), None)

    @property
    def answered(self) -> tuple[str, ...]:
        """The questions that are answered, in order."""
        return tuple(name for name in MISUSE if name in self.texts)

    def card(self, hint: str | None) -> Shown:
        """Return the open question, or all answers, ready to send."""
        view, t = self.view, self.view.t
        drawn = StepsView(
            lang=view.known.lang,
            step=STEP,
            begin=BEGIN,
            carried=view.data(),
            values=dict(self.texts),
            said={name: self._said(name) for name in self.answered},
            order=MISUSE,
            open=misuse_fields(view)[self.open] if self.open else None,
            may_skip=self.open in ("where", "case_ref"),
            send=t("action.report"),
            goes_to=view.law("misuse.intro"),
            notes=[lawful(view), Small(t("misuse.kept"))],
        )
        return steps_card(drawn, hint)

    async def with_answer(self, text: str) -> Texts:
        """Return the draft with an answer to the open question, or raise UserError."""
        match self.open:
            case None:
                return self.without(to_change(self.answered, text))
            case "where":
                where = "" if is_typed("typed.skip", text) else checked_link("where", text)
                return {**self.texts, "where": where}
            case "seen_on":
                now = self.desk.clock.now()
                day = checked_day(day_in(text, local_day(now)), now)
                return {**self.texts, "seen_on": day.isoformat() if day else ""}
            case "case_ref":
                none = any(is_typed(command, text) for command in NO_CASE)
                return {**self.texts, "case_ref": "" if none else checked_text("case_ref", text)}
            case name:
                return {**self.texts, name: checked_text(name, text, needed=True)}

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
        return sentence(error, self.view.known.lang)

    def _said(self, name: str) -> str:
        text = self.texts[name]
        if name == "seen_on" and text:
            day = day_in(text, local_day(self.desk.clock.now()))
            return say_day(day, self.view.known.lang) if day else text
        return text or self.view.t("case.no_link" if name == "where" else "case.no_case")
