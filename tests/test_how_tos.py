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
        self.folder, self.shown = folder, ""
        self.found: tuple[Path, str] | None = None

    def does(self, step: Step) -> None:
        match step:
            case Step("sh", "" | "exits 1" as ending, commands):
                self.runs(commands, 1 if ending else 0)
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
            case Step("json", more, text) if more.startswith("write to "):
                (self.folder / more.removeprefix("write to ")).write_text(text, "utf-8")
            case Step("yaml", more, text) if more.startswith("add to "):
                with (self.folder / more.removeprefix("add to ")).open("a", encoding="utf-8") as opened:
                    opened.write(text)
            case _:
                raise AssertionError(f"nobody knows what to do with {step.kind} {step.more}")

    def runs(self, commands: str, ending: int) -> None:
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
        assert done.returncode == ending, done.stdout + done.stderr
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_demo_is_started_by_what_fetches_its_page(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "optagelsesguiden demo" not in text
    for arguments in re.findall(r'`make demo ARGS="([^"`]+)"`', text):
        made = subprocess.run(
            ["make", "--always-make", "--dry-run", "--no-print-directory", "demo", f"ARGS={arguments}"],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
            capture_output=True,
            text=True,
            check=True,
        )
        *before, started = made.stdout.splitlines()
        assert any("npm-ci bot/stage/page" in line for line in before)
        assert started.endswith(f"optagelsesguiden demo {arguments}")


IN_ANY_SHELL = re.compile(r"(cat [\w.]+ \| )?optagelsesguiden( ([\w./-]+|\"[^\"$`]+\"))+")
"""What means the same to a POSIX shell and to PowerShell, where `cat` is another name of `Get-Content`."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_followed_in_powershell_too(page: Path) -> None:
    for step in steps(page):
        if step.kind == "sh":
            assert [line for line in step.text.splitlines() if not IN_ANY_SHELL.fullmatch(line)] == []


NOT_ON_WINDOWS = ("fcntl", "grp", "pwd", "resource", "termios", "tzdata", "uvloop")
"""Modules; nor is there a data base of time zones."""


@pytest.mark.parametrize(
    "arguments", [["guideline", "check", "example-open"], ["decide"], ["guideline", "replay"]]
)
def test_what_an_owner_runs_needs_nothing_that_windows_lacks(arguments: list[str], tmp_path: Path) -> None:
    database = ["--database", f"sqlite+aiosqlite:///{tmp_path / 'none.db'}"] if "replay" in arguments else []
    script = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({NOT_ON_WINDOWS}))\n"
        "from bot.cli import main\n"
        f"sys.exit(main({[*arguments, *database]}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONTZPATH": ""},
        input="",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if database else 0)
