"""Cases on both databases: what every store must do, and what only databases can get wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Insert,
    String,
    cast,
    insert,
    literal,
    null,
    select,
    true,
    type_coerce,
    update,
)
from sqlalchemy import case as sql_case
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import Address, CardOut, Left
from bot.storage.conversations import StoredAddresses
from bot.storage.database import Database, open_database
from bot.storage.gathering import GatheringStore
from bot.storage.look_ups import LookUps
from bot.storage.sent_cards import StoredCards
from bot.storage.store import SqlStore
from bot.storage.tables import cases
from casework.about import About
from casework.cases.case import Assessment, Case, CasePlace, Closing, Said, State
from casework.cases.channel import HrChannel
from casework.cases.errors import CaseMoved, UnknownCase
from casework.cases.telling import CASE, message
from casework.errors import KeyTaken
from casework.messages import HR_CHANNEL
from tests.bot.storage.conftest import HandClock
from tests.casework.case_store_suite import CaseStoreSuite, case, stored
from tests.casework.town import at


@pytest.fixture
async def store(database: Database, clock: HandClock) -> SqlStore:
    return SqlStore(database, clock)


class TestSqlStore(CaseStoreSuite):
    pass


@pytest.fixture
async def two(database: Database, database_url: str, clock: HandClock) -> AsyncIterator[list[SqlStore]]:
    """Two processes' stores."""
    other = await open_database(database_url)
    yield [SqlStore(database, clock), SqlStore(other, clock)]
    await other.close()


async def test_a_case_that_was_written_before_earlier_closings_were_kept_comes_back(
    store: SqlStore, database: Database
) -> None:
    await stored(store, case())
    async with database.writing() as connection:
        ((kept,),) = await connection.execute(select(type_coerce(cases.c.written, JSON)))
        before = {name: text for name, text in kept.items() if not name.startswith("earlier_")}
        assert before != kept
        await connection.execute(update(cases).values(written=before))
    assert await store.queries.case(case().id) == case()


async def test_a_channel_lacks_no_card_that_stands_there_or_is_on_its_way(
    store: SqlStore, database: Database, clock: HandClock
) -> None:
    await stored(store, case("there", "1"), case("elsewhere", "2"), case("coming", "3"))
    for case_id, channel in (("there", "19:hr"), ("elsewhere", "19:old")):
        card = CardOut(channel, case_id, About("case", case_id), None, CASE)
        await StoredCards(database, clock).write({card: at(2)}, [])
    async with store.unit() as unit:
        await unit.outbox.put(message(CASE, HR_CHANNEL, case("coming", "3")))
    assert list(await store.queries.cases_without_card("19:hr", 9)) == [("elsewhere", 1)]


async def test_any_text_that_can_be_typed_comes_back(store: SqlStore) -> None:
    odd = "æ 👩🏽‍⚖️ \u202e \x00 'quoted'; DROP TABLE cases --"
    sheet = Assessment(harmed=odd, private="yes", police_report="no", text=odd, by="hanne", at=at(3))
    made = case(
        text=odd,
        case_ref=odd,
        state=State.CLOSED,
        assessment=sheet,
        closing=Closing("hanne", at(4), odd),
        thread=(Said("reply", "hanne", at(3), odd), Said("addition", "anna", at(3, 9), odd)),
    )
    await stored(store, made)
    assert await store.queries.case(made.id) == made


@pytest.mark.parametrize("given", ["\x00", "c\x00", "\ud800", "x" * 10_000, "æ" * 10_000])
async def test_an_id_from_a_damaged_card_is_unknown_and_no_fault(store: SqlStore, given: str) -> None:
    with pytest.raises(UnknownCase):
        await store.queries.case(given)
    assert await store.queries.case_by_key("anna", given) is None
    assert await store.queries.cases_owned_by(given) == []


async def test_a_key_of_any_length_makes_one_case_and_comes_back_whole(store: SqlStore) -> None:
    alphabet = [chr(0x4E00 + n * 7 % 20_000) for n in range(9_000)]  # what no index can make shorter
    long, other = "".join(alphabet), "".join(reversed(alphabet))
    await stored(store, case(key=long), case("c2", key=other))
    assert await store.queries.case_by_key("anna", long) == case(key=long)
    with pytest.raises(KeyTaken):
        await stored(store, case("c3", key=long))


async def test_of_two_processes_that_claim_one_wins_and_the_other_sees_who(two: list[SqlStore]) -> None:
    await stored(two[0], case())

    async def claim(store: SqlStore, who: str) -> str:
        async with store.unit() as unit:
            seen = await unit.cases.get("c1")
            if seen.owner:
                raise CaseMoved(seen)
            await unit.cases.save(replace(seen, version=2, owner=who, state=State.CLAIMED))
        return who

    presses = (claim(store, f"{n}") for n, store in enumerate(two * 3))
    ends = await asyncio.gather(*presses, return_exceptions=True)
    (won,) = [end for end in ends if isinstance(end, str)]
    assert {end.present.owner for end in ends if isinstance(end, CaseMoved)} == {won}
    assert (await two[1].queries.case("c1")).owner == won


async def test_many_cards_at_once_are_each_their_own(database: Database, clock: HandClock) -> None:
    store = GatheringStore(database, clock)
    await stored(store, *(case(f"c{n}", key=str(n)) for n in range(3)))
    ids = ["c2", "c0", "none", "c2", "c1"]
    found = await asyncio.gather(*map(store.queries.case, ids), return_exceptions=True)
    assert [one.id if isinstance(one, Case) else type(one) for one in found] == [
        "c2",
        "c0",
        UnknownCase,
        "c2",
        "c1",
    ]
    async with store.unit() as unit:
        await unit.cases.save(case("c1", key="1", version=2, owner="hanne"))
    assert (await store.queries.case("c1")).owner == "hanne"


HR, TEAM = "19:hr@thread.tacv2", "19:team@thread.tacv2"


def channel(conversation_id: str = HR, team_id: str | None = TEAM) -> Address:
    return Address(conversation_id, "https://smba.example/", "tenant", "28:bot", team_id=team_id)


class TestChannel:
    @pytest.fixture
    def addresses(self, database: Database) -> StoredAddresses:
        return StoredAddresses(database)

    @pytest.fixture
    async def chosen(self, store: SqlStore) -> None:
        async with store.unit() as unit:
            await unit.channel.put(HrChannel(HR, "hanne", at(2)))

    async def test_it_is_known_at_once(self, chosen: None, store: SqlStore) -> None:
        assert await store.queries.hr_channel() == HrChannel(HR, "hanne", at(2))

    async def test_the_one_chosen_last_holds(
        self, chosen: None, store: SqlStore, addresses: StoredAddresses
    ) -> None:
        await addresses.write([channel(), channel("19:other")], [])
        async with store.unit() as unit:
            await unit.channel.put(HrChannel("19:other", "henrik", at(3)))
        assert await store.queries.hr_channel() == HrChannel("19:other", "henrik", at(3))

    @pytest.mark.parametrize(
        ("left", "again"),
        [
            (Left(HR), channel()),  # deleted, and restored
            (Left(TEAM, TEAM), channel(TEAM)),  # taken out of the team, and added to it again
            (Left(TEAM, TEAM), channel()),
        ],
    )
    async def test_it_is_known_again_when_the_bot_comes_back(
        self, chosen: None, store: SqlStore, addresses: StoredAddresses, left: Left, again: Address
    ) -> None:
        await addresses.write([channel(), channel(TEAM)], [])
        await addresses.write([], [left])
        assert await store.queries.hr_channel() is None
        assert await addresses.of_conversation(HR) is None
        await addresses.write([again], [])
        assert await store.queries.hr_channel() is not None

    async def test_a_deleted_channel_is_not_brought_back_by_another_of_its_team(
        self, chosen: None, store: SqlStore, addresses: StoredAddresses
    ) -> None:
        await addresses.write([channel(), channel(TEAM)], [])
        await addresses.write([], [Left(HR)])
        await addresses.write([channel(TEAM)], [])
        assert await store.queries.hr_channel() is None

    async def test_one_that_turned_the_bot_away_is_gone_until_something_is_heard_from_it(
        self, store: SqlStore, addresses: StoredAddresses
    ) -> None:
        assert not await store.queries.channel_is_gone(HR)
        await addresses.turned_away(channel(team_id=None), datetime.now(UTC))  # never heard from
        assert await store.queries.channel_is_gone(HR)
        assert await addresses.of_conversation(HR) is None
        await stored(store, case("waits", unposted=True, wake_at=at(20)))
        await addresses.write([channel()], [])
        assert not await store.queries.channel_is_gone(HR)
        assert list(await store.queries.unposted_cases(at(3), 9)) == ["waits"]
        await addresses.turned_away(channel(), datetime.now(UTC))
        assert await store.queries.channel_is_gone(HR)

    async def test_one_whose_whole_team_is_gone_stays_so_and_comes_back_with_it(
        self, store: SqlStore, addresses: StoredAddresses
    ) -> None:
        await addresses.write([channel(), channel(TEAM)], [])
        await addresses.write([], [Left(TEAM, TEAM)])
        await addresses.turned_away(channel(), datetime.now(UTC))
        await addresses.write([channel(TEAM)], [])
        assert not await store.queries.channel_is_gone(HR)

    async def test_one_that_is_back_is_not_closed_by_an_attempt_from_before(
        self, store: SqlStore, addresses: StoredAddresses
    ) -> None:
        await addresses.write([channel(), channel(TEAM)], [])
        await addresses.write([], [Left(TEAM, TEAM)])
        tried_at = datetime.now(UTC)
        await addresses.write([channel(TEAM)], [])
        await addresses.turned_away(channel(), tried_at)
        assert not await store.queries.channel_is_gone(HR)

    async def test_what_could_not_be_posted_is_looked_at_when_a_channel_is_there(
        self, store: SqlStore, addresses: StoredAddresses
    ) -> None:
        closed = case("closed", key="3", state=State.CLOSED, unposted=True, wake_at=at(20))
        await stored(
            store,
            case("waits", key="1", unposted=True, wake_at=at(20)),
            case("posted", key="2"),
            closed,
        )
        await addresses.write([channel()], [])
        assert list(await store.queries.unposted_cases(at(3), 9)) == ["waits"]
        async with store.unit() as unit:
            await unit.cases.save(case("waits", key="1", unposted=True, wake_at=at(20), version=2))
        await addresses.write([channel()], [])  # heard from again, which is no news
        assert list(await store.queries.unposted_cases(at(3), 9)) == []
        await addresses.write([], [Left(HR)])
        await addresses.write([channel()], [])
        assert list(await store.queries.unposted_cases(at(3), 9)) == ["waits"]
        assert await store.queries.case("closed") == closed


class TestManyCases:
    """The plans of the look-ups, not their time: each goes by an index without the closed cases."""

    OPEN_ONES, CLOSED = 500, 5_000

    @pytest.fixture
    async def filled(self, store: SqlStore, database: Database) -> Database:
        await stored(store, case("template", key="template"))
        async with database.writing() as connection:
            await connection.execute(copies(self.OPEN_ONES, self.OPEN_ONES + self.CLOSED))
        async with database.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.exec_driver_sql("ANALYZE")
        return database

    @pytest.mark.parametrize(
        ("index", "look_up", "arguments"),
        [
            ("ix_cases_open", "open_cases", ()),
            ("ix_cases_open", "open_cases", (20, CasePlace(at(1), "c17"))),
            ("ix_cases_open_states", "open_case_counts", ()),
            ("ix_cases_open", "overdue_cases", (at(1), at(1))),
            ("ix_cases_owned", "cases_owned_by", ("hanne",)),
            ("ix_cases_reported", "cases_reported_by", ("bent",)),
            ("ix_cases_link", "cases_with_link", ("https://example.org/none",)),
            ("ix_cases_due", "due_cases", (at(1),)),
            ("ix_cases_short", "cases_with_id", ("0a1b2c3d",)),
            ("ix_cases_reference", "cases_with_reference", ("2026-18",)),
            ("ix_cases_closed", "closed_cases", (10,)),
        ],
    )
    async def test_a_look_up_reads_by_its_index(
        self,
        filled: Database,
        store: SqlStore,
        monkeypatch: pytest.MonkeyPatch,
        index: str,
        look_up: str,
        arguments: tuple[object, ...],
    ) -> None:
        plans: list[str] = []

        async def explained(self: LookUps, query: Any) -> list[Any]:
            async with filled.engine.connect() as connection:
                plans.append(await plan_of(connection, query))
            return []

        monkeypatch.setattr(LookUps, "_rows", explained)
        await getattr(store.queries, look_up)(*arguments)
        (plan,) = plans
        assert index in plan
        assert not any(slow in plan for slow in ("Seq Scan", "Sort", "TEMP B-TREE"))


async def plan_of(connection: AsyncConnection, query: Any) -> str:
    """Return how the database would carry out a query."""
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    written_out = query.compile(connection.sync_engine, compile_kwargs={"literal_binds": True})
    rows = await connection.exec_driver_sql(f"{explain} {written_out}")
    return "\n".join(str(row[-1]) for row in rows)


def copies(open_ones: int, size: int) -> Insert:
    """Return what makes the database copy a case, for other people and earlier moments."""
    numbers = select(literal(1).label("i")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.i + 1).where(numbers.c.i < size))
    i, was = numbers.c.i, cases.alias("was")
    other = {
        "id": literal("c") + cast(i, String),
        "key": literal("c") + cast(i, String),
        "state": sql_case((i <= open_ones, literal("claimed")), else_=literal("closed")),
        "owner": literal("owner-") + cast(i % 40, String),
        "reported_by": literal("staff-") + cast(i % 200, String),
        "link": literal("link-") + cast(i, String),
        "short_id": literal("c") + cast(i, String),
        "reference": literal("reference-") + cast(i, String),
        "waiting_since": type_coerce(was.c.waiting_since, BigInteger) + i,
        "created": type_coerce(was.c.created, BigInteger) + i,
        "wake_at": sql_case((i <= open_ones, null()), else_=type_coerce(was.c.keep_until, BigInteger) + i),
    }
    columns = [other.get(column.name, was.c[column.name]) for column in cases.c]
    copied = select(*columns).select_from(numbers.join(was, true())).where(was.c.id == "template")
    return insert(cases).from_select([column.name for column in cases.c], copied)
