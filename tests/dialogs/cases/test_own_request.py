"""Nobody of HR/Jura answers a question about a request of their own; a decided one they see whole."""

import pytest

from casework.cases.case import State
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague


@pytest.fixture
def hilda(office: CaseOffice, lone: Colleague) -> Colleague:
    return office.person("Hilda Hald", leader=lone, hr=True, unit="HR/Jura")


async def lone_asks_about_it(office: CaseOffice, hilda: Colleague, lone: Colleague) -> None:
    await hilda.asks()
    it = office.only_request
    asked = {"refusal": it.id, "version": it.version, "question": "Er grunden saglig nok?"}
    await lone.sends("refusal.consult", asked)


async def test_whoever_made_the_request_cannot_take_the_question(
    office: CaseOffice, hilda: Colleague, hanne: Colleague, lone: Colleague
) -> None:
    await lone_asks_about_it(office, hilda, lone)
    for verb, inputs in (("case.claim", {}), ("case.assign", {"owner": "hilda"})):
        card = await office.does(hilda, verb, **inputs)
        assert "handler om din egen anmodning" in card.words
    assert office.case.state is State.NEW
    await office.does(hanne, "case.claim")
    assert office.case.owner == "hanne"


async def test_nor_can_it_be_given_to_them(
    office: CaseOffice, hilda: Colleague, hanne: Colleague, lone: Colleague
) -> None:
    await lone_asks_about_it(office, hilda, lone)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assign", owner="Hilda Hald")
    assert office.case.owner == "hanne"


async def test_hr_see_what_a_decided_request_rested_on(
    office: CaseOffice, anna: Colleague, hanne: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    it = office.only_request
    await lone.sends(
        "refusal.approve", {"refusal": it.id, "version": it.version, "reason": "Vurderet konkret."}
    )
    words = (await hanne.sends("refusal.show", {"refusal": it.id})).words
    for part in (it.municipal_interest, it.milder_means, "Vurderet konkret.", "Kun lyd"):
        assert part in words


async def test_who_asks_hr_about_a_request_is_told_who_sees_it(
    office: CaseOffice, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    asked = {"refusal": office.only_request.id, "version": office.only_request.version}
    leader = await lone.sends("refusal.consult", asked)
    assert "HR/Jura får spørgsmålet. Anna Agerholm kan se både spørgsmål og svar." in leader.words
    requester = await anna.sends("refusal.consult", asked)
    assert "Din leder kan se både spørgsmål og svar." in requester.words
