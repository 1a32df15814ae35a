"""The text for the person who records, in Danish, easy Danish and English, to show or to copy."""

from cards.render import render
from cards.words import typed_words, words
from casework.ports import Place
from dialogs import problems
from dialogs.asked import TEXT_LANGUAGES, Asked, spoken
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.known import Known
from dialogs.shown import Shown, Way
from dialogs.turn import Turn
from dialogs.ways import return_way
from guideline.answers import Answer
from guideline.decide import decide
from guideline.model import Notice

ASK, ASK_LEADER = "recorder.ask", "recorder.ask_employee"
"""Whom to turn to; the texts render the same paragraphs."""


async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the text that goes with the advice. The whole card speaks the language of the text.

    It may be turned towards the person who records. The way back leads to the language of the chat,
    which the card carries as `ui` beside the `lang` of the text.
    """
    answer = decide(desk.book.pack, asked.known.facts)
    if not isinstance(answer, Answer) or not answer.notices:
        return problems.not_here(desk.book, asked)
    reader = asked.known.in_language(spoken(asked.name("ui"), asked.known.lang))
    return _card(desk.book, reader, answer, asked.text_language, asked.hint)


def _card(book: Book, reader: Known, answer: Answer, lang: str, hint: str | None) -> Shown:
    t, notices = words(lang), [book.pack.notices[notice] for notice in answer.notices]
    paragraphs = [_told(notice, reader, lang) for notice in notices]
    ask = ASK_LEADER if _is_employee(reader) else ASK
    paragraphs.append(book.text(ask).text[lang])
    languages = tuple(_language_way(reader, lang, other) for other in TEXT_LANGUAGES)
    back = _way_back(book, reader, lang)
    card = render(
        "recorder_text",
        lang,
        title=t("recorder.title"),
        paragraphs=paragraphs,
        references=_references(book, notices),
        languages=languages,
        back=back,
        hint=hint,
    )
    place = Place("advice.recorder_text", _data(reader, lang))
    return Shown(card, t("recorder.summary", text=paragraphs[0]), place, ways=(*languages, back))


def _told(notice: Notice, reader: Known, lang: str) -> str:
    text = (notice.employee_text if _is_employee(reader) else None) or notice.text
    return text.get(lang) or text[spoken(lang, "da")]


def _is_employee(reader: Known) -> bool:
    return reader.facts.get("recorder") == "employee"


def _references(book: Book, notices: list[Notice]) -> list[str]:
    named = {*book.text(ASK).references, *(ref for notice in notices for ref in notice.references)}
    return [paragraph for paragraph in book.paragraphs if paragraph in named]


def _data(reader: Known, lang: str) -> dict[str, object]:
    return {**reader.data(), "lang": lang, "ui": reader.lang}


def _language_way(reader: Known, lang: str, other: str) -> Way:
    said = typed_words(f"typed.{other}")
    title = words(lang)(f"language.{other}")
    return Way(title, "advice.recorder_text", _data(reader, other), said, numbered=True)


def _way_back(book: Book, reader: Known, lang: str) -> Way:
    back = return_way(book, reader)
    return Way(words(lang)("action.back_to_advice"), back.verb, back.data, back.words)
