"""Every text for the person, approved as it looks and as it is heard."""

import json

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from guideline.translations import OWN
from tests.cards.contract import check_card
from tests.cards.lint import faults
from tests.cards.screen_reader import transcript
from tests.cards.test_transcripts import Transcripts
from tests.cards.texts import sets, texts
from tests.dialogs.chat import without_marks


@pytest.mark.parametrize("language", OWN)
async def test_every_text_for_the_person_is_as_approved(language: str, snapshot: SnapshotAssertion) -> None:
    cards = await texts(language)
    for card in cards.values():
        check_card(card)
        assert faults(card.json) == []
    bodies = {name: card.json["body"] for name, card in cards.items()}
    assert json.loads(without_marks(json.dumps(bodies))) == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.filterwarnings(r"ignore:\s*Can not relate snapshot")
@pytest.mark.parametrize("language", OWN)
async def test_every_text_for_the_person_is_heard_as_approved(
    language: str, snapshot: SnapshotAssertion
) -> None:
    heard = [f"== {name}\n{transcript(card.json)}" for name, card in (await texts(language)).items()]
    approved = snapshot.use_extension(Transcripts)
    assert without_marks("\n".join(heard)) == approved(name=f"texts_to_the_person.{language}")


def test_citizens_and_employees_have_every_set() -> None:
    readers = [name.partition("-")[0] for name in sets()]
    assert readers.count("citizen") == readers.count("employee") > 8
