"""JSON Schemas of a pack's files, made from the classes that they are read into.

An editor completes and checks a file by them: the first line of a file names its schema
(`# yaml-language-server: $schema=…`). What is said here of an entry is its class's own words.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from guideline.base import Entry
from guideline.cases import Written
from guideline.lengths import longest
from guideline.model import (
    Duty,
    Interpretation,
    LegalText,
    Manifest,
    Notice,
    Paragraph,
    Question,
    Roles,
    Rules,
    Start,
    Topic,
    Translation,
)

KINDS: Mapping[str, Any] = {
    "pack": Manifest,
    "paragraphs": list[Paragraph],
    "questions": list[Question],
    "starts": list[Start],
    "rules": Rules,
    "roles": Roles,
    "duties": list[Duty],
    "notices": list[Notice],
    "texts": dict[str, LegalText],
    "topics": list[Topic],
    "interpretations": list[Interpretation],
    "translations": list[Translation],
    "cases": list[Written],
}
"""What each file in the folder of a pack holds."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, bytes]:
    """Return the schema of each file as JSON text, by the file's name without its ending."""
    return {name: _written(kind) for name, kind in KINDS.items()}


def _written(kind: Any) -> bytes:
    schema = {"$schema": DIALECT, **msgspec.json.schema(kind)}
    _limit(schema.get("$defs", {}))
    return msgspec.json.format(msgspec.json.encode(_plain(schema)), indent=2) + b"\n"


def _limit(definitions: Mapping[str, Any]) -> None:
    """Write into each class's definition how long its texts may be."""
    classes = {kind.__name__: kind for kind in _entries(Entry)}
    for name in definitions.keys() & classes.keys():
        for field, schema in definitions[name].get("properties", {}).items():
            for words in _words(schema):
                words["maxLength"] = longest(classes[name], field)


def _entries(kind: type[Entry]) -> Iterator[type[Entry]]:
    for inner in kind.__subclasses__():
        yield inner
        yield from _entries(inner)


def _words(schema: Any) -> Iterator[dict[str, Any]]:
    """Return the schemas of words by their language, also in a list, or where they may lack."""
    if isinstance(schema, dict):
        inside = schema.get("additionalProperties")
        if inside == {"type": "string"}:
            yield inside
        for part in (schema.get("items"), *schema.get("anyOf", ())):
            yield from _words(part)


def _plain(value: Any) -> Any:
    """Return a schema with names that read as words: `AnswerChoice` is an "Answer choice"."""
    if isinstance(value, dict):
        found = {key: _plain(inner) for key, inner in value.items()}
        if isinstance(found.get("title"), str):
            found["title"] = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", found["title"]).capitalize()
        return found
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
