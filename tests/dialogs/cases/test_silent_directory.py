"""While the directory does not answer, nobody is told that they may not, and nothing written is lost."""

from collections.abc import Callable

import pytest

from casework.about import About
from casework.errors import DirectoryUnavailable
from casework.messages import CARDS_CHANGED, NOT_YOURS, Message
from casework.ports import Employee
from tests.cards.reading import Card
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague

Silence = Callable[[], None]


@pytest.fixture
def silence(office: CaseOffice, monkeypatch: pytest.MonkeyPatch) -> Silence:
    async def silent(_: str) -> Employee | None:
        raise DirectoryUnavailable

    return lambda: monkeypatch.setattr(office.world, "find", silent)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Silence:
    return monkeypatch.undo


async def test_a_reply_that_was_pressed_is_sent_once_the_directory_answers(
    office: CaseOffice, anna: Colleague, hanne: Colleague, silence: Silence, answers: Silence
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.reply")
    silence()
    card = await hanne.presses("Send svaret", text="Tak, vi går videre med den.")
    assert card.title == "Jeg kan ikke slå personer op lige nu"
    assert "HR/Jura" not in card.words
    answers()
    await hanne.presses("Prøv igen")
    assert "Tak, vi går videre med den." in (await anna.receives("case_reply")).words


async def test_a_reply_that_was_typed_can_be_typed_again(
    office: CaseOffice, anna: Colleague, hanne: Colleague, silence: Silence, answers: Silence
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.reply")
    silence()
    card = await hanne.types("Tak, vi går videre med den.")
    assert "Skriv det samme igen" in card.words
    answers()
    await hanne.types("Tak, vi går videre med den.")
    assert "Tak, vi går videre med den." in (await anna.receives("case_reply")).words


@pytest.mark.parametrize("verb", ["case.show", "list.cases", "case.claim", "case.close", "case.sheet"])
async def test_hr_are_not_told_that_they_are_not_hr(
    office: CaseOffice, anna: Colleague, hanne: Colleague, silence: Silence, verb: str
) -> None:
    await office.reports(anna)
    silence()
    card = await office.does(hanne, verb, None, reason="Slut.")
    assert card.title == "Jeg kan ikke slå personer op lige nu"
    assert "Facebook" not in card.words


async def test_nor_about_a_request(
    office: CaseOffice, anna: Colleague, hanne: Colleague, silence: Silence
) -> None:
    await anna.asks()
    silence()
    card = await hanne.sends("refusal.show", {"refusal": office.only_request.id})
    assert card.title == "Jeg kan ikke slå personer op lige nu"


async def test_the_reporter_sees_and_adds_all_the_same(
    office: CaseOffice, anna: Colleague, silence: Silence
) -> None:
    await office.reports(anna)
    silence()
    await office.does(anna, "case.add", text="Den ligger der stadig.")
    assert [said.text for said in office.case.thread] == ["Den ligger der stadig."]
    assert "Den ligger der stadig." in anna.card.words


async def test_a_notice_to_hr_is_not_dropped(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague, silence: Silence, answers: Silence
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.assign", owner="hugo")
    silence()
    (told,) = office.messages("hugo", "case_assigned")
    with pytest.raises(DirectoryUnavailable):
        await office.card_of(told)
    answers()
    assert "Du har fået sagen." in (await hugo.receives("case_assigned")).words


@pytest.mark.parametrize("about", ["case", "refusal"])
async def test_who_has_left_hr_keeps_a_card_that_shows_nothing(
    office: CaseOffice, anna: Colleague, hanne: Colleague, about: str
) -> None:
    await office.reports(anna)
    await anna.asks()
    it = About("case", office.case.id) if about == "case" else office.only_request.about
    changed = Message(NOT_YOURS, hanne.id, it, "k")
    assert "ikke længere dit" not in (await _card(office, changed)).title, "she is still of HR/Jura"
    office.leaves_hr(hanne)
    assert await office.card_of(Message(CARDS_CHANGED, hanne.id, it, "k")) is None
    card = await _card(office, changed)
    assert card.title == "Det her er ikke længere dit"
    for secret in ("Facebook", "Anna", "2026-17"):
        assert secret not in str(card.json)


async def test_of_what_is_no_more_it_says_nothing(office: CaseOffice, hanne: Colleague) -> None:
    assert await office.card_of(Message(NOT_YOURS, hanne.id, About("case", "gone"), "k")) is None


async def _card(office: CaseOffice, message: Message) -> Card:
    card = await office.card_of(message)
    assert card is not None
    return card
