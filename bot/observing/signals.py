"""What the rest of the program tells of itself. Where nobody listens, each call is a look at one name.

There is one listener in a process, as there is one log. `listener.Listener` is the real one; it alone knows
OpenTelemetry, and is imported only where the environment asks for it.

Facts are those of the log's allow-list (`bot.logging.ALLOWED`): never a name, an id of a person or chat, or
somebody's words. The listener drops all others.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from bot.observing.metrics import Metric


class Told(Protocol):
    """Something that goes on, such as a turn."""

    def note(self, **facts: object) -> None:
        """Tell more of it."""
        ...


class Listener(Protocol):
    """Whoever is told."""

    def span(self, name: str, facts: dict[str, object]) -> AbstractContextManager[Told]:
        """Follow something from the block's beginning to its end, if it is part of something followed."""
        ...

    def turn(self, type_: str, name: str | None) -> AbstractContextManager[Told]:
        """Follow a turn, and count it."""
        ...

    def delivery(self, kind: str, attempts: int, cause: str | None) -> AbstractContextManager[Told]:
        """Follow the delivery of a message; `cause` is what `trace` gave when it was queued."""
        ...

    def failed(self, reference: str) -> None:
        """Note that the turn at hand failed, and the reference that whoever asked is shown."""
        ...

    def late(self) -> None:
        """Note that somebody else answered for the turn at hand."""
        ...

    def count(self, metric: Metric, facts: dict[str, object]) -> None:
        """Count one."""
        ...

    def measure(self, metric: Metric, value: float, facts: dict[str, object]) -> None:
        """Add to a histogram."""
        ...

    def level(self, metric: Metric, value: float | None, facts: dict[str, object]) -> None:
        """Set a gauge: a number; of an age or what remains, a moment in seconds since 1970; None: no more."""
        ...

    def trace(self) -> str | None:
        """Return what leads back to here from elsewhere, in W3C's form of a `traceparent`."""
        ...


class _Nobody:
    """Follows nothing."""

    def note(self, **facts: object) -> None:
        """Drop it."""

    def __enter__(self) -> "_Nobody":
        return self

    def __exit__(self, *_: object) -> None:
        pass


NOBODY = _Nobody()
_listener: Listener | None = None


def tell(listener: Listener | None) -> None:
    """Tell this listener from now on; None: nobody."""
    global _listener  # one a process, as the log is
    _listener = listener


def is_heard() -> bool:
    """Whether anybody listens; for what costs something to find out."""
    return _listener is not None


def span(name: str, **facts: object) -> AbstractContextManager[Told]:
    """Follow a part of a turn or of a delivery."""
    return _listener.span(name, facts) if _listener else NOBODY


def turn(type_: str, name: str | None) -> AbstractContextManager[Told]:
    """Follow the turn of an activity of this type and, of an invoke, this name."""
    return _listener.turn(type_, name) if _listener else NOBODY


def delivery(kind: str, attempts: int, cause: str | None) -> AbstractContextManager[Told]:
    """Follow the delivery of a message."""
    return _listener.delivery(kind, attempts, cause) if _listener else NOBODY


def failed(reference: str) -> None:
    """Note that the turn at hand failed."""
    if _listener:
        _listener.failed(reference)


def late() -> None:
    """Note that somebody else answered for the turn at hand."""
    if _listener:
        _listener.late()


def count(metric: Metric, **facts: object) -> None:
    """Count one."""
    if _listener:
        _listener.count(metric, facts)


def measure(metric: Metric, value: float, **facts: object) -> None:
    """Add a value, in seconds, to a histogram."""
    if _listener:
        _listener.measure(metric, value, facts)


def level(metric: Metric, value: float | None, **facts: object) -> None:
    """Set a gauge: a number, or for an age or what remains a moment, in seconds since 1970; None: no more."""
    if _listener:
        _listener.level(metric, value, facts)


def trace() -> str | None:
    """Return what leads back to what goes on here; None where nothing is followed."""
    return _listener.trace() if _listener else None
