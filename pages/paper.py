"""What hangs in the meeting room: a sheet in one language, and a poster in several; A4, as HTML."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import segno

from guideline.model import Colours, Pack
from guideline.translations import spoken_languages
from pages.info import Point, Wanted, points_of
from pages.languages import LANGUAGES, Language
from pages.render import render
from pages.words import words

OUR_COLOURS = Colours(main="#1f5c3a", on_main="#ffffff")
"""Where a pack names none."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where the code leads: the public page in one language."""

    address: str
    """In full, as in the code."""
    spoken: str
    """As one types it."""
    picture: str
    """The code as a data URI, which needs no file."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What the poster says in one language."""

    t: Mapping[str, str]
    language: Language
    rule: Point


def sheet_page(pack: Pack, lang: str, public_url: str, *, mark: str) -> str:
    """Draw the sheet for the table in one of the languages that the pack has approved."""
    said = spoken_languages(pack, drafts=False)[lang]
    rule, *points = points_of(pack, said, Wanted(lang, (), employee=False))
    return render(
        "sheet",
        t=words(lang),
        language=LANGUAGES[lang],
        rule=rule,
        points=points,
        ask=said.text("recorder.ask"),
        link=link_to(public_url, lang),
        mark=mark,
        **_of_the_pack(pack, [rule, *points]),
    )


def poster_page(pack: Pack, langs: Sequence[str], public_url: str, *, mark: str) -> str:
    """Draw the poster: the first language large, the others beside each other below it."""
    voices = [_voice(pack, lang) for lang in langs]
    return render(
        "poster",
        t=words(langs[0]),
        language=LANGUAGES[langs[0]],
        first=voices[0],
        others=voices[1:],
        link=link_to(public_url, langs[0]),
        mark=mark,
        **_of_the_pack(pack, [voice.rule for voice in voices]),
    )


def link_to(public_url: str, lang: str) -> Link:
    """Return the way to the public page; its code stands on white (ISO/IEC 18004 asks for four modules)."""
    address = f"{public_url}/info?lang={lang}"
    code = segno.make(address, error="m", micro=False)
    return Link(address, f"{public_url}/info".partition("://")[2], code.svg_data_uri(border=4, light="#fff"))


def _voice(pack: Pack, lang: str) -> Voice:
    said = spoken_languages(pack, drafts=False)[lang]
    rule = Point(said.text("public.rule"), pack.texts["public.rule"].references)
    return Voice(words(lang), LANGUAGES[lang], rule)


def _of_the_pack(pack: Pack, points: Iterable[Point]) -> dict[str, object]:
    cited = {name for point in points for name in point.references}
    return {
        "municipality": pack.manifest.municipality,
        "colours": pack.manifest.colours or OUR_COLOURS,
        "cited": [paragraph.id for paragraph in pack.paragraphs if paragraph.id in cited],
        "version": pack.manifest.version,
    }
