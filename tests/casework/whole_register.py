"""Checks a whole register that fits into memory by the product's rules, which see one matter at a time."""

from collections.abc import AsyncIterator, Iterable, Sequence

from casework.about import About
from casework.register import Event
from casework.seals import PURGED, Head, Seal
from casework.verifying import Fault, SealCheck, faults_of_matter


def faults_of_register(chains: Iterable[Sequence[Event]], seals: Iterable[Seal]) -> list[Fault]:
    """What is wrong, in whatever order the chains come."""
    check, matters = SealCheck(), dict[str, tuple[list[Sequence[Event]], list[Head]]]()
    faults: list[Fault] = []
    for seal in seals:
        fault = check.fault_of(seal)
        faults += [fault] if fault else []
        for head in seal.heads:
            matters.setdefault(_matter(head.about), ([], []))[1].append(head)
    for chain in chains:
        matters.setdefault(_matter(chain[0].about), ([], []))[0].append(chain)
    return faults + [fault for of_one in matters.values() for fault in faults_of_matter(*of_one)]


async def verify(chains: AsyncIterator[Sequence[Event]], seals: AsyncIterator[Seal]) -> AsyncIterator[Fault]:
    """The same of a store's queries."""
    for fault in faults_of_register([chain async for chain in chains], [seal async for seal in seals]):
        yield fault


def _matter(about: About) -> str:
    return about.id if about.kind == PURGED else str(about)
