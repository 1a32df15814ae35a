"""A seal to keep outside the database: where every chain ended when an export was made.

Rows `about,seq,hash`: one a chain, one for the newest daily seal, and a last one with the digest of the rows
before it. Whoever writes down that last digest somewhere else can tell whether the file is still the same.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.register.columns import NotAnExportError, about_of, number_of
from casework.about import About
from casework.seals import PURGED, Head, Seal

HEADER = ("about", "seq", "hash")
_DIGEST = "sha256"
_DAILY = "seal"

Row = tuple[str, str, str]


class SealWriter:
    """Writes a seal, a row at a time, to each of several places."""

    def __init__(self, sinks: Sequence[Callable[[Row], object]]) -> None:
        self._sinks = sinks
        self._digest = hashlib.sha256()
        self._rows = 0
        self._write(HEADER)

    def add(self, head: Head) -> None:
        """Add where a chain ended."""
        row = (str(head.about), str(head.seq), head.hash)
        _cover(self._digest, row)
        self._rows += 1
        self._write(row)

    def finish(self, daily: Seal | None) -> str:
        """Add the newest daily seal and the digest, and return the digest."""
        if daily is not None:
            self.add(Head(About(_DAILY, str(daily.number)), daily.number, daily.hash))
        digest = self._digest.hexdigest()
        self._write((_DIGEST, str(self._rows), digest))
        return digest

    def _write(self, row: Row) -> None:
        for sink in self._sinks:
            sink(row)


@dataclass(frozen=True, slots=True)
class KeptSeal:
    """A seal that was kept, read anew from its rows each time, so that memory does not grow with it."""

    rows: Callable[[], Iterable[Row]]
    daily: Head | None
    """The newest daily seal when it was made; the number of it is `seq`."""

    def heads(self, *, purged: bool) -> Iterator[Head]:
        """Return the heads of the chains about what was purged, or of the others, by `str(about)`."""
        for about, seq, its_hash in self.rows():
            head = Head(about_of(about), number_of(seq), its_hash)
            if head.about.kind not in (_DIGEST, _DAILY) and (head.about.kind == PURGED) is purged:
                yield head


def kept_seal(rows: Callable[[], Iterable[Row]]) -> KeptSeal:
    """Check a seal against its own digest.

    Raises:
        NotAnExportError: it is no seal, or was changed or cut off.

    """
    digest, daily = hashlib.sha256(), None
    for count, row in enumerate(rows()):
        if row[0] == _DIGEST:
            if (row[1], row[2]) == (str(count), digest.hexdigest()):
                return KeptSeal(rows, daily)
            break
        _cover(digest, row)
        if (about := about_of(row[0])).kind == _DAILY:
            daily = Head(about, number_of(row[1]), row[2])
    raise NotAnExportError("The seal is not whole: it was changed or cut off, or is none.")


def _cover(digest: "hashlib._Hash", row: Row) -> None:
    digest.update(f"{','.join(row)}\n".encode())
