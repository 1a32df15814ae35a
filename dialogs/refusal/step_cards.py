"""The cards of a form that is filled in by typing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cards.words import typed_words
from casework.ports import Place
from dialogs.refusal.drafting import answers_in
from dialogs.refusal.filled import MILDER_CHOICES, meeting_in
from dialogs.refusal.form import BEGIN, STEP, hr_first
from dialogs.refusal.form_fields import fields_of
from dialogs.refusal.form_view import FormView
from dialogs.refusal.moments import say_moment
from dialogs.refusal.stepping import KEPT, MEETING, Steps
from dialogs.refusal.telling import earlier_decisions
from dialogs.sheet import Block, Facts, Presses, Quote, Sheet, Small, Told, Warned, sheet_card
from dialogs.shown import Entry, Field, Shown, Way, numbered
from dialogs.ways import Line, join


def step_card(steps: Steps, hint: str | None) -> Shown:
    """Return the open question, or all answers, ready to send."""
    view = steps.view
    place = Place(STEP, view.known.data(key=view.key))
    sheet = _question(steps, steps.open) if steps.open else _summary(steps)
    return sheet_card(replace(sheet, place=place), view.known.lang, hint)


def _question(steps: Steps, name: str) -> Sheet:
    view, t = steps.view, steps.view.t
    field = _field(view, name)
    ways = [
        Way(c.title, STEP, view.data(answer=c.value), (*c.words, c.value), numbered=True)
        for c in field.choices
    ]
    place = t("step.of", number=len(steps.answered) + 1, total=len(steps.order))
    listed = [numbered([way.title for way in ways])] if ways else []
    how = t(f"step.typing_{_kind(steps, field)}")
    before = _before(steps, name)
    return Sheet(
        title=field.ask,
        intro=[Line(field.why, field.references)] if field.why else [],
        blocks=[Small(place), *before, Presses(ways), Presses(_other_ways(steps)), Small(how)],
        entry=Entry(Way("", STEP, view.data()), "answer"),
        summary=" ".join([place, field.ask, field.why, *_spoken(before), *listed, how]),
    )


def _before(steps: Steps, name: str) -> list[Block]:
    """Return what must be seen before a question is answered."""
    view = steps.view
    if name == "deviation_reason":
        return earlier_decisions(view.figures, view.known.lang)
    if name != "municipal_interest":
        return []
    return [*hr_first(view), Quote(view.t("step.earlier_text"), steps.texts.get("earlier_text", ""))]


def _spoken(blocks: Iterable[Block]) -> Iterator[str]:
    """Return what blocks say, for whoever reads no card."""
    for block in blocks:
        match block:
            case Told():
                yield join(line.text for line in block.lines)
            case Quote() if block.text:
                yield f"{block.label}: {block.text}"
            case Warned():
                yield block.text


def _kind(steps: Steps, field: Field) -> str:
    if field.id == "municipal_interest" and "earlier_text" in steps.texts:
        return "keep"
    if field.many:
        return "many"
    return "choice" if field.choices else "text"


def _field(view: FormView, name: str) -> Field:
    """Return what a question asks: quick choices where it has some, for own words may be typed as well."""
    if name == MEETING:
        return Field(id=MEETING, ask=view.t("step.meeting"), kind="text", why=view.t("step.meeting_why"))
    return fields_of(view)[MILDER_CHOICES if name == "milder_means" else name]


def _other_ways(steps: Steps) -> list[Way]:
    view, t = steps.view, steps.view.t
    form = Way(t("action.whole_form"), BEGIN, view.data(**_values(steps)), typed_words("typed.whole_form"))
    if not steps.answered:
        return [form]
    return [Way(t("action.back"), STEP, view.data(undo=True), typed_words("typed.back")), form]


def _values(steps: Steps) -> dict[str, object]:
    """Return what is answered as the form's inputs, so that the whole form comes filled in."""
    return dict(answers_in(steps.texts))


def _summary(steps: Steps) -> Sheet:
    view, t = steps.view, steps.view.t
    told = [(f"{number}. {_label(view, name)}", _said(steps, name)) for number, name in _numbered(steps)]
    send = Way(t("action.send"), STEP, view.data(send=True), typed_words("typed.send"))
    before = [*hr_first(view), *earlier_decisions(view.figures, view.known.lang)]
    blocks: list[Block] = [
        Facts(told),
        *before,
        Small(view.law("refusal.may_see"), view.book.text("refusal.may_see").references),
        Presses([send], style="positive"),
        Presses(_other_ways(steps)),
        Small(t("step.typing_send")),
    ]
    return Sheet(
        title=t("step.ready"),
        tone="accent",
        intro=[Line(t("step.goes_to", leader=view.leader or _said(steps, "leader")))],
        blocks=blocks,
        entry=Entry(Way("", STEP, view.data()), "answer"),
        summary=join(
            [
                t("step.ready"),
                *(f"{name}: {said}" for name, said in told),
                *_spoken(before),
                t("step.typing_send"),
            ]
        ),
    )


def _numbered(steps: Steps) -> list[tuple[int, str]]:
    return list(enumerate(steps.answered, start=1))


def _label(view: FormView, name: str) -> str:
    said = view.t(f"named.{name}")
    return said[0].upper() + said[1:]


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
