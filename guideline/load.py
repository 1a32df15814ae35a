"""A pack's folder becomes a `Pack`, or one sentence that says why not."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from guideline.check import faults as found_in
from guideline.decode import Decoder
from guideline.errors import PackError
from guideline.model import (
    Duty,
    Interpretation,
    Manifest,
    Notice,
    Pack,
    Paragraph,
    Question,
    Roles,
    Start,
    Topic,
    Translation,
)

__all__ = ["PackError", "built_in", "examine", "find_pack", "load_pack"]

FILES = ("pack", "paragraphs", "questions", "starts", "rules", "roles", "duties", "notices", "texts")
"""The files of a pack, each with the ending `.yaml`; a pack has all of them."""

OPTIONAL = ("topics", "translations", "interpretations")
"""The files that a pack may have besides."""

BESIDE = ("cases",)
"""Files of the folder that are no part of the pack: they change nothing that it says, nor its hash."""

MANIFEST = "pack.yaml"
"""The file that makes a folder a pack."""

LARGEST = 1 << 20
"""Bytes in one file. A pack is written by hand; a larger file is a mistake."""

PACKS = Path(__file__).parent / "packs"


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


class Examined(NamedTuple):
    """A pack, and all that is wrong with it."""

    pack: Pack | None
    """None where a file of it cannot be read."""
    faults: tuple[PackError, ...]


def load_pack(folder: Path) -> Pack:
    """Read a pack and prove it sound.

    Raises:
        PackError: the first fault found, in one sentence.

    """
    pack, faults = examine(folder)
    if pack is None or faults:
        raise faults[0]
    return pack


def examine(folder: Path) -> Examined:
    """Read a pack and find every fault in it; what its rules lead to is tried once all of it can be read."""
    faults: list[PackError] = []
    content = _read(folder, faults)
    pack = _decoded(content, faults)
    if pack is not None:
        faults.extend(found_in(pack))
    return Examined(pack, tuple(faults))


def _decoded(content: Mapping[str, bytes], faults: list[PackError]) -> Pack | None:
    files = Decoder(content, faults)
    manifest, rules, roles = files.one("pack", Manifest), files.rules(), files.one("roles", Roles)
    parts: dict[str, Any] = {
        "paragraphs": files.entries("paragraphs", Paragraph),
        "questions": files.entries("questions", Question, "fact"),
        "starts": files.entries("starts", Start),
        "duties": {duty.id: duty for duty in files.entries("duties", Duty)},
        "notices": {notice.id: notice for notice in files.entries("notices", Notice)},
        "texts": files.texts(),
        "topics": files.entries("topics", Topic),
        "interpretations": files.entries("interpretations", Interpretation),
        "translations": files.entries("translations", Translation, "language"),
    }
    if manifest is None or rules is None or roles is None or faults:
        return None
    return Pack(manifest=manifest, rules=rules, roles=roles, hash=_hash(content), **parts)


def _read(folder: Path, faults: list[PackError]) -> dict[str, bytes]:
    if not folder.is_dir():
        faults.append(PackError(str(folder), "", "is not a folder"))
        return {}
    found = {path.stem for path in folder.glob("*.yaml")}
    faults += [
        PackError(f"{name}.yaml", "", "is missing", "a pack has it") for name in FILES if name not in found
    ]
    strangers = sorted(found - {*FILES, *OPTIONAL, *BESIDE})
    faults += [PackError(f"{name}.yaml", "", "is no file of a pack", "remove it") for name in strangers]
    content: dict[str, bytes] = {}
    for name in (it for it in (*FILES, *OPTIONAL) if it in found):
        try:
            content[name] = bytes_of(folder / f"{name}.yaml")
        except PackError as fault:
            faults.append(fault)
    return content


def bytes_of(path: Path) -> bytes:
    """Return a file's content.

    Raises:
        PackError: it cannot be read, is no ordinary file (a pipe would be waited for), or is far too large.

    """
    if path.exists() and not path.is_file():
        raise PackError(path.name, "", "is no ordinary file", "put one there")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise PackError(path.name, "", f"cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise PackError(path.name, "", f"is larger than {LARGEST} bytes", "write it shorter")
    return content


def _hash(content: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the files' names and bytes; lengths in between keep them apart."""
    digest = hashlib.sha256()
    for name in sorted(content):
        digest.update(f"{name}.yaml {len(content[name])}\n".encode())
        digest.update(content[name])
    return digest.hexdigest()
