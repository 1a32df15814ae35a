"""The form asks for what B2 and B3 need, and never loses what was typed."""

import pytest

from casework.refusal.request import State
from tests.cards.contract import LARGEST, check_card
from tests.cards.gallery import BOTH_GROUNDS, CITIZEN, EMPLOYEE, NO_GROUND, OTHERS
from tests.cards.reading import Card
from tests.casework.town import HARASSMENT
from tests.dialogs.chat import Chat
from tests.dialogs.requests.office import GOOD_WEIGHING, Colleague, Office


def values(card: Card) -> dict[str, object]:
    return {field["id"]: field.get("value") for field in card.inputs}


def label(card: Card, name: str) -> str:
    return next(str(field["label"]) for field in card.inputs if field["id"] == name)


async def test_the_form_is_worded_for_the_ground_that_holds(anna: Colleague) -> None:
    card = await anna.opens_the_form()
    assert values(card)["ground"] == "others_present"
    assert "hensyn til de andre" in label(card, "municipal_interest")
    assert "Nævn ingen ved navn" in card.words
    card = await anna.opens_the_form(HARASSMENT)
    assert values(card)["ground"] == "harassment"
    assert "vigtigt for kommunen" in label(card, "municipal_interest")


async def test_a_ground_outside_the_two_named_sends_to_hr_first(anna: Colleague, lone: Colleague) -> None:
    card = await anna.opens_the_form(NO_GROUND)
    assert values(card)["ground"] == "other"
    assert "Spørg gerne HR/Jura først" in card.words
    assert any(button.verb == "hr.ask" for button in card.buttons)
    await anna.sends_form(**GOOD_WEIGHING)
    assert "ikke en af de to" in (await lone.receives("approval")).words


class TestAnotherGround:
    """Chosen on a form that was drawn for the first one."""

    async def test_the_form_comes_back_once_with_its_question_and_all_that_was_typed(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("godkend Hensynet til de andre vejer tungest.")
        filled = {**GOOD_WEIGHING, "recorder_need": "notes,memory", "leader": "Lone Lind", "case_ref": "18"}
        await anna.opens_the_form(HARASSMENT)
        card = await anna.sends_form(**filled, ground="others_present")
        assert "en anden grund" in card.texts[0]
        assert "hensyn til de andre" in label(card, "municipal_interest")
        assert {**filled, "ground": "others_present"}.items() <= values(card).items()
        assert office.only_request.case_ref == "2026-17"
        assert (await anna.sends_form()).title == "Sendt. Lone Lind skal svare"

    async def test_earlier_decisions_on_it_are_seen_before_it_is_sent(
        self, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks(BOTH_GROUNDS, ground="others_present")
        await anna.sends_form()
        await lone.types("afvis En pause er nok.")
        await anna.opens_the_form(BOTH_GROUNDS)
        card = await anna.sends_form(**{**GOOD_WEIGHING, "ground": "others_present", "case_ref": "18"})
        assert "Ja til optagelse efter en anmodning: 1." in card.words
        assert "Hvad er anderledes denne gang?" in card.words

    async def test_outside_the_named_ones_hr_is_offered_first(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.opens_the_form()
        card = await anna.sends_form(**{**GOOD_WEIGHING, "ground": "other"})
        assert "Spørg gerne HR/Jura først" in card.words
        assert any(button.verb == "hr.ask" for button in card.buttons)
        assert not office.requests
        assert (await anna.sends_form()).title.startswith("Sendt.")

    async def test_a_look_at_the_question_to_hr_costs_nothing_typed(
        self, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.opens_the_form()
        filled = {**GOOD_WEIGHING, "ground": "other"}
        await anna.sends_form(**filled)
        await anna.presses("Spørg HR/Jura")
        card = await anna.presses("Tilbage til skemaet")
        assert filled.items() <= values(card).items()
        assert (await anna.sends_form()).title.startswith("Sendt.")

    async def test_after_a_question_to_hr_the_form_is_among_ones_own(
        self, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.opens_the_form()
        filled = {**GOOD_WEIGHING, "ground": "other"}
        await anna.sends_form(**filled)
        await anna.presses("Spørg HR/Jura")
        await anna.presses("Send", question="Er grunden saglig nok?")
        await anna.types("mine")
        card = await anna.presses("Et skema, du ikke har sendt")
        assert filled.items() <= values(card).items()
        await anna.sends_form()
        assert "ikke har sendt" not in str((await anna.types("mine")).json)

    async def test_one_that_the_answers_do_not_bear_out_offers_hr_too(self, anna: Colleague) -> None:
        await anna.opens_the_form()
        card = await anna.sends_form(**{**GOOD_WEIGHING, "ground": "harassment"})
        assert "Spørg gerne HR/Jura først" in card.words

    async def test_a_press_of_the_older_form_after_it_was_sent_shows_the_request(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        first = await anna.opens_the_form()
        changed = {**GOOD_WEIGHING, "ground": "other"}
        await anna.sends_form(**changed)
        await anna.sends_form()
        anna.card = first
        assert (await anna.sends_form(**changed)).title == "Sendt. Lone Lind skal svare"
        assert office.only_request

    @pytest.mark.parametrize("ground", ["harassment", "others_present", "other"])
    async def test_a_request_that_was_drawn_as_no_form_is_made_at_once(
        self, office: Office, anna: Colleague, lone: Colleague, ground: str
    ) -> None:
        inputs = {**GOOD_WEIGHING, "ground": ground, "leader": "", "agreed_by_phone": "false"}
        card = await anna.sends("refusal.submit", {"facts": OTHERS, "key": "k1", **inputs})
        assert card.title == "Sendt. Lone Lind skal svare"
        assert office.only_request.ground == ground


async def test_facts_travel_in_the_form_and_the_leader_is_named(anna: Colleague) -> None:
    card = await anna.opens_the_form(BOTH_GROUNDS)
    assert card.button("Send til").data["facts"] == BOTH_GROUNDS
    assert "Din nærmeste leder får anmodningen: Lone Lind." in card.words


async def test_the_form_says_who_may_see_it_and_keeps_names_out(anna: Colleague) -> None:
    words = (await anna.opens_the_form()).words
    assert "kan få at se, hvad du skriver" in words
    assert "Skriv ingen navne eller CPR-numre" in words
    assert "Personen må gerne optage, indtil lederen har svaret" in words


async def test_what_matters_with_a_phone_on_the_table_comes_first(anna: Colleague) -> None:
    card = await anna.opens_the_form()
    assert [field["id"] for field in card.inputs][:3] == ["agreed_by_phone", "meeting_date", "meeting_time"]
    assert card.texts.index("Samtalen") < card.texts.index("Grunden og jeres vægtning")


async def test_every_input_has_a_label_and_a_greatest_length(anna: Colleague) -> None:
    card = await anna.opens_the_form()
    check_card(card)
    assert all(field["label"] for field in card.inputs)
    assert all(field["maxLength"] <= 1000 for field in card.inputs if field["type"] == "Input.Text")


@pytest.mark.parametrize("missing", ["municipal_interest", "recorder_need", "milder_means", "case_ref"])
async def test_what_is_missing_is_named_and_the_rest_stays(
    office: Office, anna: Colleague, missing: str
) -> None:
    card = await anna.asks(**{missing: ""})
    assert "Der mangler noget" in card.texts[0]
    kept = {name: text for name, text in GOOD_WEIGHING.items() if name != missing}
    assert kept.items() <= values(card).items()
    assert not office.world.store.tables.refusals
    again = {missing: GOOD_WEIGHING[missing]}
    assert (await anna.sends_form(**{**kept, **again})).title.startswith("Sendt.")


async def test_a_weighing_of_a_few_words_is_questioned_once(anna: Colleague) -> None:
    card = await anna.asks(municipal_interest="Det er privat.")
    assert "få ord" in card.texts[0]
    assert values(card)["municipal_interest"] == "Det er privat."
    card = await anna.sends_form(**{**GOOD_WEIGHING, "municipal_interest": "Det er privat."})
    assert card.title.startswith("Sendt.")


class TestMilderMeans:
    async def test_a_word_or_two_are_questioned_once(self, office: Office, anna: Colleague) -> None:
        card = await anna.asks(milder_means="nej")
        assert "det mildere" in card.texts[0]
        assert values(card)["milder_means"] == "nej"
        assert (await anna.sends_form()).title.startswith("Sendt.")
        assert office.only_request.milder_means == "nej"

    async def test_both_short_texts_are_questioned_together(self, anna: Colleague) -> None:
        card = await anna.asks(municipal_interest="Det er privat.", milder_means="nej")
        assert "Jeres vægtning er på få ord" in card.texts[0]
        assert (await anna.sends_form()).title.startswith("Sendt.")

    async def test_quick_choices_without_a_why_are_asked_about_once(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        card = await anna.asks(milder_choices="pause,bisidder", milder_means="")
        assert "hvorfor er det ikke nok?" in card.words
        assert not office.requests
        await anna.sends_form(milder_choices="pause,bisidder")
        assert office.only_request.milder_choices == ("pause", "bisidder")
        words = (await lone.receives("approval")).words
        assert "En pause undervejs. En bisidder." in words

    async def test_own_words_stand_beside_them_everywhere(self, anna: Colleague, lone: Colleague) -> None:
        await anna.asks(milder_choices="pause", milder_means="Det fylder hele mødet.")
        assert "En pause undervejs. Det fylder hele mødet." in (await lone.receives("approval")).words
        await lone.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
        words = (await anna.reasons()).words
        assert "Vi har overvejet noget mildere: En pause undervejs. Det fylder hele mødet." in words
        await anna.presses("Tilbage")
        words = (await anna.presses("Vis notatet")).words
        assert "Mildere midler: En pause undervejs. Det fylder hele mødet." in words

    async def test_choices_are_told_in_the_readers_language(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks(milder_choices="pause", milder_means="Det er ikke nok.")
        lone.who["language"] = office.language = "en"
        assert "A pause on the way. Det er ikke nok." in (await lone.receives("approval")).words

    async def test_they_come_back_with_the_form(self, anna: Colleague) -> None:
        card = await anna.asks(milder_choices="pause,notes", milder_means="", case_ref="")
        assert values(card)["milder_choices"] == "pause,notes"

    @pytest.mark.parametrize("choices", ["", "hologram", "0101901234", ","])
    async def test_nothing_that_is_one_is_missing(
        self, office: Office, anna: Colleague, choices: str
    ) -> None:
        card = await anna.asks(milder_choices=choices, milder_means="")
        assert not office.requests
        assert card.title == "Bed din leder om et nej"


@pytest.mark.parametrize("name", ["municipal_interest", "recorder_need_text", "case_ref", "leader"])
async def test_a_cpr_number_is_turned_away_and_the_rest_stays(
    office: Office, anna: Colleague, name: str
) -> None:
    card = await anna.asks(**{name: "Se 010190-1234."})
    assert "CPR" in card.texts[0]
    assert "0190" not in str(card.json)
    kept = {n: text for n, text in GOOD_WEIGHING.items() if n != name}
    assert kept.items() <= values(card).items()
    assert "0190" not in str(office.world.store.tables) + str(office.world.places)


async def test_no_date_means_now_and_staff_are_told_to_call(office: Office, anna: Colleague) -> None:
    card = await anna.asks(meeting_date="", meeting_time="")
    assert office.only_request.meeting_is_now
    assert "ring også til Lone Lind" in card.words


@pytest.mark.parametrize(
    ("date", "time", "told"),
    [
        ("2026-11-20", "10:00", "er gået"),
        ("2028-11-26", "10:00", "mere end et år"),
        ("2026-11-26", "", "klokkeslættet"),
        ("2026-13-45", "10:00", "ikke læse"),
        ("snart", "sent", "ikke læse"),
    ],
)
async def test_a_time_that_cannot_be(anna: Colleague, date: str, time: str, told: str) -> None:
    card = await anna.asks(meeting_date=date, meeting_time=time)
    assert told in card.texts[0]
    assert values(card)["municipal_interest"] == GOOD_WEIGHING["municipal_interest"]


async def test_another_leader_is_chosen_by_name(office: Office, anna: Colleague, bo: Colleague) -> None:
    assert (await anna.asks(leader="Bo Berg")).title == "Sendt. Bo Berg skal svare"
    assert office.only_request.nearest_leader == "lone"


async def test_a_name_that_several_have_becomes_a_choice(
    office: Office, anna: Colleague, bo: Colleague
) -> None:
    other = office.person("Birte Bo Holm")
    card = await anna.asks(leader="BO")
    assert "flere med det navn" in card.texts[0]
    choices = next(f["choices"] for f in card.inputs if f["id"] == "leader")
    assert {c["value"] for c in choices} == {bo.id, other.id}
    assert (await anna.sends_form(**{**GOOD_WEIGHING, "leader": bo.id})).title == "Sendt. Bo Berg skal svare"


@pytest.mark.parametrize(
    ("leader", "told"), [("Nissen", "kender jeg ikke"), ("anna", "Ingen kan svare på sin egen")]
)
async def test_a_leader_who_cannot_be(anna: Colleague, leader: str, told: str) -> None:
    card = await anna.asks(leader=leader)
    assert told in card.texts[0]
    assert values(card)["case_ref"] == "2026-17"


async def test_without_a_known_leader_the_form_asks_who_it_is(office: Office, bo: Colleague) -> None:
    office.person("Emil Ek", leader=office.person("Lone Lind"))
    card = await bo.opens_the_form()
    assert "Jeg kan ikke finde din leder" in card.words
    assert label(card, "leader") == "Hvem er din leder?"
    assert (await bo.sends_form(**GOOD_WEIGHING, leader="Lone Lind")).title == "Sendt. Lone Lind skal svare"


class TestEqualTreatment:
    async def test_earlier_decisions_show_as_counts_and_dates(self, anna: Colleague, lone: Colleague) -> None:
        await anna.asks()
        await lone.receives("approval")
        await lone.presses("Godkend", reason="Ja.")
        card = await anna.opens_the_form()
        assert "Nej til optagelse: 1. Senest 23. november 2026." in card.words
        assert "Tallene viser ikke" in card.words
        assert "deviation_reason" not in values(card)

    async def test_where_the_like_was_allowed_staff_say_what_differs(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.receives("approval")
        await lone.presses("Afvis", reason="En pause er nok.")
        card = await anna.asks(case_ref="2")
        assert "ja i en lignende situation" in card.texts[0]
        assert "deviation_reason" in values(card)
        await anna.sends_form(**GOOD_WEIGHING, deviation_reason="Her er der flere familier.")
        card = await lone.receives("approval")
        assert "Her er der flere familier." in card.words
        assert "Ja til optagelse efter en anmodning: 1" in card.words


@pytest.mark.parametrize("facts", [CITIZEN, {}])
async def test_a_no_that_is_not_considered_yet_is_asked_about_first(facts: dict[str, object]) -> None:
    card = await Chat().sends("refusal.begin", {"facts": facts})
    assert card.buttons
    assert "refusal.submit" not in {button.verb for button in card.buttons}


@pytest.mark.parametrize("verb", ["refusal.begin", "refusal.submit", "refusal.step"])
async def test_an_employee_who_records_cannot_ask_for_a_no(verb: str) -> None:
    card = await Chat().sends(verb, {"facts": EMPLOYEE, "self": True, **GOOD_WEIGHING})
    assert card.title == "Det hører ikke til dette svar"


@pytest.mark.parametrize("letter", ["æ", "😀", '"', "\n", "\u0001", "<at>", "*"])
async def test_the_longest_texts_still_fit_every_card(
    office: Office, anna: Colleague, lone: Colleague, letter: str
) -> None:
    long = (letter * 1000)[: 1000 - 10] + " ord" * 2 + "."
    filled = {"municipal_interest": f"x {long}"[:1000], "milder_means": f"x {long}"[:1000]}
    card = await anna.asks(**filled, recorder_need_text=f"x {long}"[:900], case_ref="")
    assert card.size < LARGEST
    await anna.asks(**filled, recorder_need_text=f"x {long}"[:900], short_is_meant="true")
    assert office.only_request.state is State.WAITING
    await lone.receives("approval")
    await lone.presses("Godkend", reason=f"x {long}"[:1000])
    assert (await anna.receives("refusal_approved")).size < LARGEST


async def test_the_form_in_english(dorte: Colleague) -> None:
    office = Office("en")
    lone = office.person("Lone Lind")
    anna = office.person("Anna Agerholm", leader=lone)
    card = await anna.opens_the_form(OTHERS)
    assert card.title == "Ask your leader for a no"
    assert (await anna.sends_form(**GOOD_WEIGHING)).title == "Sent. Lone Lind is to answer"
    assert "wants to say no" in (await lone.receives("approval")).title


async def test_a_form_pressed_again_with_the_same_key_is_questioned_once(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    pressed = {"facts": OTHERS, "key": "one form", **GOOD_WEIGHING, "municipal_interest": "Nej tak"}
    assert "på få ord" in (await anna.sends("refusal.submit", pressed)).words
    assert (await anna.sends("refusal.submit", pressed)).title == "Sendt. Lone Lind skal svare"
    other = {**pressed, "key": "another form"}
    assert "på få ord" in (await anna.sends("refusal.submit", other)).words


@pytest.mark.parametrize("now", ["nu", "now", "Lige nu"])
async def test_now_may_be_written_as_the_time(
    office: Office, anna: Colleague, lone: Colleague, now: str
) -> None:
    await anna.asks(meeting_date="", meeting_time=now)
    assert office.only_request.meeting_is_now


async def test_a_ground_that_no_answer_points_to_is_not_said_to_be_one(
    anna: Colleague, lone: Colleague
) -> None:
    assert "dine svar peger på" in (await anna.opens_the_form()).words
    assert "dine svar peger på" not in (await anna.opens_the_form(NO_GROUND)).words
