"""Every card names whoever decided or asked, though the request was another leader's first."""

import pytest

from tests.dialogs.requests.office import Colleague, Office
from tests.dialogs.requests.test_stories import at


@pytest.fixture
async def escalated(office: Office, anna: Colleague, lone: Colleague, dorte: Colleague) -> None:
    """Lone has not answered, and Dorte, her leader, is asked as well."""
    await anna.asks()
    await office.time_passes_until(at(25, 15))
    await dorte.receives("approval")


@pytest.mark.usefixtures("escalated")
class TestDorteDecidesWhatLoneDidNot:
    async def test_approves(self, anna: Colleague, dorte: Colleague) -> None:
        await dorte.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
        card = await anna.receives("refusal_approved")
        assert card.title == "Dorte Dam er enig: I kan sige nej"
        assert "Lone Lind" not in card.words
        note = await anna.presses("Vis notatet")
        assert "Beslutningen er truffet sammen med Dorte Dam" in note.words
        assert "Lone Lind" not in note.words

    async def test_denies(self, anna: Colleague, dorte: Colleague) -> None:
        await dorte.presses("Afvis", reason="En pause er nok.")
        card = await anna.receives("refusal_denied")
        assert card.title == "Dorte Dam siger: Lad personen optage"
        assert "Lone Lind" not in card.words

    async def test_asks(self, office: Office, anna: Colleague, dorte: Colleague) -> None:
        await dorte.presses("Spørg Anna")
        await dorte.presses("Send til Anna", question="Er en pause prøvet?")
        assert (await anna.receives("question")).title == "Dorte Dam har et spørgsmål til dig"
        assert any("spørgsmål fra Dorte Dam" in b.title for b in (await anna.types("mine")).buttons)
        await office.time_passes_until(at(26, 9))
        assert "Dorte Dam venter stadig" in (await anna.receives("question_reminder")).words

    async def test_is_overruled_by_lone(
        self, office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
    ) -> None:
        await dorte.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
        await lone.sends("refusal.show", {"refusal": office.only_request.id})
        await lone.types("tag tilbage De andre kommer ikke.")
        assert (await anna.receives("refusal_revoked")).title == "Lone Lind har taget beslutningen tilbage"

    async def test_disagrees_with_lone(
        self, office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
    ) -> None:
        await lone.types("godkend Hensynet til de andre vejer tungest.")
        await dorte.sends("refusal.show", {"refusal": office.only_request.id})
        await dorte.types("tag tilbage De andre kommer ikke.")
        assert (await anna.receives("refusal_revoked")).title == "Dorte Dam har taget beslutningen tilbage"


async def test_dorte_confirms_what_was_agreed_with_lone(
    office: Office, anna: Colleague, dorte: Colleague
) -> None:
    await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
    await office.time_passes_until(at(25, 15))
    await dorte.receives("confirmation")
    await dorte.presses("Bekræft, det er aftalt")
    words = (await anna.note("refusal_confirmed")).words
    assert "aftalt i telefonen med Lone Lind" in words
    assert "Dorte Dam bekræftede den i Teams" in words
    await anna.presses("Tilbage")
    assert "Du kan også tale med Lone Lind" in (await anna.presses("Vis begrundelsen")).words


async def test_dorte_disputes_what_was_agreed_with_lone(
    office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
) -> None:
    await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
    await office.time_passes_until(at(25, 15))
    card = await dorte.receives("confirmation")
    assert "Aftalen er med Lone Lind." in card.words
    assert "I har aftalt" not in card.words
    assert not [b.title for b in card.buttons if " vi " in b.title]
    await dorte.presses("Afvis", reason="Det kender vi ikke til.")
    assert (await anna.receives("refusal_disputed")).title == "Dorte Dam bekræfter ikke aftalen"
