"""The reasons name somebody to turn to who has not just decided."""

import pytest

from casework.errors import DirectoryUnavailable
from casework.ports import Employee
from tests.dialogs.requests.office import Colleague, Office
from tests.dialogs.requests.test_stories import at

REASON = "Hensynet til de andre vejer tungest."


def another_look(texts: list[str]) -> str:
    (found,) = [text for text in texts if text.startswith("Vil du have nogen til at se på det igen")]
    return found


async def test_it_is_the_leader_of_whoever_decided(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.types(f"godkend {REASON}")
    said = another_look((await anna.reasons()).texts)
    assert "ringe til Dorte Dam, der er leder for Lone Lind" in said
    assert "Du kan også tale med Lone Lind" in said


async def test_where_nobody_is_above_it_is_hr(
    office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
) -> None:
    await anna.asks()
    await office.time_passes_until(at(25, 15))
    await dorte.types(f"godkend {REASON}")
    said = another_look((await anna.reasons()).texts)
    assert "ringe til HR/Jura" in said
    assert "Du kan også tale med Dorte Dam" in said
    assert "Lone" not in said


async def test_it_is_never_whoever_asked_for_the_no(
    dorte: Colleague, lone: Colleague, anna: Colleague
) -> None:
    await dorte.asks(leader=lone.id)
    await lone.types(f"godkend {REASON}")
    assert "ringe til HR/Jura" in another_look((await dorte.reasons()).texts)


async def test_of_a_no_agreed_by_phone_too(anna: Colleague, lone: Colleague) -> None:
    await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
    card = await anna.presses("Vis begrundelsen")
    assert "ringe til Dorte Dam, der er leder for Lone Lind" in another_look(card.texts)


async def test_while_the_directory_is_silent_it_is_hr(
    office: Office, anna: Colleague, lone: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    await anna.asks()
    await lone.types(f"godkend {REASON}")
    find = office.world.find

    async def silent(person_id: str) -> Employee | None:
        if person_id == "dorte":
            raise DirectoryUnavailable
        return await find(person_id)

    monkeypatch.setattr(office.world, "find", silent)
    said = another_look((await anna.reasons()).texts)
    assert "ringe til HR/Jura" in said


async def test_in_an_english_chat_it_is_danish_as_the_reasons_are() -> None:
    office = Office("en")
    lone = office.person("Lone Lind", leader=office.person("Dorte Dam"))
    anna = office.person("Anna Agerholm", leader=lone)
    await anna.asks()
    await lone.types("approve The others weigh more.")
    assert "ringe til Dorte Dam, der er leder for Lone Lind." in (await anna.reasons()).words
