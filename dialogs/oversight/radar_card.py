"""The radar's list: what chance hardly explains first, each with a way to look closer."""

from collections.abc import Iterator

from cards.words import typed_words, words
from casework.oversight.period import read_month
from casework.oversight.radar import Difference, Radar, Split
from casework.ports import Place
from casework.refusal.equal_treatment import FEW
from dialogs.book import Book
from dialogs.oversight.saying import say_circumstances, say_ground, say_month, say_unit
from dialogs.sheet import Bar, Bars, Block, Heading, Part, Presses, Sheet, Small, Told, Warned
from dialogs.shown import Data, Way, numbered
from dialogs.ways import Line

SHOW, CLOSER = "radar.show", "radar.closer"

MOST = 5
"""Differences on one card."""


def radar_sheet(book: Book, seen: Radar, lang: str, start: int = 0) -> Sheet:
    """Return the differences from a place on."""
    t = words(lang)
    shown = list(seen.differences[start : start + MOST])
    rest = len(seen.differences) - start - len(shown)
    items = [_item(book, one, lang) for one in shown]
    intro = t(_intro(seen), since=_since(seen, lang), number=seen.compared)
    return Sheet(
        title=t("radar.title"),
        tone="accent",
        intro=[Line(intro, book.cites.equal_treatment)],
        blocks=[
            *(list(_caution(book, seen, lang)) if shown else []),
            *(block for one in shown for block in _difference(book, one, lang)),
            Presses(_ways(start, rest, lang)),
            *([Small(t("radar.method")), Small(t("radar.typing"))] if shown else []),
        ],
        place=Place(SHOW, {"from": start, "lang": lang}),
        summary=" ".join([t("radar.title"), intro, numbered(items)]).strip(),
    )


def alike_data(one: Difference, lang: str) -> Data:
    """Return what leads to the decisions behind a difference."""
    alike = one.circumstances
    carried: Data = {
        "ground": alike.ground,
        "recorder": alike.recorder,
        "medium": alike.medium,
        "others": alike.others,
    }
    return {"alike": carried, "unit": one.unit, "lang": lang}


def _intro(seen: Radar) -> str:
    if seen.differences:
        return "radar.intro"
    return "radar.none" if seen.compared else "radar.nothing"


def _since(seen: Radar, lang: str) -> str:
    month = read_month(seen.since)
    return say_month(month, lang) if month else seen.since


def _caution(book: Book, seen: Radar, lang: str) -> Iterator[Block]:
    """Say what the figures cannot tell, and what many comparisons do by chance."""
    t = words(lang)
    yield Warned(t("radar.why_unknown"), book.cites.equal_treatment)
    if seen.compared == 1:
        yield Small(t("radar.many_one"))
    elif seen.by_chance < 1:
        yield Small(t("radar.many_few", number=seen.compared))
    else:
        yield Small(t("radar.many", number=seen.compared, chance=round(seen.by_chance)))


def _difference(book: Book, one: Difference, lang: str) -> Iterator[Block]:
    t = words(lang)
    ground, detail = say_circumstances(book, one.circumstances, lang)
    unit = say_unit(one.unit, lang)
    yield Heading(unit)
    yield Small(f"{ground} {detail}")
    # Each has a bar of its own length: what is compared are the parts of it.
    yield Bars([_bar(unit, one.here, lang)])
    yield Bars([_bar(t("radar.others"), one.elsewhere, lang)])
    yield Told([Line(" ".join([t(f"radar.sure.{one.sure}.text"), *_few(one, lang)]))])
    way = Way(t("radar.closer", unit=unit), CLOSER, alike_data(one, lang), numbered=True)
    yield Presses([way])


def _few(one: Difference, lang: str) -> Iterator[str]:
    t = words(lang)
    if one.here.number < FEW:
        yield t("radar.few_here", number=one.here.number)
    if one.elsewhere.number < FEW:
        yield t("radar.few_elsewhere", number=one.elsewhere.number)


def _bar(label: str, split: Split, lang: str) -> Bar:
    t = words(lang)
    parts = [
        Part(t("radar.part.refused", number=split.refused, all=split.number), split.refused, "accent"),
        Part(t("radar.part.allowed", number=split.allowed), split.allowed, "good"),
    ]
    return Bar(label, parts)


def _item(book: Book, one: Difference, lang: str) -> str:
    t = words(lang)
    return t(
        "radar.item",
        unit=say_unit(one.unit, lang),
        ground=say_ground(book, one.circumstances.ground, lang),
        refused=one.here.refused,
        number=one.here.number,
        others_refused=one.elsewhere.refused,
        others_number=one.elsewhere.number,
        sure=t(f"radar.sure.{one.sure}"),
    )


def _ways(start: int, rest: int, lang: str) -> list[Way]:
    t = words(lang)
    more = Way(t("radar.more"), SHOW, {"from": start + MOST, "lang": lang}, typed_words("typed.radar_more"))
    first = Way(t("radar.first"), SHOW, {"lang": lang}, typed_words("typed.back"))
    back = Way(t("oversight.to_overview"), "overview.show", {"lang": lang}, typed_words("typed.overview"))
    return [*([more] if rest > 0 else []), *([first] if start else []), back]
