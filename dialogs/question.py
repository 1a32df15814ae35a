"""The question cards: a question, a question explained, and what to do while it stays open."""

from dataclasses import replace

from cards.render import render
from cards.words import typed_words, words
from casework.ports import Place
from dialogs.book import Book, is_asked, own
from dialogs.known import Known
from dialogs.shown import Field, Shown, Way, numbered
from dialogs.ways import change_ways, known_lines, restart_way
from guideline.decide import next_question
from guideline.model import Question


def asked_together(known: Known, question: Question) -> tuple[str, ...]:
    """Return the facts that one card asks: the question's own, and the one the pack puts beside it."""
    other = question.together_with
    if other is None or other in known.facts:
        return (question.fact,)
    return (question.fact, other)


def next_question_card(book: Book, known: Known, question: Question, hint: str | None = None) -> Shown:
    """Return the card that asks what the guideline needs to know next."""
    facts = asked_together(known, question)
    place = Place("interview.answer", known.data())
    return _card(book, known, facts, place, hint=hint)


def asked_again_card(
    book: Book, known: Known, fact: str, hint: str | None = None, *, stepping: bool = False
) -> Shown:
    """Return the card that asks a fact again, with its present answer marked.

    Who is stepping back goes on to the question before; who came to change this one can keep it.
    """
    if stepping:
        place, back = Place("interview.back", known.data(change=fact, stepping=True)), None
    else:
        place, back = Place("interview.back", known.data(change=fact)), _keep_way(known)
    return _card(book, known, (fact,), place, hint=hint, back=back)


def explained_card(book: Book, known: Known, fact: str, hint: str | None = None) -> Shown:
    """Return the card that explains a question with the guideline's own examples."""
    stands = next_question(book.pack, known.facts)
    natural = stands is not None and stands.fact == fact
    facts = asked_together(known, stands) if stands and natural else (fact,)
    place = Place("interview.answer", known.data(unsure=fact))
    return _card(book, known, facts, place, hint=hint, explained=True)


def open_card(book: Book, known: Known, fact: str, hint: str | None = None) -> Shown:
    """Return what is safe to do, and whom to ask, while a question stays open."""
    t, help_ = words(known.lang), book.help(known, fact)
    text = help_.if_open[known.lang] if help_ else ""
    ways = (
        _again_way(known, fact),
        Way(t("next.ask_hr_legal"), "hr.ask", known.data(), typed_words("typed.ask_hr_legal"), numbered=True),
        restart_way(known.lang),
    )
    card = render(
        "page",
        known.lang,
        title=t("open.title"),
        tone="accent",
        intro=[text],
        references=book.questions[fact].references,
        noted=None,
        lines=[],
        closing=[],
        ways=ways,
        known=known_lines(book, known),
        hint=hint,
    )
    place = Place("interview.answer", known.data(unsure=fact, open=True))
    return Shown(card, t("open.summary", text=text), place, ways=ways)


def previous_fact(book: Book, known: Known, before: str | None = None) -> str | None:
    """Return the last known fact that is asked about, in asking order, before another one."""
    asked = [fact for fact, question in book.questions.items() if is_asked(question)]
    earlier = asked[: asked.index(before)] if before else asked
    return next((fact for fact in reversed(earlier) if fact in known.facts), None)


def _card(
    book: Book,
    known: Known,
    facts: tuple[str, ...],
    place: Place,
    *,
    hint: str | None,
    explained: bool = False,
    back: Way | None = None,
) -> Shown:
    t = words(known.lang)
    fields = tuple(book.field(known, fact) for fact in facts)
    submit = Way(t("action.submit"), "interview.answer", known.data(asked=facts[0]))
    ways = (_unsure_way(book, known, facts[0], again=explained), back or _back_way(book, known, facts[0]))
    title = fields[0].ask if len(fields) == 1 else t("question.two")
    card = render(
        "question",
        known.lang,
        title=title,
        known=known_lines(book, known, without=facts),
        fields=fields,
        answers=_answer_ways(known, fields[0]),
        submit=submit,
        ways=[way for way in ways if way],
        explained=_explanations(book, known, facts) if explained else [],
        typing=t("hint.typing" if len(fields) == 1 else "hint.typing_two"),
        hint=hint,
    )
    return Shown(
        card,
        _summary(known, fields),
        place,
        fields=fields,
        submit=replace(submit, data=known.data()),
        ways=(*(way for way in ways if way), *change_ways(book, known)),
    )


def _answer_ways(known: Known, field: Field) -> list[Way]:
    t = words(known.lang)
    return [
        Way(
            t("action.chosen", answer=choice.title) if choice.answer == field.answer else choice.title,
            "interview.answer",
            known.data(**{field.id: choice.answer}),
        )
        for choice in field.choices
    ]


def _unsure_way(book: Book, known: Known, fact: str, *, again: bool) -> Way | None:
    """Return the press for "not sure"; on the card that explains, for "still not sure"."""
    if book.help(known, fact) is None:
        return None
    t = words(known.lang)
    unsure = typed_words("typed.not_sure")
    if again:
        said = typed_words("typed.still_open") + unsure
        return Way(t("action.still_open"), "interview.answer", known.data(unsure=fact, open=True), said)
    return Way(t("action.not_sure"), "interview.answer", known.data(unsure=fact), unsure)


def _back_way(book: Book, known: Known, fact: str) -> Way:
    previous, said = previous_fact(book, known, before=fact), typed_words("typed.back")
    title = words(known.lang)("action.back")
    if previous is None:
        return Way(title, "interview.start", {"facts": {}, "lang": known.lang}, said)
    return Way(title, "interview.back", known.data(change=previous, stepping=True), said)


def _keep_way(known: Known) -> Way:
    """Return the press that goes back to where the interview stood, with nothing changed."""
    return Way(words(known.lang)("action.keep"), "interview.answer", known.data(), typed_words("typed.back"))


def _again_way(known: Known, fact: str) -> Way:
    title, said = words(known.lang)("action.back_to_question"), typed_words("typed.back")
    if fact in known.facts:
        return Way(title, "interview.back", known.data(change=fact), said, numbered=True)
    return Way(title, "interview.answer", known.data(), said, numbered=True)


def _explanations(book: Book, known: Known, facts: tuple[str, ...]) -> list[str]:
    helps = (book.help(known, fact) for fact in facts)
    return [own(help_.explain, None, known) if help_ else "" for help_ in helps]


def _summary(known: Known, fields: tuple[Field, ...]) -> str:
    """Return the questions with their answers numbered, for whoever gets no cards."""
    t = words(known.lang)
    return " ".join(
        t("question.summary", question=field.ask, answers=numbered([c.title for c in field.choices]))
        for field in fields
    )
