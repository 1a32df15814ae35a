"""Questions and descriptions in the user's own words, as they are answered in the chat."""

import pytest

from tests.cards.gallery import CITIZEN, EMPLOYEE
from tests.dialogs.chat import Chat, pack


def facts(anna: Chat) -> object:
    return anna.world.places["chat"].data["facts"]


async def test_a_described_situation_is_shown_to_confirm_and_only_the_rest_is_asked() -> None:
    anna = Chat()
    card = await anna.types("en borger vil lydoptage mødet på torsdag")
    assert card.title == "Har jeg forstået dig rigtigt?"
    assert "Kun lyd" in card.words
    card = await anna.presses("Ja, det passer")
    assert facts(anna) == {"recorder": "citizen", "situation": "wants_to_record", "medium": "audio"}
    assert card.title == "Handler mødet kun om den, der optager?"


async def test_yes_may_be_typed_and_nothing_is_decided_before() -> None:
    anna = Chat()
    await anna.types("borger vil optage lyd. kun om ham selv.")
    assert anna.world.counted == []
    card = await anna.types("ja")
    assert card.named("verdict") == ["allowed"]
    assert [counted.verdict for counted in anna.world.counted] == ["allowed"]


async def test_a_number_chooses_among_what_can_be_done_with_what_was_understood() -> None:
    anna = Chat()
    await anna.types("en borger vil lydoptage mødet på torsdag")
    assert (await anna.types("1")).title == "Handler mødet kun om den, der optager?"
    await anna.types("forfra")
    await anna.types("en borger vil lydoptage mødet på torsdag")
    begun_anew = await anna.types("2")
    assert begun_anew.title == (await anna.types("forfra")).title
    await anna.types("en borger vil lydoptage mødet på torsdag")
    assert (await anna.types("3")).title.startswith("Hvem")


async def test_what_was_understood_can_be_changed_in_one_press() -> None:
    anna = Chat()
    await anna.types("borgeren vil filme mødet")
    card = await anna.types("ret lyd")
    assert card.title == "Er det kun lyd, eller også billeder?"


async def test_a_third_party_is_never_taken_as_settled() -> None:
    anna = Chat()
    await anna.types("bisidderen vil optage mødet")
    card = await anna.presses("Ja, det passer")
    assert facts(anna) == {"situation": "wants_to_record"}
    assert card.title.startswith("Hvem")


async def test_a_correction_and_a_follow_up_change_what_is_known() -> None:
    anna = Chat()
    await anna.types("borgeren vil optage lyd")
    await anna.types("ja")
    await anna.types("nej vent, det er en ansat")
    assert facts(anna) == {"recorder": "employee", "situation": "wants_to_record", "medium": "audio"}
    await anna.types("ja")
    await anna.types("og hvad hvis de filmer?")
    await anna.types("en ansat vil filme sin sygefraværssamtale")
    assert facts(anna) == {
        "recorder": "employee",
        "situation": "wants_to_record",
        "formal_meeting": True,
        "medium": "video",
    }
    await anna.types("ja")
    await anna.types("nej vent, det er en borger")
    assert facts(anna) == {"recorder": "citizen", "situation": "wants_to_record", "medium": "video"}


@pytest.mark.parametrize(
    ("text", "title", "paragraphs"),
    [
        ("hvad siger gdpr om det?", "Persondata og GDPR", "C2, C3"),
        ("hvem kan jeg spørge om jura", "Hjælp fra HR/Jura", "B4"),
        ("where do I note that the meeting was recorded?", "What you note in the case", "A5.3"),
    ],
)
async def test_a_clear_question_gets_its_topic_in_its_language(
    text: str, title: str, paragraphs: str
) -> None:
    card = await Chat().types(text)
    assert card.title == title
    assert paragraphs in card.words


async def test_a_doubtful_question_offers_three_topics() -> None:
    anna = Chat()
    card = await anna.types("hvad med det der med optagelse og sådan noget")
    assert card.title == "Hvad mener du?"
    offered = str(anna.world.places["chat"].data["topics"]).split(",")
    assert len(offered) == 3
    card = await anna.types("2")
    assert card.title == next(topic.title["da"] for topic in pack().topics if topic.id == offered[1])


async def test_what_is_out_of_scope_is_said_to_be_so() -> None:
    card = await Chat().types("hvornår åbner kantinen i dag")
    assert card.title == "Noget andet"
    assert "Spørg din leder" in card.words


async def test_a_topic_keeps_the_way_back_to_the_interview() -> None:
    anna = Chat()
    await anna.types("en borger vil optage mødet")
    await anna.types("ja")
    await anna.types("hvem kan jeg spørge om jura")
    await anna.types("tilbage")
    assert facts(anna) == {"recorder": "citizen", "situation": "wants_to_record"}


async def test_an_employee_who_asks_for_themselves_is_met_as_such() -> None:
    anna = Chat()
    await anna.types("må jeg optage min tjenstlige samtale med min leder")
    assert anna.world.places["chat"].data["self"] is True


@pytest.mark.parametrize("step", ["Meld misbruget", "Bed lederen om et nej", "Spørg HR/Jura"])
async def test_a_topic_suggests_the_form_and_starts_nothing(step: str) -> None:
    topic = {
        "Meld misbruget": "misuse",
        "Bed lederen om et nej": "refusal_process",
        "Spørg HR/Jura": "hr_help",
    }
    anna = Chat()
    card = await anna.sends("topic.choose", {"topic": topic[step]})
    assert step in str(card.elements)
    assert anna.world.counted == []


async def test_a_topic_that_does_not_exist_is_no_fault_of_ours() -> None:
    card = await Chat().sends("topic.choose", {"topic": "nothing"})
    assert card.title == "Jeg kunne ikke læse alt på kortet"


async def test_a_cpr_number_is_turned_away_first() -> None:
    card = await Chat().types("010190-1234 vil optage sit møde")
    assert "CPR" in card.title


async def test_a_pasted_mail_is_read_for_what_it_describes() -> None:
    thread = "\n".join(["", "Fra: Kontoret", "Emne: SV: møde", *["> Tak for sidst, vi ses på torsdag."] * 80])
    card = await Chat().types("Borgeren vil gerne lydoptage mødet på torsdag." + thread)
    assert card.title == "Har jeg forstået dig rigtigt?"


async def test_a_hundred_kilobytes_that_say_nothing_are_answered_kindly() -> None:
    card = await Chat().types("bla " * 25_000)
    assert "for lang" in card.words


async def test_somebody_else_than_said_before_is_asked_about_again() -> None:
    anna = Chat()
    await anna.types("borgeren vil optage mødet")
    await anna.types("ja")
    await anna.types("nej, det er faktisk bisidderen der vil optage")
    card = await anna.presses("Ja, det passer")
    assert card.title.startswith("Hvem")


async def test_a_leader_who_was_taken_for_the_one_who_records_gets_the_advice_for_leaders() -> None:
    lone = Chat()
    await lone.types("må jeg optage min sygefraværssamtale")
    await lone.types("ja")
    await lone.types("nej jeg mener min medarbejder vil optage sygefraværssamtalen")
    card = await lone.presses("Ja, det passer")
    assert not any("self" in button.data for button in card.buttons)


@pytest.mark.parametrize("text", ["tak", "Tusind tak!", "thanks"])
async def test_thanks_are_answered_kindly(text: str) -> None:
    anna = Chat()
    await anna.types("borgeren vil optage mødet")
    assert "elbekomme" in (await anna.types(text)).words or "welcome" in anna.card.words


async def test_a_question_about_the_note_leads_to_the_note_once_there_is_an_advice() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    await anna.types("hvad skal jeg skrive i journalen bagefter")
    assert (await anna.presses("Lav notatet til sagen")).title == "Hvad skete der?"


@pytest.mark.parametrize("topic", ["refusal_process", "case_note"])
async def test_whoever_asks_for_themselves_is_offered_no_step_of_staff(topic: str) -> None:
    card = await Chat().sends("topic.choose", {"facts": EMPLOYEE, "self": True, "topic": topic})
    assert not [b for b in card.buttons if b.verb in ("refusal.begin", "advice.case_note")]


async def test_whoever_asks_for_themselves_is_never_asked_about_a_refusal() -> None:
    card = await Chat().sends("interview.answer", {"facts": EMPLOYEE, "self": True, "wants_refusal": True})
    assert card.named("verdict") == ["allowed"]
