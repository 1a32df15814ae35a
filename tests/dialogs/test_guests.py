"""Somebody whom the directory does not know gets advice, and nothing else."""

from dataclasses import replace

import pytest

from casework.desk import Desk
from casework.errors import DirectoryUnavailable
from casework.ports import Employee
from dialogs.turn import Consented, Reply
from dialogs.verbs import FOR_GUESTS, VERBS
from tests.cards.reading import Card
from tests.dialogs.chat import ANNA, Chat, World

NOT_FOR_GUESTS = sorted(VERBS.keys() - FOR_GUESTS)
TITLE = "Det her er for ansatte"


class Municipality(World):
    """Its directory knows everybody who works there."""

    answers = True

    async def find(self, person_id: str) -> Employee | None:
        if not self.answers:
            raise DirectoryUnavailable
        return await super().find(person_id)

    @property
    def desk(self) -> Desk:
        return replace(super().desk, staff_is_known=True)


def guest() -> Chat:
    return Chat(person_id="guest", world=Municipality())


@pytest.mark.parametrize("verb", NOT_FOR_GUESTS)
async def test_what_is_for_staff_says_why_and_what_to_do(verb: str) -> None:
    card = await guest().sends(verb, {})
    assert card.title == TITLE
    assert "bed jeres support" in card.words
    assert card.button("Start forfra").verb == "interview.start"


@pytest.mark.parametrize("verb", sorted(FOR_GUESTS))
async def test_advice_is_for_everybody(verb: str) -> None:
    assert (await guest().sends(verb, {})).title != TITLE


@pytest.mark.parametrize("words", ["mine", "venter", "sager", "fravær", "radar", "overblik"])
async def test_lists_are_not_shown_to_who_types_for_them_either(words: str) -> None:
    anna, somebody = Chat(world=Municipality()), guest()
    assert (await anna.types(words)).title != TITLE
    assert (await somebody.types(words)).title == TITLE


async def test_a_file_is_not_made_for_a_guest() -> None:
    somebody = guest()
    turn = Consented(**somebody.who, accepted=True, verb="overview.file", data={})
    said = await somebody.bot.consented(turn)
    assert isinstance(said, Reply)
    assert Card(said.card).title == TITLE


async def test_nobody_is_called_a_guest_while_the_directory_does_not_answer() -> None:
    world = Municipality()
    world.answers = False
    card = await Chat(world=world).sends("refusal.begin", {})
    assert "slå personer op" in card.title


async def test_without_a_directory_nobody_is_called_a_guest() -> None:
    somebody = Chat(person_id="guest", world=World(people={ANNA.id: ANNA}))
    assert (await somebody.types("mine")).title != TITLE
