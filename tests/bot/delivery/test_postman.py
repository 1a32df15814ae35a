"""Where a message to HR/Jura's channel goes, and what is kept of it."""

import datetime
from collections.abc import Sequence
from typing import Any

import pytest

from bot.delivery.model import Address, CardOut, Hold, Leased, LeaseEndedError, Settled
from bot.delivery.patience import CallError
from bot.delivery.postman import Postman
from bot.delivery.rates import OwnTurns, Rates
from bot.delivery.threads import Threads
from casework.about import About
from casework.messages import HR_CHANNEL, Message
from dialogs.turn import Reply

CASE, REQUEST = About("case", "c1"), About("refusal", "r1")
CHANNEL = Address("19:hr", "https://smba.example/", "tenant", "28:bot")
ROOT = CardOut("19:hr", "m1", CASE, None, "case")
THREAD = "19:hr;messageid=m1"


class Teams:
    """What stands in the channel, and what the bot knows of it."""

    def __init__(self) -> None:
        self.out: list[CardOut] = [ROOT]
        self.refuses: dict[str, int] = {}
        self.sent: list[tuple[str, str]] = []
        self.drawn_anew: list[tuple[str, str]] = []
        self.reached_again = 0
        self.forgotten: list[Address] = []
        self.given_up: list[str] = []
        self.retry_after: float | None = None
        self.slept: list[float] = []
        self.rates = Rates(10_000, 10_000, OwnTurns(lambda: 0.0), self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def there(self, about: About, conversation_id: str) -> Sequence[CardOut]:
        return [card for card in self.out if (card.about, card.conversation_id) == (about, conversation_id)]

    async def send(self, address: Address, reply: Reply) -> str:
        if (status := self.refuses.get(address.conversation_id)) is not None:
            raise CallError(status, retry_after=self.retry_after)
        self.sent.append((address.conversation_id, reply.summary))
        return f"new-{len(self.sent)}"

    async def update(self, address: Address, activity_id: str, reply: Reply) -> None:
        if (status := self.refuses.get(f"{address.conversation_id};messageid={activity_id}")) is not None:
            raise CallError(status)
        self.drawn_anew.append((address.conversation_id, activity_id))

    async def of(self, to: str) -> Address:
        return CHANNEL

    async def reached(self, channel: Address) -> None:
        self.reached_again += 1

    async def forget(self, address: Address, tried_at: datetime.datetime) -> None:
        self.forgotten.append(address)

    async def draw(self, message: Message, person: str | None, language: str) -> Reply | None:
        return Reply(b"{}", message.kind)

    async def give_up(self, message: Message) -> None:
        self.given_up.append(message.kind)

    async def deliver(self, kind: str, about: About = CASE, hold: Hold | None = None) -> Settled:
        outside: Any = self  # stands for the addresses, the connector and the outbox at once
        postman = Postman(outside, self, self.draw, outside, Threads(self), self.rates, self.give_up)
        message = Message(kind, HR_CHANNEL, about, "key")
        return await postman.deliver(Leased(1, message, attempts=1, hold=hold or Hold()))


@pytest.fixture
def teams() -> Teams:
    return Teams()


async def test_a_step_is_a_reply_below_the_cases_card_and_stays_as_it_is(teams: Teams) -> None:
    assert await teams.deliver("case_step") == Settled(1)
    assert teams.sent == [(THREAD, "case_step")]


@pytest.mark.parametrize("kind", ["undelivered", "case_step"])
async def test_all_that_comes_later_about_a_case_goes_there_below_the_newest_card(
    teams: Teams, kind: str
) -> None:
    teams.out.append(CardOut("19:hr", "m2", CASE, None, "case"))
    await teams.deliver(kind)
    assert teams.sent == [("19:hr;messageid=m2", kind)]


@pytest.mark.parametrize(
    "elsewhere",
    [
        CardOut("19:earlier", "m1", CASE, None, "case"),
        CardOut("a:hanne", "m1", CASE, "hanne", "cards_changed"),
        CardOut("19:hr", "m1", About("case", "c2"), None, "case"),
    ],
)
async def test_a_step_without_a_thread_brings_the_cases_card(teams: Teams, elsewhere: CardOut) -> None:
    teams.out = [elsewhere]
    settled = await teams.deliver("case_step")
    assert teams.sent == [("19:hr", "case")]
    assert [(card.activity_id, card.kind) for card in settled.written] == [("new-1", "case")]
    assert settled.gone == ()


@pytest.mark.parametrize("status", [403, 404])
async def test_a_step_whose_thread_is_gone_begins_a_new_one(teams: Teams, status: int) -> None:
    teams.refuses = {THREAD: status}
    settled = await teams.deliver("case_step")
    assert teams.sent == [("19:hr", "case")]
    assert [(card.activity_id, card.kind) for card in settled.written] == [("new-1", "case")]
    assert settled.gone == (ROOT,)
    assert teams.forgotten == []


@pytest.mark.parametrize("status", [403, 404])
async def test_a_channel_that_is_gone_is_forgotten_and_its_threads_are_not(teams: Teams, status: int) -> None:
    teams.refuses = {THREAD: status, "19:hr": status}
    settled = await teams.deliver("case_step")
    assert settled == Settled(1, given_up=True, error=f"{status}")
    assert (teams.forgotten, teams.given_up) == ([CHANNEL], ["case_step"])


async def test_a_reply_that_may_go_well_later_is_tried_again_in_its_thread(teams: Teams) -> None:
    teams.refuses = {THREAD: 503}
    settled = await teams.deliver("case_step")
    assert settled.again_in
    assert (teams.sent, settled.gone) == ([], ())


@pytest.mark.parametrize(
    ("kind", "about"),
    [("case", About("case", "c2")), ("hr_question", REQUEST), ("overdue", About("overdue", "2026-11-24"))],
)
async def test_what_begins_something_begins_a_thread(teams: Teams, kind: str, about: About) -> None:
    settled = await teams.deliver(kind, about)
    assert teams.sent == [("19:hr", kind)]
    assert [card.kind for card in settled.written] == [kind]


async def test_a_case_that_has_a_card_there_gets_no_second_one(teams: Teams) -> None:
    assert await teams.deliver("case") == Settled(1)
    assert (teams.drawn_anew, teams.sent) == ([("19:hr", "m1")], [])


async def test_a_case_whose_card_was_deleted_gets_a_new_one(teams: Teams) -> None:
    teams.refuses = {THREAD: 404}
    settled = await teams.deliver("case")
    assert (teams.sent, settled.gone) == ([("19:hr", "case")], (ROOT,))


@pytest.mark.parametrize("kind", ["case", "case_step", "overdue"])
async def test_a_channel_that_took_something_is_there(teams: Teams, kind: str) -> None:
    await teams.deliver(kind)
    assert teams.reached_again == 1


async def test_a_conversation_that_takes_no_more_for_now_is_left_alone_by_all(teams: Teams) -> None:
    teams.refuses, teams.retry_after = {CHANNEL.conversation_id: 429}, 30.0
    assert (await teams.deliver("overdue", About("overdue", "2026-03-04"))).again_in == 30.0
    assert max(teams.slept, default=0) < 1
    await teams.rates.turn(CHANNEL.conversation_id)
    assert max(teams.slept) == 30.0


async def test_what_is_for_a_conversation_that_is_held_for_long_takes_no_place(teams: Teams) -> None:
    teams.refuses, teams.retry_after = {CHANNEL.conversation_id: 429}, 100_000_000.0
    assert (await teams.deliver("overdue", About("overdue", "2026-03-04"))).again_in == 3600
    teams.refuses = {}
    later = await teams.deliver("overdue", About("overdue", "2026-03-05"))
    assert later.again_in == pytest.approx(3600, abs=1)
    assert teams.sent == []


@pytest.mark.parametrize("kind", ["case", "case_step"])
async def test_nothing_is_sent_by_whoever_stood_still_for_longer_than_the_lease(
    teams: Teams, kind: str
) -> None:
    with pytest.raises(LeaseEndedError):
        await teams.deliver(kind, hold=Hold(until=0.0))
    assert (teams.sent, teams.given_up) == ([], [])
