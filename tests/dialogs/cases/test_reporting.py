"""Somebody reports a misuse, or asks HR/Jura, by the form or word by word."""

import pytest

from tests.cards.gallery import INFORMAL, MISUSED, NO_GROUND
from tests.dialogs.cases.office import REPORT, CaseOffice
from tests.dialogs.chat import Chat
from tests.dialogs.requests.office import Colleague


async def test_a_misuse_is_reported_from_the_advice(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await anna.sends("interview.answer", {"facts": MISUSED})
    await anna.presses("Meld misbruget")
    card = await anna.presses("Send til HR/Jura", **REPORT)
    assert card.title == f"Sag {office.case.id[:8]} er sendt til HR/Jura"
    assert office.case.text == REPORT["what_happened"]
    assert office.case.facts == MISUSED
    assert office.case.digest[:12] in card.words
    assert office.case.id in card.words
    assert "23. november 2026 kl. 13.00" in card.words
    assert len(office.messages("hr", "case")) == 1


async def test_the_same_form_twice_is_one_case_and_one_receipt(office: CaseOffice, anna: Colleague) -> None:
    first = await office.reports(anna)
    assert await office.reports(anna) == first
    assert len(office.cases) == 1


async def test_without_a_channel_the_report_is_kept_and_another_way_is_named(
    office: CaseOffice, anna: Colleague
) -> None:
    card = await office.reports(anna)
    assert "Din besked er gemt, men HR/Jura har ikke set den endnu." in card.words
    assert "HR/Juras kanal kan ikke nås lige nu." in card.words
    assert "kommunens intranet" in card.words
    assert office.case.text == REPORT["what_happened"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"where": "facebook"}, "ligner ikke et link"),
        ({"where": "https://anna:hemmelig@example.org/"}, "brugernavn eller en adgangskode"),
        ({"where": "https://example.org/0101901234"}, "CPR-nummer"),
        ({"what_happened": "Hun hedder 010190-1234."}, "CPR-nummer"),
        ({"what_happened": " "}, "Der mangler noget: det, der er sket."),
        ({"what_happened": "", "seen_on": ""}, "Der mangler noget: det, der er sket, dagen."),
        ({"seen_on": "2026-11-24"}, "Den dag er ikke kommet endnu"),
        ({"seen_on": "2019-01-01"}, "over fem år tilbage"),
        ({"seen_on": "engang"}, "Det svar kunne jeg ikke læse"),
        ({"where": "https://example.org/" + "x" * 1000}, "for lang"),
    ],
)
async def test_what_must_change_comes_back_with_the_rest_filled_in(
    office: CaseOffice, anna: Colleague, wrong: dict[str, str], said: str
) -> None:
    card = await office.reports(anna, **wrong)
    assert said in card.words
    assert office.cases == []
    values = {i["id"]: i.get("value") for i in card.inputs}
    right = {name: text for name, text in REPORT.items() if name not in wrong}
    assert {name: values[name] for name in right} == right
    assert "0190" not in str(card.json) + str(anna.world.places)
    key = card.button("Send til HR/Jura").data["key"]
    assert (await office.reports(anna, key=key)).title.endswith("er gemt")


async def test_the_day_must_be_told_and_is_suggested_as_today(office: CaseOffice, anna: Colleague) -> None:
    card = await anna.sends("misuse.begin", {"key": "form"})
    (seen_on,) = [i for i in card.inputs if i["id"] == "seen_on"]
    assert (seen_on["isRequired"], seen_on["value"]) == (True, "2026-11-23")


async def test_nothing_is_said_to_be_with_hr_before_it_is(office: CaseOffice, anna: Colleague) -> None:
    card = await office.reports(anna)
    assert card.title.endswith("er gemt")
    assert "HR/Jura har ikke set den endnu" in card.words
    assert "vurderer nu" not in card.words


async def test_nor_right_after_it_is_sent(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await office.hr_chooses_the_channel(hanne)
    card = await office.reports(anna)
    assert "har fået" not in card.words
    assert "Inden for én arbejdsdag skal nogen i HR/Jura tage sagen." in card.words


async def test_who_knows_no_case_reports_without_a_number(office: CaseOffice, anna: Colleague) -> None:
    await office.reports(anna, case_ref="")
    assert office.case.case_ref == ""


async def test_the_wish_to_record_again_is_a_question_of_its_own(office: CaseOffice, anna: Colleague) -> None:
    await office.reports(anna)
    card = await anna.presses("Personen vil optage igen")
    assert card.title.startswith("Hvem")
    assert all(b.data["facts"]["history"] is True for b in card.buttons if b.verb == "interview.answer")


class TestWordByWord:
    """Without pressing anything."""

    async def test_from_the_first_word_to_the_receipt(self, office: CaseOffice, anna: Colleague) -> None:
        await anna.sends("interview.answer", {"facts": MISUSED})
        await anna.types("meld")
        card = await anna.types("Optagelsen ligger på Facebook.")
        assert card.title.startswith("Hvor kan det ses?")
        assert (await anna.types("facebook")).words.startswith("Det ligner ikke et link")
        await anna.types("https://example.org/opslag/17")
        await anna.types("i går")
        card = await anna.types("2026-17")
        assert card.title == "Klar til at sende"
        assert "22. november 2026" in card.words
        await anna.types("send")
        assert (office.case.where, str(office.case.seen_on)) == (
            "https://example.org/opslag/17",
            "2026-11-22",
        )
        assert anna.world.drafts.kept == {}

    async def test_there_may_be_no_link_and_answers_can_change(
        self, office: CaseOffice, anna: Colleague
    ) -> None:
        await anna.sends("misuse.begin", {"facts": MISUSED})
        for text in ("Den er klippet.", "spring over"):
            await anna.types(text)
        for text in ("i morgen", "1. januar 2019"):
            card = await anna.types(text)
            assert card.words.startswith("Den dag er ikke kommet endnu")
            assert card.title == "Hvornår så du det?"
        for text in ("fredag", "2026-17", "ret 1", "Den er klippet to steder.", "send"):
            await anna.types(text)
        assert (office.case.text, office.case.where) == ("Den er klippet to steder.", "")
        assert str(office.case.seen_on) == "2026-11-20"

    @pytest.mark.parametrize("word", ["ved ikke", "har intet", "spring over", "ingen", "I have none", "skip"])
    async def test_there_may_be_no_case(self, office: CaseOffice, anna: Colleague, word: str) -> None:
        await anna.sends("misuse.begin", {"facts": MISUSED})
        for text in ("En kollega er optaget i kantinen.", "spring over", "i går"):
            card = await anna.types(text)
        assert "kan stå tomt" in card.title
        card = await anna.types(word)
        assert "Intet sagsnummer" in card.words
        await anna.types("send")
        assert office.case.case_ref == ""

    async def test_in_english(self) -> None:
        office = CaseOffice("en")
        anna = office.person("Anna Agerholm")
        await anna.sends("misuse.begin", {"facts": MISUSED})
        for text in ("It is on Facebook.", "skip", "yesterday", "2026-17"):
            await anna.types(text)
        assert (await anna.types("send")).title == f"Case {office.case.id[:8]} is kept"

    async def test_the_whole_form_comes_filled_in_with_what_was_typed(self, anna: Colleague) -> None:
        await anna.sends("misuse.begin", {"facts": MISUSED})
        await anna.types("Den er klippet.")
        await anna.types("spring over")
        await anna.types("20/11")
        card = await anna.types("hele skemaet")
        values = {i["id"]: i.get("value") for i in card.inputs}
        assert (values["what_happened"], values["seen_on"]) == ("Den er klippet.", "2026-11-20")

    async def test_the_chats_place_keeps_nothing_that_was_written(self, anna: Colleague) -> None:
        await anna.sends("misuse.begin", {"facts": MISUSED})
        await anna.types("En hemmelighed.")
        assert "hemmelighed" not in str(anna.world.places)


class TestLegalQuestions:
    """B4."""

    async def test_from_the_advice(self, office: CaseOffice, anna: Colleague) -> None:
        await anna.sends("interview.answer", {"facts": INFORMAL})
        await anna.types("hr")
        card = await anna.types("Må vi sige nej til en MUS-samtale?")
        assert card.title == f"Spørgsmål {office.case.id[:8]} er gemt"
        assert (office.case.kind, office.case.facts) == ("legal", INFORMAL)

    async def test_from_the_form_that_asks_for_a_no(self, office: CaseOffice, anna: Colleague) -> None:
        await anna.opens_the_form(NO_GROUND)
        await anna.presses("Spørg HR/Jura")
        await anna.presses("Send spørgsmålet", question="Er der en anden saglig grund?")
        assert office.case.facts == NO_GROUND

    async def test_a_question_with_a_cpr_number_is_turned_away(
        self, office: CaseOffice, anna: Colleague
    ) -> None:
        card = await anna.sends("hr.ask", {"question": "Må 010190-1234 optage?"})
        assert "CPR-nummer" in card.words
        assert office.cases == []

    async def test_the_same_question_pressed_twice_is_one(self, office: CaseOffice, anna: Colleague) -> None:
        await anna.sends("hr.ask", {"facts": INFORMAL})
        button = anna.card.button("Send spørgsmålet")
        for _ in range(2):
            await anna.sends(button.verb, {**button.data, "question": "Må vi?"})
        assert len(office.cases) == 1

    async def test_a_leaders_question_is_answered_on_the_request(
        self, office: CaseOffice, anna: Colleague, lone: Colleague, hanne: Colleague
    ) -> None:
        await anna.asks()
        await lone.receives("approval")
        await lone.types("spørg hr Er grunden saglig nok?")
        await office.does(hanne, "case.claim")
        await office.does(hanne, "case.reply", text="Ja, skriv hvorfor en pause ikke er nok.")
        card = await lone.receives("hr_answered")
        assert "Hanne Holm svarede for HR/Jura mandag den 23. november kl. 13.00" in card.words
        assert "hvorfor en pause ikke er nok" in card.words
        assert "hvorfor en pause ikke er nok" in (await anna.receives("hr_answered")).words
        assert (await lone.types("godkend Hensynet vejer tungest.")).title == "I siger nej til optagelsen"


async def test_a_stranger_learns_nothing_of_a_case(
    office: CaseOffice, anna: Colleague, bo: Colleague
) -> None:
    await office.reports(anna)
    for verb in ("case.show", "case.claim", "case.add", "case.reply", "case.sheet", "case.document"):
        card = await office.does(bo, verb, text="Hej")
        assert card.title == "Det kan jeg ikke vise eller gøre her"
        for part in ("Anna", "Facebook", "2026-17"):
            assert part not in str(card.json)
    nothing = await Chat(world=office.world).sends("case.show", {"case": "gone"})
    assert "Den sag findes ikke" in nothing.words
