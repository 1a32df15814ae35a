"""Strangers, unknown requests and damaged cards get a card that says so, and learn nothing."""

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.refusal.request import State
from tests.cards.gallery import OTHERS
from tests.dialogs.requests.office import GOOD_WEIGHING, Colleague, Office
from tests.dialogs.test_properties import json_values

VERBS = [
    *("refusal.begin", "refusal.submit", "refusal.step", "refusal.show", "refusal.approve", "refusal.deny"),
    *("refusal.revoke", "refusal.return", "refusal.answer", "refusal.reassign", "refusal.consult"),
    *("refusal.withdraw", "refusal.confirm_noted", "absence.set", "absence.end", "list.mine", "list.waiting"),
]
ON_A_REQUEST = VERBS[3:13]
TEXTS = {"reason": "Ja.", "question": "Hvad?", "answer": "Det.", "leader": "bo"}


@pytest.mark.parametrize("verb", ON_A_REQUEST)
async def test_a_stranger_learns_nothing_and_changes_nothing(
    office: Office, anna: Colleague, lone: Colleague, bo: Colleague, verb: str
) -> None:
    await anna.asks()
    data = {"refusal": office.only_request.id, "version": 1, **TEXTS}
    card = await bo.sends(verb, data)
    assert card.title == "Det kan jeg ikke vise eller gøre her"
    assert not any(part in str(card.json) for part in ("helbred", "2026-17", "Anna", "Lone"))
    assert office.only_request.version == 1


@pytest.mark.parametrize("verb", ON_A_REQUEST)
@pytest.mark.parametrize("refusal", ["nothing", "", None, 7, ["x"], "a" * 5000, "\0", "\ud800"])
async def test_a_request_that_does_not_exist(anna: Colleague, verb: str, refusal: object) -> None:
    card = await anna.sends(verb, {"refusal": refusal, "version": 1, **TEXTS, "leader": "lone"})
    assert "findes ikke" in card.words
    assert (await anna.presses("Mine anmodninger")).title == "Dine anmodninger og sager"


@pytest.mark.parametrize("version", [None, 0, 2, -1, "x", True, 1.5, 10**30, "1" * 40])
async def test_a_version_that_is_none_of_ours_acts_on_nothing(
    office: Office, anna: Colleague, lone: Colleague, version: object
) -> None:
    await anna.asks()
    data = {"refusal": office.only_request.id, "version": version, "reason": "Ja."}
    card = await lone.sends("refusal.approve", data)
    assert "har ændret sig" in card.words
    assert office.only_request.state is State.WAITING


async def test_the_requester_cannot_decide_nor_the_leader_withdraw(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    data = {"refusal": office.only_request.id, "version": 1, "reason": "Ja.", "person_id": "lone"}
    assert "Ingen kan svare på sin egen" in (await anna.sends("refusal.approve", data)).words
    assert "hører til en anden" in (await lone.sends("refusal.withdraw", data)).words
    assert office.only_request.state is State.WAITING


async def test_a_key_that_is_none_of_ours_is_kept_nowhere(office: Office, anna: Colleague) -> None:
    form = await anna.opens_the_form()
    data = {**form.button("Send til").data, "key": "0101901234", **GOOD_WEIGHING}
    await anna.sends("refusal.submit", data)
    await anna.sends("refusal.submit", data)
    assert "0101901234" not in str(office.world.store.tables)
    assert office.only_request


@pytest.mark.parametrize("verb", ["refusal.approve", "refusal.return", "refusal.consult", "refusal.revoke"])
async def test_a_cpr_number_in_a_decision_is_turned_away(
    office: Office, anna: Colleague, lone: Colleague, verb: str
) -> None:
    await anna.asks()
    data = {"refusal": office.only_request.id, "version": 1}
    card = await lone.sends(verb, {**data, "reason": "Se 010190-1234", "question": "Se 0101901234"})
    assert "CPR" in card.texts[0]
    assert "0190" not in str(card.json) + str(office.world.store.tables)


async def test_a_too_long_reason_stays_on_the_card(anna: Colleague, lone: Colleague, office: Office) -> None:
    await anna.asks()
    await lone.receives("approval")
    card = await lone.presses("Godkend", reason="x" * 1001)
    assert "for lang" in card.texts[0]
    assert card.inputs[-1]["value"] == "x" * 1001
    assert office.only_request.state is State.WAITING


damaged = st.dictionaries(
    st.sampled_from(
        [
            *("facts", "lang", "key", "refusal", "version", "ground", "municipal_interest", "recorder_need"),
            *("milder_means", "case_ref", "meeting_date", "meeting_time", "leader", "agreed_by_phone"),
            *(
                "deviation_reason",
                "reason",
                "question",
                "answer",
                "deputy",
                "until",
                "absence",
                "part",
                "ask",
            ),
            *("full", "chosen", "send", "undo", "short_is_meant", "recorder_need_text", "belongings_outside"),
        ]
    ),
    json_values | st.sampled_from(["", "lone", "r1", "others_present", "2026-11-26", "10:00", "revoke"]),
    max_size=8,
)


async def _press(verb: str, data: dict[str, Any], text: str, person: str) -> None:
    office = Office()
    lone = office.person("Lone Lind")
    anna = office.person("Anna Agerholm", leader=lone)
    await anna.asks()
    chat = anna if person == "anna" else lone
    it = {"refusal": office.only_request.id, "version": 1, "facts": OTHERS}
    await chat.sends(verb, {**it, **data})
    await chat.types(text)


@given(
    st.sampled_from(VERBS),
    damaged,
    st.text(max_size=30) | st.sampled_from(["godkend", "1", "send", "tilbage", "ret 2", "fravær x til y"]),
    st.sampled_from(["anna", "lone"]),
)
@settings(max_examples=150, deadline=None)
def test_no_press_and_no_word_ever_fails(verb: str, data: dict[str, Any], text: str, person: str) -> None:
    asyncio.run(_press(verb, data, text, person))
