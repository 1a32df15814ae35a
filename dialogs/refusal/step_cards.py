"""The cards of the form as it is filled in by typing."""

from collections.abc import Sequence

from cards.words import typed_words
from dialogs.moments import say_moment
from dialogs.refusal.drafting import answers_in
from dialogs.refusal.filled import MILDER_CHOICES, meeting_in
from dialogs.refusal.form import BEGIN, STEP, hr_first
from dialogs.refusal.form_fields import fields_of
from dialogs.refusal.form_view import FormView
from dialogs.refusal.stepping import KEPT, MEETING, NEAREST, Steps
from dialogs.refusal.telling import earlier_decisions
from dialogs.sheet import Block, Quote, Small, Warned
from dialogs.shown import Choice, Field, Shown, Way
from dialogs.step_cards import StepsView, steps_card
from dialogs.ways import join


def step_card(steps: Steps, hint: str | None) -> Shown:
    """Return the open question, or all answers, ready to send."""
    view, t = steps.view, steps.view.t
    drawn = StepsView(
        lang=view.known.lang,
        step=STEP,
        begin=BEGIN,
        carried=view.data(),
        values=_values(steps),
        said={name: _said(steps, name) for name in steps.answered},
        order=steps.order,
        open=_field(view, steps.open) if steps.open else None,
        before=_before(steps),
        typing=_typing(steps),
        send=t("action.send"),
        goes_to=_goes_to(view),
        ways=[_another_leader(view)],
        notes=[Small(view.law("refusal.may_see"), view.book.text("refusal.may_see").references)],
    )
    return steps_card(drawn, hint)


def _values(steps: Steps) -> dict[str, object]:
    """Return what is answered as the form's inputs; a leader by their name."""
    leader = steps.view.leader if "leader" in steps.texts else None
    return {**answers_in(steps.texts), **({"leader": leader} if leader else {})}


def _typing(steps: Steps) -> str:
    if steps.open == "municipal_interest" and "earlier_text" in steps.texts:
        return "keep"
    return "leader" if steps.open == "leader" and steps.view.whom.nearest else ""


def _goes_to(view: FormView) -> str:
    """Return who will be asked, and for whom they stand in."""
    t, whom = view.t, view.whom
    if whom.away:
        return t("form.away", leader=whom.leader)
    said = [t("step.goes_to", leader=whom.leader or t("people.somebody"))]
    if whom.stands_in_for:
        said.append(t("form.deputy", leader=whom.stands_in_for, deputy=whom.leader))
    if whom.seems_away:
        said.append(t("form.seems_away", leader=whom.leader))
    return join(said)


def _another_leader(view: FormView) -> Way:
    said = typed_words("typed.another_leader")
    return Way(view.t("action.choose_another"), STEP, view.data(answer=said[0]), said)


def _not_the_nearest(view: FormView) -> list[Block]:
    """Return the mark of another leader than the nearest."""
    whom = view.whom
    if not whom.passes_nearest:
        return []
    return [Warned(view.t("request.not_the_nearest", nearest=whom.nearest), view.book.cites.leader_decides)]


def _before(steps: Steps) -> Sequence[Block]:
    """Return what must be seen before the open question is answered, or the request is sent."""
    view = steps.view
    match steps.open:
        case None:
            figures = earlier_decisions(view.book, view.figures, view.known.lang)
            return [*_not_the_nearest(view), *hr_first(view), *figures]
        case "deviation_reason":
            return earlier_decisions(view.book, view.figures, view.known.lang)
        case "municipal_interest":
            earlier = Quote(view.t("step.earlier_text"), steps.texts.get("earlier_text", ""))
            return [*hr_first(view), earlier]
        case _:
            return []


def _field(view: FormView, name: str) -> Field:
    """Return what a question asks: quick choices where it has some, for own words may be typed as well."""
    if name == MEETING:
        return Field(id=MEETING, ask=view.t("step.meeting"), kind="text", why=view.t("step.meeting_why"))
    if name == "leader" and view.whom.nearest:
        return _leader(view, view.whom.nearest)
    return fields_of(view)[MILDER_CHOICES if name == "milder_means" else name]


def _leader(view: FormView, nearest: str) -> Field:
    t = view.t
    title = t("step.nearest_leader", leader=nearest)
    choice = Choice(NEAREST, title, title, typed_words("typed.nearest_leader"))
    return Field(id="leader", ask=t("step.leader"), choices=(choice,), why=t("field.leader_why"))


def _said(steps: Steps, name: str) -> str:
    view = steps.view
    if name == MEETING:
        moment = meeting_in(steps.texts, view.now)
        return say_moment(moment, view.known.lang) if moment else view.t("step.now")
    if name == "leader" and view.leader:
        return view.leader
    fields = fields_of(view)
    kept = [(fields.get(one), steps.texts.get(one, "")) for one in KEPT.get(name, (name,))]
    return ". ".join(_titles(field, text) for field, text in kept if text)


def _titles(field: Field | None, text: str) -> str:
    """Return the choices that a text of ids names, by their titles; own words as they are."""
    if field is None or not field.choices:
        return text
    titles = {choice.value: choice.known for choice in field.choices}
    return ", ".join(titles.get(part, part) for part in text.split(","))
