"""A report or a question that was sent is sent: old cards lead to it, and what is written on them is kept."""

import pytest

from tests.cards.gallery import INFORMAL, MISUSED
from tests.dialogs.cases.office import REPORT, CaseOffice
from tests.dialogs.requests.office import Colleague

SENT = "Det skema er allerede sendt."
NOT_SENT = "Det skema blev sendt mandag den 23. november kl. 13.00. Det, der står her nu, er ikke sendt."
OLD = {"key": "form", "facts": MISUSED}


@pytest.mark.parametrize("verb", ["misuse.begin", "misuse.step"])
async def test_an_old_way_to_the_form_leads_to_the_case(
    office: CaseOffice, anna: Colleague, verb: str
) -> None:
    receipt = await office.reports(anna)
    card = await anna.sends(verb, OLD)
    assert card.title == receipt.title
    assert SENT in card.words


async def test_sending_twice_step_by_step_shows_the_case(office: CaseOffice, anna: Colleague) -> None:
    receipt = await office.reports(anna)
    assert await anna.sends("misuse.step", {**OLD, "send": "true"}) == receipt


@pytest.mark.parametrize(
    "other",
    [
        {"what_happened": "Nu ligger der et klip mere på Facebook."},
        {"where": "https://example.org/opslag/18"},
        {"seen_on": "2026-11-21"},
        {"case_ref": "2026-18"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_what_is_written_after_the_first_report_is_not_passed_over(
    office: CaseOffice, anna: Colleague, other: dict[str, str]
) -> None:
    await office.reports(anna)
    assert NOT_SENT in (await office.reports(anna, **other)).words
    assert len(office.cases) == 1
    await anna.presses("Send til HR/Jura", **{**REPORT, **other})
    first, second = office.cases
    assert first.digest != second.digest
    assert first.text == REPORT["what_happened"]


async def test_a_cpr_number_on_an_old_report_costs_nothing_else(office: CaseOffice, anna: Colleague) -> None:
    await office.reports(anna)
    card = await office.reports(anna, where="https://example.org/18", what_happened="Det var 010190-1234.")
    assert "CPR-nummer" in card.words
    assert "https://example.org/18" in str(card.inputs)


async def test_a_second_question_on_the_first_ones_form_is_not_passed_over(
    office: CaseOffice, anna: Colleague
) -> None:
    await anna.sends("hr.ask", {"facts": INFORMAL})
    button = anna.card.button("Send spørgsmålet")
    receipt = await anna.sends(button.verb, {**button.data, "question": "Må vi?"})
    again = await anna.sends(button.verb, button.data)
    assert again.title == receipt.title
    assert SENT in again.words
    assert NOT_SENT in (await anna.sends(button.verb, {**button.data, "question": "Må de?"})).words
    await anna.presses("Send spørgsmålet", question="Må de?")
    assert [case.text for case in office.cases] == ["Må vi?", "Må de?"]


async def test_where_another_process_still_has_the_chat_at_the_question_the_next_is_a_new_one(
    office: CaseOffice, anna: Colleague
) -> None:
    await anna.sends("hr.ask", {"facts": INFORMAL})
    at_the_question = anna.world.places["chat of anna"]
    await anna.presses("Send spørgsmålet", question="Må vi?")
    anna.world.places["chat of anna"] = at_the_question
    await anna.types("spørg hr")
    await anna.presses("Send spørgsmålet", question="Må de?")
    assert [case.text for case in office.cases] == ["Må vi?", "Må de?"]
