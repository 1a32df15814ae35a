"""Bicep files, read by `pycep`. No compiler is needed, and none of Azure's own checks is done.

`pycep` writes a name and a text alike, as `str`; where it matters, a rule looks the name up.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from lark.exceptions import UnexpectedInput
from pycep import BicepParser

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deployment" / "azure"

Tree = dict[str, Any]
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


@dataclass(frozen=True)
class Resource:
    """A resource that a template makes, not one that it looks up."""

    template: "Template"
    name: str
    type: str
    version: str
    config: Tree

    def at(self, path: str) -> Any:
        """Return what stands at a dotted path; None where nothing does."""
        value: Any = self.config
        for part in path.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def __str__(self) -> str:
        return f"{self.template.name}: {self.name}"


@dataclass(frozen=True)
class Template:
    """A file. `name` is its path inside the folder."""

    name: str
    text: str
    tree: Tree = field(repr=False)

    @property
    def code(self) -> str:
        """The text without its comments."""
        return _COMMENT.sub("", self.text)

    def part(self, kind: str) -> Tree:
        """Return the parameters, variables, modules or outputs, by name."""
        return cast("Tree", self.tree.get(kind) or {})

    def resources(self) -> Iterator[Resource]:
        """Yield the resources, each of a loop or a condition as one."""
        for name, found in self.part("resources").items():
            if not found["existing"]:
                yield Resource(self, name, found["type"], found["api_version"], _inner(found["config"]))


def _inner(config: Tree) -> Tree:
    """Return what stands inside a loop or a condition."""
    return cast("Tree", config["config"]) if "condition" in config or "loop_type" in config else config


class Templates:
    """All files of a folder, and what stands beside them; raise BrokenTemplateError."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.by_name = {
            str(file.relative_to(folder)): _read(folder, file) for file in sorted(folder.rglob("*.bicep"))
        }

    def __iter__(self) -> Iterator[Template]:
        return iter(self.by_name.values())

    def resources(self, *types: str) -> Iterator[Resource]:
        """Yield every resource of these types, or every one."""
        for template in self:
            yield from (found for found in template.resources() if not types or found.type in types)

    def modules(self) -> Iterator[tuple[Template, str, str, Tree]]:
        """Yield who uses a module, under which name, which file it is, and what it is given."""
        for template in self:
            for name, found in template.part("modules").items():
                given = _inner(found["config"]).get("params", {})
                yield template, name, found["detail"]["path"], given


class BrokenTemplateError(Exception):
    """A file is no Bicep; the text says which, and where."""


def _read(folder: Path, file: Path) -> Template:
    text, name = file.read_text("utf-8"), str(file.relative_to(folder))
    try:
        return Template(name, text, _parsed(text))
    except UnexpectedInput as error:
        raise BrokenTemplateError(f"{name} cannot be read at line {error.line}.") from error


@functools.cache
def _parsed(text: str) -> Tree:
    return cast("Tree", BicepParser().parse(text=text))
