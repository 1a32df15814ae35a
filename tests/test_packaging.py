"""What is installed and what is put into the image is all there is."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SETUPTOOLS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
PACKAGES = [name.removesuffix("*") for name in SETUPTOOLS["packages"]["find"]["include"]]


def test_the_image_gets_every_package() -> None:
    dockerfile = (ROOT / "deployment" / "Dockerfile").read_text("utf-8")
    assert [name for name in PACKAGES if f"COPY {name} {name}\n" not in dockerfile] == []


@pytest.mark.parametrize("package", ["bot.commands", "bot.teams_app", "cards", "guideline", "pages"])
def test_every_file_beside_the_code_is_installed(package: str) -> None:
    patterns = SETUPTOOLS["package-data"][package]
    folder = ROOT.joinpath(*package.split("."))
    files = [path for path in folder.rglob("*") if path.is_file()]
    data = [path.relative_to(folder) for path in files if path.suffix not in (".py", ".pyc")]
    assert data
    assert [str(name) for name in data if not any(name.match(pattern) for pattern in patterns)] == []


@pytest.mark.parametrize("file", [*(ROOT / "requirements").glob("*.txt")], ids=lambda file: file.name)
def test_everything_that_is_installed_is_locked_by_its_hash(file: Path) -> None:
    entries = re.split(r"\n(?=\S)", file.read_text("utf-8").strip())
    assert entries
    assert [
        entry for entry in entries if not re.match(r"[\w.\[\]-]+==\S+.*--hash=sha256:", entry, re.DOTALL)
    ] == []
    assert "://" not in file.read_text("utf-8"), "no address of an index"


def test_nothing_is_installed_without_looking_at_hashes() -> None:
    for file in (ROOT / "Makefile", ROOT / "deployment" / "Dockerfile", ROOT / "tools" / "npm-ci"):
        lines = [line for line in file.read_text("utf-8").splitlines() if "pip install" in line]
        assert [line for line in lines if "--require-hashes" not in line and "--no-deps" not in line] == []


@pytest.mark.parametrize("folder", ["bot/stage/page", "tests/bot/teams_app/schemas"])
def test_what_comes_from_npm_is_locked_by_its_hash(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
    installed = {name: package for name, package in lock["packages"].items() if name}
    assert installed
    assert [name for name, package in installed.items() if not package.get("integrity")] == []
    assert [name for name, package in installed.items() if package.get("resolved")] == [], "no address"
