"""A form begun by typing is kept in the database for twelve hours, and gone when it is sent."""

import datetime
from dataclasses import dataclass

from bot.storage.database import Database
from bot.storage.drafts import StoredDrafts
from casework.ports import Draft


@dataclass
class Clock:
    moment: datetime.datetime = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)

    def now(self) -> datetime.datetime:
        return self.moment


FIRST = Draft({"key": "k", "facts": {"recorder": "citizen"}}, {"case_ref": "Æblevej 7"})
SECOND = Draft({"key": "k"}, {"case_ref": "2026-17", "ground": "other"})


async def test_another_process_goes_on_where_the_first_was(database: Database) -> None:
    await StoredDrafts(database, Clock()).remember("chat", FIRST)
    await StoredDrafts(database, Clock()).remember("chat", SECOND)
    drafts = StoredDrafts(database, Clock())
    assert await drafts.recall("chat") == SECOND
    assert await drafts.recall("another") is None


async def test_a_sent_form_leaves_nothing(database: Database) -> None:
    drafts = StoredDrafts(database, Clock())
    await drafts.remember("chat", FIRST)
    await drafts.forget("chat")
    await drafts.forget("chat")
    assert await drafts.recall("chat") is None


async def test_after_twelve_hours_it_is_gone_whether_purged_or_not(database: Database) -> None:
    clock = Clock()
    drafts = StoredDrafts(database, clock)
    await drafts.remember("old", FIRST)
    clock.moment += datetime.timedelta(hours=6)
    await drafts.remember("new", SECOND)
    clock.moment += datetime.timedelta(hours=6)
    assert await drafts.recall("old") is None
    await drafts.purge()
    clock.moment -= datetime.timedelta(hours=6)
    assert await drafts.recall("old") is None
    assert await drafts.recall("new") == SECOND
