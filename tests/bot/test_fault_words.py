"""What is wrong with a guideline is said in Danish, with its place and what mends it."""

import re
import shutil
from pathlib import Path

import pytest

from bot.fault_words import fault_of, in_danish
from bot.stage.reloading import Guideline
from guideline.load import examine
from tests.bot.fault_sentences import PLACE, every_sentence
from tests.guideline.conftest import LIBRARY
from tests.guideline.test_load import PLANTED, plant

AT_RUN_TIME = {"{}", "{}; {}", "{}: {}; {}"}
"""What the reader of YAML and the decoder say: faults planted here and in the commands' tests have them."""

SENTENCES = sorted({it for it in every_sentence() if it[0] not in AT_RUN_TIME})


def test_the_code_is_read() -> None:
    told = {sentence for sentence, _ in SENTENCES}
    assert len(told) > 90
    assert {  # given by a caller, assigned, branched over, yielded by another function, a constant
        '{}: "{}" is no name that can stand here; the facts are {}',
        'order: "{}" and "{}" do not cross, so nothing rests on their order; leave out "{}"',
        "can never hold, or a rule before it always holds first; move it up, or mend its when",
        'answer: "{}" is no rule; the rules are {}',
        "holds a character that YAML does not allow; remove it",
    } <= told


@pytest.mark.parametrize(("sentence", "said_in"), SENTENCES, ids=[place for _, place in SENTENCES])
def test_each_sentence_of_the_code_has_danish_words(sentence: str, said_in: str) -> None:
    told = f"{sentence.replace(PLACE, 'x.y')}."
    danish = in_danish(told)
    assert danish, f"{said_in} says: {told}"
    assert danish.endswith(".")
    assert not re.search(r"\b(?:the|of|that|write|remove)\b", danish), danish


@pytest.mark.parametrize(
    ("told", "danish"),
    [
        (
            "can never hold, rule a or rule b/c always holds first; move it up, or mend its when.",
            (
                "Reglen kommer aldrig til at gælde, for reglen a eller reglen b/c gælder altid først. "
                "Flyt den op, eller ret dens »when«."
            ),
        ),
        (
            "no rule answers when no fact is known; let a rule hold there, or ask one more question.",
            "Ingen regel svarer på denne situation. Lad en regel gælde for den: intet er oplyst.",
        ),
        (
            "no rule answers the facts visitor: guest; let a rule hold there, or ask one more question.",
            "Ingen regel svarer på denne situation. Lad en regel gælde for den: visitor: guest.",
        ),
    ],
)
def test_what_stands_at_a_place_is_danish_too(told: str, danish: str) -> None:
    assert in_danish(told) == danish


@pytest.mark.parametrize(("file", "old", "new"), [planted[:3] for planted in PLANTED])
def test_each_fault_that_loading_knows_has_danish_words(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY, folder)
    plant(folder, file, old, new)
    for fault in examine(folder).faults:
        sentence = str(fault)
        told = fault_of(sentence)
        assert in_danish(sentence.partition(": ")[2]), sentence
        assert told.where["en"] == (f"{fault.file}, {fault.entry}" if fault.entry else fault.file)
        assert told.told["da"].endswith(".")


@pytest.mark.parametrize(
    ("sentence", "where", "told"),
    [
        (
            "rules.yaml, line 21: says \"concludes\" twice; keep one.",
            "rules.yaml, linje 21",
            "»concludes« står to gange. Behold det ene sted.",
        ),
        (
            "notices.yaml, welcome: text is missing in \"en\"; write it.",
            "notices.yaml, welcome",
            "Teksten »text« mangler på »en«. Skriv den.",
        ),
        (
            "The guideline our-pack lacks texts in texts.yaml: about.what, about.limits.",
            "texts.yaml",
            "Tekster mangler i texts.yaml. Skriv dem: about.what, about.limits.",
        ),
        ("the folder: could not be read just now; save the file once more.", "mappen",
         "Mappen kunne ikke læses lige nu. Gem filen én gang til."),
        ("x.yaml: is odd; mend it.", "x.yaml", "Is odd; mend it."),
    ],
)  # fmt: skip
def test_a_sentence_is_said_with_its_place_and_remedy(sentence: str, where: str, told: str) -> None:
    fault = fault_of(sentence)
    assert (fault.where["da"], fault.told["da"]) == (where, told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (": duties.yaml, x: is missing.", "duties.yaml, x: is missing."),
        ("/2027: rules.yaml, rule x: stands twice.", "2027/rules.yaml, rule x: stands twice."),
        (": holds no pack.yaml.", "{folder}: holds no pack.yaml."),
    ],
)
def test_a_copy_is_told_of_as_the_folder_that_was_edited(tmp_path: Path, said: str, told: str) -> None:
    folder = tmp_path / "our-pack"
    folder.mkdir()
    guideline = Guideline(str(folder), tmp_path / "copies")
    copy = guideline.copied()
    assert guideline.in_own_words(f"{copy}{said}") == told.format(folder=folder)
