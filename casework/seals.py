"""Daily seals over the register, and what is left of a chain that is purged.

A seal lists the heads of every chain that grew since the seal before, and carries that seal's hash, so that
the seals together cover every head. Keep a seal's hash outside the database (an export carries it): whoever
can rewrite the database can rewrite its seals.

A purged chain leaves one event about `purged:<kind>:<id>`, whose details name its last number and hash, so
that the seals that listed the chain can still be checked.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework.about import About, PackMark
from casework.register import NOTHING_BEFORE, Entry, Event, moment_text, sha256
from casework.workdays import local_day

PURGED = "purged"
"""The kind of what is left of a matter that was purged; its id is the matter."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain had come."""

    about: About
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Seal:
    """All heads that moved since the seal before; numbers count from 1."""

    number: int
    at: datetime.datetime
    heads: tuple[Head, ...]
    previous: str
    hash: str = ""


def sealed(heads: Iterable[Head], last: Seal | None, at: datetime.datetime) -> Seal:
    """Return the next seal."""
    in_order = tuple(sorted(heads, key=lambda head: str(head.about)))
    bare = Seal(last.number + 1 if last else 1, at, in_order, last.hash if last else NOTHING_BEFORE)
    return replace(bare, hash=seal_hash(bare))


def seal_hash(seal: Seal) -> str:
    """Return the hash that a seal with this content must have; written as an event's is."""
    heads = [part for head in seal.heads for part in (str(head.about), str(head.seq), head.hash)]
    return sha256([str(seal.number), moment_text(seal.at), *heads, seal.previous])


def seal_is_due(last: Seal | None, now: datetime.datetime) -> bool:
    """Whether a Danish day has begun since the last seal."""
    return last is None or local_day(last.at) < local_day(now)


def purged(last: Event, actor: str, at: datetime.datetime, pack: PackMark) -> Entry:
    """Return what the register keeps of a chain that is removed."""
    details = {"seq": str(last.seq), "hash": last.hash}
    about = About(PURGED, str(last.about))
    return Entry(about=about, event="register.purge", actor=actor, at=at, pack=pack, details=details)
