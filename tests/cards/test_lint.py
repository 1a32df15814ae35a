"""Every card can be used by ear, by keyboard and without colours; and the linter finds what cannot."""

from typing import Any

import pytest

from cards.tiles import COLOURS
from tests.cards.gallery import every_card
from tests.cards.lint import THEMES, colours, contrast, faults
from tests.cards.screen_reader import transcript

HEADING: dict[str, Any] = {"type": "TextBlock", "style": "heading", "text": "Overskrift"}
SEND: dict[str, Any] = {"type": "Action.Execute", "title": "Send", "verb": "x", "data": {}}
FIELD: dict[str, Any] = {"type": "Input.Text", "id": "a", "label": "Hvorfor?"}
YES: dict[str, Any] = {"type": "TextBlock", "text": "Ja"}
TWO_ALIKE: dict[str, Any] = {
    "type": "Input.ChoiceSet",
    "label": "?",
    "choices": [{"title": "A", "value": "1"}, {"title": "A", "value": "2"}],
}


def card(*body: dict[str, Any]) -> dict[str, Any]:
    return {"lang": "da", "body": list(body)}


@pytest.mark.parametrize("language", ["da", "en"])
async def test_every_card_is_free_of_faults(language: str) -> None:
    found = {name: faults(it.json) for name, it in (await every_card(language)).items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["da", "en"])
async def test_cards_that_differ_in_colour_differ_in_words(language: str) -> None:
    tones: dict[str, set[str]] = {}
    for it in (await every_card(language)).values():
        tones.setdefault(transcript(it.json), set()).add(str(it.json["body"][0].get("style", "")))
    assert [said for said, used in tones.items() if len(used) > 1] == []


def test_a_sound_card_has_no_faults() -> None:
    assert faults(card(HEADING, FIELD, {"type": "ActionSet", "actions": [SEND]})) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ([HEADING, {**FIELD, "label": ""}, SEND], "no label"),
        ([HEADING, FIELD, {**FIELD, "id": "b"}, SEND], "two inputs are called"),
        ([HEADING, {**FIELD, "isRequired": True}, SEND], "does not say what is wrong"),
        ([HEADING, SEND, FIELD], "after every button"),
        ([SEND, HEADING], "before a heading"),
        ([HEADING, {"type": "Image", "url": "x"}], "a picture has no words"),
        ([HEADING, {"type": "Container", "items": [YES], "selectAction": SEND}], "does not say 'Ja'"),
        ([HEADING, {"type": "TextBlock", "text": "✅"}], "means nothing"),
        ([HEADING, {**SEND, "title": "👍"}], "means nothing"),
        ([HEADING, SEND, {**SEND, "verb": "y"}], "do different things"),
        ([HEADING, SEND, YES, SEND, YES, {**SEND, "verb": "y"}], "do different things"),
        ([HEADING, TWO_ALIKE, SEND], "cannot be told apart"),
        ([HEADING, {**YES, "color": "good"}, {**YES, "color": "attention"}], "two colours"),
    ],
)  # fmt: skip
def test_a_fault_is_found(body: list[dict[str, Any]], fault: str) -> None:
    assert any(fault in found for found in faults(card(*body)))


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_has_a_colour_for_every_container(theme: str) -> None:
    assert {"card", "card-good", "card-warning", "card-attention", "card-accent", "card-emphasis"} <= set(
        colours(theme)
    )


@pytest.mark.parametrize("tone", sorted(COLOURS))
@pytest.mark.parametrize("theme", THEMES)
def test_a_bar_can_be_seen_on_a_light_card_and_on_a_dark_one(tone: str, theme: str) -> None:
    assert contrast(COLOURS[tone], colours(theme)["card"]) >= 3
