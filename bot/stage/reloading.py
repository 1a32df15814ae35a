"""The demo over the folder of a guideline: the bot takes an edited file into use, or keeps what it has.

The bot always answers by a copy, so that an edit that cannot be used never takes the last good one away.
"""

import asyncio
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.stage.child import PREFIX, ROOT
from bot.stage.people import Json

PROBE_SECONDS = 0.3

UNREADABLE = "the folder: could not be read just now; save the file once more."
"""Where an editor was in the middle of its work, or the folder has gone."""

Stamp = frozenset[tuple[str, int, int]]


class Guideline:
    """The guideline that the demo plays by: a built-in one, which never changes, or a folder."""

    def __init__(self, chosen: str | None, beside: Path) -> None:
        """Watch the chosen folder; its copies are kept in the folder `beside`."""
        self._chosen = chosen
        self.folder = Path(chosen).resolve() if chosen and Path(chosen).is_dir() else None
        self._copies, self._number = beside, 0
        self._seen = self._stamp()

    @classmethod
    def of_the_settings(cls, beside: Path) -> "Guideline":
        """Return the one of the user's settings."""
        return cls(os.environ.get(f"{PREFIX}GUIDELINE"), beside)

    def copied(self) -> Path | None:
        """Return a copy of the folder as it is now; None for a built-in one.

        Raises:
            OSError: it cannot be read.

        """
        if self.folder is None:
            return None
        self._number += 1
        copy = self._copies / f"edition-{self._number}" / self.folder.name
        shutil.copytree(self.folder, copy, ignore=_all_but_yaml)
        return copy

    async def changed(self) -> None:
        """Wait until a file has changed, and none is being written any more."""
        while (now := self._stamp()) == self._seen:  # noqa: ASYNC110 - no event tells of an edited file
            await asyncio.sleep(PROBE_SECONDS)
        while now != self._seen:
            self._seen = now
            await asyncio.sleep(PROBE_SECONDS)
            now = self._stamp()

    async def fault(self, copy: Path) -> str:
        """Return in a sentence why a copy cannot be used; empty where it can."""
        status, _, told = await _decide(str(copy), [])
        return self.in_own_words(told.partition("decide: ")[2].strip()) if status else ""

    def in_own_words(self, sentence: str) -> str:
        """Return what was said of the last copy as said of the folder itself, by the file's name alone."""
        if self.folder is None:
            return sentence
        copies = self._copies / f"edition-{self._number}"
        copy = re.escape(str(copies / self.folder.name))
        if within := re.fullmatch(rf"{copy}(?:/([^:]+))?: (\w+\.yaml\b.+|the pack, .+)", sentence):
            edition, told = within.groups()
            return f"{edition}/{told}" if edition else told
        return sentence.replace(str(copies), str(self.folder.parent))

    async def knows(self, facts: Sequence[Json]) -> list[bool]:
        """Say of each of these facts together whether the guideline has them."""
        if not self._chosen:
            return [True for _ in facts]
        _, answers, _ = await _decide(str(self.folder or self._chosen), facts)
        told = [json.loads(line) for line in answers.splitlines()]
        return (
            ["error" not in answer for answer in told] if len(told) == len(facts) else [False for _ in facts]
        )

    def _stamp(self) -> Stamp:
        if self.folder is None:
            return frozenset()
        return frozenset(filter(None, map(_stamp_of, self.folder.rglob("*.yaml"))))


async def _decide(guideline: str, facts: Sequence[Json]) -> tuple[int, str, str]:
    """Ask the product itself what it makes of a guideline, and of facts under it."""
    command = (sys.executable, "-m", "bot", "decide", "--guideline", guideline)
    pipe = asyncio.subprocess.PIPE
    asked = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe)
    answers, told = await asked.communicate("".join(f"{json.dumps(it)}\n" for it in facts).encode())
    return asked.returncode or 0, answers.decode(), told.decode()


def _all_but_yaml(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".yaml") and not (Path(folder) / name).is_dir()]


def _stamp_of(path: Path) -> tuple[str, int, int] | None:
    """Return what tells a file from itself edited; None while an editor has put it away."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return str(path), found.st_mtime_ns, found.st_size
