"""The code names no fact, verdict, duty, notice or paragraph of a municipality: these are the packs'."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cards.words import LANGUAGES, Entry, words
from guideline.load import PACKS, load_pack
from guideline.model import Pack

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "cards", "casework", "dialogs", "documents", "guideline", "pages")
LEFT_OUT = (
    ROOT / "dialogs" / "understanding",  # has names of its own, which a pack's `understood` translates
    ROOT / "guideline" / "packs",
    ROOT / "bot" / "stage",  # the demo plays people of one municipality
)
OF_THE_PRODUCT = {
    "recorder": "a field of Circumstances, and of the counts in the database",
    "medium": "likewise; and a size of Adaptive Cards",
    "citizen": "for whom a ready text is meant",
    "employee": "for whom a text to the person is meant; a view of the public page",
    "allowed": "what a request came to",
    "staff": "who does a duty; a part that somebody has in a request",
    "authority": "the word of Microsoft's identity library",
    "belongings_outside": "an input of the leader's card, and its column in the database",
    "not_stated": "the choice of the form that gives way to what was said",
    "not_asked": "a kind of message",
    "unasked": "a part of the advice card",
    "need": "a part of the form for a refusal",
    "others": "a field of Circumstances, and of the counts in the database",
    "history": "a part of a case's card",
    "asks": "what facts lead to where there is no answer yet",
    "running": "a heading that runs along the pages of the report",
    "how": "a part of the advice card",
    "sound": "what a guideline is found to be, in the words of the check",
    "who": "the name of a place in the interface's words",
    "A2": "a cell of a spreadsheet, below whose heading it is frozen",
}
"""Words of the product's own that a pack happens to use as well."""


def own_names(pack: Pack) -> Iterator[str]:
    """Return the ids that are the pack's own."""
    for question in pack.questions:
        yield question.fact
        yield from (answer.value for answer in question.answers if isinstance(answer.value, str))
    for rule in pack.rules.rules:
        yield from filter(None, (rule.verdict, rule.reason))
    yield from (conclusion.id for conclusion in (*pack.rules.grounds, *pack.rules.marks))
    yield from (paragraph.id for paragraph in pack.paragraphs)
    yield from (*pack.duties, *pack.notices)


def quoted(source: str) -> set[str]:
    return set(re.findall(r"""["']([A-Za-z][\w.]*)["']""", source))


@pytest.mark.parametrize("room", ROOMS)
def test_no_code_names_what_is_a_packs_own(room: str) -> None:
    names = {name for folder in PACKS.iterdir() for name in own_names(load_pack(folder))}
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for kind in ("*.py", "*.jinja")
        for path in (ROOT / room).rglob(kind)
        if not any(path.is_relative_to(folder) for folder in LEFT_OUT)
        for name in quoted(path.read_text("utf-8")) & names - OF_THE_PRODUCT.keys()
    }
    assert found == set()


def test_the_default_guideline_is_the_only_place_of_a_municipalitys_name() -> None:
    named = {
        (path.relative_to(ROOT).as_posix(), line.strip())
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if not any(path.is_relative_to(folder) for folder in LEFT_OUT)
        for line in path.read_text("utf-8").splitlines()
        if "albertslund" in line.lower()
    }
    assert {re.sub(r'.*"albertslund".*', "a default", line) for _, line in named} == {"a default"}


OF_A_GUIDELINE = {
    "da": (
        *("udgangspunkt", "i orden at optage", "strafbar", "samtykke", "historik", "chikan"),
        *(
            "notater",
            "huske eller",
            "hukommelse",
            "koncentr",
            "bisidder",
            "referat",
            "fælles noter",
            "en pause",
        ),
        *("jakke", "taske", "saglig", "procesbeslutning", "afgørelse", "bør stå", "skal stå", "sygdom"),
    ),
    "en": (
        *("starting point", "recording is fine", "punishable", "consent", "history with", "harass"),
        *(
            "take notes",
            "remember or",
            "memory",
            "concentrat",
            "companion",
            "minutes of",
            "shared notes",
            "a pause",
        ),
        *("jacket", "bags", "objective", "procedural", "should stand", "must stand", "illness"),
    ),
}
"""What a guideline says, or leaves open, and so none of the product's own words do."""

OF_THE_FORMS = re.compile(
    r"typed\..*|action\.approve_outside|decide\.typing_outside"  # what is typed for a deed of the product
    r"|named\.threats|assess\.short\.threats"  # what HR/Jura assess of a misuse
)


def sentences(entry: Entry) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_products_own_words_say_nothing_that_is_for_a_guideline_to_say(language: str) -> None:
    said = {
        f"{key}: {text}"
        for key, entry in words(language).entries.items()
        if not OF_THE_FORMS.fullmatch(key)
        for text in sentences(entry)
        if any(part in text.casefold() for part in OF_A_GUIDELINE[language])
    }
    assert said == set()
