"""`guideline new` and `copy`: a pack to begin with, and the schemas an editor completes by.

`new` begins a pack that loads and is sound, `copy` an edition that is the same to the byte.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bot.commands import CommandError
from bot.commands.packs import folder_named
from guideline.errors import PackError
from guideline.load import BESIDE, FILES, MANIFEST, OPTIONAL, built_in, bytes_of
from guideline.schema import schemas

BEGINNING = "example-open"
"""The short invented pack that a new one begins as."""

SCHEMAS = ".schema"
"""The folder of the schemas, beside the pack's files."""

ABOUT = {
    "paragraphs": "Your guideline, paragraph by paragraph, retold in our words. Other entries name them.",
    "questions": "What is asked, in this order. `when` says under which answers a question is asked at all.",
    "starts": "Common situations as one-press starts.",
    "rules": "The verdicts. The first rule that holds decides. `lists` are shared; `given` is a condition.",
    "roles": "Which of your facts and names play a part that the product knows, such as who records.",
    "duties": "What staff do. `force` keeps the strength of your guideline: must, should, may …",
    "notices": "What the person who records is told: in Danish, easy Danish and English.",
    "texts": "Texts that belong to no single rule. Their names are fixed: the cards show them by name.",
    "topics": "Short answers to what staff ask in their own words.",
    "cases": "Situations with the answer that is right, for a lawyer to write. `guideline check` tries each.",
    "interpretations": "Where your guideline is silent or was read, for its owner to confirm.",
}
"""What each file is for, as its first lines say."""

OF_THE_EXAMPLE = (
    ("Åbenby Kommune er opfundet som eksempel. Her må du som regel", "Udkast. Hos os må du som regel"),
    ("Åbenby er en opfundet kommune. Her må du som regel", "Udkast. Hos os må du som regel"),
    ("Åbenby is invented as an example. Here, as a rule, you may", "Draft. With us, as a rule, you may"),
    (
        "Svarene bygger på opfundne regler og er kun et eksempel.",
        "Svarene er kun et udkast.",
    ),
    (
        "The answers follow invented rules and are only an example.",
        "The answers are only a draft.",
    ),
)
"""What the example says of itself, and what a draft says instead."""

PACK = """\
# What this pack is, and since when it holds.
name: {name}
# While this line stands, every card says that the rules are nobody's. Remove it when they are your own.
example: true
municipality: {municipality}
title:
  da: {title_da}
  en: {title_en}
version: 0.1.0
# The day from which the bot answers by this version, as YYYY-MM-DD.
in_force_from: 2026-01-01
adopted:
  # The day on which the municipality adopted the guideline; null while it has not.
  on: null
  note:
    da: Udkast. Kommunen har ikke vedtaget det endnu.
    en: A draft. The municipality has not adopted it yet.
hr_contact:
  da: Du finder HR/Jura på kommunens intranet.
  en: You find HR/Jura on the municipality's intranet.
"""


def new(folder: Path, municipality: str) -> int:
    """Write a pack to begin with.

    Raises:
        CommandError: the municipality has no name; the folder is there and not empty, or cannot be written.

    """
    if not municipality.strip():
        raise CommandError("--municipality is empty; give the name as it is to show everywhere.")
    files = _files(_plain(folder.resolve().name), municipality)
    _write(folder, ((name, content.encode()) for name, content in files))
    return 0


def copy(name: str, folder: Path) -> int:
    """Write a copy of a pack, or of the last of its editions, to be changed.

    Raises:
        CommandError: there is no such pack; the folder is there and not empty, or cannot be written.

    """
    source = folder_named(name)
    try:
        content = [(path.name, bytes_of(path)) for path in sorted(source.glob("*.yaml"))]
    except PackError as error:
        raise CommandError(str(error)) from None
    _write(folder, content)
    return 0


def _write(folder: Path, content: Iterable[tuple[str, bytes]]) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} is there already; name a folder that is not.")
    try:
        (folder / SCHEMAS).mkdir(parents=True)
        for name, words in content:
            (folder / name).write_bytes(words)
        for name, schema in schemas().items():
            (folder / SCHEMAS / f"{name}.json").write_bytes(schema)
    except OSError as error:
        raise CommandError(f"{folder} cannot be written: {error.strerror}.") from None
    sys.stdout.write(f"{folder}\n")
    sys.stderr.write(f"Edit its files, then: optagelsesguiden guideline check {folder}\n")


def _plain(name: str) -> str:
    """Return a folder's name as a pack may be called."""
    return re.sub(r"[\W_]+", "-", name).strip("-") or "our-pack"


def _files(name: str, municipality: str) -> Iterator[tuple[str, str]]:
    title = f"{municipality}: regler om optagelse (udkast)", f"{municipality}: rules on recording (draft)"
    da, en, quoted = (msgspec.json.encode(it).decode() for it in (*title, municipality))
    manifest = PACK.format(name=name, municipality=quoted, title_da=da, title_en=en)
    yield MANIFEST, _with_schema("pack", manifest)
    for file in (*FILES, *OPTIONAL, *BESIDE):
        path = built_in(BEGINNING) / f"{file}.yaml"
        if file != "pack" and path.exists():
            yield path.name, _with_schema(file, _as_draft(file, path.read_text("utf-8")))


def _as_draft(file: str, text: str) -> str:
    lines = text.splitlines(keepends=True)
    while lines and lines[0].startswith("#"):
        del lines[0]
    body = "".join(lines)
    for told, instead in OF_THE_EXAMPLE:
        body = body.replace(told, instead)
    return f"# {ABOUT[file]}\n{body}"


def _with_schema(file: str, text: str) -> str:
    return f"# yaml-language-server: $schema={SCHEMAS}/{file}.json\n{text}"
