"""The person's need to record: quick choices are said as each reader needs them, own words are quoted."""

from dialogs.outgoing import Outgoing
from guideline.load import built_in, load_pack
from guideline.model import Facts
from tests.dialogs.requests.office import GOOD_WEIGHING, Colleague, Office

NEED = {"recorder_need": "notes,memory", "recorder_need_text": "Hun hører dårligt."}


def said_of(texts: list[str], beginning: str) -> str:
    """Return the one text of a card that begins so."""
    (found,) = [text for text in texts if text.startswith(beginning)]
    return found


async def test_the_reasons_speak_to_the_person_and_quote_what_was_noted(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(**NEED)
    await lone.receives("approval")
    await lone.presses("Godkend", reason="Vurderet.")
    reason = said_of((await anna.reasons()).texts, "Vi har set på dit behov")
    assert "Du har svært ved selv at tage notater. Du har svært ved at huske" in reason
    assert "Vi har noteret: »Hun hører dårligt.«" in reason
    assert "Personen" not in reason


async def test_the_leader_reads_both_in_the_language_of_their_own_chat(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(**NEED)
    assert "Personen har svært ved selv at tage notater." in (await lone.receives("approval")).words
    office.language = "en"
    card = await office.card_of(office.messages(lone.id, "approval")[0])
    assert card is not None
    assert "The person finds it hard to take notes." in card.words
    assert "Hun hører dårligt." in card.words
    assert "notater" not in card.words


async def test_own_words_alone_are_enough(office: Office, anna: Colleague, lone: Colleague) -> None:
    card = await anna.asks(recorder_need="", recorder_need_text="Hun hører dårligt.")
    assert card.title.startswith("Sendt.")
    assert "Hun hører dårligt." in (await lone.receives("approval")).words


async def test_own_words_in_the_first_field_are_taken_as_such(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(recorder_need="Hun hører dårligt.")
    await lone.receives("approval")
    await lone.presses("Godkend", reason="Vurderet.")
    reason = said_of((await anna.reasons()).texts, "Vi har set på dit behov")
    assert "Vi har noteret: »Hun hører dårligt.«" in reason


async def test_not_stated_gives_way_to_what_was_said(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(recorder_need="not_stated", recorder_need_text="Hun hører dårligt.")
    assert "ikke oplyst" not in (await lone.receives("approval")).words


async def test_each_guideline_asks_with_its_own_answers() -> None:
    own = Office(guideline=load_pack(built_in("example-need")))
    anna = own.person("Anna Agerholm", own.person("Lone Lund", own.person("Carl Chef")))
    facts: Facts = {"who": "citizen", "how": "asks", "need": "understand", "met_otherwise": False}
    card = await anna.opens_the_form({**facts, "means": "sound", "only_self": False})
    asked = {field["id"]: [it["value"] for it in field.get("choices", ())] for field in card.inputs}
    assert asked["recorder_need"] == ["remember", "understand", "absent_helper"]
    assert "minutes" in asked["milder_choices"]
    weighing = {name: text for name, text in GOOD_WEIGHING.items() if name != "recorder_need"}
    await anna.sends_form(**weighing, milder_choices="minutes")  # the need was told in the interview
    assert own.only_request.recorder_need.choices == ("understand",)
    shown = await own.card_of(own.messages("lone", "approval")[0])
    assert shown is not None
    assert "for at forstå sproget" in shown.words


async def test_a_request_outlives_an_answer_that_its_guideline_had(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(**NEED, milder_choices="pause")
    later = load_pack(built_in("example-open"))
    office.outgoing = Outgoing(later, office.world.desk)
    (message,) = office.messages(lone.id, "approval")
    card = await office.card_of(message)
    assert card is not None
    assert "Et svar, som retningslinjen ikke længere har." in card.words
    assert "Hun hører dårligt." in card.words
    assert "En pause undervejs." in card.words
