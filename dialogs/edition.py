"""Which words the public reads: one mark over a pack and the program's own words to the public.

A pack's hash says nothing of a heading that the program brings along. Whoever holds two sheets, or looks into
a case, must be able to tell whether they say the same.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import msgspec

from cards.words import LANGUAGES, is_to_the_person, words
from casework.about import PackMark
from guideline.model import Pack
from guideline.text_ids import SHORT, text_id, words_hash
from pages.languages import LANGUAGES as PUBLIC_LANGUAGES
from pages.privacy_words import Section, privacy_words
from pages.terms import terms_words
from pages.words import words as page_words


@lru_cache(maxsize=8)
def edition(pack: Pack) -> PackMark:
    """Return the mark of all that the public reads by a pack: its version, and one hash over every word."""
    own = [(name, words_hash(text)) for name, text in sorted(own_texts().items())]
    whole = msgspec.json.encode([pack.hash, own])
    return PackMark(pack.manifest.version, hashlib.sha256(whole).hexdigest())


def short(mark: PackMark) -> str:
    """Return as much of a mark's hash as is shown."""
    return mark.hash[:SHORT]


@cache
def own_texts() -> Mapping[str, str]:
    """Return the program's own words to the public by id, which is formed like that of a pack's text."""
    return {**dict(_of_cards()), **dict(_of_pages()), **dict(_of_privacy()), **dict(_of_terms())}


def own_hash() -> str:
    """Return one short hash over the program's own words to the public."""
    return words_hash(msgspec.json.encode(sorted(own_texts().items())).decode())[:SHORT]


def _of_cards() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for key, text in words(language).entries.items():
            if isinstance(text, str) and is_to_the_person(key):
                yield text_id("cards", key, "text", language), text


def _of_pages() -> Iterator[tuple[str, str]]:
    for language in PUBLIC_LANGUAGES:
        for key, text in page_words(language).items():
            yield text_id("pages", key, "text", language), text


def _of_privacy() -> Iterator[tuple[str, str]]:
    for language, page in privacy_words().items():
        yield from _of_prose("privacy", language, page.title, page.lead, page.sections)


def _of_terms() -> Iterator[tuple[str, str]]:
    for language, page in terms_words().items():
        yield from _of_prose("terms", language, page.title, page.lead, page.sections)


def _of_prose(
    name: str, language: str, title: str, lead: str, sections: Mapping[str, Section]
) -> Iterator[tuple[str, str]]:
    yield text_id(name, "", "title", language), title
    yield text_id(name, "", "lead", language), lead
    for section, own in sections.items():
        yield text_id(name, section, "heading", language), own.heading
        for number, text in enumerate(own.paragraphs, 1):
            yield text_id(name, section, f"paragraphs[{number}]", language), text
