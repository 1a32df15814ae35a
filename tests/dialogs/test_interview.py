"""From a phone on the table to the right advice, by pressing."""

import pytest

from tests.cards.gallery import BOTH_GROUNDS, CITIZEN, EMPLOYEE
from tests.dialogs.chat import Chat, pack

COMMON = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": True,
}


async def test_the_common_case_takes_three_presses() -> None:
    anna = Chat()
    await anna.arrives()
    await anna.presses("En borger vil gerne optage")
    await anna.presses("Kun lyd")
    card = await anna.presses("Ja, kun om personen selv")
    assert card.named("verdict") == ["allowed"]
    assert all(button.data["facts"] == COMMON for button in card.buttons)


async def test_the_longest_way_takes_seven_presses() -> None:
    anna = Chat()
    await anna.arrives()
    for title in (
        "Vi overvejer at sige nej",
        "En ansat",
        "Optager skjult",
        "Ja, fx",
        "Også",
    ):
        await anna.presses(title)
    card = await anna.presses("Nej, også")
    assert [i["id"] for i in card.inputs] == ["history", "harassment_purpose"]
    card = await anna.presses("Fortsæt", history="true", harassment_purpose="true")
    assert card.named("verdict") == ["refusal_possible"]
    assert card.buttons[0].data["facts"] == BOTH_GROUNDS


@pytest.mark.parametrize(
    ("start", "leads_to"),
    [
        ("En optagelse er blevet misbrugt", "contact_hr_legal"),
        ("Vi vil selv optage", "not_covered"),
    ],
)
async def test_some_starts_lead_straight_to_the_advice(start: str, leads_to: str) -> None:
    anna = Chat()
    await anna.arrives()
    assert (await anna.presses(start)).named("verdict") == [leads_to]


async def test_every_start_is_one_press() -> None:
    anna = Chat()
    for start in pack().starts:
        await anna.arrives()
        card = await anna.presses(start.text["da"])
        facts = next(b.data["facts"] for b in card.buttons if b.data.get("facts"))
        assert facts == start.facts


async def test_what_is_known_stands_on_the_card_and_can_be_changed() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    card = await anna.presses("Lyd eller billeder")
    assert card.title == "Er det kun lyd, eller også billeder?"
    assert [button.title for button in card.buttons if button.title.startswith("Nu:")] == ["Nu: Kun lyd"]
    card = await anna.presses("Også billeder")
    assert "audio_only" in card.named("duty")


async def test_changing_an_answer_drops_what_it_makes_irrelevant() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": EMPLOYEE})
    await anna.presses("Hvem optager")
    card = await anna.presses("Borgeren")
    assert card.buttons[0].data["facts"] == CITIZEN


async def test_taking_back_the_thought_of_refusing_drops_history_and_purpose() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": BOTH_GROUNDS})
    card = await anna.presses("Overvejer at sige nej")
    facts = card.buttons[0].data["facts"]
    assert not {"wants_refusal", "history", "harassment_purpose"} & facts.keys()
    assert card.named("verdict") == ["weigh_interests"]


async def test_considering_a_refusal_asks_both_questions_on_one_card() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    card = await anna.presses("Vi overvejer at sige nej")
    assert [i["id"] for i in card.inputs] == ["history", "harassment_purpose"]
    assert all("value" not in i for i in card.inputs)
    card = await anna.presses("Fortsæt", history="false")
    assert card.named("verdict") == ["allowed"]
    assert "objective_ground" in card.named("refusing")


async def test_a_form_sent_empty_says_what_is_missing() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": {**CITIZEN, "wants_refusal": True}})
    card = await anna.presses("Fortsæt", history="", harassment_purpose="")
    assert len(card.inputs) == 2
    assert "Vælg et svar" in card.words


async def test_half_a_form_asks_for_the_other_half() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": {**CITIZEN, "wants_refusal": True}})
    card = await anna.presses("Fortsæt", history="true")
    assert card.title.startswith("Vurderer I konkret")


async def test_back_goes_to_the_last_question_and_then_to_the_start() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})
    titles = [(await anna.presses("Tilbage")).title for _ in range(3)]
    assert titles == ["Hvad sker der?", "Hvem optager eller vil optage?", "Hvad står du med?"]


async def test_an_answer_that_one_came_to_change_can_be_kept() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    await anna.presses("Lyd eller billeder")
    assert (await anna.presses("Behold svaret")).named("verdict") == ["allowed"]


async def test_a_refusal_taken_back_earlier_is_the_same_as_none() -> None:
    facts = {**CITIZEN, "wants_refusal": False, "history": True, "harassment_purpose": True}
    card = await Chat().sends("interview.answer", {"facts": facts})
    assert card.named("verdict") == ["refusal_possible"]


async def test_back_without_anything_known_is_the_start_card() -> None:
    anna = Chat()
    assert (await anna.sends("interview.back", {})).title == "Hvad står du med?"


async def test_back_from_an_advice_asks_the_last_question_again() -> None:
    anna = Chat()
    card = await anna.sends("interview.back", {"facts": CITIZEN})
    card.button("Nu: Ja, kun om personen selv")


async def test_not_sure_explains_and_then_says_what_is_safe() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "employee", "situation": "wants_to_record"})
    card = await anna.presses("Ved ikke")
    assert "sygefraværssamtaler" in card.words
    card.button("Ja, fx")
    card = await anna.presses("Jeg ved det stadig ikke")
    assert "HR/Jura" in card.words
    card = await anna.presses("Tilbage til spørgsmålet")
    assert card.title.startswith("Kan den ansatte normalt tage en bisidder")


async def test_a_new_wish_after_a_misuse_is_a_new_question_with_a_history() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"situation": "recording_misused"})
    card = await anna.presses("Personen vil optage igen")
    assert card.title == "Hvem optager eller vil optage?"
    facts = card.button("Borgeren").data["facts"]
    assert facts == {"situation": "wants_to_record", "history": True}


async def test_a_new_wish_with_nothing_but_its_history_starts_too() -> None:
    card = await Chat().sends(
        "interview.start", {"facts": {"situation": "recording_misused"}, "history": True}
    )
    assert card.button("Borgeren").data["facts"] == {"history": True}


async def test_the_language_can_be_switched_at_the_start_and_stays() -> None:
    anna = Chat()
    await anna.arrives()
    card = await anna.presses("In English")
    assert (card.lang, card.title) == ("en", "What is your situation?")
    assert (await anna.presses("A citizen wants to record")).lang == "en"
    assert (await anna.types("sound")).lang == "en"


async def test_presses_work_in_a_channel_without_moving_anyones_place() -> None:
    world_chat = Chat(personal=False)
    card = await world_chat.sends("interview.start", {"recorder": "authority"})
    assert card.named("verdict") == ["not_covered"]
    assert world_chat.world.places == {}
