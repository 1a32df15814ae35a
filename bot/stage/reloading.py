"""The demo over the folder of a guideline: the bot starts again when a file of it has changed.

A change that cannot be used is told in its sentence, and the bot keeps what it has.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot.stage.child import PREFIX, ROOT

PROBE_SECONDS = 0.3

Stamp = frozenset[tuple[str, int, int]]


class Guideline:
    """The guideline that the demo plays by: a built-in one, which never changes, or a folder."""

    def __init__(self, chosen: str | None) -> None:
        self.folder = Path(chosen).resolve() if chosen and Path(chosen).is_dir() else None
        self._seen = self._stamp()

    @classmethod
    def of_the_settings(cls) -> "Guideline":
        """Return the one of the user's settings."""
        return cls(os.environ.get(f"{PREFIX}GUIDELINE"))

    async def changed(self) -> None:
        """Wait until a file has changed, and none is being written any more."""
        while (now := self._stamp()) == self._seen:  # noqa: ASYNC110 - no event tells of an edited file
            await asyncio.sleep(PROBE_SECONDS)
        while now != self._seen:
            self._seen = now
            await asyncio.sleep(PROBE_SECONDS)
            now = self._stamp()

    async def fault(self) -> str:
        """Return in a sentence why the folder cannot be used as it is; empty where it can."""
        command = (sys.executable, "-m", "bot", "decide", "--guideline", str(self.folder))
        nothing, pipe = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
        asked = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdin=nothing, stdout=nothing, stderr=pipe
        )
        _, told = await asked.communicate()
        return told.decode().strip().partition("decide: ")[2] if asked.returncode else ""

    def _stamp(self) -> Stamp:
        if self.folder is None:
            return frozenset()
        return frozenset(filter(None, map(_stamp_of, self.folder.rglob("*.yaml"))))


def _stamp_of(path: Path) -> tuple[str, int, int] | None:
    """Return what tells a file from itself edited; None while an editor has put it away."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return str(path), found.st_mtime_ns, found.st_size
