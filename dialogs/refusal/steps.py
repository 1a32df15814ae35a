"""The form by typing alone: one question after the other, with a draft kept for twelve hours.

The place in it is never stored: it follows from what is answered, as in the interview.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cards.words import typed_words
from casework.errors import (
    FormError,
    LeaderError,
    MustSayWhatDiffers,
    OwnRequest,
    UnknownChoice,
    UserError,
)
from casework.form import checked_text, weighing_is_short
from casework.ports import Draft, Place
from dialogs import problems
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.matching import after_words, is_typed, plain
from dialogs.refusal.asking_for import form_view, offered, sent, status
from dialogs.refusal.errors import sentence
from dialogs.refusal.filled import key_of, meeting_in, text_in
from dialogs.refusal.form import BEGIN, STEP, FormView, fields_of
from dialogs.refusal.moments import read_meeting, say_moment
from dialogs.refusal.people import leader_written
from dialogs.sheet import Block, Facts, Presses, Sheet, Small, sheet_card
from dialogs.shown import Choice, Entry, Field, Shown, Way, numbered
from dialogs.turn import Turn
from dialogs.ways import Line
from guideline.answers import Answer

MEETING = "meeting"
MARKS = ("short_is_meant", "short_text", "ask_leader", "now", "must_differ")
"""What a draft keeps besides answers."""

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a form stands that is filled in by typing."""

    view: FormView
    texts: Texts

    @property
    def order(self) -> tuple[str, ...]:
        """The questions, in order."""
        differs = ("deviation_reason",) if self.view.asks_what_differs else ()
        leader = ("leader",) if self.view.leader is None or "ask_leader" in self.texts else ()
        return (
            *("ground", "municipal_interest", "recorder_need", "milder_means"),
            *differs,
            *("case_ref", MEETING),
            *leader,
            "agreed_by_phone",
        )

    @property
    def open(self) -> str | None:
        """The next question; None when all is answered."""
        return next((name for name in self.order if not self._is_answered(name)), None)

    @property
    def answered(self) -> tuple[str, ...]:
        """The questions that are answered."""
        return tuple(name for name in self.order if self._is_answered(name))

    def _is_answered(self, name: str) -> bool:
        return "meeting_date" in self.texts or "now" in self.texts if name == MEETING else name in self.texts


async def step(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an answer, and ask the next question; without one, ask the question that is open."""
    answer = offered(desk, asked)
    if answer is None:
        return problems.not_here(desk.book, asked)
    steps = await _steps(desk, asked, turn, answer)
    if asked.flag("send") and steps.open is None:
        return await _send(desk, asked, turn, answer, steps)
    if asked.flag("undo"):
        return await _show(desk, asked, turn, answer, _without(steps.texts, *steps.answered[-1:]))
    text = text_in(asked.data, "answer").strip()
    if not text:
        return _card(steps, asked.hint)
    try:
        texts = await _with(desk, steps, text)
    except UserError as error:
        return _card(steps, sentence(error, asked.known.lang))
    hint = steps.view.t("errors.weighing_is_short") if _questions(steps.texts, texts) else None
    return await _show(desk, asked, turn, answer, texts, hint)


def _questions(before: Texts, after: Texts) -> bool:
    return "short_text" in after and "short_text" not in before


async def _steps(desk: Desk, asked: Asked, turn: Turn, answer: Answer) -> Steps:
    draft = await desk.drafts.recall(turn.chat_id)
    key = key_of(asked.data)
    texts = dict(draft.texts) if draft and key and draft.data.get("key") == key else {}
    return await _at(desk, asked, turn, answer, texts)


async def _at(desk: Desk, asked: Asked, turn: Turn, answer: Answer, texts: Texts) -> Steps:
    error = MustSayWhatDiffers() if "must_differ" in texts else None
    return Steps(await form_view(desk, asked, turn, answer, texts, error), texts)


async def _show(
    desk: Desk, asked: Asked, turn: Turn, answer: Answer, texts: Texts, hint: str | None = None
) -> Shown:
    """Keep the draft and show where it stands."""
    steps = await _at(desk, asked, turn, answer, texts)
    data = {"key": steps.view.key, "facts": asked.known.facts}
    await desk.drafts.remember(turn.chat_id, Draft(data, texts))
    return _card(steps, hint)


async def _send(desk: Desk, asked: Asked, turn: Turn, answer: Answer, steps: Steps) -> Shown:
    values = {name: text for name, text in steps.texts.items() if name not in MARKS}
    if "short_is_meant" in steps.texts:
        values["short_is_meant"] = "true"
    try:
        made = await sent(desk, asked, turn, answer, values)
    except UserError as error:
        texts = _corrected(steps.texts, error)
        return await _show(desk, asked, turn, answer, texts, sentence(error, asked.known.lang))
    return await status(desk, made, turn, asked.known.lang)


def _corrected(texts: Texts, error: UserError) -> Texts:
    """Return the draft without what must change, so that it is asked again."""
    if isinstance(error, MustSayWhatDiffers):
        return {**texts, "must_differ": "true"}
    if isinstance(error, LeaderError | OwnRequest):
        return {**_without(texts, "leader"), "ask_leader": "true"}
    fields = error.fields if isinstance(error, FormError) else ()
    return _without(texts, *(MEETING if field.startswith(MEETING) else field for field in fields))


def _without(texts: Mapping[str, str], *names: str) -> Texts:
    gone = set(names)
    if MEETING in gone:
        gone |= {"meeting_date", "meeting_time", "now"}
    if "municipal_interest" in gone:
        gone |= {"short_is_meant", "short_text"}
    return {name: text for name, text in texts.items() if name not in gone}


async def _with(desk: Desk, steps: Steps, text: str) -> Texts:
    """Return the draft with an answer to the open question, or raise UserError."""
    texts, at = steps.texts, steps.open
    match at:
        case None:
            return _without(texts, _to_change(steps, text))
        case "municipal_interest":
            return {**texts, **_interest(texts, checked_text(at, text, needed=True))}
        case "recorder_need":
            return {**texts, **_need(fields_of(steps.view)[at], checked_text(at, text, needed=True))}
        case "ground" | "agreed_by_phone":
            return {**texts, at: _one_of(fields_of(steps.view)[at], text)}
        case "leader":
            return {**texts, at: await leader_written(desk.directory, checked_text(at, text)) or ""}
        case "meeting":
            return {**texts, **_meeting(desk, text)}
        case _:
            return {**texts, at: checked_text(at, text, needed=True)}


def _to_change(steps: Steps, text: str) -> str:
    """Return which answer "change 3" means."""
    number = plain(after_words(typed_words("typed.change"), text) or text)
    place = int(number) if number.isdecimal() and len(number) <= 2 else 0
    if not 1 <= place <= len(steps.answered):
        raise UnknownChoice("change")
    return steps.answered[place - 1]


def _interest(texts: Texts, text: str) -> Texts:
    """Question a weighing of a few words once, kindly; then take it as it is."""
    if is_typed("typed.enough", text) and "short_text" in texts:
        return {"municipal_interest": texts["short_text"], "short_is_meant": "true"}
    if not weighing_is_short(text):
        return {"municipal_interest": text}
    if "short_text" in texts:
        return {"municipal_interest": text, "short_is_meant": "true"}
    return {"short_text": text}


def _need(field: Field, text: str) -> Texts:
    """Return quick choices by their numbers, words or ids; anything else is the requester's own words."""
    parts = [part for part in text.replace(",", " ").split() if not is_typed("typed.and", part)]
    chosen = [_chosen(field, part) for part in parts]
    if chosen and all(chosen):
        return {"recorder_need": ",".join(dict.fromkeys(c.value for c in chosen if c))}
    whole = _chosen(field, text)
    return {"recorder_need": whole.value if whole else text}


def _one_of(field: Field, text: str) -> str:
    choice = _chosen(field, text)
    if choice is None:
        raise UnknownChoice(field.id)
    return choice.value


def _chosen(field: Field, text: str) -> Choice | None:
    said = plain(text)
    if said.isdecimal():
        place = int(said) if len(said) <= 2 else 0
        return field.choices[place - 1] if 1 <= place <= len(field.choices) else None
    for choice in field.choices:
        if text.strip() == choice.value or said in [plain(word) for word in (choice.title, *choice.words)]:
            return choice
    return None


def _meeting(desk: Desk, text: str) -> Texts:
    found = read_meeting(text, desk.clock.now())
    if found is None:
        raise UnknownChoice("meeting_date", "meeting_time")
    date, time = found
    return {"meeting_date": date, "meeting_time": time} if date else {"now": "true"}


def _card(steps: Steps, hint: str | None) -> Shown:
    view = steps.view
    place = Place(STEP, view.known.data(key=view.key))
    sheet = _question(steps, steps.open) if steps.open else _summary(steps)
    return sheet_card(replace(sheet, place=place), view.known.lang, hint)


def _question(steps: Steps, name: str) -> Sheet:
    view, t = steps.view, steps.view.t
    field = _meeting_field(view) if name == MEETING else fields_of(view)[name]
    ways = [
        Way(c.title, STEP, view.data(answer=c.value), (*c.words, c.value), numbered=True)
        for c in field.choices
    ]
    place = t("step.of", number=len(steps.answered) + 1, total=len(steps.order))
    listed = [numbered([way.title for way in ways])] if ways else []
    return Sheet(
        title=field.ask,
        intro=[Line(field.why, field.references)] if field.why else [],
        blocks=[
            Small(place),
            Presses(ways),
            Presses(_other_ways(steps)),
            Small(t(f"step.typing_{_kind(field)}")),
        ],
        entry=Entry(Way("", STEP, view.data()), "answer"),
        summary=" ".join([place, field.ask, field.why, *listed, t(f"step.typing_{_kind(field)}")]),
    )


def _kind(field: Field) -> str:
    if field.many:
        return "many"
    return "choice" if field.choices else "text"


def _meeting_field(view: FormView) -> Field:
    return Field(id=MEETING, ask=view.t("step.meeting"), kind="text", why=view.t("step.meeting_why"))


def _other_ways(steps: Steps) -> list[Way]:
    view, t = steps.view, steps.view.t
    form = Way(t("action.whole_form"), BEGIN, view.data(**_values(steps)), typed_words("typed.whole_form"))
    if not steps.answered:
        return [form]
    return [Way(t("action.back"), STEP, view.data(undo=True), typed_words("typed.back")), form]


def _values(steps: Steps) -> dict[str, object]:
    """Return what is answered as the form's inputs, so that the whole form comes filled in."""
    return {name: text for name, text in steps.texts.items() if name not in MARKS}


def _summary(steps: Steps) -> Sheet:
    view, t = steps.view, steps.view.t
    told = [(f"{number}. {_label(view, name)}", _said(steps, name)) for number, name in _numbered(steps)]
    send = Way(t("action.send"), STEP, view.data(send=True), typed_words("typed.send"))
    blocks: list[Block] = [
        Facts(told),
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
        summary=" ".join(
            [t("step.ready"), *(f"{name}: {said}" for name, said in told), t("step.typing_send")]
        ),
    )


def _numbered(steps: Steps) -> list[tuple[int, str]]:
    return list(enumerate(steps.answered, start=1))


def _label(view: FormView, name: str) -> str:
    said = view.t(f"named.{name}")
    return said[0].upper() + said[1:]


def _said(steps: Steps, name: str) -> str:
    view, text = steps.view, steps.texts.get(name, "")
    if name == MEETING:
        moment = meeting_in(steps.texts, view.now)
        return say_moment(moment, view.known.lang) if moment else view.t("step.now")
    fields = fields_of(view)
    if name in fields and fields[name].choices:
        titles = {choice.value: choice.known for choice in fields[name].choices}
        return ", ".join(titles.get(part, part) for part in text.split(",")) or text
    return text
