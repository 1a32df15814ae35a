"""While somebody else is changing a case, a press waits a moment and is tried once more."""

from contextlib import AbstractAsyncContextManager

import pytest

from casework.errors import HeldByOthers
from casework.store import Unit
from dialogs import held_up
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague


class Others:
    """Hold everything for as many units as they like."""

    def __init__(self, office: CaseOffice, monkeypatch: pytest.MonkeyPatch) -> None:
        self.units = 0
        self._open = office.world.store.unit
        monkeypatch.setattr(office.world.store, "unit", self.unit)

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        self.units -= 1
        if self.units >= 0:
            raise HeldByOthers
        return self._open()


@pytest.fixture
def others(office: CaseOffice, monkeypatch: pytest.MonkeyPatch) -> Others:
    monkeypatch.setattr(held_up, "PAUSE_SECONDS", 0.0)
    return Others(office, monkeypatch)


async def test_who_presses_at_the_same_moment_as_somebody_else_notices_nothing(
    office: CaseOffice, anna: Colleague, hanne: Colleague, others: Others
) -> None:
    await office.reports(anna)
    others.units = 1
    assert "Hanne Holm har den" in (await office.does(hanne, "case.claim")).words


async def test_what_was_written_goes_with_the_button_to_press_again(
    office: CaseOffice, anna: Colleague, hanne: Colleague, others: Others
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.reply")
    others.units = 2
    card = await hanne.presses("Send svaret", text="Tak, vi går videre med den.")
    assert card.title == "Nogen arbejder med det lige nu"
    await hanne.presses("Prøv igen")
    assert "Tak, vi går videre med den." in (await anna.receives("case_reply")).words


async def test_it_is_said_in_english_to_whoever_speaks_that(
    office: CaseOffice, anna: Colleague, hanne: Colleague, others: Others
) -> None:
    await office.reports(anna)
    others.units = 2
    card = await office.does(hanne, "case.claim", lang="en")
    assert card.title == "Someone is working on this just now"
    assert 'Press "Try again" in a moment.' in card.words
