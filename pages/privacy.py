"""The page on personal data: what is stored about whom, why, how long, and their rights."""

from dataclasses import dataclass

from guideline.model import Pack
from pages.languages import LANGUAGES
from pages.privacy_words import SECTIONS, privacy_words
from pages.render import render
from pages.words import words


@dataclass(frozen=True, slots=True)
class Kept:
    """How long things are kept here, as the settings have it."""

    retention_days: int


def privacy_page(pack: Pack, kept: Kept, lang: str, *, mark: str) -> str:
    """Draw the page; where there is none in a language, in English, and for an unknown one in Danish."""
    asked = lang if lang in LANGUAGES else "da"
    lang = asked if asked in privacy_words() else "en"
    own = privacy_words()[lang]
    return render(
        "prose",
        path="privacy",
        t=words(lang),
        language=LANGUAGES[lang],
        municipality=pack.manifest.municipality,
        title=own.title,
        lead=own.lead.format(municipality=pack.manifest.municipality),
        sections=[own.section(name, kept.retention_days) for name in SECTIONS],
        others=[(LANGUAGES[tag], tag == lang) for tag in privacy_words()],
        onward=f"info?lang={asked}",
        onward_title=words(lang)["title"],
        version=pack.manifest.version,
        mark=mark,
    )
