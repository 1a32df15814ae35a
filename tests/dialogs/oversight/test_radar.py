"""HR/Jura look at where units differ, and at what lies behind."""

import pytest

from tests.cards.oversight import OTHERS, VIDEO, Desk
from tests.cards.reading import Card


@pytest.fixture
def desk() -> Desk:
    return Desk()


def looked_at(card: Card) -> set[str]:
    return {button.title for button in card.buttons if button.verb == "radar.closer"}


async def test_the_radar_says_how_sure_one_can_be(desk: Desk) -> None:
    await desk.has_unlike_decisions()
    words = (await desk.hanne.types("radar")).words.replace("\xa0", " ")
    assert words.index("nej i 18 af 20") < words.index("Det er næppe tilfældigt.")
    assert words.index("Det er næppe tilfældigt.") < words.index("Det kan let være tilfældigt.")
    assert "Enheden har få sager: kun 1." in words
    assert "Jeg har lavet 4 sammenligninger." in words
    assert "De kan ikke sige hvorfor" in words


async def test_the_radar_names_nobody(desk: Desk) -> None:
    await desk.has_unlike_decisions()
    card = await desk.hanne.types("radar")
    closer = await desk.hanne.presses("Se nærmere på Jobcenter")
    for name in ("Anna", "Agerholm", "Lone", "anna", "lone"):
        assert name not in card.words
        assert name not in closer.words


async def test_looking_closer_leads_to_the_request(desk: Desk) -> None:
    await desk.has_unlike_decisions()
    await desk.hanne.types("radar")
    closer = await desk.hanne.types("1")
    assert closer.buttons[0].title == "23. november 2026: Nej. Sag 2026-17"
    request = await desk.hanne.types("1")
    assert "I siger nej til optagelsen" in request.words


async def test_what_is_no_longer_kept_is_said_to_be_gone(desk: Desk) -> None:
    desk.counted({"Jobcenter": {OTHERS: (3, 3, 0, 0)}, "Skole": {OTHERS: (3, 0, 3, 0)}})
    await desk.hanne.types("radar")
    assert "Ingen af dem er gemt mere." in (await desk.hanne.types("1")).words


async def test_nobodys_stale_decisions_are_compared(desk: Desk) -> None:
    """24 months back are compared, not more."""
    desk.counted({"Jobcenter": {OTHERS: (3, 3, 0, 0)}, "Skole": {OTHERS: (3, 0, 3, 0)}})
    desk.office.world.moment = desk.office.world.moment.replace(year=2028)
    assert "Jobcenter" in (await desk.hanne.types("radar")).words
    desk.office.world.moment = desk.office.world.moment.replace(month=12)
    assert "Der er endnu ikke noget at sammenligne." in (await desk.hanne.types("radar")).words


async def test_many_differences_are_shown_five_at_a_time(desk: Desk) -> None:
    desk.counted({f"Enhed {n}": {OTHERS: (9, n, 9 - n, 0)} for n in range(10)})
    first = await desk.hanne.types("radar")
    second = await desk.hanne.presses("Vis flere")
    assert len(looked_at(first)) == len(looked_at(second)) == 5
    assert not looked_at(first) & looked_at(second)
    assert (await desk.hanne.presses("Vis de første")).words == first.words


async def test_units_that_are_alike_are_said_to_be(desk: Desk) -> None:
    desk.counted({"Jobcenter": {VIDEO: (2, 1, 1, 0)}, "Skole": {VIDEO: (2, 1, 1, 0)}})
    assert "Jeg finder ingen ens omstændigheder" in (await desk.hanne.types("radar")).words


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"alike": "others_present"},
        {"alike": {}, "unit": 7},
        {"alike": {"ground": "others_present", "recorder": 3, "medium": None}, "unit": "x" * 5000},
        {"from": "2", "alike": []},
        {"from": -3},
        {"from": 10**9},
    ],
)
async def test_damaged_cards_are_answered(desk: Desk, data: dict[str, object]) -> None:
    await desk.has_unlike_decisions()
    for verb in ("radar.show", "radar.closer"):
        assert (await desk.hanne.sends(verb, data)).words
