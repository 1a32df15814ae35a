"""HR/Jura's look-ups, on both databases."""

import asyncio
import datetime
import functools
from collections import Counter

import pytest
from sqlalchemy import insert

from bot.storage.counts import StoredCounts
from bot.storage.database import Database
from bot.storage.drafts import StoredDrafts
from bot.storage.everything import ABOUT_NOBODY
from bot.storage.places import StoredPlaces
from bot.storage.store import SqlStore
from bot.storage.tables import conversations, metadata
from casework.cases import cases
from casework.cases.form import AssessmentForm, CaseForm
from casework.oversight.access import Package, take_out
from casework.oversight.overview import Outcomes, overview
from casework.oversight.period import Month
from casework.oversight.ports import UnitAdvice
from casework.oversight.radar import behind, radar
from casework.oversight.subject import Subject
from casework.ports import AdviceCount, Draft, Place
from casework.refusal import refusals
from casework.refusal.equal_treatment import Circumstances, circumstances_of
from tests.bot.storage.conftest import HandClock
from tests.casework.town import HARASSMENT, LAW, OTHERS_PRESENT, PACK, Person, Town, at, form
from tests.casework.whole_register import verify

MARCH = Month(2026, 3)


@pytest.fixture
def town(database: Database, clock: HandClock) -> Town:
    return Town(SqlStore(database, clock))


@pytest.fixture
def lone(town: Town) -> Person:
    return town.person("Lone")


@pytest.fixture
def anna(town: Town, lone: Person) -> Person:
    return town.person("Anna", leader="Lone")


@pytest.fixture
def hanne(town: Town) -> Person:
    return town.person("Hanne", hr=True)


def misuse(**filled_in: str) -> CaseForm:
    usual = {"text": "En optagelse er delt.", "case_ref": "2026-17", "where": "https://eksempel.dk/1"}
    return CaseForm(
        key="case-1", kind="misuse", facts={}, pack=PACK, seen_on=at(2).date(), **{**usual, **filled_in}
    )


async def taken(town: Town, subject: Subject) -> Package:
    return await take_out(town.desk, "hanne", subject, "look", withhold=False)


async def test_a_month_is_measured(town: Town, anna: Person, lone: Person) -> None:
    asked = await anna.asks()
    town.clock.moment = at(2, 12)
    await lone.approves(asked)
    await lone.denies(await anna.asks(key="2", facts=HARASSMENT, ground="harassment"))
    found = await overview(town.store.oversight, MARCH)
    assert found.outcomes == Outcomes(asked=2, refused=1, allowed=1)
    assert (found.decided.hours, found.decided.number) == (1.5, 2)
    assert found.by_unit[0].decided == found.decided
    assert (await overview(town.store.oversight, Month(2026, 4))).outcomes == Outcomes()


async def test_a_month_has_its_own_events_alone(town: Town, anna: Person, lone: Person) -> None:
    town.clock.moment = MARCH.end - datetime.timedelta(microseconds=1)
    asked = await anna.asks(meeting=at(9, month=4))
    town.clock.moment = MARCH.end
    await lone.approves(asked)
    assert (await overview(town.store.oversight, MARCH)).decided.number == 0
    assert (await overview(town.store.oversight, Month(2026, 4))).decided.number == 1


async def test_cases_are_timed_until_somebody_first_had_them(town: Town, anna: Person, hanne: Person) -> None:
    made = await cases.report(town.desk, misuse(), anna.id)
    town.clock.moment = at(2, 11)
    made = await cases.claim(town.desk, made.id, made.version, hanne.id)
    made = await cases.release(town.desk, made.id, made.version, hanne.id)
    town.clock.moment = at(2, 15)
    await cases.claim(town.desk, made.id, made.version, hanne.id)
    figures = dict((await overview(town.store.oversight, MARCH)).cases)["misuse"]
    assert (figures.reported, figures.claimed.hours, figures.claimed.number) == (1, 2, 1)


async def test_what_cases_came_to_is_counted_from_the_register(
    town: Town, anna: Person, hanne: Person
) -> None:
    made = await cases.report(town.desk, misuse(), anna.id)
    made = await cases.claim(town.desk, made.id, made.version, hanne.id)
    sheet = AssessmentForm(police_report="yes", text="Grove trusler.")
    made = await cases.assess(town.desk, made.id, made.version, hanne.id, sheet)
    await cases.close(town.desk, made.id, made.version, hanne.id, "Anmeldt.", "yes")
    figures = dict((await overview(town.store.oversight, MARCH)).cases)["misuse"]
    assert (figures.should_be_reported, figures.should_not, figures.reported_to_police) == (1, 0, 1)
    queries = town.store.queries
    assert [fault async for fault in verify(queries.chains(), queries.seals())] == []


async def test_advice_is_added_up_by_unit(town: Town, database: Database) -> None:
    counts = StoredCounts(database)
    for grounds in ((), ("others_present",)):
        counts.add(AdviceCount("allowed", grounds, "Skole", "2026-03"))
    counts.add(AdviceCount("allowed", (), "Skole", "2026-02"))
    await counts.write()
    assert await town.store.oversight.advised("2026-03") == [UnitAdvice("Skole", "allowed", 2)]


async def test_the_radar_and_what_lies_behind(town: Town, anna: Person, lone: Person) -> None:
    refused = await lone.approves(await anna.asks())
    bo = town.person("Bo", leader="Lone")
    moved = town.directory.people["bo"]
    town.directory.people["bo"] = type(moved)(moved.id, moved.name, "Skole", moved.leader, hr=False)
    allowed = await lone.denies(await bo.asks(key="2"))
    counts = await town.store.oversight.counted("2026-03", "2026-03")
    (difference,) = radar(counts, "2026-03").differences
    assert (difference.unit, difference.here.refused, difference.elsewhere.allowed) == ("Jobcenter", 1, 1)
    alike = circumstances_of(LAW.alike, refused)
    sides = [
        behind(
            await town.store.oversight.decided(LAW.alike, alike, "Jobcenter", elsewhere=elsewhere, limit=5),
            "2026-03",
        )
        for elsewhere in (False, True)
    ]
    assert [[(one.refusal, one.unit) for one in side] for side in sides] == [
        [(refused.id, "Jobcenter")],
        [(allowed.id, "Skole")],
    ]


@pytest.mark.parametrize(
    "facts",
    [
        OTHERS_PRESENT,
        {**OTHERS_PRESENT, "only_about_recorder": True},
        {**OTHERS_PRESENT, "medium": "video"},
        {"recorder": "employee"},
        {},
    ],
)
async def test_the_database_reads_circumstances_as_the_casework_does(
    town: Town, anna: Person, lone: Person, facts: dict[str, str | bool]
) -> None:
    refused = await lone.approves(await anna.asks(facts=facts))
    alike = circumstances_of(LAW.alike, refused)
    others = Circumstances(alike.ground, alike.recorder, alike.medium, others=not alike.others)
    look = functools.partial(town.store.oversight.decided, LAW.alike)
    assert [it.id for it in await look(alike, "Jobcenter", elsewhere=False, limit=5)] == [refused.id]
    assert await look(others, "Jobcenter", elsewhere=False, limit=5) == []


async def test_everything_about_a_person_is_found(
    town: Town, database: Database, clock: HandClock, anna: Person, lone: Person, hanne: Person
) -> None:
    await lone.approves(await anna.asks())
    await cases.report(town.desk, misuse(), anna.id)
    await lone.is_away(town.person("Bo"), until=at(20).date())
    await StoredDrafts(database, clock).remember("chat", Draft({}, {"text": "Anna Agerholm ringede."}))
    places = StoredPlaces(database, clock)
    places.remember("chat", Place("interview.start", {}))
    await places.write()
    found = (await taken(town, Subject(person="anna", written="Anna Agerholm"))).stored
    assert {table: len(rows) for table, rows in found.items()} == {
        "refusals": 1,
        "cases": 1,
        "events": 3,
        "outbox": len(found["outbox"]),
        "drafts": 1,
        "form_drafts": 1,
    }
    kinds = Counter(row.values["kind"] for row in found["outbox"])
    assert kinds["approval"] == kinds["refusal_approved"] == 1
    assert (await taken(town, Subject(person="bo"))).stored["absences"][0].values["leader"] == "lone"


async def test_a_chat_is_found_by_its_person(
    town: Town, database: Database, clock: HandClock, hanne: Person
) -> None:
    row = {
        "conversation_id": "a:1",
        "service_url": "https://example.org",
        "tenant_id": "t",
        "bot_id": "28:b",
        "person_id": "anna",
        "mri": "29:x",
        "locale": "da",
        "seen_at": clock.now(),
    }
    async with database.writing() as connection:
        await connection.execute(insert(conversations), row)
    await StoredDrafts(database, clock).remember("a:1", Draft({}, {"text": "Et skema."}))
    found = (await taken(town, Subject(person="anna"))).stored
    assert set(found) == {"conversations", "drafts", "form_drafts"}


async def test_a_case_about_a_request_comes_with_it(
    town: Town, anna: Person, lone: Person, hanne: Person
) -> None:
    asked = await anna.asks()
    question = CaseForm(
        key="case-1", kind="legal", text="Er grunden saglig?", facts={}, pack=PACK, refusal=asked.id
    )
    await cases.report(town.desk, question, lone.id)
    found = (await taken(town, Subject(written="2026-17"))).stored
    assert found["cases"][0].values["refusal"] == asked.id
    assert {row.values["event"] for row in found["events"]} == {"refusal.submit", "case.ask"}


async def test_letters_beyond_ascii_are_found(town: Town, anna: Person, hanne: Person) -> None:
    await anna.asks(case_ref="Ældre-2026-å")
    assert (await taken(town, Subject(written="ÆLDRE-2026-Å"))).stored["refusals"]


async def test_others_get_their_turn_while_everything_is_looked_through(
    town: Town, anna: Person, hanne: Person
) -> None:
    for number in range(30):
        await refusals.submit(town.desk, form(f"k{number}"), anna.id)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    await taken(town, Subject(person="anna"))
    task.cancel()
    assert turns > len(metadata.tables) - len(ABOUT_NOBODY)


def test_every_table_is_looked_through_or_named_as_being_about_nobody() -> None:
    assert set(metadata.tables) >= ABOUT_NOBODY
    assert not ABOUT_NOBODY & {"refusals", "cases", "events", "outbox", "conversations", "hr_channel"}
