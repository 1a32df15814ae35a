"""The terms of use, to which the app leads in Teams: what staff may expect, and what is asked of them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from guideline.model import Pack
from pages.languages import LANGUAGES
from pages.privacy_words import Section
from pages.render import render
from pages.words import words

SECTIONS = ("who", "advice", "yours", "running", "data", "changes")
"""In the order of the page."""


class TermsWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The page in one language."""

    title: str
    lead: str
    sections: Mapping[str, Section]


@cache
def terms_words() -> Mapping[str, TermsWords]:
    """Return the page's words in the languages that the bot speaks with staff; each has every section."""
    folder = files("pages") / "words" / "terms"
    return {
        tag: msgspec.convert(yaml.safe_load((folder / f"{tag}.yaml").read_bytes()), TermsWords)
        for tag in ("da", "en")
    }


def terms_page(pack: Pack, lang: str, *, mark: str) -> str:
    """Draw the page; readers of easy Danish get Danish, those of any other language English."""
    asked = LANGUAGES.get(lang, LANGUAGES["da"])
    lang = asked.html_tag if asked.html_tag in terms_words() else "en"
    own, municipality = terms_words()[lang], pack.manifest.municipality
    return render(
        "prose",
        path="terms",
        t=words(lang),
        language=LANGUAGES[lang],
        municipality=municipality,
        title=own.title,
        lead=own.lead.format(municipality=municipality),
        sections=[own.sections[name] for name in SECTIONS],
        others=[(LANGUAGES[tag], tag == lang) for tag in terms_words()],
        onward=f"privacy?lang={asked.tag}",
        onward_title=words(lang)["privacy"],
        version=pack.manifest.version,
        mark=mark,
    )
