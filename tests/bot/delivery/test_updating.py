"""What becomes of a card that is out, whatever its reader may still see."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.delivery.drawing import patiently
from bot.delivery.model import Address, CardOut, Hold, Leased, LeaseEndedError, digest_of
from bot.delivery.patience import CallError
from bot.delivery.rates import OwnTurns, Rates
from bot.delivery.updating import Updating
from casework.about import About
from casework.errors import DirectoryUnavailable
from casework.messages import ALL_CARDS, CARDS_CHANGED, NOT_YOURS, Message
from dialogs.turn import Reply

CASE = About("case", "c1")
CHAT = Address("a:hanne", "https://smba.example/", "tenant", "28:bot", person_id="hanne")
CHANNEL = Address("19:hr", "https://smba.example/", "tenant", "28:bot")
HERS = CardOut("a:hanne", "m1", CASE, "hanne", CARDS_CHANGED, "as it was")
OF_ALL = CardOut("19:hr", "m2", CASE, None, "case", "as it was")
CHANGED = Leased(1, Message(CARDS_CHANGED, ALL_CARDS, CASE, "k"), attempts=1)


class Chats:
    """Two cards that are out, and what their readers may see."""

    def __init__(self) -> None:
        self.sees = {"hanne", None}
        self.silent = False
        self.shown: list[tuple[str, str]] = []

    async def about(self, about: About) -> Sequence[tuple[CardOut, Address]]:
        return [(HERS, CHAT), (OF_ALL, CHANNEL)]

    async def update(self, address: Address, activity_id: str, reply: Reply) -> None:
        self.shown.append((activity_id, reply.summary))

    async def draw(self, message: Message, person: str | None, language: str) -> Reply | None:
        if self.silent and person:
            raise DirectoryUnavailable
        if message.kind == NOT_YOURS:
            return Reply(b"{}", "not yours")
        return Reply(b"{}", "new") if person in self.sees else None

    @property
    def updating(self) -> Updating:
        rates = Rates(10_000, 10_000, OwnTurns(lambda: 0.0))
        return Updating(self, self, patiently(self.draw), rates)


@pytest.fixture
def chats() -> Chats:
    return Chats()


async def test_who_may_see_it_no_more_is_left_a_card_that_says_so(chats: Chats) -> None:
    chats.sees = {None}
    settled = await chats.updating.bring_up_to_date(CHANGED)
    assert chats.shown == [("m1", "not yours"), ("m2", "new")]
    assert settled.written[0].shown == digest_of(Reply(b"{}", "not yours"))


async def test_a_channels_card_that_has_nothing_left_to_say_stays(chats: Chats) -> None:
    chats.sees = {"hanne"}
    await chats.updating.bring_up_to_date(CHANGED)
    assert chats.shown == [("m1", "new")]


async def test_while_the_directory_is_silent_the_others_are_updated_and_this_one_later(chats: Chats) -> None:
    chats.silent = True
    settled = await chats.updating.bring_up_to_date(CHANGED)
    assert chats.shown == [("m2", "new")]
    assert settled.again_in
    assert not settled.given_up


async def test_a_silent_directory_is_told_by_no_ones_name() -> None:
    chats = Chats()
    chats.silent = True
    with pytest.raises(CallError) as failed:
        await patiently(chats.draw)(CHANGED.message, "hanne", "da")
    assert failed.value.told == "no answer DirectoryUnavailable"
    assert failed.value.passes


async def test_no_card_is_changed_by_whoever_stood_still_for_longer_than_the_lease(chats: Chats) -> None:
    with pytest.raises(LeaseEndedError):
        await chats.updating.bring_up_to_date(replace(CHANGED, hold=Hold(until=0.0)))
    assert chats.shown == []
