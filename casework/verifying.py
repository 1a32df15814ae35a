"""Finding what was changed: chains checked against themselves and against daily seals, a matter at a time.

A matter is a request or a case: what is about it is its chain, the event that is left of it when it was
purged, and the heads of both that seals list. Nothing here grows with the register.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import msgspec

from casework.about import About
from casework.register import NOTHING_BEFORE, Event, hash_of
from casework.seals import PURGED, Head, Seal, seal_hash

Problem = Literal[
    "changed", "missing", "reordered", "repeated", "tail missing", "seal changed", "seal missing"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: event `seq` of a chain, or a seal (about `seal:<number>`)."""

    about: About
    seq: int
    problem: Problem


def verify_chain(events: Sequence[Event]) -> list[Fault]:
    """Return what is wrong with one chain, by its own hashes. The events may come in any order.

    Finds every changed, removed or renumbered event, but not a missing tail: that takes seals.
    """
    by_seq = sorted(events, key=lambda event: event.seq)
    return sorted([*_gaps(by_seq), *_misfits(by_seq)], key=lambda fault: fault.seq)


def faults_of_matter(chains: Iterable[Sequence[Event]], heads: Sequence[Head]) -> Iterator[Fault]:
    """Say what is wrong with one matter, given its whole chains and all heads that seals list of it."""
    found = sorted((chain for chain in chains if chain), key=lambda chain: chain[0].about.kind != PURGED)
    sealed: dict[About, list[Head]] = {}
    for head in heads:
        sealed.setdefault(head.about, []).append(head)
    gone: About | None = None
    for chain in found:
        about = chain[0].about
        yield from verify_chain(chain)
        if about == gone:
            yield Fault(about, chain[-1].seq, "repeated")
        yield from _against_seals(sealed.pop(about, []), {event.seq: event.hash for event in chain})
        if about.kind == PURGED:
            gone = _matter_of(about)
            yield from _against_purge(sealed.pop(gone, []), _last_of(chain[-1]))
    for about, missing in sealed.items():
        yield Fault(about, max(head.seq for head in missing), "tail missing")


class SealCheck:
    """Checks seals, given one after another, against themselves and each other."""

    def __init__(self) -> None:
        self._before: Seal | None = None

    def fault_of(self, seal: Seal) -> Fault | None:
        """Take the next seal, and say what is wrong with it."""
        before, self._before = self._before, replace(seal, heads=())
        number, previous = (before.number + 1, before.hash) if before else (1, NOTHING_BEFORE)
        if seal.number != number:
            return Fault(About("seal", str(number)), number, "seal missing")
        if seal.previous != previous or seal.hash != seal_hash(seal):
            return Fault(About("seal", str(number)), number, "seal changed")
        return None


def _matter_of(purged: About) -> About:
    kind, _, its_id = purged.id.partition(":")
    return About(kind, its_id)


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


def _against_purge(heads: Sequence[Head], last: Head | None) -> Iterator[Fault]:
    """Say which heads do not fit where the chain is said to have ended when it was purged."""
    for head in heads:
        if last is None or head.seq > last.seq or (head.seq == last.seq and head.hash != last.hash):
            yield Fault(head.about, head.seq, "changed")


_MOST_MISSING = 1000
"""Of one gap; a number that was changed to a huge one is no million missing events."""
