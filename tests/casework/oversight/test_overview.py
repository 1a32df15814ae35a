"""A month in figures, of what people did."""

from dataclasses import replace

import pytest

from casework.about import About
from casework.oversight.overview import Outcomes, Overview, overview
from casework.oversight.period import Month, read_month
from casework.oversight.radar import behind
from casework.refusal.equal_treatment import circumstances_of
from casework.register import Entry
from tests.casework.town import HARASSMENT, LAW, PACK, Person, Town, at

MARCH = Month(2026, 3)


async def seen(town: Town, month: Month = MARCH) -> Overview:
    return await overview(town.store.oversight, month)


def moves(town: Town, person: Person, unit: str) -> None:
    directory = town.directory.people
    directory[person.id] = replace(directory[person.id], unit=unit)


async def test_an_empty_month_is_all_zeros(town: Town) -> None:
    found = await seen(town)
    assert found.outcomes == Outcomes()
    assert found.by_unit == []
    assert found.decided.hours is None
    assert [(kind, figures.reported) for kind, figures in found.cases] == [("misuse", 0), ("legal", 0)]


async def test_requests_are_counted_by_unit_and_by_ground(town: Town, anna: Person, lone: Person) -> None:
    await lone.approves(await anna.asks())
    await lone.denies(
        await anna.asks(key="2", facts=HARASSMENT, ground="harassment", grounds=("harassment",))
    )
    moves(town, anna, "Skole")
    await anna.asks(key="3", deviation_reason="Der er andre forældre med.")
    found = await seen(town)
    assert found.outcomes == Outcomes(asked=3, refused=1, allowed=1)
    assert [(one.unit, one.outcomes) for one in found.by_unit] == [
        ("Jobcenter", Outcomes(asked=2, refused=1, allowed=1)),
        ("Skole", Outcomes(asked=1)),
    ]
    assert dict(found.by_ground)["harassment"] == Outcomes(asked=1, allowed=1)
    assert ("Skole", "others_present", Outcomes(asked=1)) in found.by_unit_and_ground


async def test_another_months_requests_are_another_months(town: Town, anna: Person) -> None:
    await anna.asks()
    assert (await seen(town, Month(2026, 2))).outcomes == Outcomes()


async def test_the_time_to_a_decision_is_the_median_in_working_hours(
    town: Town, anna: Person, lone: Person
) -> None:
    for key, hours in (("1", 10), ("2", 11), ("3", 15)):
        town.clock.moment = at(2, 9)
        asked = await anna.asks(key=key)
        town.clock.moment = at(2, hours)
        await lone.approves(asked)
    found = await seen(town)
    assert (found.decided.hours, found.decided.number) == (2, 3)
    assert found.by_unit[0].decided == found.decided


async def test_a_night_and_a_weekend_take_no_working_time(town: Town, anna: Person, lone: Person) -> None:
    town.clock.moment = at(6, 15)  # a Friday
    asked = await anna.asks(meeting=at(30))
    await happens(town, "1", "report", 6, 15)
    town.clock.moment = at(9, 9)
    await lone.approves(asked)
    await happens(town, "1", "claim", 9, 9)
    found = await seen(town)
    assert found.decided.hours == found.by_unit[0].decided.hours == 2
    assert dict(found.cases)["misuse"].claimed.hours == 2


async def test_what_was_agreed_by_phone_was_decided_before_it_was_asked(
    town: Town, anna: Person, lone: Person
) -> None:
    asked = await anna.asks(agreed_by_phone=True)
    await lone.approves(asked)
    found = await seen(town)
    assert found.outcomes.refused == 1
    assert found.decided.number == 0


async def test_silence_shows_as_escalated_and_as_lapsed(
    town: Town, anna: Person, lone: Person, dora: Person
) -> None:
    await anna.asks()
    await town.time_passes_until(at(6))
    found = await seen(town)
    assert found.escalated == 1
    assert found.outcomes == Outcomes(asked=1, lapsed=1)


async def test_advice_is_counted_by_verdict_and_unit(town: Town) -> None:
    advice = town.memory.oversight.advice
    advice["2026-03", "Jobcenter", "allowed"] = 4
    advice["2026-03", "Skole", "allowed"] = 2
    advice["2026-03", "Skole", "weigh_interests"] = 9
    advice["2026-02", "Skole", "weigh_interests"] = 50
    found = await seen(town)
    assert found.advised == [("weigh_interests", 9), ("allowed", 6)]
    assert [(one.unit, one.advised) for one in found.by_unit] == [("Skole", 11), ("Jobcenter", 4)]


async def happens(town: Town, case: str, deed: str, day: int, hour: int, **details: str) -> None:
    about = About("case", case)
    entry = Entry(
        about=about, event=f"case.{deed}", actor="hanne", at=at(day, hour), pack=PACK, details=details
    )
    async with town.store.unit() as unit:
        await unit.register.record(entry)


async def test_cases_are_counted_by_kind_with_the_time_until_somebody_had_them(town: Town) -> None:
    await happens(town, "1", "report", 2, 9)
    await happens(town, "1", "claim", 2, 12)
    await happens(town, "1", "release", 2, 13)
    await happens(town, "1", "claim", 4, 9)
    await happens(town, "1", "close", 5, 9)
    await happens(town, "2", "ask", 3, 9)
    figures = dict((await seen(town)).cases)
    assert (figures["misuse"].reported, figures["misuse"].closed) == (1, 1)
    assert (figures["misuse"].claimed.hours, figures["misuse"].claimed.number) == (3, 1)
    assert (figures["legal"].reported, figures["legal"].claimed.number) == (1, 0)


async def test_what_closed_cases_came_to_is_counted(town: Town) -> None:
    outcomes = {"1": ("yes", "yes"), "2": ("yes", "no"), "3": ("no", ""), "4": ("", "")}
    for case, (should, reported) in outcomes.items():
        await happens(town, case, "report", 2, 9)
        await happens(town, case, "close", 3, 9, police_report=should, reported=reported)
    figures = dict((await seen(town)).cases)["misuse"]
    assert (figures.should_be_reported, figures.should_not, figures.reported_to_police) == (2, 1, 1)
    assert figures.closed == 4


async def test_a_case_counts_once_by_its_last_closing_and_not_at_all_once_it_is_open_again(
    town: Town,
) -> None:
    for case in "123":
        await happens(town, case, "report", 2, 9)
        await happens(town, case, "close", 3, 9, police_report="no")
    await happens(town, "1", "reopen", 4, 9)
    await happens(town, "1", "close", 5, 9, police_report="yes", reported="yes")
    await happens(town, "2", "add", 4, 9)
    figures = dict((await seen(town)).cases)["misuse"]
    told = (figures.closed, figures.should_be_reported, figures.should_not, figures.reported_to_police)
    assert told == (2, 1, 1, 1)


async def test_behind_a_figure_stand_decisions_without_persons(
    town: Town, anna: Person, lone: Person
) -> None:
    refused = await lone.approves(await anna.asks())
    allowed = await lone.denies(await anna.asks(key="2"))
    await anna.asks(key="3", deviation_reason="Der er andre forældre med.")
    alike = circumstances_of(LAW.alike, refused)
    found = behind(
        await town.store.oversight.decided(LAW.alike, alike, "Jobcenter", elsewhere=False, limit=9),
        since="2026-03",
    )
    assert {(one.refusal, one.refused) for one in found} == {(refused.id, True), (allowed.id, False)}
    assert {(one.unit, one.case_ref, f"{one.on}") for one in found} == {
        ("Jobcenter", "2026-17", "2026-03-02")
    }
    assert await town.store.oversight.decided(LAW.alike, alike, "Jobcenter", elsewhere=True, limit=9) == []
    assert behind([refused], since="2026-04") == []


@pytest.mark.parametrize("text", ["2026-00", "2026-13", "1999-01", "26-01", "2026-1", "måned", "2026-011"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert read_month(text) is None


def test_months_follow_each_other_over_new_year() -> None:
    assert str(Month(2026, 12).later(1)) == "2027-01"
    assert str(Month(2026, 1).later(-1)) == "2025-12"
    assert MARCH.end == Month(2026, 4).start
