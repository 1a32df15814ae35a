"""A pack, with what the conversation looks up in it again and again."""

import itertools
from collections.abc import Iterator
from functools import lru_cache

from cards.words import typed_words
from casework.law import OTHER, case_law
from dialogs.known import Known, know
from dialogs.shown import Choice, Field
from guideline.answers import Answer
from guideline.check.outcomes import every_outcome
from guideline.facts import domains
from guideline.law import law_of
from guideline.model import (
    ASK_MILDER,
    ASK_NEED,
    AnswerChoice,
    Facts,
    Help,
    LegalText,
    Pack,
    Question,
    QuickChoice,
    Text,
    Value,
)

NOTED = "copy_case_note"
"""The step that leads to a note for the case."""

NEEDED_TEXTS = (
    "about.what",
    "about.limits",
    "unasked.can",
    "unasked.cannot",
    "weigh.both_sides",
    "refusing.intro",
    "files.never",
    "recorder.ask",
    "recorder.ask_employee",
    "refusal.intro",
    "refusal.may_see",
    "refusal.other_ground",
    "refusal.other_ground_first",
    "refusal.other_ground_mark",
    "refusal.ask_ground",
    "refusal.ask_interest.other",
    ASK_NEED,
    ASK_MILDER,
    "refusal.ask_differs",
    "refusal.case_ref",
    "refusal.leader",
    "refusal.phone",
    "refusal.agreed",
    "refusal.until_decided",
    "refusal.silence",
    "refusal.silence_agreed",
    "refusal.nobody_answered",
    "refusal.leader_decides",
    "refusal.leader_confirms",
    "refusal.approved_now",
    "refusal.denied_now",
    "refusal.disputed_now",
    "refusal.lapsed_now",
    "refusal.revoked_now",
    "refusal.default_stands",
    "refusal.others_still_weighed",
    "refusal.hr_helps",
    "refusal.anyway",
    "refusal.reasons.opening",
    "refusal.reasons.now",
    "refusal.reasons.other",
    "refusal.reasons.procedural",
    "refusal.reasons.another_look",
    "refusal.note.procedural",
    "misuse.intro",
    "misuse.counts.changed",
    "misuse.counts.harassing",
    "misuse.counts.private",
    "misuse.counts.data",
    "misuse.lawful",
    "misuse.doubt",
    "misuse.sent",
    "misuse.new_wish",
    "legal.intro",
    "assess.intro",
    "assess.harmed",
    "assess.passed_on",
    "assess.private",
    "assess.manipulated",
    "assess.threats",
    "assess.police_report",
    "note.informed.ask",
    "note.informed.yes",
    "note.informed.afterwards",
    "note.informed.no",
    "note.informed.no.hint",
)
"""The texts of a pack that the cards show by name."""

OF_A_GROUND = ("weigh.{}", "refusal.ask_interest.{}", "refusal.reasons.{}")
"""The texts that each ground of a pack has."""

OF_A_PERMISSION = ("note.informed.ask", "note.informed.yes", "note.informed.afterwards")
"""The texts that may read differently where a certain notice answers whether one may record: what is noted is
what was said. Such a text has the notice's name at its end."""

OF_BELONGINGS = (
    "refusal.belongings",
    "refusal.belongings_ask",
    "refusal.reasons.belongings",
    "refusal.note.belongings",
)
"""The texts of a pack that lets belongings be kept out of the room."""

OF_A_RECORDER = (
    "note.{}.wanted",
    "note.{}.recorded.yes",
    "note.{}.recorded.suspected",
    "note.{}.recorded.no",
)
"""The texts of everybody about whom a note is written."""


OF_TWO_PARTS = ("unasked.", "refusal.ask_", "refusal.belongings_ask")
"""How the names of texts begin that are shown with their lines: a lead with its list, a question and why."""


def needed_texts(pack: Pack) -> Iterator[str]:
    """Return the names of the texts that the cards of a pack show."""
    yield from NEEDED_TEXTS
    for ground in pack.rules.grounds:
        yield from (name.format(ground.id) for name in OF_A_GROUND)
    for name, notice in itertools.product(OF_A_PERMISSION, pack.roles.public.permissions):
        if (own_text := f"{name}.{notice}") in pack.texts:
            yield own_text
    if pack.roles.refusing.belongings:
        yield from OF_BELONGINGS
    for recorder in noted_recorders(pack):
        yield from (name.format(recorder) for name in OF_A_RECORDER)


@lru_cache(maxsize=16)
def halved_texts(pack: Pack) -> list[str]:
    """Return the names of the texts that lack one of the two parts that are shown."""
    both = ((name, it) for name, it in pack.texts.items() if name.startswith(OF_TWO_PARTS))
    return [name for name, it in both if not (it.text and it.lines)]


def noted_recorders(pack: Pack) -> tuple[str, ...]:
    """Return the recorders whose recording is noted in a case, in the pack's order.

    It goes through every outcome, so it is worked out once for each pack.
    """
    fact, law = pack.roles.recorder.fact, law_of(pack)
    noted = {
        told.get(fact)
        for told, outcome in every_outcome(pack)
        if outcome is not None and not isinstance(outcome, str) and NOTED in law.answer(outcome).next
    }
    return tuple(value for value in domains(pack)[fact] if value in noted and isinstance(value, str))


class MissingTextsError(LookupError):
    """The pack lacks texts that the cards need; the sentence names them."""


class Book:
    """A pack, and its entries by name."""

    def __init__(self, pack: Pack) -> None:
        missing = [name for name in needed_texts(pack) if name not in pack.texts]
        missing += [f"{name} (its text or its lines)" for name in halved_texts(pack)]
        if missing:
            raise MissingTextsError(
                f"The guideline {pack.manifest.name} lacks texts in texts.yaml: {', '.join(missing)}."
            )
        self.pack, self.roles, self.cites = pack, pack.roles, pack.roles.cites
        self.law = case_law(pack)
        self.grounds = {ground.id: ground for ground in pack.rules.grounds}
        self.questions = {question.fact: question for question in pack.questions}
        self.paragraphs = {paragraph.id: paragraph for paragraph in pack.paragraphs}
        self._kept_choices = lru_cache(maxsize=128)(self._choices)

    def know(self, facts: Facts, lang: str, *, for_self: bool) -> Known:
        """Return what counts of these facts."""
        return know(self.pack, facts, lang, for_self=for_self)

    def text(self, name: str) -> LegalText:
        """Return one of the pack's named texts."""
        return self.pack.texts[name]

    def text_of_ground(self, name: str, ground: str) -> LegalText:
        """Return a text that each ground has; of a ground that this guideline does not name, the other's."""
        return self.text(f"{name}.{ground if ground in self.grounds else OTHER}")

    def text_of_answer(self, name: str, answer: Answer) -> LegalText:
        """Return a text as it reads beside what an answer says of whether one may record."""
        for notice in self.roles.public.permissions:
            if notice in answer.notices and (own_text := f"{name}.{notice}") in self.pack.texts:
                return self.text(own_text)
        return self.text(name)

    def choice(self, question: str, choice: str) -> QuickChoice | None:
        """Return a ready answer of a question by its id; None where this guideline no longer has it."""
        return next((it for it in self.text(question).choices if it.id == choice), None)

    def field(self, known: Known, fact: str) -> Field:
        """Return a question as a card's field, in the words for whom the advice is for."""
        question = self.questions[fact]
        return Field(
            id=fact,
            ask=own(question.ask, question.self_ask, known),
            choices=self._kept_choices(fact, known.lang, known.for_self),
            why=own(question.why, question.self_why, known),
            references=question.references,
            answer=known.facts.get(fact),
        )

    def by_an_employee(self, known: Known) -> bool:
        """Whether an employee records, and not somebody else."""
        recorder = self.roles.recorder
        return known.facts.get(recorder.fact) == recorder.employee

    def label(self, known: Known, fact: str) -> str:
        """Return the name of a fact, as on the line that shows it."""
        question = self.questions[fact]
        return own(question.label, question.self_label, known)

    def answer_text(self, known: Known, fact: str, value: Value) -> str:
        """Return an answer as it reads beside the fact's name."""
        choices = self._kept_choices(fact, known.lang, known.for_self)
        return next(choice.known for choice in choices if choice.answer == value)

    def help(self, known: Known, fact: str) -> Help | None:
        """Return what "not sure" opens, if the pack has something for it."""
        question = self.questions[fact]
        return (question.self_help or question.help) if known.for_self else question.help

    def _choices(self, fact: str, lang: str, for_self: bool) -> tuple[Choice, ...]:
        return tuple(_choice(answer, lang, for_self) for answer in self.questions[fact].answers)


def own(text: Text | None, self_text: Text | None, known: Known) -> str:
    """Return a text in the chat's language, in the version for the one it is meant for."""
    chosen = (self_text or text) if known.for_self else text
    return chosen[known.lang] if chosen else ""


def is_asked(question: Question) -> bool:
    """Whether a fact is asked about; some are only said."""
    return question.ask is not None


def _choice(answer: AnswerChoice, lang: str, for_self: bool) -> Choice:
    text = (answer.self_text or answer.text) if for_self else answer.text
    said = [*answer.text.values(), *(answer.self_text or {}).values()]
    words = [word for listed in answer.words.values() for word in listed]
    return Choice(
        answer=answer.value,
        title=text[lang],
        known=(answer.known or text)[lang],
        words=tuple(words + said + _yes_or_no(answer.value)),
    )


def _yes_or_no(value: Value) -> list[str]:
    if not isinstance(value, bool):
        return []
    return list(typed_words("typed.yes" if value else "typed.no"))


def known_of(book: Book, facts: Facts, lang: str) -> Known:
    """Return the facts of a matter as far as the present pack knows them."""
    usable = {
        fact: value
        for fact, value in facts.items()
        if fact in book.questions and any(a.value == value for a in book.questions[fact].answers)
    }
    return book.know(usable, lang, for_self=False)
