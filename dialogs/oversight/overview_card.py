"""A month in figures as a card: numbers in words, with bars beside them."""

from collections.abc import Sequence

from cards.words import typed_words, words
from casework.oversight.overview import CaseFigures, Overview, UnitFigures
from casework.oversight.period import Month
from casework.ports import Place
from dialogs.book import Book
from dialogs.oversight.saying import in_order, outcome_parts, say_ground, say_hours, say_month, say_unit
from dialogs.sheet import Bar, Bars, Block, Facts, Heading, Part, Presses, Sheet, Small, Told, Tone
from dialogs.shown import Data, Way
from dialogs.ways import Line

SHOW, FILE = "overview.show", "overview.file"

MOST_UNITS = 12
"""Units on the card; the rest stands in the workbook."""


def overview_sheet(book: Book, seen: Overview, lang: str, present: Month) -> Sheet:
    """Return a month for HR/Jura."""
    t, said = words(lang), say_month(seen.month, lang)
    running, figures = seen.month >= present, _figures(book, seen, lang)
    return Sheet(
        title=t("overview.title", month=said),
        tone="accent",
        intro=[Line(t("overview.now" if running else "overview.past", month=said))],
        blocks=[
            *(figures or [Told([Line(t("overview.nothing"))])]),
            Presses(_ways(seen, lang, present)),
            *([Small(t("overview.how"))] if figures else []),
            Small(t("overview.typing")),
        ],
        place=Place(SHOW, {"month": str(seen.month), "lang": lang}),
        summary=t(
            "overview.summary",
            month=said,
            advised=seen.advised_number,
            asked=seen.outcomes.asked,
            refused=seen.outcomes.refused,
            allowed=seen.outcomes.allowed,
            lapsed=seen.outcomes.lapsed,
        ),
    )


def _figures(book: Book, seen: Overview, lang: str) -> list[Block]:
    has_requests = seen.outcomes.asked or seen.outcomes.settled
    has_cases = any(figures.reported or figures.closed for _, figures in seen.cases)
    if not (seen.advised_number or has_requests or has_cases):
        return []
    return [
        *_requests(book, seen, lang),
        *_units(seen, lang),
        *_cases(seen, lang),
        *_advice(book, seen, lang),
    ]


def _requests(book: Book, seen: Overview, lang: str) -> list[Block]:
    t, all_ = words(lang), seen.outcomes
    if not (all_.asked or all_.settled):
        return [Heading(t("overview.requests")), Told([Line(t("overview.none_asked"))])]
    asked = t("overview.asked_one") if all_.asked == 1 else t("overview.asked_many", number=all_.asked)
    outcomes: list[tuple[str, int, Tone]] = [
        ("refused", all_.refused, "accent"),
        ("allowed", all_.allowed, "good"),
        ("lapsed", all_.lapsed, "warning"),
    ]
    return [
        Heading(t("overview.requests")),
        Told([Line(asked), *_waiting(seen, lang)]),
        Bars([_plain_bar(t(f"overview.outcome.{name}"), number, tone) for name, number, tone in outcomes]),
        Heading(t("overview.by_ground")),
        Bars(
            [
                Bar(
                    say_ground(book, ground, lang),
                    [_asked(t("oversight.asked", number=o.asked)), *outcome_parts(o, lang)],
                )
                for ground, o in in_order(book, seen.by_ground)
                if o.asked or o.settled
            ]
        ),
    ]


def _waiting(seen: Overview, lang: str) -> list[Line]:
    t, times = words(lang), seen.decided
    waited = [t("overview.not_decided")]
    if times.number:
        key = "overview.decided_one" if times.number == 1 else "overview.decided"
        waited = [t(key, hours=say_hours(times, lang), number=times.number)]
    passed_on = [t("overview.escalated", number=seen.escalated)] if seen.escalated else []
    return [Line(text) for text in (*waited, *passed_on)]


def _units(seen: Overview, lang: str) -> list[Block]:
    t = words(lang)
    if not seen.by_unit:
        return []
    more = len(seen.by_unit) - MOST_UNITS
    left = t("overview.more_units_one") if more == 1 else t("overview.more_units", number=more)
    return [
        Heading(t("overview.by_unit")),
        Bars([_unit(one, lang) for one in seen.by_unit[:MOST_UNITS]]),
        *([Small(left)] if more > 0 else []),
    ]


def _unit(one: UnitFigures, lang: str) -> Bar:
    t, outcomes = words(lang), one.outcomes
    told = [_asked(t("oversight.advised", number=one.advised))] if one.advised else []
    if outcomes.asked:
        told.append(_asked(t("oversight.asked", number=outcomes.asked)))
    return Bar(say_unit(one.unit, lang), [*told, *outcome_parts(outcomes, lang)])


def _cases(seen: Overview, lang: str) -> list[Block]:
    t = words(lang)
    pairs = []
    for kind, figures in seen.cases:
        new = "overview.case_reported_one" if figures.reported == 1 else "overview.case_reported"
        told = [t(new, number=figures.reported)]
        told.append(t("overview.case_closed", number=figures.closed))
        told += _came_to(figures, lang)
        if figures.claimed.number:
            hours, number = say_hours(figures.claimed, lang), figures.claimed.number
            key = "overview.case_claimed_one" if number == 1 else "overview.case_claimed"
            told.append(t(key, hours=hours, number=number))
        pairs.append((t(f"overview.case.{kind}"), ". ".join(told) + "."))
    return [Heading(t("overview.cases")), Facts(pairs)]


def _came_to(figures: CaseFigures, lang: str) -> list[str]:
    """Return what closed cases came to, where there are any that a police report was assessed for."""
    if not (figures.should_be_reported or figures.should_not):
        return []
    numbers = {
        "should": figures.should_be_reported,
        "should_not": figures.should_not,
        "to_police": figures.reported_to_police,
    }
    return [words(lang)(f"overview.case_{name}", number=number) for name, number in numbers.items()]


def _advice(book: Book, seen: Overview, lang: str) -> list[Block]:
    if not seen.advised:
        return []
    t = words(lang)
    bars = [_plain_bar(say_verdict(book, verdict, lang), number) for verdict, number in seen.advised]
    total = t("overview.advice_total", number=seen.advised_number)
    return [Heading(t("overview.advice")), Told([Line(total)]), Bars(bars)]


def say_verdict(book: Book, verdict: str, lang: str) -> str:
    """Return a verdict in the guideline's few words: those of its rule without a reason, or else of each.

    Advice is counted by verdict, so the words of one reason would speak for the others.
    """
    rules = [rule for rule in book.pack.rules.rules if rule.verdict == verdict]
    general = [rule for rule in rules if rule.reason is None] or rules
    shorts = dict.fromkeys(rule.short[lang] for rule in general)
    told = " / ".join(shorts)
    return f"{told[0].upper()}{told[1:]}" if told else verdict


def _asked(text: str) -> Part:
    """Return words on a bar's line that are no part of the bar."""
    return Part(text, 0, "emphasis")


def _plain_bar(label: str, number: int, tone: Tone = "accent") -> Bar:
    return Bar(label, [Part(str(number), number, tone)])


def _ways(seen: Overview, lang: str, present: Month) -> Sequence[Way]:
    t = words(lang)
    data: Data = {"month": str(seen.month), "lang": lang}
    months = [(seen.month.later(-1), "typed.earlier"), (seen.month.later(1), "typed.later")]
    return [
        Way(t("overview.file"), FILE, data, typed_words("typed.workbook")),
        *(
            Way(
                t("overview.other_month", month=say_month(month, lang)),
                SHOW,
                {"month": str(month), "lang": lang},
                typed_words(said),
            )
            for month, said in months
            if month <= present
        ),
        Way(t("oversight.to_radar"), "radar.show", {"lang": lang}, typed_words("typed.radar")),
        Way(t("oversight.to_access"), "access.begin", {"lang": lang}, typed_words("typed.access")),
    ]
