"""A leader says that they are away, until when, and who decides meanwhile."""

import datetime

from cards.words import typed_words, words
from casework.errors import MissingFields, UserError
from casework.ports import Place
from casework.refusal import absences
from casework.refusal.errors import BadAbsence
from casework.workdays import local_day
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.inputs import LONGEST_NAME, text_in
from dialogs.matching import is_typed
from dialogs.moments import read_day, say_day
from dialogs.people import names_of
from dialogs.refusal.people import leader_written
from dialogs.saying import sentence
from dialogs.sheet import Ask, Presses, Sheet, Small, Warned, sheet_card
from dialogs.shown import Entry, Field, Shown, Way
from dialogs.turn import Turn
from dialogs.ways import Line

SET, END = "absence.set", "absence.end"


async def set_absence(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Note the absence; without a deputy and a day, ask for them."""
    if is_typed("typed.absence_end", text_in(asked.data, "absence")):
        return await end_absence(desk, asked, turn)
    deputy, until = _written(asked)
    if not deputy and not until:
        return _form(desk.book, asked, "", "", asked.hint)
    try:
        person, day = await _read(desk, deputy, until)
        handed = await absences.set_absence(desk.casework, turn.person_id, person, day)
    except UserError as error:
        return _form(desk.book, asked, deputy, until, sentence(error, asked.known.lang))
    names = await names_of(desk.directory, asked.known.lang, person, handed.answers)
    by_other = handed.answers if handed.answers != person else None
    return _done(asked, names(person), names(by_other) if by_other else "", day, len(handed.requests))


async def end_absence(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """End the absence before its last day."""
    lang, t = asked.known.lang, words(asked.known.lang)
    was_away = await absences.end_absence(desk.casework, turn.person_id)
    sheet = Sheet(
        title=t("absence.back" if was_away else "absence.not_away"),
        tone="good" if was_away else "default",
        intro=[Line(t("absence.back_text"))] if was_away else [],
        blocks=[Presses([_waiting(lang)])],
        place=Place("list.waiting", {"lang": lang}),
    )
    return sheet_card(sheet, lang)


def _waiting(lang: str) -> Way:
    return Way(words(lang)("action.waiting"), "list.waiting", {"lang": lang}, typed_words("typed.waiting"))


def _end_way(lang: str) -> Way:
    said = typed_words("typed.absence_end")
    return Way(words(lang)("action.absence_end"), END, {"lang": lang}, said)


def _written(asked: Asked) -> tuple[str, str]:
    """Return the deputy and the day, from inputs or from one typed text: "Bo until Friday"."""
    deputy, until = text_in(asked.data, "deputy").strip(), text_in(asked.data, "until").strip()
    if deputy or until:
        return deputy, until
    text = text_in(asked.data, "absence").strip()
    small = text.casefold()
    for word in typed_words("typed.until"):
        at = small.rfind(f" {word} ")
        if at > 0 or small.startswith(f"{word} "):
            at = max(at, -1)
            return text[: max(at, 0)].strip(), text[at + len(word) + 2 :].strip()
    return text, ""


async def _read(desk: Desk, deputy: str, until: str) -> tuple[str, datetime.date]:
    person = await leader_written(desk.directory, deputy)
    missing = [name for name, value in (("deputy", person), ("until", until)) if not value]
    if missing or person is None:
        raise MissingFields(*missing)
    day = read_day(until, local_day(desk.clock.now()))
    if day is None:
        raise BadAbsence("until")
    return person, day


def _form(book: Book, asked: Asked, deputy: str, until: str, hint: str | None) -> Shown:
    lang, t = asked.known.lang, words(asked.known.lang)
    send = Way(t("action.absence_send"), SET, {"lang": lang})
    fields = (
        Field(
            id="deputy",
            ask=t("field.deputy"),
            kind="text",
            max_length=LONGEST_NAME,
            why=t("field.deputy_why"),
            references=book.cites.leader_decides,
            answer=deputy or None,
        ),
        Field(
            id="until",
            ask=t("field.until"),
            kind="date",
            why=t("field.until_why"),
            answer=until if _is_date(until) else None,
        ),
    )
    sheet = Sheet(
        title=t("absence.title"),
        intro=[Line(t("absence.text"))],
        blocks=[
            *(Ask(field, compact=True) for field in fields),
            Presses([send], inputs=True, style="positive"),
            Presses([_end_way(lang), _waiting(lang)]),
            Small(t("absence.typing")),
        ],
        place=Place(SET, {"lang": lang}),
        entry=Entry(send, "absence"),
    )
    return sheet_card(sheet, lang, hint)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _done(asked: Asked, deputy: str, answers: str, until: datetime.date, handed: int) -> Shown:
    lang, t = asked.known.lang, words(asked.known.lang)
    sheet = Sheet(
        title=t("absence.done", deputy=answers or deputy),
        tone="good",
        intro=[Line(t("absence.done_text", deputy=answers or deputy, until=say_day(until, lang)))],
        blocks=[
            *([Warned(t("absence.by_deputy", deputy=deputy, answers=answers))] if answers else []),
            Small(t("absence.handed", number=handed)),
            Presses([_end_way(lang), _waiting(lang)]),
        ],
        place=Place("list.waiting", {"lang": lang}),
    )
    return sheet_card(sheet, lang)
