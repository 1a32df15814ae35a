"""The cards of a form that is filled in by typing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cards.words import Words, typed_words, words
from casework.errors import UnknownChoice
from casework.ports import Place
from dialogs.matching import after_words, plain
from dialogs.sheet import Block, Facts, Presses, Quote, Sheet, Small, Told, Warned, sheet_card
from dialogs.shown import Choice, Data, Entry, Field, Shown, Way, numbered
from dialogs.ways import Line, join


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsView:
    """What the card of a form is drawn from that is filled in by typing."""

    lang: str
    step: str
    """The verb that takes an answer."""
    begin: str
    """The verb that shows the whole form."""
    carried: Data
    """What every button carries."""
    values: Mapping[str, object]
    """What is answered as the form's inputs, so that the whole form comes filled in."""
    said: Mapping[str, str]
    """What is answered, in words, by question in order."""
    order: Sequence[str]
    """All questions, in order."""
    open: Field | None
    """The open question; None when all is answered."""
    before: Sequence[Block] = ()
    """What must be seen before the open question is answered, or the form is sent."""
    typing: str = ""
    """How the open question is answered, where that is not as its choices say."""
    may_skip: bool = False
    """Whether the open question may be left without an answer."""
    send: str
    """The title of the button that sends it."""
    goes_to: str
    """What happens to it once it is sent."""
    is_kept: bool = False
    """Whether sending it means to save it, for oneself; that may be done before all is answered."""
    ways: Sequence[Way] = ()
    """What else can be pressed before it is sent."""
    notes: Sequence[Block] = ()
    """What to know before it is sent."""

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.lang)

    def data(self, **more: object) -> Data:
        """Return what a button of the card carries."""
        return {**self.carried, **more}


def steps_card(steps: StepsView, hint: str | None) -> Shown:
    """Return the open question, or all answers, ready to send."""
    sheet = _question(steps, steps.open) if steps.open else _summary(steps)
    return sheet_card(sheet, steps.lang, hint)


def to_change(answered: Sequence[str], text: str) -> str:
    """Return which answer "change 3" means.

    Raises:
        UnknownChoice: none.

    """
    number = plain(after_words(typed_words("typed.change"), text) or text)
    place = int(number) if number.isdecimal() and len(number) <= 2 else 0
    if not 1 <= place <= len(answered):
        raise UnknownChoice("change")
    return answered[place - 1]


def chosen_in(field: Field, text: str) -> Choice | None:
    """Return the choice that a text names: by number, by value or by its words."""
    said = plain(text)
    if said.isdecimal():
        place = int(said) if len(said) <= 2 else 0
        return field.choices[place - 1] if 1 <= place <= len(field.choices) else None
    for choice in field.choices:
        if text.strip() == choice.value or said in [plain(word) for word in (choice.title, *choice.words)]:
            return choice
    return None


def _question(steps: StepsView, field: Field) -> Sheet:
    t = steps.t
    ways = [
        Way(c.title, steps.step, steps.data(answer=c.value), (*c.words, c.value), numbered=True)
        for c in field.choices
    ]
    place = t("step.of", number=_number(steps), total=len(steps.order))
    listed = [numbered([way.title for way in ways])] if ways else []
    typing = t(f"step.typing_{steps.typing or _kind(field)}")
    return Sheet(
        title=field.ask,
        intro=[Line(field.why, field.references)] if field.why else [],
        blocks=[Small(place), *steps.before, Presses(ways), Presses(_other_ways(steps)), Small(typing)],
        place=_place(steps),
        entry=_entry(steps),
        summary=join([place, field.ask, field.why, *_spoken(steps.before), *listed, typing]),
    )


def _number(steps: StepsView) -> int:
    """Return the place of the open question, which may be an earlier one that is being changed."""
    return next(place for place, name in enumerate(steps.order, start=1) if name not in steps.said)


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


def _kind(field: Field) -> str:
    if field.many:
        return "many"
    return "choice" if field.choices else "text"


def _summary(steps: StepsView) -> Sheet:
    t = steps.t
    told = [(f"{number}. {_label(steps, name)}", steps.said[name]) for number, name in _numbered(steps)]
    ready, typing = t(f"step.ready{_end(steps)}"), t(f"step.typing_send{_end(steps)}")
    return Sheet(
        title=ready,
        tone="accent",
        intro=[Line(steps.goes_to)],
        blocks=[
            Facts(told),
            *steps.before,
            *steps.notes,
            Presses([_send(steps)], style="positive"),
            Presses([*steps.ways, *_other_ways(steps)]),
            Small(typing),
        ],
        place=_place(steps),
        entry=_entry(steps),
        summary=join(
            [
                f"{ready}.",
                steps.goes_to,
                *(f"{name}: {said}" for name, said in told),
                *_spoken(steps.before),
                typing,
            ]
        ),
    )


def _end(steps: StepsView) -> str:
    return "_kept" if steps.is_kept else ""


def _send(steps: StepsView) -> Way:
    # Whoever types "send" for what is saved means the same.
    commands = [*(typed_words("typed.save") if steps.is_kept else ()), *typed_words("typed.send")]
    return Way(steps.send, steps.step, steps.data(send=True), tuple(commands))


def _numbered(steps: StepsView) -> list[tuple[int, str]]:
    return list(enumerate(steps.said, start=1))


def _label(steps: StepsView, name: str) -> str:
    said = steps.t(f"named.{name}")
    return said[0].upper() + said[1:]


def _place(steps: StepsView) -> Place:
    return Place(steps.step, steps.data())


def _entry(steps: StepsView) -> Entry:
    return Entry(Way("", steps.step, steps.data()), "answer")


def _other_ways(steps: StepsView) -> list[Way]:
    t = steps.t
    skipped = steps.data(answer=typed_words("typed.skip")[0])
    skip = Way(t("action.skip"), steps.step, skipped, typed_words("typed.skip"))
    back = Way(t("action.back"), steps.step, steps.data(undo=True), typed_words("typed.back"))
    whole = {**steps.data(), **steps.values}
    form = Way(t("action.whole_form"), steps.begin, whole, typed_words("typed.whole_form"))
    save = [_send(steps)] if steps.is_kept and steps.open and steps.said else []
    may_skip = steps.may_skip and steps.open is not None
    return [*([skip] if may_skip else []), *([back] if steps.said else []), form, *save]
