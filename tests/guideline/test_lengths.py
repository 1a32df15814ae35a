"""A text that is too long for a card is a fault, and an editor is told how long it may be."""

import json
from typing import Any

import msgspec
import pytest

from guideline.check import lengths
from guideline.lengths import A_FEW_WORDS, A_PARAGRAPH, A_SENTENCE_OR_TWO
from guideline.model import Pack
from guideline.schema import schemas


def told(pack: Pack, **changes: Any) -> list[str]:
    return [str(fault) for fault in lengths.faults(msgspec.structs.replace(pack, **changes))]


def long(text: Any, language: str, most: int) -> dict[str, str]:
    return {**text, language: "å" * (most + 1)}


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_sentence_pasted_too_often_is_found(albertslund: Pack, language: str) -> None:
    duty = albertslund.duties["be_clear_guidance_or_decision"]
    longer = msgspec.structs.replace(duty, text=long(duty.text, language, A_SENTENCE_OR_TWO))
    assert told(albertslund, duties={**albertslund.duties, duty.id: longer}) == [
        (
            f'duties.yaml, be_clear_guidance_or_decision: text has 301 characters in "{language}", '
            "and 300 is the most; write it shorter, or in two places."
        )
    ]


def test_each_kind_of_text_has_a_length_of_its_own(albertslund: Pack) -> None:
    first, *rest = albertslund.questions
    assert first.help
    answer = msgspec.structs.replace(first.answers[1], text=long(first.answers[1].text, "da", A_FEW_WORDS))
    helped = msgspec.structs.replace(first.help, explain=long(first.help.explain, "en", A_PARAGRAPH))
    asked = msgspec.structs.replace(
        first, answers=(first.answers[0], answer, *first.answers[2:]), help=helped
    )
    button, explained = told(albertslund, questions=(asked, *rest))
    assert 'answers[2].text has 81 characters in "da"' in button
    assert 'help.explain has 601 characters in "en"' in explained


def test_a_translation_has_the_same_length(albertslund: Pack) -> None:
    first, *rest = albertslund.translations
    longer = msgspec.structs.replace(
        first, notices={**first.notices, "audio_only": "x" * (A_SENTENCE_OR_TWO + 1)}
    )
    (fault,) = told(albertslund, translations=(longer, *rest))
    assert fault.startswith(f"translations.yaml, {first.language}: notices: audio_only has 301 characters")


def test_an_editor_is_told_how_long_each_text_may_be() -> None:
    found = {name: json.loads(schema)["$defs"] for name, schema in schemas().items()}

    def most(file: str, kind: str, field: str) -> int:
        schema = found[file][kind]["properties"][field]
        text = next((it for it in schema.get("anyOf", ()) if it.get("type") == "object"), schema)
        longest: int = text.get("items", text)["additionalProperties"]["maxLength"]
        return longest

    assert most("duties", "Duty", "text") == most("duties", "Duty", "more") == A_SENTENCE_OR_TWO
    assert most("questions", "AnswerChoice", "self_text") == A_FEW_WORDS
    assert most("questions", "Help", "if_open") == most("paragraphs", "Paragraph", "gist") == A_PARAGRAPH
    assert most("texts", "LegalText", "lines") == A_SENTENCE_OR_TWO
    assert most("translations", "Translation", "notices") == A_SENTENCE_OR_TWO
