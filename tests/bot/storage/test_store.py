"""The casework's store on both databases: what every store must do, and what only databases can get wrong."""

import asyncio
import datetime
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.storage.tables import decision_counts, events, outbox, seals, waiting
from bot.storage.tables import refusals as refusal_rows
from bot.storage.tables.base import EPOCH
from casework import sealing
from casework.about import About
from casework.desk import Desk
from casework.errors import KeyTaken, UserError
from casework.messages import HR_CHANNEL, Message
from casework.refusal import clockwork, procedure, refusals
from casework.refusal.equal_treatment import Counted
from casework.refusal.errors import UnknownRequest
from casework.refusal.record import details_of, record_of
from casework.refusal.request import Decision, Need, State
from casework.register import Entry
from tests.bot.storage.conftest import HandClock
from tests.casework.store_suite import ALIKE, StoreSuite, request, stored
from tests.casework.town import PACK, Town, at, form
from tests.casework.whole_register import verify


@pytest.fixture
async def store(database: Database, clock: HandClock) -> SqlStore:
    return SqlStore(database, clock)


class TestSqlStore(StoreSuite):
    pass


@pytest.fixture
async def four(database: Database, database_url: str, clock: HandClock) -> AsyncIterator[list[SqlStore]]:
    """Four processes' stores: each its own connections, nothing shared but the database."""
    opened = [await open_database(database_url) for _ in range(4)]
    yield [SqlStore(one, clock) for one in opened]
    for one in opened:
        await one.close()


async def count(database: Database, table: object, *where: object) -> int:
    async with database.engine.connect() as connection:
        query = select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
        return int((await connection.execute(query)).scalar_one())


def desks(stores: list[SqlStore], town: Town) -> list[Desk]:
    return [replace(town.desk, store=one) for one in stores]


class TestAtOnce:
    async def test_four_leaders_devices_press_and_one_wins(self, four: list[SqlStore]) -> None:
        town = Town(four[0])
        anna = town.person("Anna", leader="Lone")
        town.person("Lone")
        asked = await anna.asks()

        async def press(desk: Desk, n: int) -> State:
            if n % 2:
                return (await refusals.approve(desk, asked.id, asked.version, "lone", f"{n}")).state
            return (await refusals.deny(desk, asked.id, asked.version, "lone", f"{n}")).state

        presses = (press(desk, n) for n in range(3) for desk in desks(four, town))
        ends = await asyncio.gather(*presses, return_exceptions=True)
        won = [end for end in ends if isinstance(end, State)]
        assert len(won) == 1
        assert all(isinstance(end, UserError) for end in ends if end not in won)
        assert (await four[3].queries.refusal(asked.id)).state is won[0]
        assert [fault async for fault in verify(four[1].queries.chains(), four[1].queries.seals())] == []

    async def test_one_form_sent_to_four_is_one_request_with_one_message(
        self, four: list[SqlStore], database: Database
    ) -> None:
        town = Town(four[0])
        town.person("Anna", leader="Lone")
        town.person("Lone")
        made = await asyncio.gather(
            *(refusals.submit(desk, form(), "anna") for desk in desks(four, town) * 3)
        )
        assert len({one.id for one in made}) == 1
        assert await count(database, outbox) == 1
        assert await count(database, events) == 1

    async def test_a_chain_never_forks(self, four: list[SqlStore]) -> None:
        about = About("case", "1")

        async def append(store: SqlStore) -> None:
            async with store.unit() as unit:
                await unit.register.record(StoreSuite.entry(about))

        await asyncio.gather(*(append(store) for store in four * 5))
        (chain,) = [chain async for chain in four[0].queries.chains()]
        assert [event.seq for event in chain] == list(range(1, 21))
        assert [fault async for fault in verify(four[0].queries.chains(), four[0].queries.seals())] == []

    async def test_a_day_has_one_seal_and_everything_is_under_one(
        self, four: list[SqlStore], database: Database
    ) -> None:
        town = Town(four[0])

        async def append(store: SqlStore, n: int) -> None:
            async with store.unit() as unit:
                await unit.register.record(StoreSuite.entry(About("case", str(n))))

        appending = (append(store, n) for n, store in enumerate(four * 2))
        four_times = (sealing.seal_the_day(desk) for desk in desks(four, town))
        await asyncio.gather(*appending, *four_times)
        assert await count(database, seals) == 1
        town.clock.moment = at(3, 9)
        await asyncio.gather(*(sealing.seal_the_day(desk) for desk in desks(four, town)))
        assert await count(database, seals) == 2
        async with four[0].unit() as unit:
            assert await unit.register.unsealed() == []
        assert [fault async for fault in verify(four[0].queries.chains(), four[0].queries.seals())] == []

    async def test_a_purge_and_a_revocation_do_not_lose_each_other(self, four: list[SqlStore]) -> None:
        for n in range(6):
            made = request(f"r{n}", key=str(n), state=State.NOTED, keep_until=at(3), meeting=at(20))
            made = replace(made, decision=Decision("lone", at(2), "Vurderet."))
            async with four[0].unit() as unit:
                await unit.refusals.add(made)
                entry = StoreSuite.entry(made.about)
                kept = replace(entry, state=made.state, record=record_of(made), details=details_of(made))
                await unit.register.record(kept)
            town = Town(four[0])
            town.clock.moment = at(4)
            purging, revoking, *_ = desks(four, town)
            ends = await asyncio.gather(
                clockwork.purge(purging, made.id),
                refusals.revoke(revoking, made.id, made.version, "lone", "De andre kommer ikke."),
                return_exceptions=True,
            )
            try:
                stands = await four[2].queries.refusal(made.id)
            except UnknownRequest:
                assert isinstance(ends[1], UnknownRequest)
            else:
                assert stands.state is State.REVOKED
                assert ends[0] is False
        assert [fault async for fault in verify(four[0].queries.chains(), four[0].queries.seals())] == []

    async def test_counting_at_once_loses_nothing(self, four: list[SqlStore]) -> None:
        async def add(store: SqlStore, day: int) -> None:
            async with store.unit() as unit:
                await unit.counts.add(Counted(ALIKE, "Skole", "refused", datetime.date(2026, 2, day)))

        await asyncio.gather(*(add(store, day + 1) for day, store in enumerate(four * 4)))
        (found,) = await four[0].queries.decisions("harassment", "2026-01")
        assert (found.number, found.latest) == (16, datetime.date(2026, 2, 16))


async def test_any_text_that_can_be_typed_comes_back(store: SqlStore) -> None:
    odd = "æ 👩🏽‍⚖️ \u202e \x00 'quoted'; DROP TABLE refusals --"
    made = request(municipal_interest=odd, recorder_need=Need(("notes",), odd), case_ref=odd)
    await stored(store, made)
    assert await store.queries.refusal(made.id) == made


async def test_a_key_of_any_length_makes_one_request_and_comes_back_whole(store: SqlStore) -> None:
    long = "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(9_000))  # what no index can make shorter
    made = request(key=long)
    await stored(store, made)
    assert await store.queries.by_key("anna", long) == made
    with pytest.raises(KeyTaken):
        await stored(store, request("r2", key=long))


async def test_a_request_of_an_earlier_version_keeps_its_key(store: SqlStore, database: Database) -> None:
    made = request()
    await stored(store, made)
    async with database.writing() as connection:
        written = dict((await connection.execute(select(refusal_rows.c.written))).scalar_one())
        assert written.pop("key") == made.key
        await connection.execute(update(refusal_rows).values(written=written))
    assert await store.queries.refusal(made.id) == made


@pytest.mark.parametrize("given", ["\x00", "r\x00", "\ud800", "x" * 10_000])
async def test_an_id_from_a_damaged_card_is_unknown_and_no_fault(store: SqlStore, given: str) -> None:
    with pytest.raises(UnknownRequest):
        await store.queries.refusal(given)
    assert await store.queries.by_key("anna", given) is None


async def test_whoever_is_no_longer_asked_has_nothing_waiting(store: SqlStore, database: Database) -> None:
    made = request()
    await stored(store, made)
    moved = replace(made, leader="bo", version=made.version + 1)
    async with store.unit() as unit:
        await unit.refusals.save(moved)
    assert await store.queries.waiting_for("lone") == []
    assert await store.queries.waiting_for("bo") == [moved]
    async with store.unit() as unit:
        await unit.refusals.save(procedure.withdraw(moved, "anna", at(2)).after)
    assert await count(database, waiting) == 0


async def test_what_is_queued_is_for_one_lane(store: SqlStore, database: Database, clock: HandClock) -> None:
    about = About("refusal", "r1")
    async with store.unit() as unit:
        await unit.outbox.put(Message("hr_question", HR_CHANNEL, about, "a"))
        await unit.outbox.put(Message("approval", "lone", about, "b"))
        await unit.outbox.put(Message("approval", "somebody else", about, "a"))
    async with database.engine.connect() as connection:
        first, second = await connection.execute(select(outbox).order_by(outbox.c.id))
    assert (first.key, first.lane, first.next_at, first.attempts) == ("a", HR_CHANNEL, EPOCH, 0)
    assert (second.to, second.about_kind, second.about_id) == ("lone", "refusal", "r1")
    assert (second.begun_at, second.created_at, second.done_at) == (None, clock.now(), None)


async def test_counts_are_also_kept_by_unit(store: SqlStore, database: Database) -> None:
    async with store.unit() as unit:
        for place in ("Skole", "Skole", "Jobcenter"):
            await unit.counts.add(Counted(ALIKE, place, "refused", datetime.date(2026, 2, 3)))
    async with database.engine.connect() as connection:
        rows = await connection.execute(select(decision_counts.c.unit, decision_counts.c.number))
        assert dict(rows.all()) == {"Skole": 2, "Jobcenter": 1}


async def test_events_keep_their_microseconds_and_their_words(store: SqlStore) -> None:
    about = About("refusal", "r1")
    moment = datetime.datetime(2026, 3, 2, 9, 0, 0, 123457, tzinfo=datetime.UTC)
    entry = Entry(about=about, event="refusal.x", actor="å", at=moment, pack=PACK, details={"a": "\x00 €"})
    async with store.unit() as unit:
        made = await unit.register.record(entry)
    assert [chain async for chain in store.queries.chains()] == [[made]]
