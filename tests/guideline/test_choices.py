"""The ready answers of the form for a refusal are a guideline's own, and can be told apart."""

import msgspec
import pytest

from guideline.check import choices
from guideline.load import built_in, load_pack
from guideline.model import LegalText, Pack, QuickChoice

NEED = "refusal.ask_need"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(built_in("albertslund"))


def told(pack: Pack, name: str, text: LegalText) -> list[str]:
    texts = {**pack.texts, name: text}
    return [str(fault) for fault in choices.faults(msgspec.structs.replace(pack, texts=texts))]


def with_another(pack: Pack, choice: QuickChoice) -> LegalText:
    return msgspec.structs.replace(pack.texts[NEED], choices=(*pack.texts[NEED].choices, choice))


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (QuickChoice(id="notes", text={"da": "Andet", "en": "Else"}), '"notes" stands twice'),
        (QuickChoice(id="a,b", text={"da": "Andet", "en": "Else"}), '"a,b" is not a plain id'),
        (QuickChoice(id="more", text={"da": "IKKE OPLYST", "en": "Else"}), '"ikke oplyst" in "da"'),
        (
            QuickChoice(id="more", text={"da": "Andet", "en": "Else"}, words={"en": ("Notes",)}),
            '"notes" in "en" stands for two choices',
        ),
    ],
)
def test_answers_that_cannot_be_told_apart_are_found(pack: Pack, choice: QuickChoice, said: str) -> None:
    (fault,) = told(pack, NEED, with_another(pack, choice))
    assert fault.startswith(f"texts.yaml, {NEED}: ")
    assert said in fault


def test_a_question_without_answers_and_answers_without_a_question_are_found(pack: Pack) -> None:
    bare = msgspec.structs.replace(pack.texts[NEED], choices=())
    assert "has no choices; write some" in told(pack, NEED, bare)[0]
    moved = msgspec.structs.replace(pack.texts["about.what"], choices=pack.texts[NEED].choices)
    assert "shown nowhere; only refusal.ask_need and refusal.ask_milder" in told(pack, "about.what", moved)[0]
