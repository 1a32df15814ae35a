"""A reminder says what holds until the answer, as the card below it does."""

from casework.messages import HR_CHANNEL
from casework.refusal import clockwork
from tests.dialogs.requests.office import Colleague, Office
from tests.dialogs.requests.test_stories import at


async def test_a_reminder_of_a_no_agreed_by_phone_does_not_allow_the_recording(
    office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
) -> None:
    await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
    await office.time_passes_until(at(25, 15))
    for leader in (lone, dorte):
        top = (await leader.receives("reminder")).texts[0]
        assert "Anna Agerholm" in top
        assert "aftalt et nej i telefonen" in top
        assert "mandag den 30. november kl. 14.00" in top
        assert "må personen optage" not in top


async def test_hr_who_did_not_get_the_message_are_not_said_to_have_it(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
    await lone.types("afvis Vi talte ikke sammen.")
    card = await anna.receives("refusal_disputed")
    assert "Jeg kan ikke skrive til HR/Jura herfra" in card.words
    (lost,) = office.messages(HR_CHANNEL, "refusal_disputed")
    await clockwork.could_not_deliver(office.world.desk, lost)
    (told,) = office.messages("anna", "undelivered_hr")
    await clockwork.could_not_deliver(office.world.desk, told)
    assert anna.received("undelivered_hr") == 1
    card = await anna.receives("undelivered_hr")
    assert "HR/Jura fik ikke beskeden. Ring eller skriv selv til dem." in card.texts[0]


async def test_a_reminder_of_a_request_says_that_the_person_may_record_until_then(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    await office.time_passes_until(at(25, 9))
    assert "Indtil da må personen gerne" in (await lone.receives("reminder")).words


async def test_a_card_says_for_whom_a_deputy_answers_and_not_that_they_are_still_away(
    office: Office, anna: Colleague, lone: Colleague, bo: Colleague
) -> None:
    await lone.types("fravær Bo Berg til 24/11")
    await anna.asks()
    await office.time_passes_until(at(25, 13))
    shown = await anna.sends("refusal.show", {"refusal": office.only_request.id})
    cards = (shown, await bo.receives("reminder"), await lone.receives("reminder"))
    assert "Bo Berg svarer for Lone Lind." in cards[0].words
    assert "Du svarer for Lone Lind." in cards[1].words
    assert all("væk" not in card.words for card in cards)
