"""Every command of every card of a request does what its button does, whatever other command begins alike."""

import pytest

from dialogs.book import Book
from dialogs.matching import chosen
from dialogs.refusal.card import request_card
from dialogs.refusal.view import look
from dialogs.shown import Shown
from tests.cards.requests import SCENES, Cast
from tests.dialogs.chat import pack
from tests.dialogs.requests.office import Colleague, Office

ASKS = ("", "return", "consult", "reassign", "revoke")
PARTS = ("", "written", "handover")
BOOK = Book(pack())
MORE = "Peter Holm, er det sagligt nok?"


async def cards_of(cast: Cast, language: str) -> list[Shown]:
    """Return every card of a scene's requests, as each of its people can get it."""
    desk, found = cast.office.world.desk, []
    for it in cast.office.requests:
        for person in cast.office.world.people:
            view = await look(BOOK, desk, it, person, language)
            if view.roles:
                found += [request_card(view, ask=ask) for ask in ASKS]
                found += [request_card(view, part=part) for part in PARTS]
    return found


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", sorted(SCENES))
async def test_what_follows_a_command_goes_where_its_button_goes(name: str, language: str) -> None:
    cast = Cast(language)
    await SCENES[name](cast)
    for shown in await cards_of(cast, language):
        for way in shown.ways:
            for command in (way.title, *way.words):
                assert chosen(shown, command) == (way.verb, way.data), command
                if way.takes:
                    asked = chosen(shown, f"{command}: {MORE}")
                    assert asked == (way.verb, {**way.data, way.takes: MORE}), command


async def test_a_question_typed_to_hr_never_reaches_the_caseworker(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    await lone.types("venter")
    await lone.types("1")
    await lone.types("spørg hr Er det sagligt nok?")
    assert anna.received("question") == 0
    hanne = office.person("Hanne Holm", hr=True, unit="HR/Jura")
    hanne.card = await office.hr_channel_receives("case")
    assert "Er det sagligt nok?" in (await hanne.presses("Åbn sagen")).words
