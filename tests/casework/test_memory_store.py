import pytest

from casework.about import About
from casework.messages import HR_CHANNEL, Message
from tests.casework.memory_store import MemoryStore
from tests.casework.store_suite import StoreSuite


class TestMemoryStore(StoreSuite):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()

    async def test_the_same_message_twice_is_one(self, store: MemoryStore) -> None:
        await self.test_the_same_message_may_be_put_twice(store)
        assert list(store.tables.messages.values()) == [
            Message("hr_question", HR_CHANNEL, About("refusal", "r1"), "key")
        ]
