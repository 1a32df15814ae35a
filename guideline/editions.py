"""Which edition of a guideline is in force on a day.

A folder is one pack, or it holds a folder for each edition. Each says in `pack.yaml` from which day it is in
force, and holds until the next one is. An edition is never edited once it was in force, so that what was
decided under it can be decided again.
"""

import datetime
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from guideline import plain_yaml
from guideline.decode import Decoder
from guideline.errors import PackError
from guideline.load import MANIFEST, bytes_of
from guideline.model import Manifest


def in_force(folder: Path, day: datetime.date | None) -> Path:
    """Return the folder of the edition that is in force on a day; without a day, of the one that begins last.

    A folder that is one pack is taken as it is: whoever names it means it.

    Raises:
        PackError: it holds no edition, two that begin on one day, or none that has begun.

    """
    if (folder / MANIFEST).exists():
        return folder
    by_day: dict[datetime.date, Path] = {}
    for edition in editions(folder):
        begins = begins_on(edition)
        if begins in by_day:
            problem = f"begins on {begins}, as {by_day[begins].name} does"
            raise PackError(edition.name, "in_force_from", problem, "let one begin on another day")
        by_day[begins] = edition
    begun = [begins for begins in by_day if day is None or begins <= day]
    if not begun:
        lacking = f"holds no edition that is in force on {day}" if by_day else "holds no pack.yaml"
        raise PackError(str(folder), "", lacking)
    return by_day[max(begun)]


def editions(folder: Path) -> Iterator[Path]:
    """Return the folders of the packs in a folder, or the folder itself where it is one."""
    if (folder / MANIFEST).exists():
        yield folder
    elif folder.is_dir():
        yield from sorted(it for it in folder.iterdir() if (it / MANIFEST).exists())


def no_editions(folder: Path) -> list[Path]:
    """Return the folders in a folder of editions that look like one, but hold no `pack.yaml`."""
    inside = sorted(it for it in folder.iterdir() if it.is_dir() and not (it / MANIFEST).exists())
    return [it for it in inside if any(it.glob("*.y*ml"))]


def faults_between(folder: Path) -> Iterator[PackError]:
    """Find editions that do not follow one upon another; what cannot be read is told where it is checked."""
    read = [(it, manifest) for it in editions(folder) if (manifest := _manifest(it))]
    read.sort(key=lambda it: (it[1].in_force_from, it[0].name))
    for (before, old), (edition, new) in itertools.pairwise(read):
        yield from _faults(f"{edition.name}/{MANIFEST}", before.name, old, new)


def _manifest(folder: Path) -> Manifest | None:
    try:
        return Decoder({"pack": bytes_of(folder / MANIFEST)}, []).one("pack", Manifest)
    except PackError:
        return None


def _faults(place: str, other: str, old: Manifest, new: Manifest) -> Iterator[PackError]:
    begins = new.in_force_from
    if begins == old.in_force_from:
        yield PackError(place, "", f"begins on {begins}, as {other} does", "let one begin on another day")
    yield from _other_guideline(place, other, old, new)
    if old.version == new.version:
        alike = f"has the version {new.version}, as {other} does"
        yield PackError(place, "", alike, "raise it, so that what is stored tells the two apart")
    elif _in_order(new.version) < _in_order(old.version):
        falls = f"has the version {new.version}, which comes before {old.version} of {other}"
        yield PackError(place, "", falls, "raise it")


def _other_guideline(place: str, other: str, old: Manifest, new: Manifest) -> Iterator[PackError]:
    for field in ("name", "municipality"):
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            differs = f'has the {field} "{now}", where {other} has "{was}"'
            yield PackError(place, "", differs, "give both the same, or move the edition away")
    if new.example and not old.example:
        invented = f"is an example, and {other} is none"
        yield PackError(place, "", invented, "remove the line example, or move the edition away")


def _in_order(version: str) -> list[tuple[int, str]]:
    """Return a version as it is compared: its numbers as numbers."""
    parts = re.split(r"[.-]", version)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def begins_on(folder: Path) -> datetime.date:
    """Return from which day a pack is in force.

    Raises:
        PackError: its `pack.yaml` cannot be read, or does not say it as YYYY-MM-DD.

    """
    try:
        data = plain_yaml.parse(bytes_of(folder / MANIFEST).decode())
        return datetime.date.fromisoformat(str(data["in_force_from"] if isinstance(data, dict) else ""))
    except (UnicodeDecodeError, plain_yaml.YamlError, KeyError, ValueError):
        raise PackError(f"{folder.name}/{MANIFEST}", "", "does not say in_force_from as YYYY-MM-DD") from None
