"""Another leader than the nearest decides (B2): somebody who leads, marked as such, told to the nearest."""

import pytest

from tests.dialogs.requests.office import GOOD_WEIGHING, Colleague, Office
from tests.dialogs.requests.test_form import values

MARK = "Ikke den nærmeste leder: Det er Lone Lind."


@pytest.fixture
def emil(office: Office, lone: Colleague) -> Colleague:
    """A colleague of Anna's, who leads nobody."""
    return office.person("Emil Eriksen", leader=lone)


class TestWhoLeadsNobody:
    async def test_cannot_be_chosen_and_nothing_is_lost(
        self, office: Office, anna: Colleague, emil: Colleague
    ) -> None:
        card = await anna.asks(leader="Emil Eriksen")
        assert "er ikke leder for nogen" in card.texts[0]
        assert GOOD_WEIGHING.items() <= values(card).items()
        assert not office.requests
        assert (await anna.sends_form(leader="")).title == "Sendt. Lone Lind skal svare"

    async def test_cannot_be_handed_it(
        self, office: Office, anna: Colleague, lone: Colleague, emil: Colleague
    ) -> None:
        await anna.asks()
        card = await lone.types("giv videre Emil Eriksen")
        assert "er ikke leder for nogen" in card.texts[0]
        assert office.only_request.leader == lone.id

    async def test_cannot_become_a_deputy_and_the_day_is_kept(
        self, office: Office, anna: Colleague, lone: Colleague, emil: Colleague
    ) -> None:
        await anna.asks()
        card = await lone.sends("absence.set", {"deputy": "Emil Eriksen", "until": "2026-12-04"})
        assert "er ikke leder for nogen" in card.texts[0]
        assert values(card) == {"deputy": "Emil Eriksen", "until": "2026-12-04"}
        assert office.only_request.leader == lone.id

    async def test_answers_to_the_end_where_they_led_somebody_when_they_became_a_deputy(
        self, office: Office, anna: Colleague, lone: Colleague, emil: Colleague
    ) -> None:
        gry = office.person("Gry Gram", leader=emil)
        await lone.types("fravær Emil Eriksen til 4/12")
        del office.world.people[gry.id]
        await anna.asks()
        assert MARK not in (await emil.receives("approval")).words
        assert lone.received("not_asked") == 0

    async def test_a_directory_without_leaders_cannot_tell(self, office: Office) -> None:
        office.person("Lone Lind")
        anna = office.person("Anna Agerholm")
        assert (await anna.asks(leader="Lone Lind")).title == "Sendt. Lone Lind skal svare"


class TestAnotherLeader:
    async def test_is_marked_on_every_card_and_in_the_note(
        self, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        assert MARK in (await anna.asks(leader="Bo Berg")).words
        assert MARK in (await bo.receives("approval")).words
        await bo.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
        card = await anna.receives("refusal_approved")
        assert "Bo Berg er enig" in card.title
        assert MARK in card.words
        assert MARK in (await anna.presses("Vis notatet")).words

    async def test_is_told_to_the_nearest_who_may_look(
        self, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks(leader="Bo Berg")
        card = await lone.receives("not_asked")
        assert card.title == "Bo Berg har fået anmodningen"
        assert "Bo Berg er bedt om at svare, selv om du er den nærmeste leder." in card.words
        card = await lone.sends(
            "refusal.approve", {"refusal": lone.office.only_request.id, "version": 1, "reason": "Ja."}
        )
        assert "Kun den leder, der er spurgt" in card.words

    async def test_agreed_by_phone_is_told_to_the_nearest_too(
        self, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks(leader="Bo Berg", agreed_by_phone="true", meeting_date="", meeting_time="")
        assert lone.received("not_asked") == 1
        assert MARK in (await bo.receives("confirmation")).words

    async def test_whom_the_nearest_chose_is_marked_without_telling_them(
        self, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks()
        await lone.types("giv videre Bo Berg")
        assert lone.received("not_asked") == 0
        assert MARK in (await bo.receives("approval")).words

    async def test_the_nearest_who_has_got_it_back_is_not_told_of_another(
        self, office: Office, anna: Colleague, lone: Colleague, bo: Colleague
    ) -> None:
        await anna.asks(leader="Bo Berg")
        await bo.types("giv videre Lone Lind")
        card = await lone.receives("not_asked")
        assert "er bedt om at svare" not in card.words
        assert "vil sige nej til en optagelse" in card.title

    async def test_the_nearest_is_told_once(
        self, office: Office, anna: Colleague, lone: Colleague, bo: Colleague, dorte: Colleague
    ) -> None:
        await anna.asks(leader="Bo Berg")
        await bo.types("giv videre Dorte Dam")
        await dorte.types("spørg Hvorfor?")
        assert lone.received("not_asked") == 1


async def test_the_nearest_and_whom_silence_brings_in_are_no_other_leader(
    office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
) -> None:
    card = await anna.asks()
    assert "Ikke den nærmeste leder" not in card.words
    await office.time_passes_until(office.only_request.expires.replace(hour=8))
    assert "Ikke den nærmeste leder" not in (await dorte.receives("approval")).words
    await dorte.types("godkend Hensynet til de andre vejer tungest.")
    assert "Ikke den nærmeste leder" not in (await anna.receives("refusal_approved")).words


async def test_who_stands_above_may_be_chosen(anna: Colleague, dorte: Colleague) -> None:
    assert (await anna.asks(leader="Dorte Dam")).title == "Sendt. Dorte Dam skal svare"
