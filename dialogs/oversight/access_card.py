"""The cards of a request for access: the form, what was found, and that nothing was."""

from cards.words import typed_words, words
from casework.oversight.access import Package
from casework.ports import Employee, Place
from dialogs.sheet import Ask, Facts, Presses, Sheet, Small, Told, Warned
from dialogs.shown import Choice, Data, Entry, Field, Way
from dialogs.ways import Line, restart_way

BEGIN, OFFER = "access.begin", "access.offer"

LONGEST = 200
"""Characters of what is looked for."""

TABLES = (
    *("refusals", "cases", "events", "absences", "conversations", "sent_cards", "outbox", "places"),
    *("drafts", "hr_channel"),
)
"""The tables that have a name on cards, in the order in which they are told."""


def form_sheet(about: str, lang: str, *, withhold: bool) -> Sheet:
    """Return the form."""
    t = words(lang)
    so_far: Data = {"withhold": "yes" if withhold else "no", "lang": lang}
    look = Way(t("access.look"), OFFER, so_far)
    who = Field(
        id="about",
        ask=t("access.about"),
        kind="text",
        max_length=LONGEST,
        why=t("access.about_why"),
        answer=about or None,
    )
    back = Way(t("oversight.to_overview"), "overview.show", {"lang": lang}, typed_words("typed.overview"))
    return Sheet(
        title=t("access.title"),
        tone="accent",
        intro=[Line(t("access.text"))],
        blocks=[
            Ask(who, compact=True),
            Ask(_withhold_field(lang, withhold=withhold)),
            Small(t("access.recorded")),
            Presses([look], inputs=True, style="positive"),
            Presses([back]),
            Small(t("access.typing")),
        ],
        more_ways=(_names_way("yes", "typed.yes", lang), _names_way("no", "typed.no", lang)),
        place=Place(BEGIN, so_far),
        entry=Entry(look, "about"),
    )


def _names_way(withhold: str, words_: str, lang: str) -> Way:
    """Return what answers the question of names by typing. What it is about is asked for after it."""
    data: Data = {"withhold": withhold, "lang": lang}
    return Way(words(lang)(f"access.withhold.{withhold}"), BEGIN, data, typed_words(words_))


def _withhold_field(lang: str, *, withhold: bool) -> Field:
    t = words(lang)
    choices = tuple(
        Choice(value, t(f"access.withhold.{value}"), t(f"access.names.{value}"), ())
        for value in ("yes", "no")
    )
    return Field(
        id="withhold",
        ask=t("access.withhold"),
        choices=choices,
        why=t("access.withhold_why"),
        answer="yes" if withhold else "no",
    )


def found_sheet(
    look: Package, written: str, employee: Employee | None, lang: str, *, withhold: bool
) -> Sheet:
    """Return what was found, in numbers; the file is offered below it."""
    t = words(lang)
    intro = t("access.found_one") if look.number == 1 else t("access.found_text", number=look.number)
    other = "no" if withhold else "yes"
    change = Way(
        t("access.with_names" if withhold else "access.without_names"),
        OFFER,
        {"about": written, "withhold": other, "lang": lang},
        (t("access.with_names" if withhold else "access.without_names"),),
    )
    return Sheet(
        title=t("access.found"),
        tone="good",
        intro=[Line(intro)],
        blocks=[
            Facts([(t("access.searched"), _said(written, employee, lang)), *_numbers(look, lang)]),
            Facts([(t("access.names"), t("access.names.yes" if withhold else "access.names.no"))]),
            Warned(t("access.before")),
            Presses([change, _again(lang), restart_way(lang)]),
            Small(t("access.recorded")),
        ],
        place=Place(BEGIN, {"lang": lang}),
    )


def nothing_sheet(written: str, employee: Employee | None, lang: str) -> Sheet:
    """Return the card for somebody of whom nothing is kept: that is an answer, too."""
    t = words(lang)
    return Sheet(
        title=t("access.nothing"),
        tone="accent",
        intro=[Line(t("access.nothing_text", about=employee.name if employee else written))],
        blocks=[
            Told([Line(t("access.nothing_check"))]),
            Presses([_again(lang), restart_way(lang)]),
            Small(t("access.recorded")),
        ],
        place=Place(BEGIN, {"lang": lang}),
    )


def table_name(table: str, lang: str) -> str:
    """Return what a table holds, in words."""
    return words(lang)(f"access.table.{table if table in TABLES else 'other'}")


def _numbers(look: Package, lang: str) -> list[tuple[str, str]]:
    order = sorted(look.stored, key=lambda table: TABLES.index(table) if table in TABLES else len(TABLES))
    return [(table_name(table, lang), str(len(look.stored[table]))) for table in order]


def _said(written: str, employee: Employee | None, lang: str) -> str:
    t = words(lang)
    if employee:
        unit = employee.unit or t("oversight.no_unit")
        return t("access.person_known", name=employee.name, unit=unit)
    return t("access.person_unknown", name=written)


def _again(lang: str) -> Way:
    t = words(lang)
    return Way(t("access.again"), BEGIN, {"lang": lang}, typed_words("typed.access"))
