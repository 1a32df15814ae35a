"""Leases: whose turn it is, what waits for what, and what a worker that died leaves behind."""

import asyncio
import datetime
import json
from dataclasses import replace

import pytest
from sqlalchemy import select, text, update

from bot.delivery.model import Address, CardOut, LeaseEndedError, Left, Settled
from bot.storage import outbox as leases
from bot.storage.conversations import StoredAddresses
from bot.storage.database import Database, open_database
from bot.storage.outbox import StoredOutbox
from bot.storage.sent_cards import StoredCards
from bot.storage.store import SqlStore
from bot.storage.tables import conversations, outbox
from bot.storage.tables.base import EPOCH
from casework.about import About
from casework.messages import ALL_CARDS, CARDS_CHANGED, HR_CHANNEL, Message
from tests.bot.fakes.postgres import Postgres
from tests.bot.storage.conftest import HandClock

R1, R2 = About("refusal", "r1"), About("refusal", "r2")


class Post:
    """Queues messages, and lets workers lease them by key."""

    def __init__(self, database: Database, clock: HandClock) -> None:
        self.database, self.clock = database, clock
        self.store = SqlStore(database, clock)

    async def put(self, *messages: Message) -> None:
        async with self.store.unit() as unit:
            for message in messages:
                await unit.outbox.put(message)

    async def lease(self, worker: StoredOutbox, limit: int = 10) -> dict[str, int]:
        return {one.message.key: one.id for one in await worker.lease(limit)}


@pytest.fixture
def post(database: Database, clock: HandClock) -> Post:
    return Post(database, clock)


@pytest.fixture
def one(database: Database) -> StoredOutbox:
    return StoredOutbox(database)


@pytest.fixture
def other(database: Database) -> StoredOutbox:
    return StoredOutbox(database)


async def test_what_a_channel_could_not_take_is_delivered_once_there_is_one(
    post: Post, one: StoredOutbox, database: Database
) -> None:
    case = About("case", "c1")
    step, card = Message("case_step", HR_CHANNEL, case, "step"), Message("case", HR_CHANNEL, case, "card")
    await post.put(step, card, Message("case_reply", "anna", case, "reply"))
    for _ in range(2):
        leased = (await post.lease(one)).values()
        await one.settle([Settled(id_, given_up=True, error="404 NoHrChannel") for id_ in leased])
    assert await post.lease(one) == {}
    hr = Address("19:hr", "https://x", "t", "28:b", team_id="19:team")
    await StoredAddresses(database).write([hr], [])
    (again,) = await one.lease(10)
    assert (again.message, again.attempts) == (step, 1)
    await one.settle([Settled(again.id)])
    await StoredAddresses(database).write([hr], [])  # heard from again, which is no news
    async with post.store.unit() as unit:
        await unit.outbox.queue_again(HR_CHANNEL, ["case"])
    assert list(await post.lease(one)) == ["card"]


def message(key: str, to: str = "lone", about: About = R1) -> Message:
    return Message("approval", to, about, key)


def news(key: str, about: About = R1) -> Message:
    return Message(CARDS_CHANGED, ALL_CARDS, about, key)


async def test_a_later_message_to_the_same_person_waits_for_the_earlier(
    post: Post, one: StoredOutbox, other: StoredOutbox
) -> None:
    await post.put(message("a"), message("b"), message("c", to="bo"))
    leased = await post.lease(one)
    assert list(leased) == ["a", "c"]
    assert await post.lease(other) == {}
    await one.settle([Settled(leased["a"])])
    assert list(await post.lease(other)) == ["b"]


async def test_two_workers_never_lease_the_same(post: Post, one: StoredOutbox, other: StoredOutbox) -> None:
    await post.put(*(message(str(number), to=f"person-{number}") for number in range(40)))
    taken = await asyncio.gather(*(post.lease(worker, 5) for worker in (one, other) * 4))
    keys = [key for leased in taken for key in leased]
    assert sorted(keys) == sorted({str(number) for number in range(40)})


async def test_a_row_that_somebody_else_has_locked_holds_up_no_worker(
    postgres: Postgres, clock: HandClock
) -> None:
    opened = await open_database(postgres.new_database())
    post = Post(opened, clock)
    await post.put(message("locked"), message("free", to="bo"))
    async with opened.writing() as somebody:
        await somebody.execute(select(outbox.c.id).where(outbox.c.key == "locked").with_for_update())
        async with asyncio.timeout(10):
            assert list(await post.lease(StoredOutbox(opened))) == ["free"]
    await opened.close()


async def test_what_is_for_later_holds_up_its_lane_only(post: Post, one: StoredOutbox) -> None:
    await post.put(message("a"), message("b"), message("c", to="bo"))
    leased = await post.lease(one)
    await one.settle([Settled(leased["a"], again_in=3600, error="503"), Settled(leased["c"])])
    assert await post.lease(one) == {}


async def test_what_is_given_up_makes_way(post: Post, one: StoredOutbox) -> None:
    await post.put(message("a"), message("b"))
    leased = await post.lease(one)
    await one.settle([Settled(leased["a"], given_up=True, error="403 BotNotInConversationRoster")])
    assert list(await post.lease(one)) == ["b"]


async def test_how_long_a_message_was_tried_counts_from_its_first_lease(
    post: Post, one: StoredOutbox, other: StoredOutbox, database: Database
) -> None:
    await post.put(message("a"))
    (first,) = await one.lease(10)
    await one.release()
    async with database.writing() as connection:
        an_hour = datetime.timedelta(hours=1) // datetime.timedelta(microseconds=1)
        earlier = text("UPDATE outbox SET begun_at = begun_at - :it")
        await connection.execute(earlier, {"it": an_hour})
    (second,) = await other.lease(10)
    assert (first.tried_for < 60, second.attempts) == (True, 2)
    assert 3600 <= second.tried_for < 3660


async def test_news_about_all_cards_waits_while_a_card_about_it_is_on_its_way(
    post: Post, one: StoredOutbox, other: StoredOutbox
) -> None:
    await post.put(message("a"))
    leased = await post.lease(one)
    await post.put(news("changed"), news("elsewhere", R2))
    assert list(await post.lease(other)) == ["elsewhere"]
    await one.settle([Settled(leased["a"], again_in=3600, error="503")])
    assert list(await post.lease(other)) == ["changed"], "a message that waits is drawn anew"


async def test_news_that_went_by_while_a_card_s_worker_stood_still_is_told_to_the_card(
    post: Post, one: StoredOutbox, other: StoredOutbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LEASE_SECONDS", 0.1)
    await post.put(message("a"))
    (drawn,) = await one.lease(10)
    await post.put(news("changed"))
    await asyncio.sleep(0.2)  # it stands still
    (told,) = [leased for leased in await other.lease(10) if leased.message.kind == CARDS_CHANGED]
    await other.settle([Settled(told.id)])
    card = CardOut("a:1", "m1", R1, "lone", "approval")
    await one.settle([Settled(drawn.id, written=(card,), drawn_after=drawn.leased_at)])
    (again,) = await one.lease(10)
    assert (again.message.kind, again.message.to) == (CARDS_CHANGED, card.addressee)


async def test_a_card_that_was_drawn_after_the_news_is_not_told_it_again(
    post: Post, one: StoredOutbox
) -> None:
    await post.put(news("changed"))
    await one.settle([Settled(id_) for id_ in (await post.lease(one)).values()])
    await post.put(message("a"))
    (drawn,) = await one.lease(10)
    card = CardOut("a:1", "m1", R1, "lone", "approval")
    await one.settle([Settled(drawn.id, written=(card,), drawn_after=drawn.leased_at)])
    assert await one.lease(10) == []


async def test_what_a_dead_worker_held_is_free_soon_and_what_a_live_one_holds_is_not(
    post: Post, one: StoredOutbox, other: StoredOutbox, database: Database
) -> None:
    await post.put(message("a"))
    leased = await one.lease(10)
    for _ in range(3):
        await _most_of_a_lease_passes(database)
        await one.renew(leased)
        assert await post.lease(other) == {}
    for _ in range(2):
        await _most_of_a_lease_passes(database)
    assert list(await post.lease(other)) == ["a"]


async def _most_of_a_lease_passes(database: Database) -> None:
    passed = int(leases.LEASE_SECONDS * 0.6e6)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE outbox SET leased_until = leased_until - :it"), {"it": passed})


async def test_what_is_not_named_when_leases_are_renewed_runs_out(
    post: Post, one: StoredOutbox, other: StoredOutbox, database: Database
) -> None:
    await post.put(message("a"), message("b", to="bo"))
    kept, dropped = await one.lease(10)
    async with database.writing() as connection:
        await connection.execute(update(outbox).values(leased_until=EPOCH))
    await one.renew([kept])
    assert await post.lease(other) == {"b": dropped.id}


async def test_a_lease_is_known_to_have_ended_unless_it_could_be_renewed(
    post: Post, one: StoredOutbox, other: StoredOutbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LEASE_SECONDS", 0.0)
    await post.put(message("a"))
    (first,) = await one.lease(10)
    with pytest.raises(LeaseEndedError):
        first.hold.check()
    monkeypatch.setattr(leases, "LEASE_SECONDS", 60.0)
    await one.renew([first])
    first.hold.check()
    await one.release()
    (second,) = await other.lease(10)
    second.hold.check()
    held_until = first.hold.until
    await one.renew([first])
    assert first.hold.until == held_until, "it is another's by now"


async def test_released_messages_are_anybodys_at_once(
    post: Post, one: StoredOutbox, other: StoredOutbox
) -> None:
    await post.put(message("a"))
    await post.lease(one)
    await one.release()
    assert list(await post.lease(other)) == ["a"]


async def test_released_is_also_what_is_being_renewed_at_that_moment(
    post: Post, one: StoredOutbox, other: StoredOutbox, database: Database
) -> None:
    await post.put(message("a"))
    await post.lease(one)
    async with database.writing() as renewing:
        await renewing.execute(update(outbox).values(attempts=outbox.c.attempts))
        releasing = asyncio.create_task(one.release())
        await asyncio.sleep(0.1)  # it comes to the row that is held
    await releasing
    assert list(await post.lease(other)) == ["a"]


async def test_who_lost_the_lease_has_no_say_over_when(
    post: Post, one: StoredOutbox, other: StoredOutbox
) -> None:
    await post.put(message("a"))
    leased = await post.lease(one)
    await one.release()
    await post.lease(other)
    await one.settle([Settled(leased["a"], again_in=0.0, error="503")])
    assert await post.lease(one) == {}, "the other one still has it"


@pytest.mark.parametrize("odd", ["a\x00b", "a\ud800b"])
async def test_one_whose_value_no_database_takes_holds_up_nobody(
    post: Post, one: StoredOutbox, database: Database, odd: str
) -> None:
    await post.put(
        message("card"), message("error", to="bo"), message("later", to="ib"), message("good", to="eva")
    )
    ids = await post.lease(one)
    card = CardOut("a:1", odd, R1, "lone", "approval")
    kept = CardOut("a:2", "m2", R1, "eva", "approval")
    await one.settle(
        [
            Settled(ids["card"], written=(card,)),
            Settled(ids["error"], given_up=True, error=odd),
            Settled(ids["later"], again_in=0.0, error=odd),
            Settled(ids["good"], written=(kept,)),
        ]
    )
    async with database.look() as connection:
        rows = {row.key: row for row in await connection.execute(select(outbox))}
    assert [key for key, row in rows.items() if row.done_at] == ["card", "good"]
    assert [key for key, row in rows.items() if row.failed_at] == ["error"]
    assert list(await post.lease(one)) == ["later"]


async def test_settled_messages_keep_their_key_for_a_while(
    post: Post, one: StoredOutbox, database: Database
) -> None:
    await post.put(message("old"), message("new", to="bo"))
    leased = await post.lease(one)
    await one.settle([Settled(id_) for id_ in leased.values()])
    now = datetime.datetime.now(datetime.UTC)
    async with database.writing() as connection:
        await connection.execute(update(outbox).values(created_at=now))
        aged = update(outbox).where(outbox.c.key == "old")
        await connection.execute(aged.values(created_at=now - leases.KEPT - datetime.timedelta(days=1)))
    await one.purge()
    async with database.engine.connect() as connection:
        assert list(await connection.scalars(select(outbox.c.key))) == ["new"]
    await post.put(message("new", to="bo"))
    assert await post.lease(one) == {}


async def test_a_card_drawn_before_a_change_is_brought_up_to_date_and_a_form_drawn_after_it_is_not(
    post: Post, one: StoredOutbox, database: Database, clock: HandClock
) -> None:
    cards, addresses = StoredCards(database, clock), StoredAddresses(database)
    await addresses.write([Address("a:1", "https://x", "t", "28:b", "anna")], [])
    before = clock.now()
    clock.later(seconds=1)
    await post.put(news("changed"))
    await one.settle([Settled(id_) for id_ in (await post.lease(one)).values()])
    clock.later(seconds=1)
    status, form = (CardOut("a:1", activity, R1, "anna", CARDS_CHANGED) for activity in ("m1", "m2"))
    await cards.write({status: before, form: clock.now()}, [])
    (leased,) = await one.lease(10)
    assert (leased.message.kind, leased.message.to) == (CARDS_CHANGED, status.addressee)
    assert [card for card, _ in await cards.about(R1)] == [status, form]


async def test_an_address_keeps_what_later_activities_do_not_tell(database: Database) -> None:
    addresses = StoredAddresses(database)
    told = Address("a:1", "https://x", "t", "28:b", "anna", "29:a", "en-GB")
    await addresses.write([told], [])
    await addresses.write([Address("a:1", "https://y", "t", "28:b", "anna")], [])
    found = await addresses.of_people(["anna", "nobody"])
    assert found == {"anna": Address("a:1", "https://y", "t", "28:b", "anna", "29:a", "en-GB")}
    await addresses.write([], [Left("a:1")])
    assert await addresses.last_seen() is None


async def test_where_activities_are_verified_no_address_counts_that_came_in_none(
    database: Database, clock: HandClock
) -> None:
    believed, verified = StoredAddresses(database, verified=False), StoredAddresses(database)
    cards = StoredCards(database, clock)
    anna = Address("a:1", "https://x", "t", "28:b", "anna")
    card = CardOut("a:1", "m1", R1, "anna", "receipt")
    await cards.write({card: clock.now()}, [])

    async def known() -> list[object]:
        found = [await verified.last_seen(), await verified.of_conversation("a:1")]
        return [*found, *await verified.of_people(["anna"]), *await cards.about(R1)]

    await believed.write([anna], [])
    assert await believed.of_conversation("a:1") == anna
    assert await known() == [None, None]
    await verified.write([anna], [])
    assert await known() == [anna, anna, "anna", (card, anna)]
    await believed.write([replace(anna, service_url="https://thief")], [])
    assert await known() == [None, None]


async def test_an_older_program_that_stores_another_service_url_makes_it_no_verified_one(
    database: Database,
) -> None:
    addresses = StoredAddresses(database)
    await addresses.write([Address("a:1", "https://x", "t", "28:b", "anna")], [])
    async with database.engine.begin() as connection:
        await connection.execute(update(conversations).values(service_url="https://thief"))
    assert await addresses.last_seen() is None


async def test_a_version_is_told_once_its_message_is_delivered(post: Post, one: StoredOutbox) -> None:
    def told_of(version: int, to: str = "lone", about: About = R1) -> Message:
        return message(f"{about}:{version}:approval:{to}", to=to, about=about)

    async def told() -> int | None:
        return await post.store.queries.told_version(R1, "lone")

    await post.put(told_of(9), told_of(10), told_of(11), told_of(12, to="bo"), told_of(13, about=R2))
    assert await told() is None
    for version, settled in ((9, 9), (10, 10)):
        leased = await post.lease(one)
        await one.settle([Settled(message_id) for message_id in leased.values()])
        assert await told() == settled, version
    leased = await post.lease(one)
    await one.settle([Settled(id_, given_up=True, error="gone") for id_ in leased.values()])
    assert await told() == 10


async def test_a_lease_looks_at_no_more_than_it_takes(postgres: Postgres, clock: HandClock) -> None:
    """With a thousand waiting, PostgreSQL reads a few rows, and joins nothing with itself."""
    opened = await open_database(postgres.new_database())
    await Post(opened, clock).put(*(message(f"m{i}", f"person-{i % 500}") for i in range(1000)))
    async with opened.engine.begin() as connection:
        await connection.exec_driver_sql("ANALYZE outbox")
        asked = leases._next(leases._moment(connection), 10).compile(
            connection.engine, compile_kwargs={"literal_binds": True}
        )
        lines = (await connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {asked}")).scalar_one()
    await opened.close()
    plans = [json.loads(lines)[0]["Plan"] if isinstance(lines, str) else lines[0]["Plan"]]
    read = 0
    while plans:
        plan = plans.pop()
        read = max(read, int(plan["Actual Rows"] * plan["Actual Loops"]))
        plans += plan.get("Plans", [])
    assert 0 < read <= 20
