"""The text for the person who records, and the note for the case: both ready to copy."""

import itertools

import pytest

from dialogs.edition import edition
from guideline.model import Facts
from tests.cards.gallery import CITIZEN, COVERT, EMPLOYEE, INFORMAL, MISUSED, OTHERS
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, pack

RECORDED, INFORMED = ("yes", "suspected", "no"), ("yes", "afterwards", "no")


def copied(card: Card) -> list[str]:
    """Return what the set-apart block holds, as somebody who copies it gets it."""
    block = next(e for e in card.elements if e.get("style") == "emphasis")
    return [item["text"] for item in block["items"]]


@pytest.mark.parametrize("lang", ["da", "da-simple", "en"])
async def test_the_text_is_the_notices_alone(lang: str) -> None:
    card = await Chat().sends("advice.recorder_text", {"facts": CITIZEN, "lang": lang})
    notices = ("recording_ok", "disclosure_may_be_punishable", "data_protection", "guidance_not_decision")
    expected = [pack().notices[notice].text[lang] for notice in notices]
    assert copied(card) == [*expected, pack().texts["recorder.ask"].text[lang]]
    assert card.lang == lang[:2]


async def test_the_language_of_the_text_leaves_the_chats_language_alone() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN, "lang": "da"})
    await anna.presses("Vis teksten til personen")
    card = await anna.presses("English")
    assert (card.lang, card.title) == ("en", "To the person recording")
    await anna.presses("Let dansk")
    card = await anna.presses("English")
    card = await anna.presses("Back to the answer")
    assert card.lang == "da"
    assert card.named("verdict") == ["allowed"]


@pytest.mark.parametrize("facts", [INFORMAL, MISUSED])
async def test_without_notices_there_is_no_text(facts: Facts) -> None:
    card = await Chat().sends("advice.recorder_text", {"facts": facts})
    assert card.title == "Det hører ikke til dette svar"


async def test_the_note_asks_first_and_assumes_nothing() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    card = await anna.presses("Lav notatet til sagen")
    assert {i["id"]: [c["value"] for c in i["choices"]] for i in card.inputs} == {
        "recorded": list(RECORDED),
        "informed": list(INFORMED),
    }
    assert all("value" not in i for i in card.inputs)
    card = await anna.presses("Lav notatet", recorded="yes")
    assert "Svar på begge" in card.words
    assert [i.get("value") for i in card.inputs] == ["yes", None]


@pytest.mark.parametrize(("recorded", "informed"), list(itertools.product(RECORDED, INFORMED)))
async def test_the_note_says_what_happened_and_nothing_else(recorded: str, informed: str) -> None:
    card = await Chat().sends(
        "advice.case_note", {"facts": COVERT, "recorded": recorded, "informed": informed}
    )
    (note,) = copied(card)
    texts = pack().texts
    said = [texts[f"note.citizen.recorded.{recorded}"].text["da"]]
    if (recorded, informed) != ("no", "no"):
        said.append(texts[f"note.informed.{informed}"].text["da"])
    if informed != "no":
        said.append(f"Teksten til personen: udgave 1.0.0, aftryk {edition(pack()).hash[:12]}.")
    assert note.split("\n\n") == said
    still_to_do = texts["note.informed.no.hint"].text["da"]
    assert (still_to_do in card.words) == (informed == "no" and recorded != "no")
    assert still_to_do not in note


@pytest.mark.parametrize(("informed", "said"), [("yes", "under"), ("afterwards", "efter")])
async def test_the_note_says_no_more_than_was_said_where_it_is_only_for_now(informed: str, said: str) -> None:
    anna = Chat()
    form = await anna.sends("advice.case_note", {"facts": OTHERS})
    assert "at personen må optage indtil videre" in form.words
    card = await anna.presses("Lav notatet", recorded="yes", informed=informed)
    assert f"Jeg fortalte {said} samtalen, at personen må optage indtil videre." in copied(card)[0]
    assert "i orden" not in card.words


async def test_a_wish_that_was_not_met_stands_in_the_note() -> None:
    card = await Chat().sends("advice.case_note", {"facts": CITIZEN, "recorded": "no", "informed": "no"})
    assert copied(card) == ["Borgeren ville gerne optage samtalen.\n\nSamtalen blev ikke optaget."]


async def test_the_note_can_be_made_again() -> None:
    anna = Chat()
    await anna.sends("advice.case_note", {"facts": EMPLOYEE, "recorded": "yes", "informed": "no"})
    card = await anna.presses("Lav notatet om", recorded="yes", informed="afterwards")
    assert "efter samtalen" in copied(card)[0]
    assert "Den ansatte" in copied(card)[0]


async def test_an_employee_who_records_makes_no_note_for_the_case() -> None:
    card = await Chat().sends("advice.case_note", {"facts": EMPLOYEE, "self": True})
    assert card.title == "Det hører ikke til dette svar"


async def test_outcomes_that_are_none_count_as_unanswered() -> None:
    data = {"facts": CITIZEN, "recorded": "perhaps", "informed": ["yes"]}
    assert len((await Chat().sends("advice.case_note", data)).inputs) == 2


async def test_an_employee_is_told_of_their_meeting_and_sent_to_their_leader() -> None:
    for language, meeting, leader in (
        ("da", "Du må gerne optage mødet.", "spørg din leder"),
        ("da-simple", "Du må gerne optage mødet.", "spørg din leder"),
        ("en", "You may record the meeting.", "ask your leader"),
    ):
        card = await Chat().sends("advice.recorder_text", {"facts": EMPLOYEE, "lang": language})
        assert meeting in card.words
        assert leader in card.words
