"""The rule atlas as one document: every outcome of a pack, for the owner of its rules to read and sign."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from guideline.atlas import Atlas
from guideline.cases import Case
from guideline.model import Text, Translation
from guideline.text_ids import SHORT
from guideline.translations import Spoken
from pages.atlas_answers import AnswerWords
from pages.atlas_facts import LANG, FactWords
from pages.atlas_paragraphs import ParagraphWords
from pages.atlas_uses import UseWords
from pages.flow import draw
from pages.languages import LANGUAGES, Language
from pages.paper import OUR_COLOURS
from pages.render import render

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A case, and what is wrong with its answer; empty where it is as expected."""

    case: Case
    problem: str


@cache
def atlas_words(lang: str) -> Mapping[str, str]:
    """Return the document's own words."""
    content = (files("pages") / "words" / "atlas" / f"{lang}.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(content), dict[str, str])


def atlas_page(
    atlas: Atlas, edition: str, cases: Sequence[Tried] = (), source: Mapping[str, str] | None = None
) -> str:
    """Draw the document.

    `edition` is the mark that pages and paper for the public show. `source` is the owner's own text by
    reference, where they gave it.
    """
    t, pack = atlas_words("da"), atlas.pack
    said = FactWords(pack, t)
    answers = AnswerWords(atlas, t, said)
    return render(
        "atlas",
        t=t,
        said=said,
        answers=answers,
        uses=UseWords(atlas, t, said, answers),
        law=ParagraphWords(atlas, t, answers.letters, source),
        sentence=_sentence,
        count=_count,
        day=_day,
        atlas=atlas,
        pack=pack,
        manifest=pack.manifest,
        short_hash=pack.hash[:SHORT],
        edition=edition,
        danish=Spoken(pack, "da"),
        language=_language,
        colours=pack.manifest.colours or OUR_COLOURS,
        flow=draw(atlas.steps, answers.told()),
        cases=cases,
        with_source=source is not None,
    )


def _language(translation: Translation) -> Language:
    tag = translation.language
    return LANGUAGES.get(tag, Language(tag, tag, tag))


def _sentence(text: Text) -> str:
    words = text[LANG]
    return words[:1].upper() + words[1:]


def _count(number: int) -> str:
    """Return a number as Danes write it."""
    return f"{number:,}".replace(",", ".")


def _day(day: datetime.date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
