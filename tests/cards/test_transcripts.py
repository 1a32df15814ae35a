"""What a screen reader says for every card, approved as text. `pytest --snapshot-update` approves anew."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from tests.cards.gallery import every_card
from tests.cards.screen_reader import transcript
from tests.cards.test_case_snapshots import without_chance
from tests.dialogs.chat import without_marks


class Transcripts(SingleFileSnapshotExtension):
    """One text file for each card and language, in `transcripts`."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).parent / "transcripts")

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        return str(index)


@pytest.mark.filterwarnings(r"ignore:\s*Can not relate snapshot")  # the files are named for the cards
@pytest.mark.parametrize("language", ["da", "en"])
async def test_each_card_is_heard_as_approved(language: str, snapshot: SnapshotAssertion) -> None:
    approved = snapshot.use_extension(Transcripts)
    heard = {
        f"{name}.{language}": without_marks(transcript(without_chance(card)))
        for name, card in (await every_card(language)).items()
    }
    assert [name for name, text in heard.items() if text != approved(name=name)] == []


def test_the_reader_says_role_label_and_state() -> None:
    card = {
        "lang": "da",
        "body": [
            {"type": "TextBlock", "style": "heading", "text": "Hvad skete der?"},
            {
                "type": "ColumnSet",
                "columns": [
                    {"type": "Column", "items": [{"type": "TextBlock", "text": "•"}]},
                    {"type": "Column", "items": [{"type": "TextBlock", "text": "En linje"}]},
                ],
            },
            {
                "type": "Input.ChoiceSet",
                "label": "Blev det optaget?",
                "isRequired": True,
                "value": "no",
                "choices": [{"title": "Ja", "value": "yes"}, {"title": "Nej", "value": "no"}],
            },
            {"type": "Input.Text", "label": "Hvor?", "isMultiline": True},
            {"type": "Image", "altText": "QR-kode"},
            {
                "type": "Container",
                "selectAction": {"title": "Ret: Situation"},
                "items": [{"type": "TextBlock", "text": "Situation: Vil optage"}],
            },
            {"type": "ActionSet", "actions": [{"type": "Action.OpenUrl", "title": "Åbn siden"}]},
        ],
        "actions": [{"type": "Action.Execute", "title": "Send", "tooltip": "Send til lederen"}],
    }
    assert transcript(card).splitlines() == [
        "language: da",
        "heading: Hvad skete der?",
        "En linje",
        "one choice: Blev det optaget?, must be filled in",
        "  Ja, not chosen",
        "  Nej, chosen",
        "text field of several lines: Hvor?, empty",
        "image: QR-kode",
        "button: Ret: Situation (Situation: Vil optage)",
        "link: Åbn siden",
        "button: Send, Send til lederen",
    ]
