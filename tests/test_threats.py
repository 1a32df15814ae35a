"""Every threat that is written down names tests that exist, and every test of a kind that was asked for."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "threats.md").read_text("utf-8")
HEADING = "| who, and what they try | what stops it | shown by |"

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows() -> list[str]:
    """Return the rows of all tables of threats."""
    tables = [part.split("\n\n")[0] for part in PAGE.split(HEADING + "\n|---|---|---|\n")[1:]]
    return [row for table in tables for row in table.splitlines()]


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of all tests of a file."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(
        node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)
    )


def test_every_threat_names_a_test() -> None:
    assert len(rows()) > 50
    assert [row for row in rows() if not NAMED.search(row)] == []


def test_every_test_that_is_named_exists() -> None:
    missing = [f"{file}::{name}" for file, name in NAMED.findall(PAGE) if name not in names_in(file)]
    assert missing == []


def test_a_row_has_three_cells() -> None:
    assert [row for row in rows() if len(row.strip("|").split(" | ")) != 3] == []
