"""What is about one matter comes together, however it is spread over streams."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from bot.register.merging import matters
from casework import seals
from casework.about import About
from casework.register import Event, chained
from casework.seals import Head, sealed
from casework.verifying import Fault, faults_of_matter
from tests.casework.test_register import chain
from tests.casework.town import PACK, at
from tests.casework.whole_register import faults_of_register

Item = TypeVar("Item")


async def stream(items: Iterable[Item]) -> AsyncIterator[Item]:
    for item in items:
        yield item


def purged(events: Sequence[Event]) -> list[Event]:
    return [chained(seals.purged(events[-1], "clock", at(9), PACK), None)]


def head_of(events: Sequence[Event]) -> Head:
    return Head(events[-1].about, events[-1].seq, events[-1].hash)


async def piecewise(chains: Sequence[Sequence[Event]], heads: Sequence[Head]) -> list[Fault]:
    """The faults found one matter at a time, from streams in their order."""
    events = sorted((e for events in chains for e in events), key=lambda e: (str(e.about), e.seq))
    heads = sorted(heads, key=lambda head: str(head.about))
    of_events = [stream([e for e in events if (e.about.kind == "purged") is gone]) for gone in (True, False)]
    of_heads = [stream([h for h in heads if (h.about.kind == "purged") is gone]) for gone in (True, False)]
    return [
        fault
        async for matter in matters(of_events, of_heads)
        for fault in faults_of_matter(matter.chains, matter.heads)
    ]


def at_once(chains: Sequence[Sequence[Event]], heads: Sequence[Head]) -> list[Fault]:
    """The same from all chains and heads together."""
    return faults_of_register(chains, [sealed(heads, None, at(3))])


@given(st.data())
async def test_piece_by_piece_finds_what_is_found_at_once(data: st.DataObject) -> None:
    abouts = data.draw(
        st.lists(
            st.builds(About, st.sampled_from(("case", "refusal")), st.text("ab:", max_size=3)),
            unique=True,
            max_size=5,
        )
    )
    chains: list[Sequence[Event]] = []
    heads: list[Head] = []
    for about in abouts:
        whole = chain(data.draw(st.integers(1, 3)), about)
        heads += data.draw(st.sampled_from(([], [head_of(whole)], [head_of(whole[:1]), head_of(whole)])))
        fate = data.draw(st.sampled_from(("kept", "cut", "changed", "purged", "both", "gone")))
        if fate in ("kept", "both"):
            chains.append(whole)
        if fate == "cut" and whole[:-1]:
            chains.append(whole[:-1])
        if fate == "changed":
            chains.append([replace(whole[0], actor="bent"), *whole[1:]])
        if fate in ("purged", "both"):
            chains.append(purged(whole))
    heads = list(dict.fromkeys(heads))
    key = lambda fault: (str(fault.about), fault.seq, fault.problem)  # noqa: E731
    assert sorted(await piecewise(chains, heads), key=key) == sorted(at_once(chains, heads), key=key)
