"""Whether a written name is somebody's."""

from collections.abc import Iterable


def holds(name: str, words: Iterable[str]) -> bool:
    """Say whether each word begins a part of the name, in any order and whatever the case."""
    parts = name.casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in words)
