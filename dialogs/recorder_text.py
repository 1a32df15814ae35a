"""The text for the person who records, in Danish, easy Danish and English: to show or to copy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cards.render import render
from cards.words import typed_words, words
from casework.ports import Place
from dialogs import problems
from dialogs.asked import TEXT_LANGUAGES, Asked, spoken
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.edition import edition, short
from dialogs.known import Known
from dialogs.shown import Shown, Way
from dialogs.turn import Turn
from dialogs.ways import return_way
from guideline.answers import Answer
from guideline.decide import decide
from guideline.model import Notice
from guideline.text_ids import text_id
from pages.info import wanted

ASK, ASK_LEADER = "recorder.ask", "recorder.ask_employee"
"""Whom to turn to; the texts render the same paragraphs."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing that the person is told, under the id by which the pack knows the words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RecorderText:
    """The whole text: for a set of notices, a reader and a language."""

    book: Book
    notices: tuple[str, ...]
    employee: bool
    lang: str

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Return what is said, one paragraph each."""
        told = [self._told(self.book.pack.notices[notice]) for notice in self.notices]
        ask = ASK_LEADER if self.employee else ASK
        words_of_ask = self.book.text(ask).text[self.lang]
        return [*told, Paragraph(f"text.{text_id('texts', ask, 'text', self.lang)}", words_of_ask)]

    @property
    def references(self) -> list[str]:
        """Return the paragraphs of the guideline that it renders, in their order."""
        notices = [self.book.pack.notices[notice] for notice in self.notices]
        named = {*self.book.text(ASK).references, *(ref for notice in notices for ref in notice.references)}
        return [paragraph for paragraph in self.book.paragraphs if paragraph in named]

    def query(self) -> str:
        """Return what leads to the same text on the public page: notices, language and reader alone."""
        reader = "employee" if self.employee else ""
        return wanted(self.book.pack, self.lang, ",".join(self.notices), reader, drafts=False).query()

    def _told(self, notice: Notice) -> Paragraph:
        own = notice.employee_text if self.employee else None
        field, text = ("employee_text", own) if own else ("text", notice.text)
        return Paragraph(f"text.{text_id('notices', notice.id, field, self.lang)}", text[self.lang])


def draw(
    text: RecorderText,
    public_url: str | None,
    *,
    languages: Sequence[Way] = (),
    back: Way | None = None,
    hint: str | None = None,
) -> bytes:
    """Return the card. The code and the link to the same text stand there only where the page is public."""
    t = words(text.lang)
    query = text.query()
    return render(
        "recorder_text",
        text.lang,
        title=t("recorder.title"),
        paragraphs=text.paragraphs,
        source=source(text.book, text.lang, text.references),
        qr=f"{public_url}/info/qr?{query}" if public_url else None,
        page=f"{public_url}/info?{query}" if public_url else None,
        languages=languages,
        back=back,
        hint=hint,
    )


def source(book: Book, lang: str, references: Iterable[str]) -> str:
    """Return what the words rest on, and which they are."""
    t, mark = words(lang), edition(book.pack)
    which = t("recorder.version", version=mark.version, hash=short(mark))
    return " ".join([t("recorder.source"), f"{', '.join(references)}.", which])


async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the text that goes with the advice. The whole card speaks the language of the text.

    It may be turned towards the person who records. The way back leads to the language of the chat,
    which the card carries as `ui` beside the `lang` of the text.
    """
    answer = decide(desk.book.pack, asked.known.facts)
    if not isinstance(answer, Answer) or not answer.notices:
        return problems.not_here(desk.book, asked)
    reader = asked.known.in_language(spoken(asked.name("ui"), asked.known.lang))
    text = RecorderText(desk.book, answer.notices, desk.book.by_an_employee(reader), asked.text_language)
    return _card(desk, reader, text, asked.hint)


def _card(desk: Desk, reader: Known, text: RecorderText, hint: str | None) -> Shown:
    lang = text.lang
    languages = tuple(_language_way(reader, lang, other) for other in TEXT_LANGUAGES)
    back = _way_back(desk.book, reader, lang)
    card = draw(text, desk.public_url, languages=languages, back=back, hint=hint)
    place = Place("advice.recorder_text", _data(reader, lang))
    summary = words(lang)("recorder.summary", text=text.paragraphs[0].text)
    return Shown(card, summary, place, ways=(*languages, back))


def _data(reader: Known, lang: str) -> dict[str, object]:
    return {**reader.data(), "lang": lang, "ui": reader.lang}


def _language_way(reader: Known, lang: str, other: str) -> Way:
    said = typed_words(f"typed.{other}")
    title = words(lang)(f"language.{other}")
    return Way(title, "advice.recorder_text", _data(reader, other), said, numbered=True)


def _way_back(book: Book, reader: Known, lang: str) -> Way:
    back = return_way(book, reader)
    return Way(words(lang)("action.back_to_advice"), back.verb, back.data, back.words)
