"""HR/Jura's channel: a thread for each case, and nothing lost while there is no channel."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Table

from bot.delivery import timekeeper
from bot.stage import activities
from bot.stage.actor import Actor
from bot.stage.card import Card
from bot.storage.tables import cases, conversations, outbox, sent_cards
from tests.bot.delivery.case_clerk import CHOOSES, REPORTS
from tests.bot.delivery.office import Office

CHANNEL = "HR/Jura"


async def reports(office: Office, key: str) -> None:
    anna = office.person("Anna")
    await anna.types(f"{REPORTS}{key}")
    await anna.receives("anmeldt")


async def chooses(office: Office) -> Actor:
    """Let Hanne of HR/Jura choose the channel, and return her there."""
    hanne = office.person("Hanne").in_channel(CHANNEL)
    await hanne.opens()
    await hanne.types(CHOOSES)
    await hanne.receives("kanalen er valgt")
    return hanne


async def row(office: Office, table: Table, **where: object) -> dict[str, object]:
    (found,) = [one for one in await office.rows(table) if where.items() <= one.items()]
    return found


def shown_to_all(card: Card) -> str:
    """Return what stands on a card for whoever has not pressed on it."""
    return Card(card.message, card.message.card).text


def were_tried(times: int, posts: list[dict[str, Any]]) -> bool:
    """Whether a case's card was sent in vain so often."""
    tries = [post for post in posts if post["kind"] == "case" and post["failed_at"] is not None]
    return len(tries) == times


async def until(office: Office, table: Table, holds: Callable[[list[dict[str, Any]]], object]) -> None:
    """Wait until something holds of what stands in a table; AssertionError when it does not."""
    for _ in range(200):
        if holds(await office.rows(table)):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it does not come to that")


def loses_channel(office: Office) -> None:
    """The channel is deleted, and the bot is not told."""
    chat = office.teams.world.channel(CHANNEL)
    del office.teams.world.chats[chat.id]


async def test_a_case_is_a_thread_and_its_card_shows_the_present_state(office: Office) -> None:
    hanne = await chooses(office)
    await reports(office, "17")
    card = await hanne.receives("sag 17 new")
    assert card.message.root is None
    await hanne.presses("case.claim", on=card)
    step = await hanne.receives("case_step claim")
    assert step.message.root == card.message.id
    await office.settled()
    below = [message for message in hanne.chat.messages if message.root == card.message.id]
    assert below == [step.message], "it is told once"
    assert (shown_to_all(card), shown_to_all(step)) == ("sag 17 claimed", "case_step claim")
    kinds = [one["kind"] for one in await office.rows(sent_cards) if one["person_id"] is None]
    assert kinds == ["case"]


async def test_each_case_has_its_own_thread(office: Office) -> None:
    hanne = await chooses(office)
    for key in ("17", "18"):
        await reports(office, key)
    first, second = await hanne.receives("sag 17 new"), await hanne.receives("sag 18 new")
    for card in (second, first):
        await hanne.presses("case.claim", on=card)
        assert (await hanne.receives("case_step claim")).message.root == card.message.id


async def test_without_a_channel_a_case_is_kept_and_posted_once_one_is_chosen(office: Office) -> None:
    await reports(office, "17")
    await office.person("Anna").receives("case_unposted")
    post = await row(office, outbox, kind="case")
    assert (post["attempts"], post["last_error"]) == (1, "404 NoHrChannel"), "given up at once"
    assert (await row(office, cases))["unposted"]
    hanne = await chooses(office)
    await hanne.receives("sag 17 new")
    await office.settled()
    assert not (await row(office, cases))["unposted"]


async def test_a_deleted_channel_is_given_up_at_once_and_forgotten(office: Office) -> None:
    await chooses(office)
    await office.settled()
    loses_channel(office)
    await reports(office, "17")
    await office.person("Anna").receives("case_unposted")
    post = await row(office, outbox, kind="case")
    assert (post["attempts"], post["last_error"]) == (1, "404 ConversationNotFound")
    assert (await row(office, conversations, person_id=None))["gone"] == "channel"
    await reports(office, "18")
    await office.settled()
    errors = [one["last_error"] for one in await office.rows(outbox) if one["kind"] == "case"]
    assert errors == ["404 ConversationNotFound", "404 NoHrChannel"], "it is not asked for again"


async def test_a_bot_that_is_taken_out_of_the_team_and_added_again_posts_what_waited(office: Office) -> None:
    hanne = await chooses(office)
    await reports(office, "17")
    card = await hanne.receives("sag 17 new")
    await hanne.uninstalls()
    await reports(office, "18")
    await office.person("Anna").receives("case_unposted")
    await hanne.opens()
    await hanne.receives("sag 18 new")
    await hanne.presses("case.claim", on=card)
    assert (await hanne.receives("case_step claim")).message.root == card.message.id


class TestWrittenDown:
    """An administrator wrote the channel down, and nobody has written to the bot there."""

    async def test_its_cards_have_threads_and_are_kept_up_to_date(self, office: Office) -> None:
        hanne = office.person("Hanne").in_channel(CHANNEL)
        await office.closes()
        await office.opens(hr_channel=f"{office.teams.world.team_id}/{hanne.chat.id}")
        await reports(office, "17")
        card = await hanne.receives("sag 17 new")
        await hanne.presses("case.claim", on=card)
        assert (await hanne.receives("case_step claim")).message.root == card.message.id
        await office.settled()
        assert shown_to_all(card) == "sag 17 claimed"

    async def test_while_it_is_gone_no_case_changes_and_what_waited_is_posted_once_it_is_back(
        self, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timekeeper, "TRY_AGAIN_SECONDS", 0.0)
        hanne, hands = office.person("Hanne").in_channel(CHANNEL), tmp_path / "clock"
        await office.closes()
        await office.opens(hr_channel=f"{office.teams.world.team_id}/{hanne.chat.id}", clock_file=hands)
        chat = office.teams.world.chats.pop(hanne.chat.id)
        await reports(office, "17")
        await office.person("Anna").receives("case_unposted")
        for hour in (1, 2):
            hands.write_text(str(hour * 3700), "utf-8")
            await until(office, outbox, partial(were_tried, hour + 1))
        (waits,) = await office.rows(cases)
        assert (waits["version"], waits["unposted"]) == (2, True)
        office.teams.world.chats[chat.id] = chat
        hands.write_text(str(3 * 3700), "utf-8")
        await hanne.receives("sag 17 new")
        await until(office, cases, lambda rows: not rows[0]["unposted"])
        await office.settled()
        assert (await row(office, cases))["version"] == 3
        assert [card.text for card in hanne.cards()] == ["sag 17 new"], "it is posted once"

    async def test_it_stands_above_the_one_that_is_chosen(self, office: Office) -> None:
        await chooses(office)
        await office.closes()
        await office.opens(hr_channel="team/19:elsewhere@thread.tacv2")
        await reports(office, "17")
        await office.settled()
        assert (await row(office, outbox, kind="case"))["last_error"] == "404 ConversationNotFound"


OTHER = "Kanal 2"


def another_channel(office: Office) -> Actor:
    """Let Hanne be in another channel of the team, where the bot is, too."""
    world = office.teams.world
    here = world.channel(CHANNEL)
    there = replace(here, id="19:another@thread.tacv2", name=OTHER, messages=[], present=True)
    world.chats[there.id] = there
    return office.person("Hanne").in_channel(OTHER)


async def tells_that_it_was_deleted(office: Office, old: Actor) -> None:
    """Teams tells the bot in the team's general channel, of which channel it was."""
    activity: dict[str, Any] = {"type": "conversationUpdate"}
    seen = activities.uninstalled(old._deeds._envelope(old.person, old.chat))[0]  # as sent
    told = {**seen, **activity, "action": None, "id": "deleted-1"}
    told["channelData"] = {
        **seen["channelData"],
        "eventType": "channelDeleted",
        "channel": {"id": old.chat.id},
    }
    async with aiohttp.ClientSession() as session:
        await session.post(f"{office.teams.bot_url}/api/messages", json=told)


class TestAnotherChannel:
    """What is open gets its cards where HR/Jura are now, whatever became of the channel before."""

    async def chooses_another(self, office: Office) -> Actor:
        chats = office.teams.world.chats.values()
        known = [chat for chat in chats if chat.name == OTHER]
        hanne = office.person("Hanne").in_channel(OTHER) if known else another_channel(office)
        await hanne.types(CHOOSES)
        await hanne.receives("kanalen er valgt")
        return hanne

    async def has_a_taken_and_a_new_case(self, office: Office) -> Actor:
        hanne = await chooses(office)
        for key in ("17", "18"):
            await reports(office, key)
        await hanne.receives("sag 18 new")
        await hanne.presses("case.claim", on=await hanne.receives("sag 17 new"))
        await hanne.receives("case_step claim")
        await office.settled()
        return hanne

    async def comes_with_both(self, office: Office, hanne: Actor) -> None:
        for told in ("sag 18 new", "sag 17 claimed"):
            card = await hanne.receives(told)
            assert card.message.root is None
        await office.settled()
        cards = [card.text for card in hanne.cards() if card.text.startswith("sag ")]
        assert sorted(cards) == ["sag 17 claimed", "sag 18 new"], "each once, those first that nobody has"

    async def test_simply_chosen(self, office: Office) -> None:
        await self.has_a_taken_and_a_new_case(office)
        hanne = await self.chooses_another(office)
        await self.comes_with_both(office, hanne)
        new = next(card for card in hanne.cards() if card.text == "sag 18 new")
        await hanne.presses("case.claim", on=new)
        step = await hanne.receives("case_step claim")
        assert step.message.root == new.message.id, "its thread is here now"

    async def test_after_the_old_one_was_deleted(self, office: Office) -> None:
        old = await self.has_a_taken_and_a_new_case(office)
        hanne = another_channel(office)
        loses_channel(office)
        await tells_that_it_was_deleted(office, old)
        await until(office, conversations, lambda rows: any(row["gone"] for row in rows))
        await hanne.types(CHOOSES)
        await self.comes_with_both(office, hanne)

    async def test_after_the_old_one_turned_the_bot_away_in_silence(self, office: Office) -> None:
        old = await self.has_a_taken_and_a_new_case(office)
        office.teams.world.be_present(old.chat, present=False)
        await reports(office, "19")
        await until(office, conversations, lambda rows: any(row["gone"] for row in rows))
        hanne = await self.chooses_another(office)
        for told in ("sag 19 new", "sag 18 new", "sag 17 claimed"):
            await hanne.receives(told)

    async def test_after_the_bot_was_taken_out_of_the_team(self, office: Office) -> None:
        old = await self.has_a_taken_and_a_new_case(office)
        await old.uninstalls()
        hanne = another_channel(office)
        await hanne.opens()
        await self.comes_with_both(office, await self.chooses_another(office))

    async def test_one_written_down_instead(self, office: Office) -> None:
        await self.has_a_taken_and_a_new_case(office)
        hanne = another_channel(office)
        await office.closes()
        await office.opens(hr_channel=f"{office.teams.world.team_id}/{hanne.chat.id}")
        await self.comes_with_both(office, hanne)
