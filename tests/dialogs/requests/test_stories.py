"""A refusal as its people live through it on their cards. Anna asks, Lone is her nearest leader."""

import datetime

from casework.refusal import clockwork
from casework.refusal.request import State
from tests.cards.reading import Card
from tests.dialogs.requests.office import GOOD_WEIGHING, Colleague, Office


def at(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    """A moment of November 2026 by Danish clocks."""
    return datetime.datetime(2026, 11, day, hour - 1, minute, tzinfo=datetime.UTC)


def buttons(card: Card) -> list[str]:
    return [button.title for button in card.buttons]


async def test_anna_asks_lone_approves_and_anna_notes_it(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    card = await anna.asks()
    assert card.title == "Sendt. Lone Lind skal svare"
    assert "Personen må gerne optage, indtil lederen har svaret." in card.words

    card = await lone.receives("approval")
    assert card.title == "Anna Agerholm (Jobcenter) vil sige nej til en optagelse"
    assert "De andre forældre fortæller om deres børns helbred." in card.words
    assert "Svar senest torsdag den 26. november kl. 10.00" in card.words
    card = await lone.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
    assert card.title == "I siger nej til optagelsen"

    card = await anna.receives("refusal_approved")
    assert card.title == "Lone Lind er enig: I kan sige nej"
    assert "Tag aldrig telefonen" in card.words
    assert "skrive eller ringe til Dorte Dam" in (await anna.presses("Vis begrundelsen")).words
    await anna.presses("Tilbage")
    assert "procesbeslutning og ikke en afgørelse" in (await anna.presses("Vis notatet")).words
    card = await anna.presses("Begrundelsen er givet og noteret")
    assert card.title == "Begrundelsen er givet og noteret"
    assert office.only_request.state is State.NOTED


async def test_the_reasons_are_built_from_the_weighing_and_deny_nobody_a_complaint(
    anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(recorder_need="not_stated")
    await lone.receives("approval")
    await lone.presses("Godkend", reason="Vurderet.")
    words = (await anna.reasons()).words
    assert "Vi har lagt vægt på: De andre forældre" in words
    assert "Du har ikke fortalt hvorfor, og det behøver du heller ikke." in words
    assert "En pause er ikke nok" in words
    assert "klage" not in words


async def test_after_a_denial_anna_learns_what_to_do_now(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.receives("approval")
    assert (await lone.presses("Afvis", reason="En pause er nok.")).title == "Personen må optage"
    card = await anna.receives("refusal_denied")
    assert card.title == "Lone Lind siger: Lad personen optage"
    assert "En pause er nok." in card.words
    assert "Tak, fordi du spurgte først." in card.words
    assert "kan være strafbart at dele" in card.words
    assert (await anna.presses("Vis teksten til personen")).title == "Til dig, der optager"


async def test_lone_asks_and_anna_answers(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.receives("approval")
    await lone.presses("Spørg Anna")
    card = await lone.presses("Send til Anna", question="Er en pause prøvet før?")
    assert "Du venter på svar fra Anna" in card.words
    card = await anna.receives("question")
    assert card.title == "Lone Lind har et spørgsmål til dig"
    assert "Er en pause prøvet før?" in card.words
    card = await anna.presses("Send svaret", answer="Ja, sidste gang.")
    assert card.title == "Sendt. Lone Lind skal svare"
    card = await lone.receives("answer")
    assert "Anna Agerholm har svaret" in card.words
    assert "Ja, sidste gang." in card.words
    assert (await lone.presses("Afvis", reason="Prøv igen.")).title == "Personen må optage"


async def test_lone_hands_it_to_bo_by_name(anna: Colleague, lone: Colleague, bo: Colleague) -> None:
    await anna.asks()
    await lone.receives("approval")
    await lone.presses("Giv videre")
    card = await lone.presses("Giv videre", leader="Bo Berg")
    assert card.title == "Bo Berg har fået anmodningen"
    assert "Bo Berg har fået din anmodning" in (await anna.receives("handed_over")).words
    await bo.receives("approval")
    assert (await bo.presses("Godkend", reason="Enig.")).title == "I siger nej til optagelsen"


async def test_two_press_and_the_second_sees_who_decided_when_and_why(
    anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    first = await lone.receives("approval")
    await lone.presses("Afvis", reason="En pause er nok.")
    lone.card = first
    card = await lone.presses("Godkend", reason="For sent.")
    assert "Lone Lind svarede allerede mandag den 23. november kl. 13.00" in card.words
    assert "En pause er nok." in card.words
    assert card.title == "Personen må optage"


async def test_a_card_from_before_an_answer_shows_the_present_state(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    old = await lone.receives("approval")
    await lone.sends("refusal.return", {**old.button("Godkend").data, "question": "Hvorfor?"})
    await anna.receives("question")
    await anna.presses("Send svaret", answer="Derfor.")
    lone.card = old
    card = await lone.presses("Godkend", reason="Ja.")
    assert "har ændret sig" in card.words
    assert "Derfor." in card.words
    assert (await lone.presses("Godkend", reason="Ja.")).title == "I siger nej til optagelsen"


async def test_hr_sees_little_in_the_channel_and_all_when_they_open_it(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    hanne = office.person("Hanne Holm", hr=True, unit="HR/Jura")
    await anna.asks(case_ref="hemmelig-17")
    await anna.presses("Spørg HR/Jura")
    await anna.presses("Send til HR", question="Er grunden saglig nok?")
    card = await office.hr_channel_receives("case")
    for part in ("hemmelig-17", "børns helbred", "Er grunden saglig nok?", "Anna"):
        assert part not in str(card.json)
    hanne.card = card
    assert "Er grunden saglig nok?" in (await hanne.presses("Åbn sagen")).words
    assert "børns helbred" in (await hanne.presses("Åbn anmodningen")).words
    bent = office.person("Bent Bak")
    bent.card = card
    assert "kun åbnes og behandles af HR/Jura" in (await bent.presses("Åbn sagen")).words


async def test_belongings_can_be_kept_outside_by_typing_alone(anna: Colleague, lone: Colleague) -> None:
    await anna.asks_about_harassment()
    assert "godkend uden tasker" in (await lone.receives("approval")).words
    await lone.types("godkend uden tasker Truslerne vejer tungest.")
    it = lone.office.only_request
    assert it.belongings_outside
    assert it.decision
    assert it.decision.reason == "Truslerne vejer tungest."


async def test_belongings_are_no_words_where_others_are_the_ground(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    assert "uden tasker" not in (await lone.receives("approval")).words
    await lone.types("godkend uden tasker vil vi ikke")
    assert not lone.office.only_request.belongings_outside


async def test_belongings_stay_outside_only_where_harassment_is_the_ground(
    anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    assert "belongings_outside" not in [i["id"] for i in (await lone.receives("approval")).inputs]
    await lone.presses("Godkend", reason="Ja.")
    await anna.asks_about_harassment(case_ref="18")
    card = await lone.receives("approval")
    assert card.inputs[0]["value"] == "false"
    await lone.presses("Godkend", reason="Ja.", belongings_outside="true")
    await anna.receives("refusal_approved")
    words = (await anna.reasons()).words
    assert "jakke, taske og telefon må ikke være i lokalet" in words


class TestAgreedByPhone:
    async def test_everything_says_that_it_awaits_confirmation(
        self, anna: Colleague, lone: Colleague
    ) -> None:
        card = await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
        assert card.title == "Afventer, at Lone Lind bekræfter jeres aftale"
        for handed in ("Vis begrundelsen", "Vis notatet"):
            card = await anna.presses(handed)
            assert "Afventer, at Lone Lind bekræfter" in card.words
            assert ("Giv den først på skrift, når det er bekræftet." in card.words) == (
                handed == "Vis begrundelsen"
            )
            await anna.presses("Tilbage")
        card = await lone.receives("confirmation")
        assert "beder dig bekræfte et nej" in card.title

    async def test_lone_confirms_without_a_reason(self, anna: Colleague, lone: Colleague) -> None:
        await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
        await lone.receives("confirmation")
        assert (await lone.presses("Bekræft")).title == "I siger nej til optagelsen"
        assert (await anna.receives("refusal_confirmed")).title.startswith("Lone Lind har bekræftet")

    async def test_a_dispute_reaches_hr(self, office: Office, anna: Colleague, lone: Colleague) -> None:
        await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
        await lone.receives("confirmation")
        card = await lone.presses("Afvis")
        assert "din begrundelse" in card.words
        await lone.presses("Afvis", reason="Vi talte ikke sammen.")
        assert (await anna.receives("refusal_disputed")).title == "Lone Lind bekræfter ikke aftalen"
        assert "bekræfter ikke" in (await office.hr_channel_receives("refusal_disputed")).title

    async def test_without_a_confirmation_anna_is_told_to_put_it_right(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
        await office.time_passes_until(at(30, 14))
        card = await anna.receives("refusal_expired")
        assert card.title == "Aftalen blev ikke bekræftet i tide"
        assert "Personen må optage" in card.words
        assert "i gang nu" not in card.words
        assert "før deres forhold kommer op" not in card.words
        assert "Har du sagt nej til personen, så fortæl, at det ikke gælder." in card.words
        assert "Det bør stå i sagen, at aftalen ikke blev bekræftet." in card.words


class TestTime:
    async def test_lone_is_reminded_and_dorte_is_asked_after_silence(
        self, office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
    ) -> None:
        await anna.asks()
        await office.time_passes_until(at(25, 15))
        assert "Husk at svare Anna Agerholm" in (await lone.receives("reminder")).words
        card = await dorte.receives("approval")
        assert "Lone Lind ikke har svaret" in card.words
        assert "flere spurgt" in (await anna.receives("escalated")).words
        await dorte.presses("Afvis", reason="En pause er nok.")
        assert (await anna.receives("refusal_denied")).words.count("Dorte Dam svarede") == 1

    async def test_without_an_answer_the_person_may_record(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await office.time_passes_until(at(26, 10))
        card = await anna.receives("refusal_expired")
        assert "Personen må gerne optage" in card.words
        assert "veje hensynet til de andre" in card.words
        assert "Ingen nåede at svare" in (await lone.receives("refusal_expired")).words

    async def test_the_note_is_asked_for_the_next_working_day(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.receives("approval")
        await lone.presses("Godkend", reason="Ja.")
        await office.time_passes_until(at(24, 9))
        assert "Er begrundelsen givet" in (await anna.receives("note_reminder")).words
        await anna.presses("Begrundelsen er givet")
        assert office.only_request.state is State.NOTED

    async def test_lone_takes_it_back_until_the_meeting(
        self, office: Office, anna: Colleague, lone: Colleague
    ) -> None:
        await anna.asks()
        await lone.receives("approval")
        await lone.presses("Godkend", reason="Ja.")
        await lone.presses("Tag beslutningen tilbage")
        await lone.presses("Tag den tilbage", reason="De andre kommer ikke.")
        card = await anna.receives("refusal_revoked")
        assert "De andre kommer ikke." in card.words
        assert "Personen må gerne optage" in card.words


async def test_an_unreachable_leader_is_said_and_another_can_be_chosen(
    office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
) -> None:
    await anna.asks()
    await clockwork.could_not_deliver(office.world.desk, office.messages("lone", "approval")[0])
    card = await anna.receives("leader_unreachable")
    assert "Jeg kan ikke få fat i Lone Lind" in card.words
    await anna.presses("Vælg en anden leder")
    card = await anna.presses("Giv videre", leader="Dorte Dam")
    assert card.title == "Sendt. Dorte Dam skal svare"
    assert await dorte.receives("approval")


async def test_anna_withdraws(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    assert (await anna.presses("Træk anmodningen")).title == "Du har trukket anmodningen tilbage"
    assert (await lone.receives("refusal_withdrawn")).title == "Anmodningen er trukket tilbage"


async def test_what_is_kept_why_and_until_when_stands_on_the_request(
    anna: Colleague, lone: Colleague
) -> None:
    assert "slettes tidligst 2 år efter beslutningen" in (await anna.opens_the_form()).words
    for card in (await anna.asks(), await lone.receives("approval")):
        assert "25. november 2028" in card.words


async def test_a_double_press_makes_one_request(office: Office, anna: Colleague, lone: Colleague) -> None:
    form = await anna.opens_the_form()
    first = await anna.sends_form(**GOOD_WEIGHING)
    anna.card = form
    assert await anna.sends_form(**GOOD_WEIGHING) == first
    assert office.only_request


async def test_mine_and_waiting_list_what_there_is(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    card = await anna.types("mine")
    assert any("venter på Lone Lind" in title for title in buttons(card))
    assert (await anna.types("1")).title == "Sendt. Lone Lind skal svare"
    card = await lone.types("venter")
    assert any("Anna Agerholm" in title for title in buttons(card))
    assert "Intet venter" in (await anna.types("venter")).words
