"""The Bicep files keep our rules, and each rule finds a fault that is planted."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.deployment import azure_rules
from tests.deployment.templates import FOLDER, BrokenTemplateError, Templates


class Plant(NamedTuple):
    """A fault: what is written instead of what, where, and what is said about it."""

    file: str
    old: str
    new: str
    said: str


PLANTS = {
    name: Plant(**plant)
    for name, plant in yaml.safe_load(
        Path(__file__).with_name("azure_plants.yaml").read_text("utf-8")
    ).items()
}


def _copy(place: Path) -> Path:
    shutil.copy(FOLDER.parent / "alerts.json", place)
    return Path(shutil.copytree(FOLDER, place / "azure"))


def test_the_files_keep_every_rule() -> None:
    assert azure_rules.faults(Templates()) == []


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_is_found(plant: Plant, tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    file = folder / plant.file
    text = file.read_text("utf-8")
    assert plant.old in text
    file.write_text(text.replace(plant.old, plant.new, 1), "utf-8")
    assert [fault for fault in azure_rules.faults(Templates(folder)) if plant.said in fault]


def test_a_file_that_is_no_bicep_is_told_by_its_name_and_line(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    file = folder / "modules" / "bot.bicep"
    file.write_text(file.read_text("utf-8").replace("param sku string", "param sku ="), "utf-8")
    with pytest.raises(BrokenTemplateError, match=r"^modules/bot\.bicep cannot be read at line 1\d\.$"):
        Templates(folder)


def test_every_rule_has_its_planted_fault(tmp_path: Path) -> None:
    """A rule that no plant sets off might say nothing at all."""
    folder = _copy(tmp_path)
    spoken = set()
    for plant in PLANTS.values():
        file = folder / plant.file
        was = file.read_text("utf-8")
        file.write_text(was.replace(plant.old, plant.new, 1), "utf-8")
        templates = Templates(folder)
        spoken |= {
            rule for rule in azure_rules.RULES if any(plant.said in fault for fault in rule(templates))
        }
        file.write_text(was, "utf-8")
    assert spoken == set(azure_rules.RULES)
