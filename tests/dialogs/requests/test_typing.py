"""Typing alone does it all: the request, the decision, and the questions between them."""

import datetime

import pytest

from casework.refusal.request import State
from dialogs.turn import Pressed
from tests.cards.gallery import OTHERS
from tests.dialogs.requests.office import GOOD_WEIGHING, Colleague, Office

DANISH = [
    "2",
    "De andre forældre fortæller om deres børns helbred.",
    "1 2",
    "En pause er ikke nok, for det fylder hele mødet.",
    "2026-17",
    "torsdag kl. 10",
    "nej",
]
ENGLISH = [
    "the others",
    "The other parents tell about their children's health.",
    "notes and memory",
    "A pause is not enough, for it takes up the meeting.",
    "2026-17",
    "26 November at 10:00",
    "no",
]


async def test_the_whole_request_in_danish(office: Office, anna: Colleague, lone: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    assert "1: Der er en historik" in anna.summary
    for text in DANISH:
        await anna.types(text)
    assert anna.card.title == "Klar til at sende"
    assert "torsdag den 26. november kl. 10.00" in anna.summary
    assert (await anna.types("send")).title == "Sendt. Lone Lind skal svare"
    it = office.only_request
    assert (it.ground, it.recorder_need.choices, it.case_ref) == (
        "others_present",
        ("notes", "memory"),
        "2026-17",
    )
    assert office.world.drafts.kept == {}


async def test_the_whole_request_and_decision_in_english() -> None:
    office = Office("en")
    lone = office.person("Lone Lind")
    anna = office.person("Anna Agerholm", leader=lone)
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("say no")
    for text in ENGLISH:
        await anna.types(text)
    assert (await anna.types("send")).title == "Sent. Lone Lind is to answer"
    card = await lone.types("approve The interests of the others weigh more.")
    assert card.title == "You say no to the recording"
    assert office.only_request.decision
    assert office.only_request.decision.reason == "The interests of the others weigh more."
    assert (await anna.types("noted")).title == "The reasons are given and noted"


async def test_typed_is_the_same_request_as_pressed(office: Office, anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    (pressed,) = office.requests
    other = Office()
    lone2 = other.person("Lone Lind")
    anna2 = other.person("Anna Agerholm", leader=lone2)
    await anna2.sends("interview.answer", {"facts": OTHERS})
    texts = ["sig nej", "2", GOOD_WEIGHING["municipal_interest"], "1", GOOD_WEIGHING["milder_means"]]
    for text in [*texts, "2026-17", "26/11 kl. 10.00", "nej", "send"]:
        await anna2.types(text)
    (typed,) = other.requests
    for name in ("ground", "municipal_interest", "recorder_need", "milder_means", "case_ref", "meeting"):
        assert getattr(typed, name) == getattr(pressed, name), name


async def test_back_and_change_take_answers_anew(anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for text in DANISH:
        await anna.types(text)
    card = await anna.types("ret 5")
    assert card.title == "Sagsnummer"
    assert "Spørgsmål 5 af 7" in card.words
    card = await anna.types("2026-99")
    assert "2026-99" in card.words
    card = await anna.types("tilbage")
    assert card.title == "Har lederen allerede sagt ja i telefonen?"


async def test_a_question_in_between_loses_nothing(anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    await anna.types("2")
    card = await anna.types("   ")
    assert card.title == "Hvilke hensyn til de andre taler imod en optagelse?"
    card = await anna.types("010190-1234")
    assert "CPR" in card.title
    card = await anna.types(DANISH[1])
    assert card.title == "Hvorfor vil personen optage?"


async def test_a_short_weighing_is_questioned_once_and_may_stand(office: Office, anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    await anna.types("2")
    card = await anna.types("Det er privat.")
    assert "få ord" in card.texts[0]
    await anna.types("det er nok")
    for text in [*DANISH[2:], "send"]:
        await anna.types(text)
    assert office.only_request.municipal_interest == "Det er privat."


async def test_a_word_about_milder_means_is_questioned_once_and_may_stand(
    office: Office, anna: Colleague
) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for text in DANISH[:3]:
        await anna.types(text)
    card = await anna.types("nej")
    assert "det mildere" in card.texts[0]
    await anna.types("det er nok")
    for text in [*DANISH[4:], "send"]:
        await anna.types(text)
    assert office.only_request.milder_means == "nej"


@pytest.mark.parametrize("text", ["1 3", "pause og bisidder", "pause, bisidder"])
async def test_milder_means_are_chosen_by_number_or_word(office: Office, anna: Colleague, text: str) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for said in [*DANISH[:3], text]:
        card = await anna.types(said)
    assert "hvorfor er det ikke nok?" in card.texts[0]
    for said in ["De skal bruge det hele nu.", *DANISH[4:]]:
        card = await anna.types(said)
    assert "En pause undervejs, En bisidder" in card.words
    await anna.types("send")
    it = office.only_request
    assert (it.milder_choices, it.milder_means) == (("pause", "bisidder"), "De skal bruge det hele nu.")


async def test_milder_means_without_a_why_are_taken_when_that_is_enough(
    office: Office, anna: Colleague
) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for said in [*DANISH[:3], "1 3", "det er nok", *DANISH[4:], "send"]:
        await anna.types(said)
    it = office.only_request
    assert (it.milder_choices, it.milder_means) == (("pause", "bisidder"), "")


async def test_own_words_and_now(office: Office, anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for text in ["2", DANISH[1], "Hun hører dårligt.", DANISH[3], "17", "nu", "ja", "send"]:
        await anna.types(text)
    it = office.only_request
    assert (it.recorder_need.text, it.meeting_is_now, it.state) == (
        "Hun hører dårligt.",
        True,
        State.UNCONFIRMED,
    )


async def test_what_is_wrong_is_asked_again_at_its_place(anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    card = await anna.types("ni")
    assert "kunne jeg ikke læse" in card.texts[0]
    for text in DANISH[:5]:
        await anna.types(text)
    assert "kunne jeg ikke læse" in (await anna.types("engang")).texts[0]
    await anna.types("20-11-2026 kl. 9")
    await anna.types("nej")
    card = await anna.types("send")
    assert "er gået" in card.texts[0]
    assert card.title == "Hvornår er samtalen?"


async def test_the_whole_form_comes_filled_in_with_what_was_typed(anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for text in DANISH[:3]:
        await anna.types(text)
    card = await anna.types("hele skemaet")
    values = {field["id"]: field.get("value") for field in card.inputs}
    assert values["municipal_interest"] == DANISH[1]
    assert values["recorder_need"] == "notes,memory"


async def test_a_ground_outside_the_named_ones_tells_of_hr_first(anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    card = await anna.types("3")
    assert card.title == "Hvilken saglig grund har I, og hvorfor vejer den tungt her?"
    assert "Spørg gerne HR/Jura først" in card.words
    assert "Spørg gerne HR/Jura først" in anna.summary
    assert any(button.verb == "hr.ask" for button in card.buttons)
    for text in DANISH[1:]:
        card = await anna.types(text)
    assert "Spørg gerne HR/Jura først" in card.words


async def test_asking_hr_in_between_costs_nothing_typed(anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    for text in ["sig nej", "3", "spørg hr"]:
        await anna.types(text)
    card = await anna.types("tilbage")
    assert {field["id"]: field.get("value") for field in card.inputs}["ground"] == "other"


async def test_earlier_decisions_are_told_before_it_is_sent(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.types("godkend Hensynet til de andre vejer tungest.")
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for text in DANISH:
        card = await anna.types(text)
    assert card.title == "Klar til at sende"
    assert "Nej til optagelse: 1. Senest 23. november 2026." in card.words
    assert "Nej til optagelse: 1. Senest 23. november 2026." in anna.summary


async def test_what_differs_is_asked_beside_the_decisions_it_differs_from(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    await lone.types("afvis En pause er nok.")
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for text in DANISH[:4]:
        card = await anna.types(text)
    assert card.title == "Hvad er anderledes denne gang?"
    assert "Ja til optagelse efter en anmodning: 1." in card.words
    assert "Ja til optagelse efter en anmodning: 1." in anna.summary


class TestAnotherGround:
    """Chosen after the weighing of the first one was written."""

    async def test_its_question_is_asked_and_the_text_may_stand(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.sends("interview.answer", {"facts": OTHERS})
        await anna.types("sig nej")
        for text in DANISH:
            await anna.types(text)
        await anna.types("ret 1")
        card = await anna.types("en anden")
        assert card.title == "Hvilken saglig grund har I, og hvorfor vejer den tungt her?"
        assert DANISH[1] in card.words
        assert DANISH[1] in anna.summary
        assert (await anna.types("det er nok")).title == "Klar til at sende"
        await anna.types("send")
        assert (office.only_request.ground, office.only_request.municipal_interest) == ("other", DANISH[1])

    async def test_or_be_written_anew(self, office: Office, anna: Colleague, lone: Colleague) -> None:
        await anna.sends("interview.answer", {"facts": OTHERS})
        await anna.types("sig nej")
        for text in [*DANISH, "ret 1", "en anden", "Døren til lokalet kan ikke lukkes i dag.", "send"]:
            await anna.types(text)
        assert office.only_request.municipal_interest == "Døren til lokalet kan ikke lukkes i dag."

    async def test_the_same_one_again_asks_nothing_anew(self, anna: Colleague) -> None:
        await anna.sends("interview.answer", {"facts": OTHERS})
        await anna.types("sig nej")
        for text in [*DANISH, "ret 1"]:
            await anna.types(text)
        assert (await anna.types("2")).title == "Klar til at sende"


class TestAnotherLeader:
    """Chosen by typing, at the end of the steps."""

    @pytest.mark.parametrize(
        "text", ["Dorte Dam skal svare", "giv til Dorte Dam", "Vælg en anden leder: Dorte Dam", "leder Dorte"]
    )
    async def test_by_one_line(self, office: Office, anna: Colleague, dorte: Colleague, text: str) -> None:
        await anna.sends("interview.answer", {"facts": OTHERS})
        await anna.types("sig nej")
        for said in DANISH:
            await anna.types(said)
        assert "Anmodningen går til Lone Lind." in anna.summary
        card = await anna.types(text)
        assert "Anmodningen går til Dorte Dam." in card.words
        assert "Anmodningen går til Dorte Dam." in anna.summary
        assert "Ikke den nærmeste leder: Det er Lone Lind." in card.words
        assert (await anna.types("send")).title == "Sendt. Dorte Dam skal svare"

    async def test_by_asking_for_it_first_and_back_again(
        self, office: Office, anna: Colleague, dorte: Colleague, lone: Colleague
    ) -> None:
        await anna.sends("interview.answer", {"facts": OTHERS})
        await anna.types("sig nej")
        for said in DANISH:
            await anna.types(said)
        card = await anna.types("en anden leder")
        assert card.title == "Hvem skal svare?"
        card = await anna.types("Dorte Dam")
        assert "Dorte Dam" in card.words
        assert "dorte" not in card.words
        await anna.types("ret 7")
        card = await anna.types("1")
        assert "Anmodningen går til Lone Lind." in card.words
        assert (await anna.types("send")).title == "Sendt. Lone Lind skal svare"

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("Nissen skal svare", "kender jeg ikke"),
            ("Anna Agerholm skal svare", "Ingen kan svare på sin egen"),
            ("Emil skal svare", "er ikke leder for nogen"),
        ],
    )
    async def test_who_cannot_be_is_said_at_once_and_nothing_is_lost(
        self, office: Office, anna: Colleague, lone: Colleague, text: str, told: str
    ) -> None:
        office.person("Emil Eriksen", leader=lone)
        await anna.sends("interview.answer", {"facts": OTHERS})
        await anna.types("sig nej")
        for said in DANISH:
            await anna.types(said)
        card = await anna.types(text)
        assert told in card.texts[0]
        assert "tomt" not in card.texts[0]
        assert card.title == "Klar til at sende"
        assert (await anna.types("send")).title == "Sendt. Lone Lind skal svare"

    async def test_who_has_no_leader_is_asked_and_told_the_name(
        self, office: Office, dorte: Colleague, lone: Colleague, anna: Colleague
    ) -> None:
        await dorte.sends("interview.answer", {"facts": OTHERS})
        await dorte.types("sig nej")
        for said in DANISH[:-1]:
            card = await dorte.types(said)
        assert card.title == "Hvem er din leder?"
        await dorte.types("Lone Lind")
        card = await dorte.types("nej")
        assert "Anmodningen går til Lone Lind." in card.words

    async def test_the_whole_form_comes_with_the_name(self, anna: Colleague, dorte: Colleague) -> None:
        await anna.sends("interview.answer", {"facts": OTHERS})
        await anna.types("sig nej")
        for said in [*DANISH, "Dorte Dam skal svare"]:
            await anna.types(said)
        card = await anna.types("hele skemaet")
        assert {field["id"]: field.get("value") for field in card.inputs}["leader"] == "Dorte Dam"


async def test_places_keep_no_text(office: Office, anna: Colleague, lone: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": OTHERS})
    await anna.types("sig nej")
    for text in [*DANISH, "send"]:
        await anna.types(text)
        assert "helbred" not in str(office.world.places)
    await lone.types("afvis hemmelig grund")
    assert "hemmelig" not in str(office.world.places)


class TestTheDecision:
    async def test_the_reason_is_asked_for_where_it_is_missing(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        card = await lone.types("afvis")
        assert "din begrundelse" in card.texts[0]
        card = await lone.types("En pause er nok.")
        assert card.title == "Personen må optage"
        assert office.only_request.decision
        assert office.only_request.decision.reason == "En pause er nok."

    async def test_a_question_and_its_answer(self, anna: Colleague, lone: Colleague) -> None:
        await anna.asks()
        await lone.types("spørg Er en pause prøvet?")
        assert anna.received("question") == 1
        await anna.types("svar Ja, sidste gang.")
        assert "Ja, sidste gang." in (await lone.receives("answer")).words

    async def test_handing_over_by_name(
        self, office: Office, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("giv videre til Bo Berg")
        assert office.only_request.leader == bo.id

    async def test_with_two_waiting_a_typed_decision_is_never_a_guess(
        self, anna: Colleague, lone: Colleague, office: Office
    ) -> None:
        await anna.asks()
        await lone.types("venter")
        await lone.types("1")
        await anna.asks(case_ref="2026-18", meeting_date="2026-11-25")
        await lone.types("hej")
        card = await lone.types("godkend Enig.")
        assert card.title == "Det venter på dit svar"
        assert "Vælg først" in card.texts[0]
        assert {it.state for it in office.requests} == {State.WAITING}
        await lone.types("2")
        await lone.types("godkend Enig.")
        states = {it.case_ref: it.state for it in office.requests}
        assert states == {"2026-17": State.APPROVED, "2026-18": State.WAITING}

    async def test_a_decision_typed_at_a_card_that_changed_is_shown_the_change(
        self, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("venter")
        await lone.types("1")
        await anna.types("mine")
        await anna.types("1")
        await anna.types("træk tilbage")
        card = await lone.types("godkend Enig.")
        assert card.title == "Anmodningen er trukket tilbage"

    async def test_after_the_answer_has_arrived_it_is_no_decision_on_an_older_card(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("spørg Er en pause prøvet?")
        await anna.types("svar Ja, sidste gang.")
        await lone.receives("answer")
        card = await lone.types("godkend Så er vi enige.")
        assert card.title == "I siger nej til optagelsen"

    async def test_after_an_answer_that_has_not_arrived_yet_it_is_shown_first(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("spørg Er en pause prøvet?")
        await anna.types("svar Ja, sidste gang.")
        office.holds_back("answer", lone)
        card = await lone.types("godkend Enig.")
        assert "har ændret sig" in card.texts[0]
        assert "Ja, sidste gang." in card.words
        assert office.only_request.state is State.WAITING
        assert (await lone.types("godkend Enig.")).title == "I siger nej til optagelsen"

    async def test_what_another_leader_was_told_is_not_known_to_this_one(
        self, office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
    ) -> None:
        await anna.asks()
        await office.time_passes_until(office.only_request.expires - datetime.timedelta(hours=1))
        await lone.types("spørg Er en pause prøvet?")
        await anna.types("svar Ja, sidste gang.")
        office.holds_back("answer", lone)
        assert dorte.received("answer") == 1
        assert "har ændret sig" in (await lone.types("godkend Enig.")).texts[0]

    async def test_taking_back(self, anna: Colleague, lone: Colleague, office: Office) -> None:
        await anna.asks()
        await lone.types("godkend Enig.")
        await lone.types("tag tilbage")
        await lone.types("De andre kommer ikke.")
        assert office.only_request.state is State.REVOKED


class TestWhileSomethingIsAskedFor:
    """A form of one line is open, and another command is typed."""

    async def test_a_wrong_name_can_be_put_right(
        self, office: Office, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks()
        card = await lone.types("giv videre Peter Ukendt")
        assert "kender jeg ikke" in card.texts[0]
        card = await lone.types("giv videre Bo Berg")
        assert card.title == "Bo Berg har fået anmodningen"
        assert office.only_request.leader == bo.id

    async def test_a_name_alone_is_still_enough(
        self, office: Office, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("giv videre")
        await lone.types("Bo Berg")
        assert office.only_request.leader == bo.id

    async def test_a_decision_is_no_name(self, office: Office, anna: Colleague, lone: Colleague) -> None:
        await anna.asks()
        await lone.types("giv videre Peter Ukendt")
        card = await lone.types("afvis En pause er nok.")
        assert card.title == "Personen må optage"
        assert office.only_request.decision
        assert office.only_request.decision.reason == "En pause er nok."

    async def test_a_decision_is_no_question(self, office: Office, anna: Colleague, lone: Colleague) -> None:
        await anna.asks()
        await lone.types("spørg")
        card = await lone.types("godkend Hensynet til de andre vejer tungest.")
        assert card.title == "I siger nej til optagelsen"
        assert anna.received("question") == 0

    async def test_a_command_that_is_repeated_is_no_part_of_the_question(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("spørg")
        await lone.types("spørg: Er en pause prøvet?")
        assert office.only_request.thread[-1].text == "Er en pause prøvet?"

    async def test_a_number_is_what_was_asked_for(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await anna.types("spørg hr")
        await anna.types("1")
        assert office.only_request.consulted[-1].text == "1"

    async def test_going_back_leaves_it_as_it_is(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("giv videre")
        assert "vil sige nej til en optagelse" in (await lone.types("tilbage")).title


class TestAbsence:
    @pytest.mark.parametrize(
        "text", ["fravær Bo Berg til 4/12", "fravær Bo Berg til fredag", "ferie Bo Berg til 4. december"]
    )
    @pytest.mark.usefixtures("anna")
    async def test_one_line_is_enough(self, lone: Colleague, bo: Colleague, text: str) -> None:
        card = await lone.types(text)
        assert card.title == "Bo Berg svarer, mens du er væk"

    async def test_what_waits_goes_to_the_deputy(
        self, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks()
        card = await lone.types("fravær Bo Berg til 4/12")
        assert "Givet videre nu: 1." in card.words
        assert "Du svarer for Lone Lind" in (await bo.receives("approval")).words

    @pytest.mark.usefixtures("anna")
    async def test_the_form_asks_for_what_is_missing(self, lone: Colleague, bo: Colleague) -> None:
        card = await lone.types("fravær")
        assert [field["id"] for field in card.inputs] == ["deputy", "until"]
        assert "Der mangler noget" in (await lone.types("Bo Berg")).texts[0]
        assert (await lone.types("Bo Berg til 4/12")).title.startswith("Bo Berg svarer")

    async def test_english(self) -> None:
        office = Office("en")
        lone, _ = office.person("Lone Lind"), office.person("Bo Berg")
        card = await lone.types("away Bo Berg until Friday")
        assert card.title == "Bo Berg answers while you are away"

    @pytest.mark.parametrize(
        "text", ["fravær Bo Berg til i går", "fravær Lone Lind til 4/12", "fravær Nissen til 4/12"]
    )
    async def test_what_cannot_be(self, lone: Colleague, bo: Colleague, text: str) -> None:
        assert (await lone.types(text)).title == "Når du er væk"


async def test_a_fault_of_ours_keeps_what_was_written(anna: Colleague) -> None:
    await anna.opens_the_form()
    data = {**anna.card.button("Send til").data, **GOOD_WEIGHING}
    turn = Pressed(**anna.who, verb="refusal.submit", data=data)
    anna._read(anna.bot.failed(turn, "4f2a"))
    assert (await anna.presses("Prøv igen")).title == "Sendt. Lone Lind skal svare"
