"""What stands in `pack.yaml` and cannot be: a name or version that no file could bear, an impossible day."""

import re
from collections.abc import Iterator

from guideline.errors import PackError
from guideline.model import Pack

FILE = "pack.yaml"

NAME = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
VERSION = re.compile(r"[0-9]+(?:[.-][0-9A-Za-z]+)*")
"""The report is called by both: so neither leads to another folder."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find a name and a version that are not plain ones, and an adoption after the pack is in force."""
    manifest = pack.manifest
    if not NAME.fullmatch(manifest.name):
        yield PackError(FILE, "name", "must be letters, digits and hyphens", "write it such as our-pack")
    if not VERSION.fullmatch(manifest.version):
        yield PackError(
            FILE, "version", "must be numbers with points or hyphens between them", "write it such as 1.0.0"
        )
    if manifest.adopted.on and manifest.adopted.on > manifest.in_force_from:
        yield PackError(FILE, "adopted", "on is later than in_force_from", "mend the one that is wrong")
