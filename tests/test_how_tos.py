"""Each how-to is tried as it stands: its commands run, its edits are made, and what it says shows."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
BLOCK = re.compile(r"^( *)```(\S+)([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """A block of a page: what kind it is, what it says after that, and what stands in it."""

    kind: str
    more: str
    text: str


def steps(page: Path) -> Iterator[Step]:
    for indent, kind, more, text in BLOCK.findall(page.read_text("utf-8")):
        yield Step(
            kind, more.strip(), "".join(_without(indent, line) for line in text.splitlines(keepends=True))
        )


def _without(indent: str, line: str) -> str:
    return line.removeprefix(indent) if line.strip() else line


class Reader:
    """Somebody who does what a page says, step by step."""

    def __init__(self, folder: Path) -> None:
        (folder / "guideline").symlink_to(ROOT / "guideline")
        self.folder, self.shown = folder, ""
        self.found: tuple[Path, str] | None = None

    def does(self, step: Step) -> None:
        match step:
            case Step("sh", "", commands):
                self.runs(commands)
            case Step("text", "shows", lines):
                for line in dedent(lines).splitlines():
                    assert line in self.shown
            case Step("yaml", more, text) if more.startswith("find in "):
                self.found = self.folder / more.removeprefix("find in "), text
                assert self.found[0].read_text("utf-8").count(text) == 1
            case Step("yaml", "replace", text):
                assert self.found
                file, was = self.found
                file.write_text(file.read_text("utf-8").replace(was, text), "utf-8")
            case Step("yaml", more, text) if more.startswith("add to "):
                with (self.folder / more.removeprefix("add to ")).open("a", encoding="utf-8") as opened:
                    opened.write(text)
            case _:
                raise AssertionError(f"nobody knows what to do with {step.kind} {step.more}")

    def runs(self, commands: str) -> None:
        beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=self.folder,
            env={**os.environ, "PATH": beside},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.shown = done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_works_as_it_stands(page: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for step in steps(page):
        reader.does(step)
    assert reader.shown


def test_there_is_a_page_for_each_thing_that_an_owner_changes() -> None:
    assert {page.stem for page in PAGES} >= {
        "change-a-text",
        "add-a-language",
        "change-a-rule",
        "start-a-pack",
    }
