"""The flow of questions as a picture: where each box and each line stands. A template draws it as SVG.

Questions stand below each other; from an answer a line leads right, to an answer of the bot, or into a lane
that goes down to the next question. Lengths are in units of the picture, which is `WIDTH` wide.
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from guideline.atlas import Branch, Exit, Step
from guideline.model import Rule

WIDTH = 1060
CARD_WIDTH, END_X, END_WIDTH = 640, 730, 329
LANE_X, LANE_STEP = 656, 15
LINE, PADDING, GAP = 20, 10, 22
TITLE_CHARACTERS, ANSWER_CHARACTERS, GIVEN_CHARACTERS, END_CHARACTERS = 60, 36, 40, 33
GIVEN_X, HINT_X = 326, 630
END_LINE, END_PADDING = 18, 7


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words at its place."""

    x: int
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """A question with its answers."""

    fact: str
    number: int
    y: int
    height: int
    head: int
    """Height of the part with the question."""
    title: tuple[Line, ...]
    note: Line | None
    answers: tuple[Line, ...]
    given: tuple[Line, ...]
    hints: tuple[Line, ...]
    """To which question a line goes, where it begins."""
    rules: tuple[int, ...]
    """Heights at which a thin line parts two groups of answers."""


@dataclass(frozen=True, slots=True)
class End:
    """An answer of the bot."""

    place: int
    letter: str
    tone: str
    y: int
    height: int
    words: tuple[Line, ...]
    from_x: int


@dataclass(frozen=True, slots=True)
class Lane:
    """Lines from answers down to a question."""

    x: int
    starts: tuple[int, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole picture."""

    height: int
    cards: tuple[Card, ...]
    ends: tuple[End, ...]
    lanes: tuple[Lane, ...]
    width: int = WIDTH
    card_width: int = CARD_WIDTH
    end_x: int = END_X
    end_width: int = END_WIDTH


@dataclass(frozen=True, slots=True)
class Told:
    """How the flow is put into words, in one language."""

    title: Callable[[Step], str]
    note: Callable[[Step], str]
    """Said under a question that is never asked; empty for the others."""
    answer: Callable[[Step, Branch], Sequence[str]]
    given: Callable[[Exit], str]
    rules: Sequence[Rule]
    letters: Sequence[str]
    lang: str


def draw(steps: Sequence[Step], told: Told) -> Flow:
    """Lay the picture out."""
    drawing = _Drawing(steps, told)
    for step in steps:
        drawing.add(step)
    return drawing.finished()


@dataclass(frozen=True, slots=True)
class _Words:
    """Lines of a card, as they are found."""

    answers: list[Line]
    given: list[Line]
    hints: list[Line]


class _Drawing:
    def __init__(self, steps: Sequence[Step], told: Told) -> None:
        self._told = told
        self._numbers = {step.question.fact: number for number, step in enumerate(steps, 1)}
        self._cards: list[Card] = []
        self._ends: list[End] = []
        self._starts: dict[str, list[int]] = {}
        self._y = 0

    def add(self, step: Step) -> None:
        title = textwrap.wrap(self._told.title(step), TITLE_CHARACTERS)
        note = self._told.note(step)
        top = self._y
        head = PADDING * 2 + LINE * (len(title) + bool(note))
        self._y += head
        words = _Words([], [], [])
        rules: list[int] = []
        for branch in step.branches:
            rules.append(self._y)
            self._branch(step, branch, words)
        self._cards.append(
            Card(
                fact=step.question.fact,
                number=self._numbers[step.question.fact],
                y=top,
                height=self._y - top,
                head=head,
                title=tuple(_lines(56, top + PADDING + 15, title, LINE)),
                note=Line(56, top + head - PADDING, note) if note else None,
                answers=tuple(words.answers),
                given=tuple(words.given),
                hints=tuple(words.hints),
                rules=tuple(rules),
            )
        )
        self._y += GAP

    def _branch(self, step: Step, branch: Branch, words: "_Words") -> None:
        top = self._y
        answers = [
            line
            for answer in self._told.answer(step, branch)
            for line in _wrapped(answer, ANSWER_CHARACTERS, "– ")
        ]
        self._y += PADDING // 2
        for way in branch.exits:
            self._exit(way, words)
        self._y = max(self._y, top + LINE * len(answers) + PADDING) + PADDING // 2
        middle = top + (self._y - top - LINE * len(answers)) // 2
        words.answers.extend(_lines(22, middle + 15, answers, LINE))

    def _exit(self, way: Exit, words: "_Words") -> None:
        given = textwrap.wrap(self._told.given(way), GIVEN_CHARACTERS)
        end = textwrap.wrap(self._short(way.to), END_CHARACTERS) if isinstance(way.to, int) else []
        height = max(LINE * len(given), END_LINE * len(end) + 2 * END_PADDING if end else LINE) + END_PADDING
        middle = self._y + height // 2
        words.given.extend(_lines(GIVEN_X, middle - LINE * len(given) // 2 + 15, given, LINE))
        if isinstance(way.to, int):
            self._end(way.to, middle, end)
        else:
            self._starts.setdefault(way.to, []).append(middle)
            words.hints.append(Line(HINT_X, middle + 5, f"→ {self._numbers[way.to]}"))
        self._y += height

    def _end(self, place: int, middle: int, words: Sequence[str]) -> None:
        height = END_LINE * len(words) + 2 * END_PADDING
        top = middle - height // 2
        lines = tuple(_lines(END_X + 46, top + END_PADDING + 14, words, END_LINE))
        tone = self._told.rules[place].tone
        letter = self._told.letters[place]
        self._ends.append(End(place, letter, tone, top, height, lines, CARD_WIDTH))

    def _short(self, place: int) -> str:
        words = self._told.rules[place].short[self._told.lang]
        return words[:1].upper() + words[1:]

    def finished(self) -> Flow:
        heads = {card.fact: card.y + card.head // 2 for card in self._cards}
        return Flow(self._y - GAP + 2, tuple(self._cards), tuple(self._ends), tuple(self._lanes(heads)))

    def _lanes(self, heads: Mapping[str, int]) -> list[Lane]:
        """Give each question a lane of its own; one that is free again is used again."""
        free: list[int] = []
        lanes: list[Lane] = []
        for fact, starts in sorted(self._starts.items(), key=lambda item: min(item[1])):
            number = next((at for at, end in enumerate(free) if end < min(starts)), len(free))
            free[number : number + 1] = [heads[fact]]
            lanes.append(Lane(LANE_X + number * LANE_STEP, tuple(starts), heads[fact]))
        return lanes


def _wrapped(words: str, width: int, mark: str) -> list[str]:
    return textwrap.wrap(words, width, initial_indent=mark, subsequent_indent="\u2007\u2007")


def _lines(x: int, y: int, words: Sequence[str], step: int) -> list[Line]:
    return [Line(x, y + at * step, line) for at, line in enumerate(words)]
