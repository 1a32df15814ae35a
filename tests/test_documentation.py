"""The documentation says what is there."""

import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "deployment").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)|(?:src|href)=\"([^\"]+)\"", page.read_text("utf-8"))
    targets = [markdown or html for markdown, html in links]
    broken = [t for t in targets if not t.startswith("http") and not (page.parent / t).exists()]
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_heading_that_a_link_names_exists(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text("utf-8"))
    targets = [((page.parent / name) if name else page, anchor) for name, anchor in links]
    assert [f"{file.name}#{anchor}" for file, anchor in targets if anchor not in _anchors(file)] == []


def _anchors(page: Path) -> set[str]:
    """Return the names of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_place_named_in_the_architecture_exists() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"`((?:guideline|casework|cards|dialogs|bot|deployment|tests|bench)/[\w./]*)`", text)
    assert named
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_every_package_has_its_row_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    packages = [folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").exists()]
    assert [name for name in packages if f"| `{name}/`" not in text] == []


def test_the_changelog_names_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [c.name for c in COMMANDS if f"optagelsesguiden {c.name}" not in text] == []


def test_the_page_on_the_directory_tells_of_every_line_that_it_logs() -> None:
    text = (ROOT / "docs" / "directory.md").read_text("utf-8")
    code = "".join(file.read_text("utf-8") for file in (ROOT / "bot").rglob("*.py"))
    logged = set(re.findall(r'"(directory\.[a-z_]+|delivery\.app_not_installed)"', code))
    assert logged
    assert [line for line in sorted(logged) if f"`{line}`" not in text] == []
