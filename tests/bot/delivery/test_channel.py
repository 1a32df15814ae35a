"""HR/Jura's channel: a thread for each case, and nothing lost while there is no channel."""

from sqlalchemy import Table

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

    async def test_it_stands_above_the_one_that_is_chosen(self, office: Office) -> None:
        await chooses(office)
        await office.closes()
        await office.opens(hr_channel="team/19:elsewhere@thread.tacv2")
        await reports(office, "17")
        await office.settled()
        assert (await row(office, outbox, kind="case"))["last_error"] == "404 ConversationNotFound"
