"""A pack's folder becomes a `Pack`, or one sentence that says why not."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from guideline import plain_yaml
from guideline.check import check_pack
from guideline.errors import PackError
from guideline.model import (
    Conclusion,
    Condition,
    Duty,
    Entry,
    Interpretation,
    LegalText,
    ListEntry,
    Manifest,
    Notice,
    Pack,
    Paragraph,
    Question,
    Rule,
    Rules,
    Start,
    Topic,
    Translation,
)
from guideline.plain_yaml import Plain, YamlError

__all__ = ["PackError", "built_in", "find_pack", "load_pack"]

T = TypeVar("T")

FILES = ("pack", "paragraphs", "questions", "starts", "rules", "duties", "notices", "texts")
"""The files of a pack, each with the ending `.yaml`; a pack has all of them."""

OPTIONAL = ("topics", "translations", "interpretations")
"""The files that a pack may have besides."""

BESIDE = ("cases",)
"""Files of the folder that are no part of the pack: they change nothing that it says, nor its hash."""

LARGEST = 1 << 20
"""Bytes in one file. A pack is written by hand; a larger file is a mistake."""

PACKS = Path(__file__).parent / "packs"


class _RulesFile(Entry, frozen=True, kw_only=True):
    """`rules.yaml` with its entries still unread, so that a fault in one can be told by its name."""

    needs_nothing: tuple[Condition, ...]
    grounds: list[Any]
    marks: list[Any]
    lists: dict[str, Any]
    rules: list[Any]


def built_in(name: str) -> Path:
    """Return the folder of a pack that comes with the product.

    Raises:
        PackError: there is none of that name.

    """
    names = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
    if name not in names:
        raise PackError(
            "the guideline", "", f"must be a folder, or one of those built in ({', '.join(names)})"
        )
    return PACKS / name


def find_pack(name_or_folder: str) -> Path:
    """Return the folder of a built-in pack by its name, or else the folder itself.

    Raises:
        PackError: neither a built-in name nor a folder.

    """
    folder = Path(name_or_folder)
    return folder if folder.is_dir() else built_in(name_or_folder)


def load_pack(folder: Path) -> Pack:
    """Read a pack and prove it sound.

    Raises:
        PackError: the first fault found, in one sentence.

    """
    content = _read(folder)
    data = {name: _parse(f"{name}.yaml", content[name]) for name in content}
    pack = Pack(
        manifest=_convert("pack.yaml", "", data["pack"], Manifest),
        paragraphs=_entries("paragraphs.yaml", data["paragraphs"], Paragraph),
        questions=_entries("questions.yaml", data["questions"], Question, _fact),
        starts=_entries("starts.yaml", data["starts"], Start),
        rules=_rules(data["rules"]),
        duties={duty.id: duty for duty in _entries("duties.yaml", data["duties"], Duty)},
        notices={notice.id: notice for notice in _entries("notices.yaml", data["notices"], Notice)},
        texts=_texts(data["texts"]),
        topics=_entries("topics.yaml", data.get("topics", []), Topic),
        interpretations=_entries("interpretations.yaml", data.get("interpretations", []), Interpretation),
        translations=_entries("translations.yaml", data.get("translations", []), Translation, _language),
        hash=_hash(content),
    )
    check_pack(pack)
    return pack


def _read(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise PackError(str(folder), "", "is not a folder")
    found = {path.stem for path in folder.glob("*.yaml")}
    for name in FILES:
        if name not in found:
            raise PackError(f"{name}.yaml", "", "is missing")
    for stranger in sorted(found - {*FILES, *OPTIONAL, *BESIDE}):
        raise PackError(f"{stranger}.yaml", "", "is no file of a pack")
    return {name: _bytes(folder / f"{name}.yaml") for name in (*FILES, *OPTIONAL) if name in found}


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise PackError(path.name, "", f"cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise PackError(path.name, "", f"is larger than {LARGEST} bytes")
    return content


def _hash(content: dict[str, bytes]) -> str:
    """Return the SHA-256 over the files' names and bytes; lengths in between keep them apart."""
    digest = hashlib.sha256()
    for name in sorted(content):
        digest.update(f"{name}.yaml {len(content[name])}\n".encode())
        digest.update(content[name])
    return digest.hexdigest()


def _parse(file: str, content: bytes) -> Plain:
    try:
        return plain_yaml.parse(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackError(file, f"line {line}", "is not UTF-8") from None
    except YamlError as error:
        raise PackError(file, f"line {error.line}", error.problem) from None


def _convert(file: str, entry: str, data: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise PackError(file, entry, _told(str(error))) from None


def _told(problem: str) -> str:
    """Return a message of the decoder with the place in front, counted from 1."""
    what, _, where = problem.partition(" - at ")
    what = what[:1].lower() + what[1:].replace("`", '"')
    inside = where.strip("`").removeprefix("$").removeprefix(".").replace("[...]", "")
    inside = re.sub(r"\[(\d+)\]", lambda number: f"[{int(number[1]) + 1}]", inside)
    return f"{inside}: {what}" if inside else what


def _id(data: dict[str, Any]) -> object:
    return data.get("id")


def _fact(data: dict[str, Any]) -> object:
    return data.get("fact")


def _language(data: dict[str, Any]) -> object:
    return data.get("language")


def _rule_name(data: dict[str, Any]) -> object:
    return "/".join(str(data[part]) for part in ("verdict", "reason") if data.get(part))


def _entries(
    file: str, data: object, kind: type[T], name_of: Callable[[dict[str, Any]], object] = _id, what: str = ""
) -> tuple[T, ...]:
    """Return a list of entries, each decoded by itself; no name may stand twice."""
    if not isinstance(data, list):
        raise PackError(file, what.strip(), "must be a list of entries")
    entries: dict[str, T] = {}
    for number, entry in enumerate(data, 1):
        known = name_of(entry) if isinstance(entry, dict) else None
        name = f"{what}{known or f'entry {number}'}"
        if name in entries:
            raise PackError(file, name, "stands twice")
        entries[name] = _convert(file, name, entry, kind)
    return tuple(entries.values())


def _rules(data: object) -> Rules:
    file = "rules.yaml"
    unread = _convert(file, "", data, _RulesFile)
    return Rules(
        needs_nothing=unread.needs_nothing,
        grounds=_entries(file, unread.grounds, Conclusion, what="ground "),
        marks=_entries(file, unread.marks, Conclusion, what="mark "),
        lists={
            name: _convert(file, f"list {name}", entries, tuple[ListEntry, ...])
            for name, entries in unread.lists.items()
        },
        rules=_entries(file, unread.rules, Rule, _rule_name, "rule "),
    )


def _texts(data: object) -> dict[str, LegalText]:
    if not isinstance(data, dict):
        raise PackError("texts.yaml", "", "must be entries by their id")
    return {name: _convert("texts.yaml", name, entry, LegalText) for name, entry in data.items()}
