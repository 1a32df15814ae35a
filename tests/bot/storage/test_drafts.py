"""A form begun by typing is kept in the database for twelve hours, and gone when it is sent."""

import datetime
from dataclasses import dataclass

from sqlalchemy import select, update

from bot.storage.database import Database
from bot.storage.drafts import StoredDrafts
from bot.storage.tables import drafts as old_drafts
from bot.storage.tables import form_drafts
from casework.ports import Draft


@dataclass
class Clock:
    moment: datetime.datetime = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)

    def now(self) -> datetime.datetime:
        return self.moment


FIRST = Draft({"key": "k", "facts": {"recorder": "citizen"}}, {"case_ref": "Æblevej 7"})
SECOND = Draft({"key": "k"}, {"case_ref": "2026-17", "ground": "other"})
OTHER_FORM = Draft({"key": "m"}, {"what_happened": "Et klip ligger på Facebook."})


async def test_another_process_goes_on_where_the_first_was(database: Database) -> None:
    await StoredDrafts(database, Clock()).remember("chat", FIRST)
    await StoredDrafts(database, Clock()).remember("chat", SECOND)
    drafts = StoredDrafts(database, Clock())
    assert await drafts.recall("chat", "k") == SECOND
    assert await drafts.recall("another", "k") is None
    assert await drafts.recall("chat", "m") is None


async def test_two_forms_of_a_chat_cost_each_other_nothing(database: Database) -> None:
    clock = Clock()
    drafts = StoredDrafts(database, clock)
    for draft in (FIRST, OTHER_FORM):
        await drafts.remember("chat", draft)
        clock.moment += datetime.timedelta(minutes=1)
    assert await drafts.of_chat("chat") == [OTHER_FORM, FIRST]
    await drafts.forget("chat", "m")
    assert await drafts.of_chat("chat") == [FIRST]


async def test_a_sent_form_leaves_nothing(database: Database) -> None:
    drafts = StoredDrafts(database, Clock())
    await drafts.remember("chat", FIRST)
    await drafts.forget("chat", "k")
    await drafts.forget("chat", "k")
    assert await drafts.of_chat("chat") == []
    assert await _stored(database) == []


async def test_after_twelve_hours_it_is_gone_whether_purged_or_not(database: Database) -> None:
    clock = Clock()
    drafts = StoredDrafts(database, clock)
    await drafts.remember("old", FIRST)
    clock.moment += datetime.timedelta(hours=6)
    await drafts.remember("new", SECOND)
    clock.moment += datetime.timedelta(hours=6)
    assert await drafts.recall("old", "k") is None
    await drafts.purge()
    clock.moment -= datetime.timedelta(hours=6)
    assert await drafts.recall("old", "k") is None
    assert await drafts.recall("new", "k") == SECOND
    assert await _stored(database) == ["new", "new"]


class TestBesideAProgramBefore0012:
    """It knows one row for each chat, in `drafts`."""

    async def test_it_goes_on_with_what_was_begun_here(self, database: Database) -> None:
        await StoredDrafts(database, Clock()).remember("chat", FIRST)
        async with database.look() as connection:
            row = (await connection.execute(select(old_drafts).where(old_drafts.c.chat_id == "chat"))).one()
        assert Draft(row.data, row.texts) == FIRST

    async def test_what_it_wrote_last_counts_here(self, database: Database) -> None:
        clock = Clock()
        drafts = StoredDrafts(database, clock)
        await drafts.remember("chat", FIRST)
        clock.moment += datetime.timedelta(minutes=1)
        row = {"data": SECOND.data, "texts": SECOND.texts, "noted_at": int(clock.moment.timestamp() * 1000)}
        async with database.writing() as connection:
            await connection.execute(update(old_drafts).values(row))
        assert await drafts.recall("chat", "k") == SECOND

    async def test_a_form_that_is_sent_here_takes_no_other_s_draft_there(self, database: Database) -> None:
        drafts = StoredDrafts(database, Clock())
        await drafts.remember("chat", FIRST)
        await drafts.remember("chat", OTHER_FORM)
        await drafts.forget("chat", "k")
        async with database.look() as connection:
            row = (await connection.execute(select(old_drafts.c.data))).one()
        assert row.data == OTHER_FORM.data, "the draft of another form stays"


async def _stored(database: Database) -> list[str]:
    async with database.look() as connection:
        return [
            row.chat_id
            for table in (form_drafts, old_drafts)
            for row in await connection.execute(select(table.c.chat_id))
        ]
