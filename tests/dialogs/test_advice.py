"""The advice says what the guideline says, each thing once, in the order in which the eye needs it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from guideline.answers import Answer
from guideline.decide import decide
from guideline.model import Duty, Facts, Notice
from tests.cards.gallery import BOTH_GROUNDS, CITIZEN, COVERT, EMPLOYEE, INFORMAL, MISUSED, NO_GROUND, OTHERS
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, pack

ALL_KINDS: list[Facts] = [CITIZEN, COVERT, OTHERS, BOTH_GROUNDS, NO_GROUND, EMPLOYEE, INFORMAL, MISUSED]

VERBS = {
    "show_recorder_text": ("advice.recorder_text", {}),
    "copy_case_note": ("advice.case_note", {}),
    "consider_refusal": ("interview.answer", {"wants_refusal": True}),
    "request_refusal": ("refusal.begin", {}),
    "report_misuse": ("misuse.begin", {}),
    "ask_hr_legal": ("hr.ask", {}),
    "new_wish": ("interview.start", {"history": True}),
}


LINES = (
    (Path(__file__).parents[1] / "guideline" / "decision_examples.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
)
EXAMPLES = [example for example in map(json.loads, LINES) if "verdict" in example["answer"]]


async def advice(facts: Facts, language: str = "da", **more: Any) -> Card:
    return await Chat(language).sends("interview.answer", {"facts": facts, **more})


def decided(facts: Facts) -> Answer:
    answer = decide(pack(), facts)
    assert isinstance(answer, Answer)
    return answer


@pytest.mark.parametrize("facts", ALL_KINDS)
async def test_everything_in_the_answer_stands_on_the_card_once(facts: Facts) -> None:
    card, answer = await advice(facts), decided(facts)
    assert card.named("verdict") == [answer.verdict]
    assert sorted(card.named("duty")) == sorted(answer.duties)
    assert card.named("refusing") == list(answer.if_refusing)
    assert card.named("notice") == list(answer.notices)


@pytest.mark.parametrize("facts", ALL_KINDS)
async def test_the_actions_are_the_ways_on_in_the_answers_order(facts: Facts) -> None:
    card, answer = await advice(facts), decided(facts)
    actions = card.json["actions"]
    assert [action["verb"] for action in actions] == [VERBS[step][0] for step in answer.next]
    for step, action in zip(answer.next, actions, strict=True):
        assert VERBS[step][1].items() <= action["data"].items()
        assert action["data"]["facts"] == facts


@pytest.mark.parametrize("facts", ALL_KINDS)
async def test_each_duty_and_notice_shows_its_paragraphs(facts: Facts) -> None:
    card = await advice(facts)
    shown: dict[str, Mapping[str, Duty] | Mapping[str, Notice]] = {
        "duty": pack().duties,
        "refusing": pack().duties,
        "notice": pack().notices,
    }
    for kind, entries in shown.items():
        for name in card.named(kind):
            text = json.dumps(card.element(f"{kind}.{name}"))
            assert all(reference in text for reference in entries[name].references)


async def test_a_few_of_the_contracts_own_examples_show_as_they_say() -> None:
    for example in EXAMPLES[::25]:
        card, answer = await advice(example["facts"]), example["answer"]
        assert card.named("verdict") == [answer["verdict"]]
        assert sorted(card.named("duty")) == sorted(answer["duties"])
        assert card.named("notice") == answer["notices"]


async def test_weighing_comes_before_all_other_duties() -> None:
    assert (await advice(OTHERS)).named("duty")[0] == "weigh_interests"


async def test_what_holds_only_for_a_refusal_stands_under_its_own_heading() -> None:
    card = await advice(OTHERS)
    headings = [e["text"] for e in card.elements if e.get("style") == "heading"]
    assert "Kun hvis I siger nej" in headings
    above = card.words.split("Kun hvis I siger nej")[0]
    assert "procesbeslutning" not in above


async def test_a_secret_recording_says_what_one_can_do_and_not_do() -> None:
    words = (await advice(COVERT)).words
    assert "Du kan: Opfordre" in words
    assert "Alene fordi personen ikke har spurgt, kan du ikke: Kræve" in words
    assert "tage telefonen" in words


async def test_the_words_to_say_are_a_quotation_near_the_top() -> None:
    card = await advice(CITIZEN)
    assert any(text.startswith("»Du må gerne optage") for text in card.texts[:6])


async def test_an_employee_who_records_gets_their_own_advice() -> None:
    card = await advice(EMPLOYEE, self=True)
    assert card.title.startswith("Ja, du må")
    assert card.named("duty") == card.named("refusing") == []
    assert card.named("notice") == list(decided(EMPLOYEE).notices)
    verbs = {button.verb for button in card.buttons}
    assert not verbs & {"refusal.begin", "advice.case_note"}
    assert not any("wants_refusal" in button.data for button in card.buttons)
    assert all(button.data["self"] is True for button in card.buttons)


async def test_only_an_employee_can_ask_for_themselves() -> None:
    card = await advice(CITIZEN, self=True)
    assert "inform_disclosure_liability" in card.named("duty")
    assert not any("self" in button.data for button in card.buttons)


async def test_an_employee_who_turns_out_not_to_record_is_no_longer_asked_as_one() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": EMPLOYEE, "self": True})
    await anna.presses("Hvem optager")
    card = await anna.presses("Borgeren")
    assert not any("self" in button.data for button in card.buttons)


async def test_an_employee_who_tells_of_a_misuse_can_go_on_as_themselves() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": EMPLOYEE, "self": True, "situation": "recording_misused"})
    assert "hr_legal_assesses_police_report" not in anna.card.named("duty")
    card = await anna.presses("Jeg vil optage igen")
    assert card.button("Ja, fx").data["facts"] == {"recorder": "employee", "situation": "wants_to_record"}


async def test_english_says_the_same() -> None:
    card = await advice(OTHERS, "en")
    assert "Only if you refuse" in card.words
    assert card.named("duty")[0] == "weigh_interests"


async def test_why_tells_what_was_answered_and_what_would_change_it() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": NO_GROUND})
    card = await anna.presses("Hvorfor det?")
    assert "Chikanøst formål: Nej" in card.words
    assert "Et nej kræver en saglig grund" in card.words
    assert "Det passer ikke her: Chikanøst formål: Nej." in card.words
    assert pack().hash[:12] in card.words
    assert (await anna.presses("Tilbage til svaret")).named("verdict") == ["allowed"]


async def test_why_does_not_call_untrue_what_was_never_told() -> None:
    card = await Chat().sends("advice.why", {"facts": CITIZEN})
    assert "Hvis dette holdt: »Der er en historik" in card.words
    assert "skal bruges til chikane.« Det har du ikke fortalt mig om." in card.words


async def test_a_yes_to_sound_does_not_read_as_a_yes_to_images() -> None:
    assert "Det gælder lyd, ikke billeder." in (await advice({**CITIZEN, "medium": "video"})).words


async def test_a_refusal_ground_puts_the_weighing_before_everything_else() -> None:
    words = (await advice({**CITIZEN, "history": True, "harassment_purpose": True})).words
    assert words.index("Vej det først") < words.index("Det gør du") < words.index("Kun hvis I siger nej")


async def test_why_spares_an_employee_what_concerns_a_refusal() -> None:
    card = await Chat().sends("advice.why", {"facts": EMPLOYEE, "self": True})
    assert "chikane" not in card.words.lower().split("paragrafferne")[0]


@pytest.mark.parametrize("verb", ["advice.why", "advice.recorder_text", "advice.case_note"])
async def test_what_belongs_to_an_advice_needs_one(verb: str) -> None:
    card = await Chat().sends(verb, {"facts": {"recorder": "citizen"}})
    assert card.title == "Det hører ikke til dette svar"
    card.button("Tilbage til spørgsmålet")


@pytest.mark.parametrize(
    ("verb", "facts", "words"),
    [
        ("refusal.begin", OTHERS, "nærmeste leder"),
        ("misuse.begin", MISUSED, "politianmeldes"),
        ("hr.ask", INFORMAL, "intranet"),
    ],
)
async def test_what_the_bot_does_not_do_it_explains(verb: str, facts: Facts, words: str) -> None:
    anna = Chat()
    card = await anna.sends(verb, {"facts": facts})
    assert words in card.words
    assert (await anna.types("tilbage")).named("verdict") == [decided(facts).verdict]
