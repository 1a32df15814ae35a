"""What is wrong with an edited guideline is said in Danish, with its place and what mends it."""

import shutil
from pathlib import Path

import pytest

from bot.stage.fault_words import fault_of, in_danish
from bot.stage.reloading import Guideline
from guideline.load import examine
from tests.guideline.conftest import LIBRARY
from tests.guideline.test_load import PLANTED, plant


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
