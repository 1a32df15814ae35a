"""The start card: the common situations as one-press starts."""

from functools import lru_cache

from cards.render import render
from cards.words import typed_words, words
from casework.ports import Place
from dialogs.book import Book
from dialogs.shown import Data, Shown, Way, numbered
from guideline.model import Start


@lru_cache(maxsize=64)
def start_card(book: Book, lang: str, hint: str | None = None) -> Shown:
    """Return the card that everything begins with."""
    t = words(lang)
    starts = tuple(_start_way(start, lang) for start in book.pack.starts)
    other, about = _language_way(lang), Way(t("action.about"), "about.show", {"lang": lang})
    card = render(
        "start",
        lang,
        title=t("start.title"),
        intro=book.text("about.what").text[lang],
        stores=t("start.stores"),
        starts=starts,
        other_language=other,
        about=about,
        hint=hint,
    )
    summary = t("start.summary", starts=numbered([way.title for way in starts]))
    place = Place("interview.start", {"lang": lang})
    return Shown(card, summary, place, ways=(*starts, other, about))


def _start_way(start: Start, lang: str) -> Way:
    data: Data = {"lang": lang, **start.facts}
    if start.for_self:
        data["self"] = True
    said = (*start.text.values(), *(word for listed in start.words.values() for word in listed))
    return Way(start.text[lang], "interview.start", data, said, numbered=True)


def _language_way(lang: str) -> Way:
    other = "da" if lang == "en" else "en"
    said = typed_words(f"typed.{other}")
    return Way(words(lang)("language.switch"), "interview.start", {"lang": other}, said)
