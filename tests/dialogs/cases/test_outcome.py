"""What a misuse came to: whether it should be reported to the police, and whether it is."""

import pytest

from casework.cases.case import Closing, State
from casework.cases.record import record_of
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague


async def is_assessed(office: CaseOffice, anna: Colleague, hanne: Colleague, police_report: str) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assess", police_report=police_report, text="Vurderet konkret.")


def closing(office: CaseOffice) -> Closing:
    made = office.case.closing
    assert made is not None
    return made


async def test_what_should_be_reported_is_asked_about_when_it_is_closed(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_assessed(office, anna, hanne, "yes")
    card = await office.does(hanne, "case.close")
    assert [i["id"] for i in card.inputs] == ["reported", "reason"]
    assert "Er den politianmeldt?" in card.words
    card = await hanne.presses("Luk sagen", reported="yes", reason="Anmeldt i dag.")
    assert (closing(office).police_report, closing(office).reported) == ("yes", "yes")
    assert "Politianmeldt: \nJa" in card.words


async def test_what_should_not_be_reported_is_simply_closed(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_assessed(office, anna, hanne, "no")
    assert [i["id"] for i in (await office.does(hanne, "case.close")).inputs] == ["reason"]
    card = await hanne.presses("Luk sagen", reason="Taget ned.")
    assert (closing(office).police_report, closing(office).reported) == ("no", "")
    assert "Politianmeldt: " not in card.words


async def test_a_reason_alone_closes_it_and_the_rest_is_open(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_assessed(office, anna, hanne, "yes")
    card = await office.does(hanne, "case.close", reason="Overdraget.")
    assert office.case.state is State.CLOSED
    assert "Politianmeldt: \nIkke oplyst" in card.words


@pytest.mark.parametrize(
    ("typed", "reported"),
    [("ja, anmeldt i dag", "yes"), ("nej: vi venter på politiet", "no"), ("Overdraget.", "")],
)
async def test_it_is_answered_by_typing(
    office: CaseOffice, anna: Colleague, hanne: Colleague, typed: str, reported: str
) -> None:
    await is_assessed(office, anna, hanne, "yes")
    await hanne.types("luk")
    await hanne.types(typed)
    assert (office.case.state, closing(office).reported) == (State.CLOSED, reported)


async def test_a_bare_yes_is_kept_while_the_reason_is_asked_for(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_assessed(office, anna, hanne, "yes")
    await hanne.types("luk")
    await hanne.types("ja")
    assert office.case.is_open
    await hanne.types("Anmeldt i dag.")
    assert (closing(office).reported, closing(office).reason) == ("yes", "Anmeldt i dag.")


@pytest.mark.parametrize("reported", ["yes", "maybe"])
async def test_what_should_not_be_reported_cannot_be_said_to_be(
    office: CaseOffice, anna: Colleague, hanne: Colleague, reported: str
) -> None:
    await is_assessed(office, anna, hanne, "no")
    await office.does(hanne, "case.close", reason="Taget ned.", reported=reported)
    assert office.case.is_open


async def test_the_reporter_learns_nothing_of_it(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_assessed(office, anna, hanne, "yes")
    await office.does(hanne, "case.close", reason="Anmeldt i dag.", reported="yes")
    assert "anmeldt" not in (await office.does(anna, "case.show")).words.replace("politianmeldes", "")


async def test_the_register_covers_it_and_keeps_what_was_closed_before_it_was_asked(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_assessed(office, anna, hanne, "yes")
    await office.does(hanne, "case.close", reason="Anmeldt i dag.", reported="yes")
    events = next(chain for about, chain in office.world.store.tables.chains.items() if about.kind == "case")
    assert '"police_report":"yes"' in events[-1].details
    assert '"reported":"yes"' in events[-1].details
    assert events[-1].record == record_of(office.case)
