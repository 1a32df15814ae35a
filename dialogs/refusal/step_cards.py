"""The cards of the form as it is filled in by typing."""

from collections.abc import Sequence

from dialogs.refusal.drafting import answers_in
from dialogs.refusal.filled import MILDER_CHOICES, meeting_in
from dialogs.refusal.form import BEGIN, STEP, hr_first
from dialogs.refusal.form_fields import fields_of
from dialogs.refusal.form_view import FormView
from dialogs.refusal.moments import say_moment
from dialogs.refusal.stepping import KEPT, MEETING, Steps
from dialogs.refusal.telling import earlier_decisions
from dialogs.sheet import Block, Quote, Small
from dialogs.shown import Field, Shown
from dialogs.step_cards import StepsView, steps_card


def step_card(steps: Steps, hint: str | None) -> Shown:
    """Return the open question, or all answers, ready to send."""
    view, t = steps.view, steps.view.t
    earlier = steps.open == "municipal_interest" and "earlier_text" in steps.texts
    drawn = StepsView(
        lang=view.known.lang,
        step=STEP,
        begin=BEGIN,
        carried=view.data(),
        values=dict(answers_in(steps.texts)),
        said={name: _said(steps, name) for name in steps.answered},
        total=len(steps.order),
        open=_field(view, steps.open) if steps.open else None,
        before=_before(steps),
        typing="keep" if earlier else "",
        send=t("action.send"),
        goes_to=t("step.goes_to", leader=view.leader or _said(steps, "leader")),
        notes=[Small(view.law("refusal.may_see"), view.book.text("refusal.may_see").references)],
    )
    return steps_card(drawn, hint)


def _before(steps: Steps) -> Sequence[Block]:
    """Return what must be seen before the open question is answered, or the request is sent."""
    view = steps.view
    match steps.open:
        case None:
            return [*hr_first(view), *earlier_decisions(view.figures, view.known.lang)]
        case "deviation_reason":
            return earlier_decisions(view.figures, view.known.lang)
        case "municipal_interest":
            earlier = Quote(view.t("step.earlier_text"), steps.texts.get("earlier_text", ""))
            return [*hr_first(view), earlier]
        case _:
            return []


def _field(view: FormView, name: str) -> Field:
    """Return what a question asks: quick choices where it has some, for own words may be typed as well."""
    if name == MEETING:
        return Field(id=MEETING, ask=view.t("step.meeting"), kind="text", why=view.t("step.meeting_why"))
    return fields_of(view)[MILDER_CHOICES if name == "milder_means" else name]


def _said(steps: Steps, name: str) -> str:
    view = steps.view
    if name == MEETING:
        moment = meeting_in(steps.texts, view.now)
        return say_moment(moment, view.known.lang) if moment else view.t("step.now")
    fields = fields_of(view)
    kept = [(fields.get(one), steps.texts.get(one, "")) for one in KEPT.get(name, (name,))]
    return ". ".join(_titles(field, text) for field, text in kept if text)


def _titles(field: Field | None, text: str) -> str:
    """Return the choices that a text of ids names, by their titles; own words as they are."""
    if field is None or not field.choices:
        return text
    titles = {choice.value: choice.known for choice in field.choices}
    return ", ".join(titles.get(part, part) for part in text.split(","))
