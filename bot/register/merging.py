"""Several streams in one order, brought together by what their items are about."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from casework.about import About
from casework.register import Event
from casework.seals import PURGED, Head


class _Concerning(Protocol):
    @property
    def about(self) -> About: ...


Item = TypeVar("Item", bound=_Concerning)


@dataclass(frozen=True, slots=True)
class Matter:
    """All there is about one matter: its own chain, the one that says it was purged, and sealed heads."""

    chains: Sequence[Sequence[Event]]
    heads: Sequence[Head]


async def matters(
    chains: Sequence[AsyncIterator[Event]], heads: Sequence[AsyncIterator[Head]]
) -> AsyncIterator[Matter]:
    """Bring streams together; memory holds one matter.

    Each stream is in the order of `str(about)` and either all about what was purged, or not at all: `purged:`
    comes between the kinds otherwise.
    """
    events_ahead = [_Ahead(stream) for stream in chains]
    heads_ahead = [_Ahead(stream) for stream in heads]
    every: list[_Ahead[Event] | _Ahead[Head]] = [*events_ahead, *heads_ahead]
    for ahead in every:
        await ahead.begin()
    while subjects := [ahead.subject for ahead in every if ahead.subject is not None]:
        subject = min(subjects)
        found = [events for of_events in events_ahead if (events := await of_events.take(subject))]
        listed = [head for of_heads in heads_ahead for head in await of_heads.take(subject)]
        yield Matter(found, list(dict.fromkeys(listed)))


def subject_of(about: About) -> str:
    """Return the matter that something is about, be it purged or not."""
    return about.id if about.kind == PURGED else str(about)


class _Ahead(Generic[Item]):
    """A stream whose next item is known."""

    def __init__(self, stream: AsyncIterator[Item]) -> None:
        self.subject: str | None = None
        self._stream = stream
        self._next: Item | None = None

    async def begin(self) -> None:
        self._next = await anext(self._stream, None)
        self.subject = None if self._next is None else subject_of(self._next.about)

    async def take(self, subject: str) -> list[Item]:
        """Return the items about this that come now."""
        taken: list[Item] = []
        while self.subject == subject and self._next is not None:
            taken.append(self._next)
            await self.begin()
        return taken
