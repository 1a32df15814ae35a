"""What is installed and what is put into the image is all there is."""

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


@pytest.mark.parametrize("package", ["cards", "guideline", "pages"])
def test_every_file_beside_the_code_is_installed(package: str) -> None:
    patterns = SETUPTOOLS["package-data"][package]
    files = [path for path in (ROOT / package).rglob("*") if path.is_file()]
    data = [path.relative_to(ROOT / package) for path in files if path.suffix not in (".py", ".pyc")]
    assert data
    assert [str(name) for name in data if not any(name.match(pattern) for pattern in patterns)] == []
