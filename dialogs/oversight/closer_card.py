"""The decisions behind a difference: date, unit, outcome and case reference, and the way to each request."""

from collections.abc import Sequence

from cards.words import typed_words, words
from casework.oversight.radar import Behind
from casework.ports import Place
from casework.refusal.equal_treatment import Circumstances
from dialogs.book import Book
from dialogs.moments import say_day
from dialogs.oversight.saying import say_circumstances, say_unit
from dialogs.sheet import Block, Heading, Presses, Sheet, Small, Told
from dialogs.shown import Data, Way, numbered
from dialogs.ways import Line

BESIDE = 8
"""Decisions shown of the unit, and as many of all others."""

LONGEST_REFERENCE = 40


def closer_sheet(
    book: Book,
    alike: Circumstances,
    unit: str,
    here: Sequence[Behind],
    elsewhere: Sequence[Behind],
    lang: str,
) -> Sheet:
    """Return both sides of a comparison."""
    t = words(lang)
    ground, detail = say_circumstances(book, alike, lang)
    own = [_way(one, lang, with_unit=False) for one in here]
    others = [_way(one, lang, with_unit=True) for one in elsewhere]
    carried: Data = {
        "ground": alike.ground,
        "recorder": alike.recorder,
        "medium": alike.medium,
        "others": alike.others,
    }
    back = Way(t("closer.back"), "radar.show", {"lang": lang}, typed_words("typed.back"))
    return Sheet(
        title=t("closer.title", unit=say_unit(unit, lang)),
        tone="accent",
        intro=[Line(f"{ground} {detail}", book.cites.equal_treatment), Line(t("closer.intro"))],
        blocks=[
            *_side(say_unit(unit, lang), own, lang),
            *_side(t("closer.others"), others, lang),
            *([Small(t("closer.opens"))] if own or others else []),
            Small(t("closer.kept", number=BESIDE)),
            Presses([back]),
        ],
        place=Place("radar.closer", {"alike": carried, "unit": unit, "lang": lang}),
        summary=" ".join(
            [
                t("closer.title", unit=say_unit(unit, lang)) + ".",
                t("closer.intro"),
                numbered([way.title for way in (*own, *others)]),
            ]
        ).strip(),
    )


def _side(title: str, ways: list[Way], lang: str) -> list[Block]:
    if not ways:
        return [Heading(title), Told([Line(words(lang)("closer.none"))])]
    return [Heading(title), Presses(ways)]


def _way(one: Behind, lang: str, *, with_unit: bool) -> Way:
    t = words(lang)
    title = t(
        "closer.item_unit" if with_unit else "closer.item",
        on=say_day(one.on, lang),
        unit=say_unit(one.unit, lang),
        outcome=t("closer.refused" if one.refused else "closer.allowed"),
        case=one.case_ref[:LONGEST_REFERENCE],
    )
    return Way(title, "refusal.show", {"refusal": one.refusal, "lang": lang, "chosen": True}, numbered=True)
