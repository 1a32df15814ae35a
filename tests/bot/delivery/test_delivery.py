"""What reaches whom, when all goes well and when the receiver does not."""

import pytest

from bot.storage.tables import conversations, outbox, refusals, sent_cards
from casework.messages import ALL_CARDS, CARDS_CHANGED
from tests.bot.delivery.clerk import ASKS
from tests.bot.delivery.office import Office

ANNA_ID, LONE_ID = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


async def test_somebody_never_met_is_written_to_in_a_chat_of_their_own(office: Office) -> None:
    await office.asks()
    approval = await office.person("Lone").receives("status da waiting")
    assert approval.action("refusal.approve")


async def test_a_decision_is_one_new_message_and_changes_every_card(office: Office) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    await office.asks()
    await lone.receives()
    await lone.presses("refusal.approve")
    await anna.receives("refusal_approved da approved")
    await anna.receives("status da approved")
    assert office.texts("Anna") == ["status da approved", "refusal_approved da approved"]
    assert office.texts("Lone") == ["status da approved"]


async def test_each_is_written_to_in_their_language(office: Office) -> None:
    office.person("Lone").speaks("en-GB")
    await office.person("Lone").opens()
    await office.asks()
    await office.person("Lone").receives("status en waiting")


async def test_a_form_that_is_being_filled_in_is_left_alone_until_something_happens(office: Office) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    asked = await office.asks()
    await lone.receives()
    await lone.presses("refusal.look")
    await office.settled()
    assert office.texts("Lone") == ["udfyld 1"]
    await anna.presses("refusal.withdraw", on=asked)
    await lone.receives("status da withdrawn")
    await office.settled()
    assert "udfyld 1" not in office.texts("Lone")


async def test_a_message_that_shows_something_else_by_now_is_not_changed_back(office: Office) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    asked = await office.asks()
    await lone.receives()
    await anna.invokes("refusal.look", {"refusal": "unknown"}, on=asked)  # its answer is about nothing
    await office.settled()
    await lone.presses("refusal.approve")
    await anna.receives("refusal_approved")
    await office.settled()
    assert "status da approved" not in office.texts("Anna")


async def test_a_chat_whose_history_was_removed_is_opened_once_more(office: Office) -> None:
    anna = office.person("Anna")
    await office.asks()
    await office.person("Lone").receives()
    office.loses_history("Anna")
    await office.person("Lone").presses("refusal.approve")
    await anna.receives("refusal_approved")


async def test_who_took_the_bot_away_is_forgotten_and_the_sender_told(office: Office) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    await lone.opens()
    await lone.receives()
    await lone.uninstalls()
    await office.asks()
    await anna.receives("status da waiting")
    await office.settled()
    assert LONE_ID not in {row["person_id"] for row in await office.rows(conversations)}
    approval = next(row for row in await office.rows(outbox) if row["kind"] == "approval")
    assert (approval["last_error"], approval["done_at"]) == ("403 BotNotInConversationRoster", None)
    kinds = [row["kind"] for row in await office.rows(outbox) if row["to"] == ANNA_ID]
    assert kinds == ["leader_unreachable"]


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_what_passes_is_tried_again(office: Office, status: int) -> None:
    office.teams.fails_next(4, status=status, retry_after=0.1)
    await office.person("Anna").types(ASKS + "1")
    await office.person("Lone").receives("status da waiting")
    await office.settled()
    assert office.texts("Lone") == ["status da waiting"]


@pytest.mark.parametrize("status", [400, 401, 413])
async def test_what_does_not_pass_is_given_up_and_the_sender_told(office: Office, status: int) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    await office.asks()
    await lone.receives()
    await office.settled()
    office.teams.fails_next(2, status=status, chat=anna.chat.id)
    await lone.presses("refusal.approve")  # neither the message to Anna nor the change of her card arrives
    await lone.receives("undelivered")
    assert "refusal_approved da approved" not in office.texts("Anna")


async def test_a_card_that_cannot_be_changed_is_noted_as_such_and_its_buttons_do_nothing(
    office: Office,
) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    asked = await office.asks()
    old = await lone.receives()
    await office.settled()
    office.teams.fails_next(4, status=400)  # whatever tells of it
    await anna.presses("refusal.withdraw", on=asked)
    await office.settled()
    all_cards = (CARDS_CHANGED, ALL_CARDS)
    (news,) = (row for row in await office.rows(outbox) if (row["kind"], row["to"]) == all_cards)
    assert (news["done_at"], news["last_error"]) == (None, "400 Error")
    assert news["failed_at"] is not None
    assert await lone.presses("refusal.approve", on=old)
    assert {row["state"] for row in await office.rows(refusals)} == {"withdrawn"}


async def test_retry_after_is_waited_for(office: Office) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    for person in (anna, lone):
        await person.opens()
        await person.receives()
    office.teams.fails_next(status=429, retry_after=1.5, chat=lone.chat.id)
    await anna.types(ASKS + "1")
    await lone.receives("status da waiting")
    throttled, taken = office.calls("Lone")[-2:]
    assert (throttled.status, taken.status) == (429, 201)
    assert (taken.at - throttled.at).total_seconds() >= 1.5


async def test_what_failed_after_it_was_delivered_shows_no_other_answer(office: Office) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    await office.asks()
    await lone.receives()
    office.teams.fails_next(3, status=504, delivered=True)
    await lone.presses("refusal.approve")
    await anna.receives("refusal_approved")
    await office.settled()
    assert set(office.texts("Anna")) <= {"refusal_approved da approved", "status da approved"}
    assert office.texts("Lone") == ["status da approved"]


async def test_a_deleted_card_is_asked_for_no_more(office: Office) -> None:
    anna, lone = office.person("Anna"), office.person("Lone")
    asked = await office.asks()
    await lone.receives()
    office.teams.world.delete(anna.chat, asked.message)
    await office.settled()
    await lone.presses("refusal.approve")
    await anna.receives("refusal_approved")
    await office.settled()
    assert asked.message.id not in {row["activity_id"] for row in await office.rows(sent_cards)}


async def test_messages_to_one_person_keep_their_order(office: Office) -> None:
    lone = office.person("Lone")
    await lone.opens()
    await lone.receives()
    office.teams.fails_next(1, status=429, retry_after=0.5)
    await office.person("Anna").types(ASKS + "1")
    for number in range(2, 6):
        await office.person("Anna").types(f"{ASKS}{number}")
    for _ in range(5):
        await lone.receives("status da waiting")
    ids = [row["about_id"] for row in await office.rows(outbox) if row["kind"] == "approval"]
    buttons = [card.action("refusal.approve") for card in lone.cards()]
    assert [button.data["refusal"] for button in buttons if button] == ids
