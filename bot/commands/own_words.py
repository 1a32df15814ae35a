"""The program's own Danish words, to be measured like the pack's: those of the cards and of the pages."""

from collections.abc import Iterator

from cards.words import words
from guideline.check.plain_words import MEASURED, Measured, Readers, measure
from pages.privacy_words import privacy_words
from pages.words import words as page_words

TO_THE_PERSON = ("recorder.", "reasons.")
"""The beginnings of the keys of what the person who records reads on a card."""

TYPED = "typed."
"""Nobody reads the words that may be typed."""


def measured_words() -> Iterator[Measured]:
    """Return every text of the cards and the pages with its measure."""
    yield from _of_cards()
    for language in MEASURED:
        for key, text in page_words(language).items():
            yield measure(f"pages/words, {key}", language, text, "public")
        page = privacy_words()[language]
        yield measure("pages/words/privacy, lead", language, page.lead, "public")
        for name, section in page.sections.items():
            for number, text in enumerate(section.paragraphs, 1):
                yield measure(f"pages/words/privacy, {name}[{number}]", language, text, "public")


def _of_cards() -> Iterator[Measured]:
    for key, text in words("da").entries.items():
        if isinstance(text, str) and not key.startswith(TYPED):
            readers: Readers = "public" if key.startswith(TO_THE_PERSON) else "staff"
            yield measure(f"cards/words, {key}", "da", text, readers)
