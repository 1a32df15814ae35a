"""A form that was sent is sent: its old cards lead to the request, and what is written on them is kept."""

import pytest

from tests.cards.reading import Card
from tests.dialogs.requests.office import GOOD_WEIGHING, Colleague, Office

SENT = "Det skema er allerede sendt."
NOT_SENT = "Det skema blev sendt mandag den 23. november kl. 13.00. Det, der står her nu, er ikke sendt."
LATER = {"meeting_date": "2026-11-27"}
OTHER = [
    {"case_ref": "2026-18"},
    {"municipal_interest": "Vi taler om en kollegas sygdom og løn."},
    {"recorder_need": "memory"},
    {"recorder_need_text": "Har en hjernerystelse."},
    {"milder_means": "Vi tager noter sammen, men det rækker ikke."},
    {"milder_choices": "pause"},
    {"meeting_date": "", "meeting_time": ""},
    {"agreed_by_phone": "true"},
    {"leader": "Dorte Dam"},
    LATER,
]


@pytest.fixture
async def way_back(anna: Colleague, lone: Colleague) -> Card:
    """Return the card with a way back to a form, which stays in the chat after the form was sent."""
    await anna.opens_the_form()
    card = await anna.types("hej")
    assert "er stadig åbent" in card.words
    await anna.presses("Tilbage til skemaet")
    await anna.sends_form(**GOOD_WEIGHING)
    return card


async def test_the_way_back_leads_to_the_request(office: Office, anna: Colleague, way_back: Card) -> None:
    anna.card = way_back
    card = await anna.presses("Tilbage til skemaet")
    assert card.title == "Sendt. Lone Lind skal svare"
    assert SENT in card.words


async def test_so_does_going_on_step_by_step(anna: Colleague, way_back: Card) -> None:
    data = way_back.button("Tilbage til skemaet").data
    assert SENT in (await anna.sends("refusal.step", data)).words
    assert SENT in (await anna.sends("refusal.step", {**data, "answer": "1"})).words


async def test_sending_twice_step_by_step_shows_the_request(anna: Colleague, way_back: Card) -> None:
    data = way_back.button("Tilbage til skemaet").data
    card = await anna.sends("refusal.step", {**data, "send": "true"})
    assert card.title == "Sendt. Lone Lind skal svare"
    assert SENT not in card.words


async def test_where_another_process_still_has_the_chat_at_the_form_nothing_is_open(anna: Colleague) -> None:
    await anna.opens_the_form()
    at_the_form = anna.world.places["chat of anna"]
    await anna.sends_form(**GOOD_WEIGHING)
    anna.world.places["chat of anna"] = at_the_form
    card = await anna.types("hej")
    assert card.title == "Hvad står du med?"
    assert "åbent" not in card.words


@pytest.mark.parametrize("other", OTHER, ids=lambda other: "+".join(other))
async def test_what_is_written_after_the_first_is_not_passed_over(
    office: Office, anna: Colleague, dorte: Colleague, other: dict[str, str]
) -> None:
    form = await anna.opens_the_form()
    await anna.sends_form(**GOOD_WEIGHING)
    anna.card = form
    card = await anna.sends_form(**{**GOOD_WEIGHING, **other})
    assert NOT_SENT in card.words
    assert len(office.requests) == 1
    await anna.sends_form()
    first, second = office.requests
    assert first.key != second.key
    assert first.case_ref == GOOD_WEIGHING["case_ref"]
    assert second.case_ref == {**GOOD_WEIGHING, **other}["case_ref"]


async def test_the_same_once_more_is_the_same_though_an_hour_passed(office: Office, anna: Colleague) -> None:
    form = await anna.opens_the_form()
    written = {**GOOD_WEIGHING, "meeting_date": "", "meeting_time": "", "case_ref": " 2026-17 "}
    await anna.sends_form(**written)
    office.world.moment = office.only_request.created.replace(hour=13)
    anna.card = form
    assert NOT_SENT not in (await anna.sends_form(**written)).words
    assert office.only_request


async def test_a_cpr_number_on_an_old_form_costs_nothing_else(anna: Colleague, lone: Colleague) -> None:
    form = await anna.opens_the_form()
    await anna.sends_form(**GOOD_WEIGHING)
    anna.card = form
    card = await anna.sends_form(**{**GOOD_WEIGHING, **LATER, "milder_means": "010190-1234 vil ikke."})
    assert "CPR-nummer" in card.words
    assert "2026-11-27" in str(card.inputs)
    assert (await anna.sends_form(**GOOD_WEIGHING)).title == "Sendt. Lone Lind skal svare"
