"""Packs as the commands are given them: by name, by folder, and on a day."""

import argparse
import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.commands import CommandError
from bot.commands.guideline_words import ENGLISH, told
from guideline.editions import begins_on, editions, in_force
from guideline.errors import PackError
from guideline.load import PACKS, find_pack, load_pack
from guideline.model import Pack

A_PACK = "a built-in pack's name, or the folder of a pack or of its editions"


def pack_named(name: str, day: datetime.date | None = None, lang: str = ENGLISH) -> Pack:
    """Return a pack, of several editions the one that is in force on the day, or else the last.

    `lang` is what a fault in it is told in.

    Raises:
        CommandError: there is none, it is not sound, or it is not in force yet on the day.

    """
    folder = folder_named(name, day, lang)
    try:
        return load_pack(folder)
    except PackError as error:
        raise CommandError(told_of(folder, error, lang)) from None


def told_of(folder: Path, error: PackError, lang: str = ENGLISH) -> str:
    """Return a fault with the folder in front, since a command may read more packs than one."""
    return f"{folder}: {told(error, lang)}"


def folder_named(name: str, day: datetime.date | None = None, lang: str = ENGLISH) -> Path:
    """Return the folder of a pack, chosen as by `pack_named`.

    Raises:
        CommandError: there is none, or it is not in force yet on the day.

    """
    try:
        folder = in_force(find_pack(name), day)
        if day and begins_on(folder) > day:
            raise CommandError(f"{name} is in force from {begins_on(folder)}, after {day}.")
    except PackError as error:
        raise CommandError(told(error, lang)) from None
    return folder


def todays_pack(name: str) -> Pack:
    """Return a pack, of several editions the one that is in force today.

    A single edition is taken whenever it begins: whoever names it means it.

    Raises:
        CommandError: there is none, it is not sound, or of several none has begun.

    """
    try:
        folder = find_pack(name)
        there = list(editions(folder))
        today = datetime.date.today()  # noqa: DTZ011 - the user's own day
        chosen = there[0] if len(there) == 1 else in_force(folder, today)
    except PackError as error:
        raise CommandError(str(error)) from None
    try:
        return load_pack(chosen)
    except PackError as error:
        raise CommandError(told_of(chosen, error)) from None


def every_edition(also: Iterable[str]) -> Iterator[Pack]:
    """Return every built-in pack, then those given; what cannot be read is no edition to decide by."""
    given = [Path(name) for name in also if Path(name).is_dir()]
    for folder in (*sorted(PACKS.iterdir()), *given):
        for edition in editions(folder):
            try:
                yield load_pack(edition)
            except PackError:
                continue


def a_day(text: str) -> datetime.date:
    """Read a day as it is given to a command."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day: YYYY-MM-DD") from None
