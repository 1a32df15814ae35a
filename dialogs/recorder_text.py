"""The text for the person who records, in every language that the pack has approved: to show or to copy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cards.render import render
from cards.words import words
from casework.ports import Place
from dialogs import problems
from dialogs.asked import Asked, spoken
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.edition import edition, short
from dialogs.known import Known
from dialogs.public_languages import approved, labels_in, language_name, typed_for
from dialogs.shown import Shown, Way
from dialogs.turn import Turn
from dialogs.ways import return_way
from guideline.answers import Answer
from guideline.decide import decide
from guideline.text_ids import text_id
from guideline.translations import OWN, Spoken, spoken_languages
from pages.info import wanted
from pages.languages import LANGUAGES

ASK, ASK_LEADER = "recorder.ask", "recorder.ask_employee"
"""Whom to turn to; the texts render the same paragraphs."""

MOST_BUTTONS = 3
"""Languages that stand as buttons; with more, a row of a narrow screen would push the text away."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing that the person is told, under the id by which the pack knows the words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Switch:
    """A list of languages to choose from, where there are too many for buttons."""

    present: str
    names: Sequence[tuple[str, str]]
    press: Way


@dataclass(frozen=True, slots=True)
class RecorderText:
    """The whole text: for a set of notices, a reader and a language."""

    book: Book
    notices: tuple[str, ...]
    employee: bool
    lang: str

    @property
    def said(self) -> Spoken:
        """Return the pack as the person is told it in this language."""
        return spoken_languages(self.book.pack, drafts=False)[self.lang]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Return what is said, one paragraph each."""
        ask = ASK_LEADER if self.employee else ASK
        field = "texts" if self.said.translation else "text"
        file = "translations" if self.said.translation else "texts"
        asked = Paragraph(f"text.{text_id(file, ask, field, self.lang)}", self.said.text(ask))
        return [*(self._told(notice) for notice in self.notices), asked]

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

    def _told(self, name: str) -> Paragraph:
        translated, notice = self.said.translation, self.book.pack.notices[name]
        apart = self.employee and notice.employee_text is not None
        field = _FIELDS[translated is not None][apart]
        file = "translations" if translated else "notices"
        text = self.said.notice(name, employee=self.employee)
        return Paragraph(f"text.{text_id(file, name, field, self.lang)}", text)


_FIELDS = {False: ("text", "employee_text"), True: ("notices", "employee_notices")}
"""Where a notice stands, by whether it is translated: for everybody, and told apart for an employee."""


def draw(
    text: RecorderText,
    public_url: str | None,
    *,
    languages: Sequence[Way] = (),
    switch: Switch | None = None,
    back: Way | None = None,
    hint: str | None = None,
) -> bytes:
    """Return the card. The code and the link to the same text stand there only where the page is public."""
    query = text.query()
    labels, language = labels_in(text.lang), LANGUAGES[text.lang]
    return render(
        "recorder_text",
        text.lang,
        text.lang if text.said.translation else None,
        rtl=language.direction == "rtl",
        title=labels.title,
        labels=labels,
        paragraphs=text.paragraphs,
        source=source(text.book, text.lang, text.references),
        qr=f"{public_url}/info/qr?{query}" if public_url else None,
        page=f"{public_url}/info?{query}" if public_url else None,
        languages=languages if switch is None else (),
        switch=switch,
        back=back,
        hint=hint,
    )


def source(book: Book, lang: str, references: Iterable[str]) -> str:
    """Return what the words rest on, and which they are."""
    mark, labels = edition(book.pack), labels_in(lang)
    cited = labels.comma.join(references)
    return f"{labels.source} {cited}. {labels.edition.format(version=mark.version, hash=short(mark))}"


async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the text that goes with the advice. The whole card speaks the language of the text.

    It may be turned towards the person who records. The way back leads to the language of the chat,
    which the card carries as `ui` beside the `lang` of the text.
    """
    answer = decide(desk.book.pack, asked.known.facts)
    if not isinstance(answer, Answer) or not answer.notices:
        return problems.not_here(desk.book, asked)
    reader = asked.known.in_language(spoken(asked.name("ui"), asked.known.lang))
    employee, lang = desk.book.by_an_employee(reader), _language(desk.book, asked)
    text = RecorderText(desk.book, answer.notices, employee, lang)
    return _card(desk, reader, text, asked.hint)


def _language(book: Book, asked: Asked) -> str:
    """Return the language asked for, of those approved: chosen from the list, or by a press of its own."""
    wished = (asked.name("text_lang"), asked.name("lang"))
    return next((lang for lang in wished if lang in approved(book.pack)), asked.known.lang)


def _card(desk: Desk, reader: Known, text: RecorderText, hint: str | None) -> Shown:
    lang, there = text.lang, approved(desk.book.pack)
    few = len(there) <= MOST_BUTTONS
    languages = tuple(_language_way(reader, lang, other, numbered=few) for other in there)
    back = _way_back(desk.book, reader, lang)
    switch = None if few else _switch(reader, lang, there)
    card = draw(text, desk.public_url, languages=languages, switch=switch, back=back, hint=hint)
    place = Place("advice.recorder_text", _data(reader, lang))
    summary = words(lang)("recorder.summary", text=text.paragraphs[0].text)
    return Shown(card, summary, place, ways=(*languages, back))


def _data(reader: Known, lang: str) -> dict[str, object]:
    return {**reader.data(), "lang": lang, "ui": reader.lang}


def _language_way(reader: Known, lang: str, other: str, *, numbered: bool) -> Way:
    """Return the press that shows another language. That of the present one says that it is shown."""
    name = language_name(other, lang)
    title = words(lang)("recorder.shown", language=name) if other == lang else name
    return Way(title, "advice.recorder_text", _data(reader, other), typed_for(other), numbered=numbered)


def _switch(reader: Known, lang: str, there: Sequence[str]) -> Switch:
    names = [(tag, LANGUAGES[tag].name) for tag in there]
    press = Way(labels_in(lang).languages, "advice.recorder_text", _data(reader, lang))
    return Switch(lang, names, press)


def _way_back(book: Book, reader: Known, lang: str) -> Way:
    """Return the way back: in the language of the text where the bot speaks it, else in the reader's."""
    back = return_way(book, reader)
    spoken_in = lang if lang in OWN else reader.lang
    return Way(words(spoken_in)("action.back_to_advice"), back.verb, back.data, back.words)
