"""A chat with the bot, and the world outside in memory."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from casework.about import PackMark
from casework.desk import Desk
from casework.law import case_law
from casework.ports import AdviceCount, Draft, Employee, Place
from dialogs.conversation import Conversation
from dialogs.edition import edition, short
from dialogs.turn import Arrived, FileOffer, Pressed, Reply, Typed
from guideline.load import built_in, load_pack
from guideline.model import Pack
from tests.cards.contract import check_limits
from tests.cards.reading import Card
from tests.casework.memory_store import MemoryStore

ANNA = Employee("anna", "Anna Agerholm", "Jobcenter", "lone", hr=False)


@cache
def pack() -> Pack:
    return load_pack(built_in("albertslund"))


def without_marks(text: str) -> str:
    """Return a card's text without the pack's fingerprint and the edition's: every word changes them."""
    return text.replace(pack().hash[:12], "<fingerprint>").replace(short(edition(pack())), "<edition>")


class MemoryDrafts:
    """The Drafts port."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, object], Draft] = {}

    async def remember(self, chat_id: str, draft: Draft) -> None:
        self.kept.pop((chat_id, draft.data["key"]), None)
        self.kept[chat_id, draft.data["key"]] = draft

    async def recall(self, chat_id: str, form: str) -> Draft | None:
        return self.kept.get((chat_id, form))

    async def of_chat(self, chat_id: str) -> Sequence[Draft]:
        return [draft for (chat, _), draft in reversed(self.kept.items()) if chat == chat_id]

    async def forget(self, chat_id: str, form: str) -> None:
        self.kept.pop((chat_id, form), None)


@dataclass
class World:
    """Implements every port of the conversation."""

    places: dict[str, Place] = field(default_factory=dict)
    counted: list[AdviceCount] = field(default_factory=list)
    people: dict[str, Employee] = field(default_factory=lambda: {ANNA.id: ANNA})
    pack: Pack = field(default_factory=pack)
    store: MemoryStore = field(default_factory=MemoryStore)
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    moment: datetime.datetime = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)

    def remember(self, chat_id: str, place: Place) -> None:
        self.places[chat_id] = place

    async def recall(self, chat_id: str) -> Place | None:
        return self.places.get(chat_id)

    def add(self, counted: AdviceCount) -> None:
        self.counted.append(counted)

    async def find(self, person_id: str) -> Employee | None:
        return self.people.get(person_id)

    async def named(self, name: str, limit: int = 5) -> list[Employee]:
        found = [p for p in self.people.values() if name.casefold() in p.name.casefold()]
        return found[:limit]

    async def leads(self, person_id: str) -> bool | None:
        leaders = {p.leader for p in self.people.values() if p.leader}
        return person_id in leaders if leaders else None

    def now(self) -> datetime.datetime:
        return self.moment

    @property
    def desk(self) -> Desk:
        return Desk(
            self.store, self, self, PackMark(self.pack.manifest.version, self.pack.hash), case_law(self.pack)
        )


class Chat:
    """One person's chat. Every card that comes back is held to the contract's limits."""

    def __init__(
        self,
        language: str = "da",
        *,
        personal: bool = True,
        world: World | None = None,
        chat_id: str = "chat",
        person_id: str = ANNA.id,
        public_url: str | None = None,
    ) -> None:
        self.world = world or World()
        it = self.world
        self.bot = Conversation(it.pack, it, it, it.desk, it.drafts, public_url)
        self.who: Any = {
            "person_id": person_id,
            "chat_id": chat_id,
            "language": language,
            "personal": personal,
        }
        self.card: Card
        self.summary: str
        self.offer: FileOffer | None = None

    async def arrives(self) -> Card:
        reply = await self.bot.arrived(Arrived(**self.who))
        assert reply is not None
        return self._read(reply)

    async def types(self, text: str, *, files: bool = False) -> Card:
        turn = Typed(**self.who, text=text, files=files)
        return self._read(await self.bot.typed(turn))

    async def presses(self, title: str, **inputs: str) -> Card:
        """Press a button of the present card by the beginning of its title."""
        button = self.card.button(title)
        return await self.sends(button.verb, {**button.data, **inputs})

    async def sends(self, verb: str, data: Mapping[str, Any]) -> Card:
        """Press a button that may be on no card at all."""
        turn = Pressed(**self.who, verb=verb, data=data)
        return self._read(await self.bot.pressed(turn))

    def _read(self, reply: Reply) -> Card:
        self.card, self.summary, self.offer = Card(reply.card), reply.summary, reply.offer
        check_limits(self.card)
        assert self.summary.strip()
        return self.card
