"""Finding what was changed: chains checked against themselves, and against daily seals.

A seal lists the heads of every chain that grew since the seal before, and carries that seal's hash, so that
the seals together cover every head. Keep a seal's hash outside the database (an export carries it): whoever
can rewrite the database can rewrite its seals.

A purged chain leaves one event about `purged:<kind>:<id>`, whose details name its last number and hash, so
that the seals that listed the chain can still be checked.
"""

import datetime
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import msgspec

from casework.about import About, PackMark
from casework.register import NOTHING_BEFORE, Entry, Event, hash_of, moment_text, sha256
from casework.workdays import local_day

Problem = Literal[
    "changed", "missing", "reordered", "repeated", "tail missing", "seal changed", "seal missing"
]


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


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: event `seq` of a chain, or a seal (about `seal:<number>`)."""

    about: About
    seq: int
    problem: Problem


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
    about = About("purged", str(last.about))
    return Entry(about=about, event="register.purge", actor=actor, at=at, pack=pack, details=details)


def verify_chain(events: Sequence[Event]) -> list[Fault]:
    """Return what is wrong with one chain, by its own hashes. The events may come in any order.

    Finds every changed, removed or renumbered event, but not a missing tail: that takes seals.
    """
    by_seq = sorted(events, key=lambda event: event.seq)
    return sorted([*_gaps(by_seq), *_misfits(by_seq)], key=lambda fault: fault.seq)


@dataclass(slots=True)
class Verifier:
    """Checks the whole register: give it the seals, then each chain, then ask what is missing.

    The chains may come in any order: one that is called purged before the one that says so, or after it.
    """

    _sealed: dict[About, list[Head]] = field(default_factory=dict)
    _last_seal: Seal | None = None
    _ends: dict[About, int] = field(default_factory=dict)
    """The last number of each chain that was shown."""
    _gone: set[About] = field(default_factory=set)
    """What is called purged."""

    def seal(self, seal: Seal) -> Iterator[Fault]:
        """Take the next seal, and say what is wrong with it."""
        before = self._last_seal
        number = before.number + 1 if before else 1
        about = About("seal", str(seal.number))
        if seal.number != number:
            yield Fault(About("seal", str(number)), number, "seal missing")
        elif seal.previous != (before.hash if before else NOTHING_BEFORE) or seal.hash != seal_hash(seal):
            yield Fault(about, seal.number, "seal changed")
        self._last_seal = replace(seal, heads=())
        for head in seal.heads:
            self._sealed.setdefault(head.about, []).append(head)

    def chain(self, events: Sequence[Event]) -> Iterator[Fault]:
        """Take one whole chain, and say what is wrong with it."""
        yield from verify_chain(events)
        if not events:
            return
        about = events[0].about
        self._ends[about] = events[-1].seq
        if about in self._gone:
            yield Fault(about, events[-1].seq, "repeated")
        hashes = {event.seq: event.hash for event in events}
        yield from _against_seals(self._sealed.get(about, ()), hashes)
        if about.kind == "purged":
            yield from self._purged(events[-1])

    def rest(self) -> Iterator[Fault]:
        """Say which chains the seals list and nobody has shown. Call it last."""
        unseen = self._sealed.keys() - self._ends.keys() - self._gone
        for about in sorted(unseen, key=str):
            yield Fault(about, max(head.seq for head in self._sealed[about]), "tail missing")

    def _purged(self, event: Event) -> Iterator[Fault]:
        kind, _, its_id = event.about.id.partition(":")
        gone = About(kind, its_id)
        self._gone.add(gone)
        if gone in self._ends:
            yield Fault(gone, self._ends[gone], "repeated")
        last = _last_of(event)
        for head in self._sealed.get(gone, ()):
            if last is None or head.seq > last.seq or (head.seq == last.seq and head.hash != last.hash):
                yield Fault(head.about, head.seq, "changed")


def _last_of(event: Event) -> Head | None:
    """Return where a purged chain ended; None where the event is damaged, which its own chain tells."""
    try:
        kept = msgspec.json.decode(event.details, type=_Kept)
    except msgspec.DecodeError:
        return None
    return Head(event.about, int(kept.seq), kept.hash) if kept.seq.isdecimal() else None


class _Kept(msgspec.Struct):
    seq: str
    hash: str


async def verify(chains: AsyncIterator[Sequence[Event]], seals: AsyncIterator[Seal]) -> AsyncIterator[Fault]:
    """Check a whole register, and yield each fault."""
    verifier = Verifier()
    async for seal in seals:
        for fault in verifier.seal(seal):
            yield fault
    async for events in chains:
        for fault in verifier.chain(events):
            yield fault
    for fault in verifier.rest():
        yield fault


def _gaps(by_seq: Sequence[Event]) -> Iterator[Fault]:
    expected = 1
    for event in by_seq:
        if event.seq < expected:
            yield Fault(event.about, event.seq, "repeated")
        for missing in range(expected, min(event.seq, expected + _MOST_MISSING)):
            yield Fault(event.about, missing, "missing")
        expected = max(expected, event.seq + 1)


def _misfits(by_seq: Sequence[Event]) -> Iterator[Fault]:
    broken = {event.seq for event in by_seq if event.hash != hash_of(event)}
    for event in by_seq:
        if event.seq in broken:
            moved = any(event.hash == hash_of(replace(event, seq=seq)) for seq in broken - {event.seq})
            yield Fault(event.about, event.seq, "reordered" if moved else "changed")
    if by_seq and by_seq[0].seq == 1 and 1 not in broken and by_seq[0].previous != NOTHING_BEFORE:
        yield Fault(by_seq[0].about, 1, "changed")
    for earlier, later in pairwise(by_seq):
        follows = later.seq == earlier.seq + 1
        # Both fit themselves, not each other: the earlier one was rewritten, hash and all.
        if follows and not broken & {earlier.seq, later.seq} and later.previous != earlier.hash:
            yield Fault(earlier.about, earlier.seq, "changed")


def _against_seals(heads: Sequence[Head], hashes: Mapping[int, str]) -> Iterator[Fault]:
    for head in heads:
        if head.seq not in hashes:
            if head.seq > max(hashes):
                yield Fault(head.about, head.seq, "tail missing")
        elif hashes[head.seq] != head.hash:
            yield Fault(head.about, head.seq, "changed")


_MOST_MISSING = 1000
"""Of one gap; a number that was changed to a huge one is no million missing events."""
