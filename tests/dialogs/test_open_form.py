"""What is turned away in the middle of a form leads back to it."""

import pytest

from tests.cards.gallery import OTHERS
from tests.dialogs.chat import Chat


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("misuse.step", "Meld misbrug af en optagelse"),
        ("misuse.begin", "Meld misbrug af en optagelse"),
        ("refusal.begin", "Bed din leder om et nej"),
        ("hr.ask", "Spørg HR/Jura"),
    ],
)
async def test_a_cpr_number_names_the_form_that_is_open_and_leads_back(verb: str, name: str) -> None:
    anna = Chat()
    shown = await anna.sends(verb, {"facts": OTHERS, "key": "form"})
    card = await anna.types("Hun hedder 010190-1234.")
    assert "CPR" in card.title
    assert f"»{name}« er stadig åbent" in card.words
    assert "andet" in card.words
    assert card.buttons[0].title == "Tilbage til skemaet"
    assert (await anna.presses("Tilbage til skemaet")).title == shown.title


async def test_what_was_answered_before_stays() -> None:
    anna = Chat()
    await anna.sends("misuse.step", {"key": "form"})
    await anna.types("Et klip ligger på Facebook.")
    await anna.types("010190-1234")
    await anna.presses("Tilbage til skemaet")
    assert anna.card.title.startswith("Hvor kan det ses?")
    (draft,) = anna.world.drafts.kept.values()
    assert draft.texts == {"what_happened": "Et klip ligger på Facebook."}


async def test_a_second_form_costs_the_first_nothing_that_was_typed() -> None:
    anna = Chat()
    first = {"key": "11111111-1111-4111-8111-111111111111"}
    second = {"key": "22222222-2222-4222-8222-222222222222"}
    await anna.sends("misuse.step", first)
    await anna.types("Et klip ligger på Facebook.")
    await anna.sends("misuse.step", second)
    await anna.types("Et andet klip ligger på Instagram.")
    for form, text in ((first, "Facebook"), (second, "Instagram")):
        assert (await anna.sends("misuse.step", form)).title.startswith("Hvor kan det ses?")
        kept = await anna.world.drafts.recall(anna.who["chat_id"], form["key"])
        assert kept
        assert text in kept.texts["what_happened"]


async def test_a_file_leads_back_as_well() -> None:
    anna = Chat()
    await anna.sends("misuse.step", {"key": "form"})
    card = await anna.types("", files=True)
    assert "Send aldrig en optagelse" in card.words
    assert (await anna.presses("Tilbage til skemaet")).title == "Hvad er der sket?"


async def test_without_a_form_nothing_is_said_of_one() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": OTHERS})
    card = await anna.types("010190-1234")
    assert "åbent" not in card.words
    assert [b.title for b in card.buttons] == ["Tilbage til svaret", "Start forfra"]
