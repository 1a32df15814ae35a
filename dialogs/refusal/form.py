"""The form that asks for a no: what B2 and B3 need, worded for the ground, each with a line on why."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cards.words import Words, typed_words, words
from casework.ports import Employee, Place
from casework.refusal.equal_treatment import Figures, must_say_what_differs
from casework.refusal.form import LONGEST_TEXT
from casework.refusal.request import GROUNDS, NEEDS
from dialogs.book import Book
from dialogs.known import Known
from dialogs.refusal.filled import OWN_WORDS
from dialogs.refusal.telling import earlier_decisions, ground_text
from dialogs.sheet import Ask, Block, Heading, Presses, Sheet, Small, Told, Warned
from dialogs.shown import Choice, Data, Entry, Field, Way
from dialogs.ways import Line, join, return_way
from guideline.answers import Answer

BEGIN, SUBMIT, STEP = "refusal.begin", "refusal.submit", "refusal.step"

LONGEST_REFERENCE = 100
LONGEST_NAME = 100
LONGEST_OWN_WORDS = 700
"""Leaves room for the quick choices, which become sentences of the same text."""
DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """What the form is drawn from."""

    book: Book
    known: Known
    answer: Answer
    key: str
    values: Mapping[str, str]
    figures: Figures
    leader: str | None
    """The name of who will be asked; None where nobody is found."""
    stands_in_for: str | None = None
    leader_problem: str = ""
    """The id of the sentence that says why nobody is found."""
    candidates: Sequence[Employee] = ()
    """Several people with the name that was written, to choose from."""
    must_differ: bool = False
    keep_days: int
    now: datetime.datetime

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.known.lang)

    @property
    def ground(self) -> str:
        """The ground that is chosen."""
        return chosen_ground(self.values, self.answer)

    @property
    def asks_what_differs(self) -> bool:
        """Whether it must be said what differs (A3)."""
        return self.must_differ or must_say_what_differs(self.figures)

    def data(self, **more: object) -> Data:
        """Return what the form's buttons carry."""
        meant = {"short_is_meant": "true"} if self.values.get("short_is_meant") == "true" else {}
        return self.known.data(key=self.key, **meant, **more)

    def law(self, name: str) -> str:
        """Return one of the pack's texts."""
        return self.book.text(name).text[self.known.lang]


def chosen_ground(values: Mapping[str, str], answer: Answer) -> str:
    """Return the ground that was chosen; else the first that holds, or one outside those named."""
    given = values.get("ground", "")
    if given in GROUNDS:
        return given
    return answer.grounds[0] if answer.grounds else "other"


def form_sheet(view: FormView) -> Sheet:
    """Return the form."""
    t, known = view.t, view.known
    intro = view.book.text("refusal.intro")
    send = Way(t("action.send"), SUBMIT, view.data())
    steps = Way(t("action.by_steps"), STEP, view.data(), typed_words("typed.by_steps"))
    back = return_way(view.book, known)
    fields = fields_of(view)
    return Sheet(
        title=t("form.title"),
        tone="accent",
        intro=[Line(intro.text[known.lang], intro.references)],
        blocks=[
            Small(_how(view), view.book.text("refusal.may_see").references),
            *_ground_blocks(view, fields),
            Heading(t("form.weighing")),
            *_asked(fields, "municipal_interest", "recorder_need", OWN_WORDS, "milder_means"),
            *earlier_decisions(view.figures, known.lang),
            *_asked(fields, "deviation_reason"),
            Heading(t("form.when")),
            *_asked(fields, "case_ref", "meeting_date", "meeting_time"),
            Heading(t("form.leader")),
            *_leader_blocks(view),
            *_asked(fields, "leader", "agreed_by_phone"),
            Small(t("form.kept", time=_time_kept(view))),
            Presses([send], inputs=True, style="positive"),
            Presses([back]),
            Small(t("form.typing")),
        ],
        more_ways=(steps,),
        place=Place(BEGIN, known.data(key=view.key)),
        entry=Entry(Way("", STEP, view.data()), "answer"),
        summary=t("form.summary", grounds=_numbered_grounds(view)),
    )


def _how(view: FormView) -> str:
    lines = [line[view.known.lang] for line in view.book.text("refusal.intro").lines]
    return join([*lines, view.law("refusal.may_see")])


def _time_kept(view: FormView) -> str:
    years, odd_days = divmod(view.keep_days, DAYS_A_YEAR)
    return view.t("kept.days", number=view.keep_days) if odd_days else view.t("kept.years", number=years)


def _numbered_grounds(view: FormView) -> str:
    titles = [choice.title for choice in _grounds(view)]
    return " ".join(f"{number}: {title}" for number, title in enumerate(titles, start=1))


def _ground_blocks(view: FormView, fields: Mapping[str, Field]) -> list[Block]:
    blocks: list[Block] = _asked(fields, "ground")
    if not view.answer.grounds or view.ground == "other":
        mark = view.book.text("refusal.other_ground_first")
        ask = Way(view.t("next.ask_hr_legal"), "hr.ask", view.known.data(), typed_words("typed.ask_hr_legal"))
        blocks += [Warned(mark.text[view.known.lang], mark.references), Presses([ask])]
    return blocks


def _leader_blocks(view: FormView) -> list[Block]:
    text, lang = view.book.text("refusal.leader"), view.known.lang
    if view.leader is None:
        problem = " ".join([view.t(view.leader_problem), view.t("form.give_leader")])
        return [Warned(problem, text.references, tone="attention")]
    lines = [Line(text.text[lang].format(leader=view.leader), text.references)]
    if view.stands_in_for:
        lines.append(Line(view.t("form.deputy", leader=view.stands_in_for, deputy=view.leader)))
    return [Told(lines)]


def _asked(fields: Mapping[str, Field], *names: str) -> list[Block]:
    compact = {"case_ref", "leader"}
    return [Ask(fields[name], compact=name in compact) for name in names if name in fields]


def fields_of(view: FormView) -> dict[str, Field]:
    """Return the form's fields by their ids, in order."""
    return {field.id: field for field in _fields(view)}


def _fields(view: FormView) -> Iterator[Field]:
    values, ground = view.values, view.ground
    yield _choice(view, "ground", _grounds(view), ground)
    yield _text(view, "municipal_interest", ask=f"refusal.ask_interest.{ground}")
    yield _choice(view, "recorder_need", _needs(view), values.get("recorder_need"), many=True)
    yield Field(
        id=OWN_WORDS,
        ask=view.t("field.need_text"),
        kind="text",
        max_length=LONGEST_OWN_WORDS,
        required=False,
        answer=values.get(OWN_WORDS),
    )
    yield _text(view, "milder_means", ask="refusal.ask_milder")
    if view.asks_what_differs:
        yield _text(view, "deviation_reason", ask="refusal.ask_differs")
    yield _short(view, "case_ref", why=view.t("field.case_ref_why"), references=("B2",))
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
    titles = {ground: ground_text(view.book, ground, lang) for ground in GROUNDS}
    return tuple(
        Choice(g, titles[g], titles[g], typed_words(f"typed.ground_{g}"))
        if g in view.answer.grounds or g == "other"
        else Choice(
            g, t("form.not_here", ground=titles[g].rstrip(".")), titles[g], typed_words(f"typed.ground_{g}")
        )
        for g in GROUNDS
    )


def _needs(view: FormView) -> tuple[Choice, ...]:
    return tuple(
        Choice(need, view.t(f"need.{need}"), view.t(f"need.{need}"), typed_words(f"typed.need_{need}"))
        for need in NEEDS
    )


def _choice(
    view: FormView, name: str, choices: tuple[Choice, ...], answer: str | None, *, many: bool = False
) -> Field:
    law = view.book.text(f"refusal.ask_{'ground' if name == 'ground' else 'need'}")
    return Field(
        id=name,
        ask=law.text[view.known.lang],
        choices=choices,
        why=law.lines[0][view.known.lang],
        references=law.references,
        answer=answer,
        required=not many,
        many=many,
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
        why=t("field.leader_why"),
        references=("B2",),
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
