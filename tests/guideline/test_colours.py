"""A municipality's colours, as far as the law minds: they must be colours, and readable."""

import shutil
from pathlib import Path

import pytest

from guideline.check.colours import contrast
from guideline.load import PackError, built_in, load_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), copy)
    return copy


def paint(folder: Path, main: str, on_main: str) -> None:
    with (folder / "pack.yaml").open("a") as file:
        file.write(f'\ncolours: {{main: "{main}", on_main: "{on_main}"}}\n')


def test_a_pack_names_its_colours(folder: Path) -> None:
    paint(folder, "#00538a", "#FFFFFF")
    colours = load_pack(folder).manifest.colours
    assert colours
    assert (colours.main, colours.on_main) == ("#00538a", "#FFFFFF")


@pytest.mark.parametrize(
    ("main", "on_main", "told"),
    [
        ("blue", "#ffffff", 'pack.yaml, colours, main: must be a colour such as "#1f5c3a".'),
        ("#00538a", "#fff", 'pack.yaml, colours, on_main: must be a colour such as "#1f5c3a".'),
        ("#00538a", "#ffffff; } *", 'pack.yaml, colours, on_main: must be a colour such as "#1f5c3a".'),
        (
            "#7fb2ff",
            "#ffffff",
            "pack.yaml, colours: must have a contrast of at least 4.5; make one lighter or darker.",
        ),
    ],
)
def test_a_colour_that_is_none_or_cannot_be_read_is_refused(
    folder: Path, main: str, on_main: str, told: str
) -> None:
    paint(folder, main, on_main)
    with pytest.raises(PackError) as error:
        load_pack(folder)
    assert str(error.value) == told


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)
