"""The program's own words, to be measured like a pack's: those of the cards and of the pages.

`guideline check` measures the pack alone: whoever owns it cannot mend these.
"""

from collections.abc import Iterator, Mapping

import msgspec

from bot.teams_app.manifest import texts
from bot.teams_app.words import DEFAULT, OTHERS, app_words
from cards.words import LANGUAGES, is_to_the_person, words
from guideline.check.plain_words import Measured, Readers, measure
from pages.atlas import atlas_words
from pages.languages import LANGUAGES as PUBLIC_LANGUAGES
from pages.privacy_words import Section, privacy_words
from pages.terms import terms_words
from pages.words import words as page_words

TYPED = "typed."
"""Nobody reads the words that may be typed."""


def measured_words() -> Iterator[Measured]:
    """Return every text of the cards and the pages with its measure."""
    yield from _of_cards()
    yield from _of_the_report()
    yield from _of_the_app()
    for language in PUBLIC_LANGUAGES:
        for key, text in page_words(language).items():
            yield measure(f"pages/words, {key}", language, text, "public")
    for language, page in privacy_words().items():
        yield from _of_prose("privacy", language, page.title, page.lead, page.sections, "public")
    for language, terms in terms_words().items():
        yield from _of_prose("terms", language, terms.title, terms.lead, terms.sections, "staff")


def _of_prose(
    name: str, language: str, title: str, lead: str, sections: Mapping[str, Section], readers: Readers
) -> Iterator[Measured]:
    yield measure(f"pages/words/{name}, title", language, title, readers)
    yield measure(f"pages/words/{name}, lead", language, lead, readers)
    for section, own in sections.items():
        yield measure(f"pages/words/{name}, {section}", language, own.heading, readers)
        for number, text in enumerate(own.paragraphs, 1):
            yield measure(f"pages/words/{name}, {section}[{number}]", language, text, readers)


def _of_the_report() -> Iterator[Measured]:
    for key, text in atlas_words("da").items():
        yield measure(f"pages/words/atlas, {key}", "da", text, "staff")


def _of_the_app() -> Iterator[Measured]:
    """Return what the app says of itself in Teams, each paragraph by itself."""
    for language in (DEFAULT, *OTHERS):
        for place, text in texts(msgspec.to_builtins(app_words(language))):
            for paragraph in filter(None, text.split("\n")):
                yield measure(f"bot/teams_app/words, {place}", language, paragraph, "staff")


def _of_cards() -> Iterator[Measured]:
    for language in LANGUAGES:
        for key, text in words(language).entries.items():
            if isinstance(text, str) and not key.startswith(TYPED):
                yield measure(f"cards/words, {key}", language, text, _readers(key))


def _readers(key: str) -> Readers:
    return "public" if is_to_the_person(key) else "staff"
