"""The page for the person who records: what it says, for a language, a reader and a set of notices."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from guideline.model import Pack
from guideline.translations import Spoken, spoken_languages
from pages.languages import LANGUAGES, Language, nearest
from pages.render import render
from pages.words import words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for, as far as there is such a thing. One `Wanted` is one page."""

    lang: str
    notices: tuple[str, ...]
    """In the pack's order; empty for the general page."""
    employee: bool

    def query(self, lang: str | None = None) -> str:
        """Return the part of the address behind the question mark, in this or another language."""
        parts = [f"lang={lang or self.lang}"]
        if self.notices:
            parts.append("notices=" + ",".join(self.notices))
        if self.employee:
            parts.append("reader=employee")
        return "&".join(parts)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know, with its paragraphs."""

    text: str
    references: Sequence[str]


@dataclass(frozen=True, slots=True)
class Other:
    """The same page in another language."""

    language: Language
    query: str
    is_this: bool


def wanted(pack: Pack, lang: str, notices: str, reader: str, *, drafts: bool) -> Wanted:
    """Read what an address asks for. What there is not is left out; a page always comes."""
    spoken = spoken_languages(pack, drafts=drafts)
    asked = {part.strip() for part in notices.split(",")}
    known = tuple(notice for notice in pack.notices if notice in asked)
    return Wanted(nearest(lang, spoken), known, employee=reader == "employee")


def info_page(pack: Pack, asked: Wanted, *, drafts: bool, qr: str | None, mark: str) -> str:
    """Draw the page. `qr` is the address of the picture that leads to it, None on a page without one.

    `mark` tells editions of one version apart.
    """
    spoken = spoken_languages(pack, drafts=drafts)
    said = spoken[asked.lang]
    lead, *points = points_of(pack, said, asked)
    cited = {name for point in (lead, *points) for name in point.references}
    return render(
        "info",
        t=words(asked.lang),
        language=LANGUAGES[asked.lang],
        municipality=pack.manifest.municipality,
        draft=said.is_draft,
        lead=lead,
        points=points,
        ask=said.text("recorder.ask_employee" if asked.employee else "recorder.ask"),
        others=list(_others(asked, spoken)),
        privacy=f"privacy?lang={asked.lang}",
        qr=qr,
        cited=[paragraph.id for paragraph in pack.paragraphs if paragraph.id in cited],
        version=pack.manifest.version,
        mark=mark,
    )


def points_of(pack: Pack, said: Spoken, asked: Wanted) -> Iterator[Point]:
    """Return what is said: whether one may record, then the notices asked for, or else what always holds."""
    public = pack.roles.public
    # A page of warnings alone would read as a no.
    if set(public.permissions).isdisjoint(asked.notices):
        rule = "public.rule_employee" if asked.employee else "public.rule"
        yield Point(said.text(rule), pack.texts[rule].references)
    for name in asked.notices or public.general:
        yield Point(said.notice(name, employee=asked.employee), pack.notices[name].references)


def _others(asked: Wanted, spoken: Collection[str]) -> Iterator[Other]:
    for tag, language in LANGUAGES.items():
        if tag in spoken:
            yield Other(language, asked.query(tag), tag == asked.lang)
