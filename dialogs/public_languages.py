"""The languages in which a person may be told: those that the pack has approved, and a card's labels."""

from dataclasses import dataclass
from functools import cache

from cards.words import typed_words, words
from guideline.model import Pack
from guideline.translations import OWN, spoken_languages
from pages.languages import LANGUAGES
from pages.words import words as page_words


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands around the text on a card, in the language of the text."""

    title: str
    qr: str
    qr_alt: str
    open: str
    source: str
    edition: str
    """With `{version}` and `{hash}`."""
    languages: str
    comma: str


def approved(pack: Pack) -> tuple[str, ...]:
    """Return the tags of the languages that may be shown, in the order in which they are offered."""
    there = spoken_languages(pack, drafts=False)
    return tuple(tag for tag in LANGUAGES if tag in there)


def language_name(tag: str, lang: str) -> str:
    """Return a language's name: in the reader's language for those that the cards speak, else in its own."""
    return words(lang)(f"language.{tag}") if tag in OWN else LANGUAGES[tag].name


@cache
def typed_for(tag: str) -> tuple[str, ...]:
    """Return what may be typed for a language: what it calls itself, and what Danes and Britons call it."""
    return (LANGUAGES[tag].name.casefold(), *typed_words(f"typed.{tag}"))


def named(word: str) -> str | None:
    """Return the tag of the language that one word names; None for any other word."""
    return next((tag for tag in LANGUAGES if word in typed_for(tag)), None)


@cache
def labels_in(lang: str) -> Labels:
    """Return the labels: the cards' own in the languages that they speak, else those of the public page."""
    page = page_words(lang)
    comma = f"{page['comma']} "
    if lang in OWN:
        t = words(lang)
        own = {name: t(f"recorder.{name}") for name in ("title", "qr", "qr_alt", "open", "source")}
        return Labels(**own, edition=t("recorder.version"), languages=page["languages"], comma=comma)
    same = {name: page[name] for name in ("title", "qr", "qr_alt", "source", "languages")}
    edition = f"{page['version']}: {{version}}{comma}{page['mark']} {{hash}}."
    return Labels(**same, open=page["title"], edition=edition, comma=comma)
