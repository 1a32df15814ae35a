"""What the edge sees go by, and what is kept of it."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

import msgspec
import pytest

from bot.clock import SystemClock
from bot.delivery.model import Address, CardOut, Left
from bot.delivery.notes import Notes
from bot.teams.incoming import Incoming, read_activity
from bot.teams.noticing import address_in, place_left
from casework.about import About
from casework.messages import CARDS_CHANGED
from tests.bot.fakes.activities import ANNA, BOT, TENANT, installed, message, press

HOST = "https://smba.example/teams/"


def heard(activity: dict[str, Any]) -> Incoming:
    return read_activity(msgspec.json.encode(activity))


class Books:
    """Stored addresses and cards, which can be away."""

    def __init__(self) -> None:
        self.away = False
        self.seen: list[Address] = []
        self.left: list[Left] = []
        self.out: list[CardOut] = []
        self.gone: list[tuple[str, str]] = []

    async def write(self, these: Any, gone: Collection[Any]) -> None:
        if self.away:
            raise ConnectionError
        if isinstance(these, Mapping):
            self.out += these
            self.gone += gone
        else:
            self.seen += these
            self.left += gone


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def notes(books: Books) -> Notes:
    return Notes(books, books, SystemClock())


def address(locale: str = "da-DK", service_url: str = HOST) -> Address:
    return Address("a:chat", service_url, TENANT, BOT["id"], ANNA, "29:anna", locale)


@pytest.mark.parametrize("activity", [message(HOST), press(HOST), installed(HOST)])
def test_every_activity_in_somebodys_own_chat_tells_where_they_are(activity: dict[str, Any]) -> None:
    assert address_in(heard(activity)) == address()


def test_a_thread_tells_where_its_channel_is() -> None:
    thread = {"id": "19:hr@thread.tacv2;messageid=17", "conversationType": "channel", "tenantId": TENANT}
    found = address_in(heard(message(HOST, conversation=thread)))
    assert found == Address("19:hr@thread.tacv2", HOST, TENANT, BOT["id"])


STRANGE: list[dict[str, Any]] = [
    {"conversation": {"id": "19:group", "conversationType": "groupChat"}},
    {"from": {"id": "29:anna"}},
    {"from": {**BOT, "aadObjectId": ANNA}},
    {"channelData": {}, "conversation": {"id": "a:chat", "conversationType": "personal"}},
]


@pytest.mark.parametrize("strange", STRANGE)
def test_other_activities_tell_nothing(strange: dict[str, Any]) -> None:
    assert address_in(heard(message(HOST, **strange))) is None


@pytest.mark.parametrize("locale", ["x" * 1000, "241285-7731", "da\n", "Anna siger", "-", None])
def test_what_is_no_language_is_not_kept(locale: str | None) -> None:
    assert address_in(heard(message(HOST, locale=locale))) == address(locale="")


@pytest.mark.parametrize("locale", ["da", "en-GB", "zh-Hant-TW"])
def test_a_language_is_kept_as_the_client_names_it(locale: str) -> None:
    assert address_in(heard(message(HOST, locale=locale))) == address(locale=locale)


def test_who_uninstalls_is_left_and_who_upgrades_is_not() -> None:
    removed, upgraded = (heard(installed(HOST, action)) for action in ("remove", "remove-upgrade"))
    assert (place_left(removed), address_in(removed)) == (Left("a:chat"), None)
    assert (place_left(upgraded), address_in(upgraded)) == (None, address())


def test_a_bot_that_is_removed_from_a_channel_has_left_it() -> None:
    channel = {"id": "19:hr@thread.tacv2", "conversationType": "channel", "tenantId": TENANT}
    activity = message(HOST, type="conversationUpdate", membersRemoved=[BOT], conversation=channel)
    assert place_left(heard(activity)) == Left("19:hr@thread.tacv2")
    activity["membersRemoved"] = [{"id": "29:somebody-else"}]
    assert place_left(heard(activity)) is None


HR, TEAM = "19:hr@thread.tacv2", "19:general@thread.tacv2"


def in_team(event: str | None = None, **changes: Any) -> dict[str, Any]:
    """What is told in a team's own conversation of what happened to a channel, or to the team."""
    data = {"tenant": {"id": TENANT}, "team": {"id": TEAM}, "channel": {"id": HR}, "eventType": event}
    general = {"id": TEAM, "conversationType": "channel", "tenantId": TENANT}
    return message(
        HOST, **{"type": "conversationUpdate", "conversation": general, "channelData": data} | changes
    )


def test_a_deleted_channel_is_left_and_a_restored_one_known_again() -> None:
    deleted, restored = heard(in_team("channelDeleted")), heard(in_team("channelRestored"))
    assert (place_left(deleted), address_in(deleted)) == (Left(HR), None)
    assert address_in(restored) == Address(HR, HOST, TENANT, BOT["id"], team_id=TEAM)


@pytest.mark.parametrize(
    "activity",
    [
        in_team("teamDeleted"),
        in_team("teamMemberRemoved", membersRemoved=[BOT]),
        in_team(type="installationUpdate", action="remove"),
    ],
)
def test_a_bot_that_is_removed_from_a_team_has_left_all_its_channels(activity: dict[str, Any]) -> None:
    assert (place_left(heard(activity)), address_in(heard(activity))) == (Left(TEAM, TEAM), None)


def test_what_else_happens_to_a_channel_takes_nothing_away() -> None:
    for event in ("channelCreated", "channelRenamed", "teamRenamed", "teamMemberRemoved", None):
        renamed = heard(in_team(event, membersRemoved=[{"id": "29:somebody-else"}]))
        assert place_left(renamed) is None
        assert address_in(renamed) == Address(TEAM, HOST, TENANT, BOT["id"], team_id=TEAM)


def channel(conversation_id: str = HR) -> Address:
    return Address(conversation_id, HOST, TENANT, BOT["id"], team_id=TEAM)


async def test_a_team_that_is_left_is_told_once_and_its_channels_are_stored_anew(
    notes: Notes, books: Books
) -> None:
    notes.heard_from(channel())
    notes.taken_out_of(Left(TEAM, TEAM))
    await notes.write()
    assert (books.seen, books.left) == ([channel()], [Left(TEAM, TEAM)])
    notes.heard_from(channel())
    await notes.write()
    assert (books.seen, books.left) == ([channel()] * 2, [Left(TEAM, TEAM)])


async def test_a_team_that_the_bot_is_back_in_was_never_left(notes: Notes, books: Books) -> None:
    books.away = True
    notes.taken_out_of(Left(TEAM, TEAM))
    with pytest.raises(ConnectionError):
        await notes.write()
    notes.heard_from(channel(TEAM))
    books.away = False
    await notes.write()
    assert (books.seen, books.left) == ([channel(TEAM)], [])


async def test_an_address_is_stored_once_until_it_changes(notes: Notes, books: Books) -> None:
    for _ in range(3):
        notes.heard_from(address())
        await notes.write()
    notes.heard_from(address(locale=""))  # an activity that does not tell it changes nothing
    notes.heard_from(address(service_url="https://elsewhere.example/"))
    await notes.write()
    assert books.seen == [address(), address(service_url="https://elsewhere.example/")]


async def test_what_is_not_stored_yet_can_be_found(notes: Notes) -> None:
    notes.heard_from(address())
    assert notes.address_of(ANNA) == notes.last_seen() == address()
    notes.taken_out_of(Left("a:chat"))
    assert notes.address_of(ANNA) is notes.last_seen() is None


async def test_nothing_is_forgotten_while_the_database_is_away(notes: Notes, books: Books) -> None:
    card = CardOut("a:chat", "m1", About("refusal", "r1"), ANNA, CARDS_CHANGED)
    books.away = True
    notes.heard_from(address())
    with pytest.raises(ConnectionError):
        await notes.write()
    books.away = False
    notes.taken_out_of(Left("a:chat"))
    notes.card_out(card, datetime.datetime.now(datetime.UTC))
    notes.card_replaced("a:chat", "m2")
    await notes.write()
    assert (books.seen, books.left, books.out, books.gone) == (
        [],
        [Left("a:chat")],
        [card],
        [("a:chat", "m2")],
    )


async def test_a_channel_that_is_heard_from_is_stored_again_soon(
    notes: Notes, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may have been told meanwhile that the bot is not there."""
    monkeypatch.setattr("bot.delivery.notes.CHANNEL_REFRESH_SECONDS", 0.0)
    for _ in range(2):
        notes.heard_from(channel())
        notes.heard_from(address())
        await notes.write()
    assert books.seen == [channel(), address(), channel()]


async def test_an_address_is_known_also_while_it_is_being_stored(notes: Notes, books: Books) -> None:
    known: list[Address | None] = []

    async def write(seen: Collection[Address], left: Collection[Left]) -> None:
        known.append(notes.address_of(ANNA))

    books.write = write  # type: ignore[method-assign, assignment]
    notes.heard_from(address())
    await notes.write()
    assert known == [address()]
    assert notes.address_of(ANNA) is None
