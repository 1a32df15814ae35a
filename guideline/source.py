"""The owner's own text of the guideline, in a file of theirs: each paragraph after its reference in bold.

`**A5.1** At borgeren …`, alone or as an entry of a list, up to the next blank line, reference or heading. The
project holds no copy of a municipality's text; it is only laid beside the pack when somebody reads.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from guideline.model import Pack

REFERENCE = re.compile(r"\s{0,8}(?:[-*]\s+)?\*\*([A-Za-z][\w.]{0,15})\*\*\s*(.*)")
LARGEST = 1 << 20
"""Bytes. A guideline has some pages."""


class SourceError(Exception):
    """The file cannot be read as a guideline's text; the sentence says why."""


def read_source(path: Path) -> Mapping[str, str]:
    """Return the text of each paragraph by its reference, in the order of the file.

    Raises:
        SourceError: it cannot be read, has no reference at all, or one twice.

    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from None
    if len(content) > LARGEST:
        raise SourceError(f"{path} is larger than {LARGEST} bytes; give the guideline's text alone.")
    try:
        return parsed(content.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not UTF-8; save it as UTF-8.") from None


def parsed(text: str, name: str) -> Mapping[str, str]:
    """Return the paragraphs of a text; `name` is what it is called in an error.

    Raises:
        SourceError: as above.

    """
    found: dict[str, list[str]] = {}
    open_: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if match := REFERENCE.fullmatch(line):
            if match[1] in found:
                raise SourceError(f"{name}, line {number}: {match[1]} stands twice; keep one.")
            open_ = found[match[1]] = [match[2]]
        elif not line.strip() or line.startswith("#"):
            open_ = None
        elif open_ is not None:
            open_.append(line.strip())
    if not found:
        raise SourceError(
            f"{name} has no paragraph; write each reference in bold before its text, as **A1**."
        )
    return {reference: " ".join(lines).strip() for reference, lines in found.items()}


def belongs_to(pack: Pack, text: Mapping[str, str], name: str) -> None:
    """See that a text is that of the pack's guideline.

    Raises:
        SourceError: it has not one of the pack's paragraphs; `name` is what the text is called in the error.

    """
    if len(missing_in(pack, text)) == len(pack.paragraphs):
        ours = ", ".join(paragraph.id for paragraph in pack.paragraphs[:3])
        raise SourceError(
            f"{name} has none of the paragraphs of {pack.manifest.name}; give the text of this guideline, "
            f"with its references in bold as in paragraphs.yaml ({ours} …)."
        )


def missing_in(pack: Pack, text: Mapping[str, str]) -> list[str]:
    """Return the paragraphs of a pack that the owner's text lacks."""
    return [paragraph.id for paragraph in pack.paragraphs if paragraph.id not in text]
