from dataclasses import replace

import pytest

from casework.about import About
from casework.messages import HR_CHANNEL, Message
from tests.casework.case_store_suite import CHANNEL, CaseStoreSuite
from tests.casework.memory_store import MemoryStore
from tests.casework.store_suite import StoreSuite


class TestMemoryStore(StoreSuite):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()

    async def test_the_same_message_twice_is_one(self, store: MemoryStore) -> None:
        await self.test_the_same_message_may_be_put_twice(store)
        assert list(store.tables.messages.values()) == [
            Message("nobody_answers", HR_CHANNEL, About("refusal", "r1"), "key")
        ]


class TestCasesInMemory(CaseStoreSuite):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()

    async def test_a_later_choice_takes_the_place_of_an_earlier_one(self, store: MemoryStore) -> None:
        for conversation in ("19:old", "19:new"):
            async with store.unit() as unit:
                await unit.channel.put(replace(CHANNEL, conversation_id=conversation))
        assert await store.queries.hr_channel() == replace(CHANNEL, conversation_id="19:new")
