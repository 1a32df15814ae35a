"""HR/Jura take a case, assess it, answer and close it, and the reporter follows it."""

from typing import Any

import pytest

from casework.cases.case import State
from tests.cards.cases import SHEET
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague


async def test_from_the_report_to_the_closing_seen_from_both_ends(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    assert (await anna.receives("case_claimed")).title == f"HR/Jura har taget sag {office.case.id[:8]}"
    await hanne.presses("Vurder politianmeldelse")
    card = await hanne.presses("Gem vurderingen", **SHEET)
    assert "Bør politianmeldes: \nJa" in card.words
    await hanne.presses("Svar den, der skrev")
    await hanne.presses("Send svaret", text="Tak, vi går videre med den.")
    assert "Tak, vi går videre med den." in (await anna.receives("case_reply")).words
    await hanne.presses("Luk sagen")
    await hanne.presses("Luk sagen", reason="Politianmeldt i dag.")
    assert office.case.state is State.CLOSED
    card = await anna.receives("case_closed")
    assert card.title == f"Sag {office.case.id[:8]} er lukket"
    assert "Politianmeldt" not in str(card.json)


async def test_of_two_who_press_at_once_the_slower_sees_who_has_it(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await office.reports(anna)
    old = {"case": office.case.id, "version": office.case.version}
    await hanne.sends("case.claim", old)
    card = await hugo.sends("case.claim", old)
    assert card.words.startswith("Hanne Holm har sagen. Dit tryk ændrede intet.")
    assert office.case.owner == "hanne"
    assert (await hanne.sends("case.claim", old)).words.startswith("Du har allerede sagen.")


async def test_a_case_is_given_by_name_and_back(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague, bo: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.assign", owner="hugo")
    assert "Du har fået sagen." in (await hugo.receives("case_assigned")).words
    await hugo.types("frigiv")
    assert office.case.owner is None
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assign")
    card = await hanne.presses("Giv videre", owner="Bo Berg")
    assert "Jeg kender ingen i HR/Jura med det navn" in card.words
    assert next(i for i in card.inputs if i["id"] == "owner")["value"] == "Bo Berg"


async def test_a_name_that_several_have_is_chosen_from_them(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    other = office.person("Else Hald", hr=True, unit="HR/Jura")
    office.person("Per Hald")
    await office.reports(anna)
    card = await office.does(hanne, "case.assign", owner="hald")
    assert "Der er flere med det navn: Hugo Hald, Else Hald." in card.words
    await hanne.presses("Hugo Hald, HR/Jura")
    assert office.case.owner == hugo.id
    assert other.received("case_assigned") == 0


async def test_an_owner_who_left_can_do_nothing_and_a_colleague_takes_over(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    office.leaves_hr(hanne)
    card = await office.does(hanne, "case.reply", text="Hej")
    assert "kun åbnes og behandles af HR/Jura" in card.words
    card = await office.does(hugo, "case.show")
    assert "Hanne Holm er ikke længere i HR/Jura." in card.words
    await hugo.presses("Tag sagen")
    assert office.case.owner == "hugo"


async def test_only_who_has_it_may_answer_and_a_colleague_learns_who_that_is(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    for verb in ("case.reply", "case.close", "case.sheet", "case.assess", "case.release"):
        card = await office.does(hugo, verb, text="Hej", reason="Hej")
        assert "Det er Hanne Holm." in card.words
    await hugo.presses("Tag den selv")
    assert office.case.owner == "hugo"


@pytest.mark.parametrize("version", [None, 0, 2, -1, "x", True, 1.5, 10**30, "1" * 40])
async def test_a_version_that_is_none_of_ours_acts_on_nothing(
    office: CaseOffice, anna: Colleague, hanne: Colleague, version: object
) -> None:
    await office.reports(anna)
    card = await hanne.sends("case.claim", {"case": office.case.id, "version": version})
    assert "har ændret sig" in card.words
    assert office.case.owner is None


async def test_nobody_acts_on_what_they_reported_themselves(office: CaseOffice, hanne: Colleague) -> None:
    await office.reports(hanne)
    card = await office.does(hanne, "case.claim")
    assert "du selv har meldt" in card.words
    assert "Vurder" not in str((await office.does(hanne, "case.show")).json)


async def test_a_misuse_is_closed_only_once_it_is_assessed(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    card = await office.does(hanne, "case.close", reason="Ingen grund til mere.")
    assert "Vurder først, om sagen bør politianmeldes" in card.words
    assert card.inputs[0]["value"] == "Ingen grund til mere."
    await hanne.presses("Vurder politianmeldelse")
    await hanne.presses("Gem vurderingen", police_report="no", text="Intet strafbart.")
    await office.does(hanne, "case.close", reason="Ingen grund til mere.")
    assert office.case.state is State.CLOSED


async def test_a_sheet_is_saved_part_by_part(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assess", police_report="no", text="Ikke endnu.")
    card = await hanne.presses("Vurder politianmeldelse")
    values: dict[str, Any] = {i["id"]: i.get("value") for i in card.inputs}
    assert (values["police_report"], values["text"], values["harmed"]) == ("no", "Ikke endnu.", None)
    assert all(any("C" in text for text in card.texts) for _ in values)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [({"text": "010190-1234"}, "CPR-nummer"), ({"police_report": "maybe"}, "kunne jeg ikke læse")],
)
async def test_a_sheet_that_must_change_comes_back_filled_in(
    office: CaseOffice, anna: Colleague, hanne: Colleague, inputs: dict[str, str], said: str
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    card = await office.does(hanne, "case.assess", harmed="En kollega.", **inputs)
    assert said in card.words
    assert card.inputs[0]["value"] == "En kollega."
    assert office.case.assessment is None


async def test_the_reporter_adds_and_the_owner_is_told(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(anna, "case.add")
    await anna.presses("Send til HR/Jura", text="Der er et opslag mere.")
    card = await hanne.receives("case_addition")
    assert "Der er tilføjet noget til sagen." in card.words
    assert "Der er et opslag mere." in card.words


async def closed(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assess", police_report="no", text="Intet strafbart.")
    await office.does(hanne, "case.close", reason="Slut.")


async def test_what_comes_to_a_closed_case_is_seen_by_hr_and_by_whoever_closed_it(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await closed(office, anna, hanne)
    await anna.types("mine")
    await anna.types("1")
    card = await anna.types("tilføj Den er delt igen.")
    assert card.title == f"Sag {office.case.id[:8]} venter på HR/Jura"
    assert "én arbejdsdag" in card.words
    card = await hanne.receives("case_addition")
    assert "Der er tilføjet noget til sagen. Ingen har den nu." in card.words
    assert (await office.hr_channel_shows("case_step")).title.endswith("Ingen har sagen")
    assert "Fri igen, ingen har den" in (await office.hr_channel_shows()).words
    assert "fri igen, ingen har den" in (await hugo.types("sager")).buttons[0].title
    await hugo.types("1")
    await hugo.types("tag")
    assert office.case.owner == "hugo"


async def test_whoever_closed_it_and_left_hr_since_is_told_nothing(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await closed(office, anna, hanne)
    await office.does(anna, "case.add", text="Den er delt igen.")
    office.leaves_hr(hanne)
    (told,) = office.messages("hanne", "case_addition")
    assert await office.card_of(told, "hanne") is None


async def test_after_a_hand_over_it_is_still_said_who_answered_and_who_has_it(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assess", police_report="no", text="Intet strafbart.")
    assert "Hanne Holm vurderer den" in (await office.hr_channel_shows()).words
    await office.does(hanne, "case.assign", owner="hugo")
    assert "Hanne Holm har gemt en vurdering, Hugo Hald har den" in (await office.hr_channel_shows()).words
    await office.does(hugo, "case.reply", text="Tak.")
    await office.does(hugo, "case.assign", owner="hanne")
    for card in (await office.hr_channel_shows(), await office.does(anna, "case.show")):
        assert "Hugo Hald har svaret, Hanne Holm har den" in card.words
    assert "besvaret, Hanne Holm har den" in (await hugo.types("sager")).buttons[0].title


async def test_what_to_do_and_not_to_do_stands_on_the_reporters_card_until_the_end(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    card = await office.reports(anna)
    for verb, inputs in (
        ("claim", {}),
        ("assess", {"police_report": "no"}),
        ("reply", {"text": "Tak."}),
        ("release", {}),
        ("claim", {}),
    ):
        assert "Ring 112, hvis nogen er i fare." in card.words
        assert "Del det ikke videre" in card.words
        await office.does(hanne, f"case.{verb}", **inputs)
        card = await office.does(anna, "case.show")
    await office.does(hanne, "case.close", reason="Slut.")
    assert "Del det ikke videre" not in (await office.does(anna, "case.show")).words


async def test_a_case_that_is_given_back_waits_for_another_of_hr_and_does_not_begin_anew(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.reply", text="Tak, vi ser på den.")
    await office.does(hanne, "case.release")
    assert (await office.hr_channel_shows("case_step")).title == "Hanne Holm har givet sagen fri"
    card = await office.does(anna, "case.show")
    assert card.title == f"Sag {office.case.id[:8]} venter på HR/Jura"
    assert "er sendt til HR/Jura" not in card.words


async def test_a_closed_case_is_opened_again(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assess", police_report="no")
    await office.does(hanne, "case.close", reason="Slut.")
    assert (await office.does(hanne, "case.reply", text="Hej")).words.startswith("Det kan ikke gøres")
    await hanne.presses("Åbn sagen igen")
    assert (office.case.state, office.case.owner) == (State.REOPENED, "hanne")


async def test_other_cases_about_the_same_link_are_named(
    office: CaseOffice, anna: Colleague, bo: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await office.reports(bo)
    first, second = office.cases
    card = await hanne.sends("case.show", {"case": first.id})
    assert "Det samme link er også meldt her:" in card.words
    assert (await hanne.presses(f"Se sag {second.id[:8]}")).title.startswith("Misbrug, sag " + second.id[:8])
