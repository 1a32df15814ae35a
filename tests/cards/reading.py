"""Reads a card as a person would: its words, its buttons, what it names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Button:
    """Something to press."""

    title: str
    verb: str
    data: dict[str, Any]
    sends_inputs: bool


class Card:
    """An Adaptive Card from its JSON, as the bot sent it."""

    def __init__(self, text: str | bytes) -> None:
        self.size = len(text if isinstance(text, bytes) else text.encode())
        self.json: dict[str, Any] = json.loads(text)
        self.elements = list(_objects(self.json))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Card) and self.json == other.json

    def __hash__(self) -> int:
        return hash(json.dumps(self.json))

    @property
    def lang(self) -> str:
        return str(self.json["lang"])

    @property
    def ids(self) -> list[str]:
        """The ids of what is shown, in reading order; not those of inputs."""
        return [e["id"] for e in self.elements if "id" in e and not e["type"].startswith("Input.")]

    @property
    def inputs(self) -> list[dict[str, Any]]:
        return [e for e in self.elements if e.get("type", "").startswith("Input.")]

    @property
    def buttons(self) -> list[Button]:
        return [
            Button(e["title"], e["verb"], e["data"], e.get("associatedInputs") != "none")
            for e in self.elements
            if e.get("type") == "Action.Execute"
        ]

    @property
    def texts(self) -> list[str]:
        """Every piece of text on the card, in reading order."""
        return [e["text"] for e in self.elements if e.get("type") in ("TextBlock", "TextRun")]

    @property
    def words(self) -> str:
        labels = [str(i["label"]) for i in self.inputs]
        return "\n".join([*self.texts, *labels])

    @property
    def title(self) -> str:
        return next(str(e["text"]) for e in self.elements if e.get("style") == "heading")

    def named(self, kind: str) -> list[str]:
        """Return what the card names of a kind: `duty` gives the ids of the duties on it."""
        return [i.removeprefix(f"{kind}.") for i in self.ids if i.startswith(f"{kind}.")]

    def element(self, element_id: str) -> dict[str, Any]:
        return next(e for e in self.elements if e.get("id") == element_id)

    def button(self, title: str) -> Button:
        found = [b for b in self.buttons if b.title == title] or [
            b for b in self.buttons if b.title.startswith(title)
        ]
        if not found:
            raise AssertionError(f"no button {title!r} among {[b.title for b in self.buttons]}")
        return found[0]


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name, inner in value.items():
            if name != "data":
                yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
