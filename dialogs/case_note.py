"""The note for the case, drawn for what really happened."""

from dataclasses import dataclass

from cards.render import render
from cards.words import typed_words, words
from casework.law import holds
from casework.ports import Place
from dialogs import problems
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.edition import edition, short
from dialogs.known import Known
from dialogs.shown import Choice, Field, Shown, Way
from dialogs.turn import Turn
from dialogs.ways import Line, known_lines, return_way
from guideline.answers import Answer
from guideline.decide import decide
from guideline.model import LegalText

VERB = "advice.case_note"

OUTCOMES = {"recorded": ("yes", "suspected", "no"), "informed": ("yes", "afterwards", "no")}
"""What may have happened: was it recorded, and was the person told what passing it on can mean."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finished note and what stands beside it."""

    text: str
    references: list[str]
    remaining: Line | None
    """What still has to be done, outside the note."""


async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the form until both questions are answered, then the note. Nothing is preselected or assumed."""
    answer = decide(desk.book.pack, asked.known.facts)
    if not isinstance(answer, Answer) or asked.known.for_self or "copy_case_note" not in answer.next:
        return problems.not_here(desk.book, asked)
    happened = {name: value for name in OUTCOMES if (value := asked.name(name)) in OUTCOMES[name]}
    draw = note_card if len(happened) == len(OUTCOMES) else _form_card
    return draw(desk.book, asked, answer, {name: str(value) for name, value in happened.items()})


def _form_card(book: Book, asked: Asked, answer: Answer, happened: dict[str, str]) -> Shown:
    known, t = asked.known, words(asked.known.lang)
    fields, submit = _fields(book, known, answer, happened), _submit(known, "action.make_note")
    back = return_way(book, known)
    missing = t("note.choose") if asked.flag("sent") or happened else None
    card = render(
        "question",
        known.lang,
        title=t("note.form"),
        known=known_lines(book, known),
        fields=fields,
        answers=[],
        submit=submit,
        ways=[back],
        explained=[],
        typing=t("hint.typing_two"),
        hint=asked.hint or missing,
    )
    typed = Way("", VERB, known.data(**happened))
    place = Place(VERB, known.data(**happened))
    summary = " ".join([t("note.form"), *(field.ask for field in fields)])
    return Shown(card, summary, place, fields=fields, submit=typed, ways=(back,))


def note_card(book: Book, asked: Asked, answer: Answer, happened: dict[str, str]) -> Shown:
    """Return the card with the note, of what happened by the names of `OUTCOMES`."""
    known, t = asked.known, words(asked.known.lang)
    note, back = _note(book, known, answer, happened), return_way(book, known)
    card = render(
        "case_note",
        known.lang,
        title=t("note.title"),
        note=note.text,
        references=note.references,
        remaining=note.remaining,
        fields=_fields(book, known, answer, happened),
        submit=_submit(known, "note.again"),
        back=back,
        hint=asked.hint,
    )
    place = Place(VERB, known.data(**happened))
    return Shown(card, t("note.summary", note=note.text.replace("\n\n", " ")), place, ways=(back,))


def _note(book: Book, known: Known, answer: Answer, happened: dict[str, str]) -> Note:
    """Return the note. Where nothing was recorded, there is nothing that one still had to say."""
    untold = happened["informed"] == "no" and happened["recorded"] != "no"
    parts = [book.text_of_answer(f"note.{name}", answer) for name in _sentences(book, known, happened)]
    return Note(
        text="\n\n".join([*(part.text[known.lang] for part in parts), *_words(book, known.lang, happened)]),
        references=_references(book, parts),
        remaining=_remaining(book, known.lang) if untold else None,
    )


def _sentences(book: Book, known: Known, happened: dict[str, str]) -> list[str]:
    """Return the names of what really happened, and of nothing else."""
    recorder = known.facts[book.roles.recorder.fact]
    recorded, informed = happened["recorded"], happened["informed"]
    asked = recorded == "no" and holds(book.roles.asked_first, known.facts)
    told = recorded != "no" or informed != "no"
    return [
        *([f"{recorder}.wanted"] if asked else []),
        f"{recorder}.recorded.{recorded}",
        *([f"informed.{informed}"] if told else []),
    ]


def _words(book: Book, lang: str, happened: dict[str, str]) -> list[str]:
    """Return which words the person was told, where they were."""
    if happened["informed"] == "no":
        return []
    mark = edition(book.pack)
    return [words(lang)("note.words", version=mark.version, hash=short(mark))]


def _remaining(book: Book, lang: str) -> Line:
    hint = book.text("note.informed.no.hint")
    return Line(hint.text[lang], hint.references)


def _references(book: Book, parts: list[LegalText]) -> list[str]:
    named = {reference for part in parts for reference in part.references}
    return [paragraph for paragraph in book.paragraphs if paragraph in named]


def _fields(book: Book, known: Known, answer: Answer, happened: dict[str, str]) -> tuple[Field, ...]:
    t = words(known.lang)
    informed = book.text_of_answer("note.informed.ask", answer)
    asks = {
        "recorded": (t("note.recorded"), t("note.form_why"), book.cites.case_note),
        "informed": (informed.text[known.lang], "", informed.references),
    }
    return tuple(
        Field(
            id=name,
            ask=asks[name][0],
            choices=tuple(_choice(known.lang, name, outcome) for outcome in outcomes),
            why=asks[name][1],
            references=asks[name][2],
            answer=happened.get(name),
        )
        for name, outcomes in OUTCOMES.items()
    )


def _choice(lang: str, name: str, outcome: str) -> Choice:
    title, said = words(lang)(f"note.{name}.{outcome}"), typed_words(f"typed.{outcome}")
    return Choice(outcome, title, title, said)


def _submit(known: Known, title: str) -> Way:
    return Way(words(known.lang)(title), VERB, known.data(sent=True))
