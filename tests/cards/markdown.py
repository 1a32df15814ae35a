"""What of a card a client reads as markdown."""

from collections.abc import Iterator
from typing import Any


def read_as_markdown(part: Any) -> Iterator[str]:
    """Give every text that a client reads as markdown: not what stands in a RichTextBlock or an input."""
    if isinstance(part, dict):
        if part.get("type") == "TextBlock":
            yield str(part["text"])
        if part.get("type") == "FactSet":
            yield from (f"{fact['title']} {fact['value']}" for fact in part["facts"])
        part = [value for key, value in part.items() if key != "data"]
    if isinstance(part, list):
        for one in part:
            yield from read_as_markdown(one)
