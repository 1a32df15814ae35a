"""What the form asks: each question worded for the ground, with a line on why."""

from collections.abc import Iterator

from cards.words import typed_words
from casework.law import OTHER
from casework.refusal.form import LONGEST_TEXT
from dialogs.inputs import LONGEST_NAME
from dialogs.refusal.filled import MILDER_CHOICES, OWN_WORDS
from dialogs.refusal.form_view import FormView
from dialogs.refusal.telling import ground_text, ground_words
from dialogs.shown import Choice, Field
from guideline.model import ASK_MILDER, ASK_NEED

LONGEST_REFERENCE = 100


def fields_of(view: FormView) -> dict[str, Field]:
    """Return the form's fields by their ids, in order."""
    return {field.id: field for field in _fields(view)}


def _fields(view: FormView) -> Iterator[Field]:
    values, ground = view.values, view.ground
    yield _choice(view, "ground", _grounds(view), ground)
    yield _text(view, "municipal_interest", ask=f"refusal.ask_interest.{ground}")
    yield _choice(view, "recorder_need", _ready(view, ASK_NEED), _need(view), many=True)
    yield _own_words(view, OWN_WORDS, "field.need_text")
    yield _choice(view, MILDER_CHOICES, _ready(view, ASK_MILDER), values.get(MILDER_CHOICES), many=True)
    yield _own_words(view, "milder_means", "field.milder_text", why=view.t("form.no_names"))
    if view.asks_what_differs:
        yield _text(view, "deviation_reason", ask="refusal.ask_differs")
    yield _short(
        view, "case_ref", why=view.law("refusal.case_ref"), references=view.references("refusal.case_ref")
    )
    yield Field(
        id="meeting_date",
        ask=view.t("field.meeting_date"),
        kind="date",
        required=False,
        answer=values.get("meeting_date"),
    )
    yield Field(
        id="meeting_time",
        ask=view.t("field.meeting_time"),
        kind="time",
        required=False,
        why=view.t("field.meeting_why"),
        answer=values.get("meeting_time"),
    )
    yield _leader(view)
    yield _phone(view)


def _grounds(view: FormView) -> tuple[Choice, ...]:
    t, lang = view.t, view.known.lang
    titles = {ground: ground_text(view.book, ground, lang) for ground in view.book.law.grounds}
    return tuple(
        Choice(g, title, title, ground_words(view.book, g))
        if g in view.answer.grounds or g == OTHER
        else Choice(g, t("form.not_here", ground=title.rstrip(".")), title, ground_words(view.book, g))
        for g, title in titles.items()
    )


def _need(view: FormView) -> str | None:
    """Return the need that was filled in; on a new form, the one that the advice was asked for."""
    if view.values:
        return view.values.get("recorder_need")
    told = set(view.known.facts.values())
    return ",".join(need for need in view.book.law.needs if need in told) or None


def _ready(view: FormView, question: str) -> tuple[Choice, ...]:
    """Return the guideline's ready answers to a question."""
    lang = view.known.lang
    return tuple(
        Choice(it.id, it.text[lang], it.text[lang], tuple(w for words in it.words.values() for w in words))
        for it in view.book.text(question).choices
    )


_LAW = {
    "ground": "refusal.ask_ground",
    "recorder_need": ASK_NEED,
    MILDER_CHOICES: ASK_MILDER,
}


def _choice(
    view: FormView, name: str, choices: tuple[Choice, ...], answer: str | None, *, many: bool = False
) -> Field:
    law = view.book.text(_LAW[name])
    return Field(
        id=name,
        ask=law.text[view.known.lang],
        choices=choices,
        why=_why(view, name, law.lines[0][view.known.lang]),
        references=law.references,
        answer=answer,
        required=not many,
        many=many,
    )


def _why(view: FormView, name: str, why: str) -> str:
    """Return why it is asked; of a ground also that the answers point to it, where they do."""
    points = name == "ground" and view.ground in view.answer.grounds and not view.values.get("ground")
    return " ".join([why, view.t("form.ground_chosen")]) if points else why


def _own_words(view: FormView, name: str, ask: str, why: str = "") -> Field:
    """Return the field beside quick choices, for what they do not say."""
    return Field(
        id=name,
        ask=view.t(ask),
        kind="text",
        max_length=LONGEST_TEXT,
        required=False,
        why=why,
        answer=view.values.get(name),
    )


def _text(view: FormView, name: str, *, ask: str) -> Field:
    law = view.book.text(ask)
    return Field(
        id=name,
        ask=law.text[view.known.lang],
        kind="text",
        max_length=LONGEST_TEXT,
        why=f"{law.lines[0][view.known.lang]} {view.t('form.no_names')}",
        references=law.references,
        answer=view.values.get(name),
    )


def _short(view: FormView, name: str, *, why: str, references: tuple[str, ...] = ()) -> Field:
    return Field(
        id=name,
        ask=view.t(f"field.{name}"),
        kind="text",
        max_length=LONGEST_REFERENCE,
        why=why,
        references=references,
        answer=view.values.get(name),
    )


def _leader(view: FormView) -> Field:
    t = view.t
    if view.candidates:
        choices = tuple(
            Choice(p.id, t("form.person", name=p.name, unit=p.unit), p.name, (p.name,))
            for p in view.candidates
        )
        return Field(id="leader", ask=t("field.leader_which"), choices=choices, required=True)
    return Field(
        id="leader",
        ask=t("field.leader" if view.leader else "field.leader_needed"),
        kind="text",
        max_length=LONGEST_NAME,
        why=t("field.leader_why" if view.leader else "ask.reassign.why"),
        references=view.book.cites.leader_decides,
        answer=view.values.get("leader"),
        required=view.leader is None,
    )


def _phone(view: FormView) -> Field:
    t = view.t
    choices = tuple(
        Choice(value, t(f"phone.{value}"), t(f"phone.{value}"), typed_words(f"typed.{said}"))
        for value, said in (("false", "no"), ("true", "yes"))
    )
    return Field(
        id="agreed_by_phone",
        ask=t("field.phone"),
        choices=choices,
        why=view.law("refusal.phone"),
        references=view.book.text("refusal.phone").references,
        answer=view.values.get("agreed_by_phone", "false"),
    )
